"""Where the words are."""

from pathlib import Path

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"

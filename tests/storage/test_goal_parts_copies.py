"""The copies of milestones and phases on a key result have one writer, or they would go astray."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITERS = {"storage/goal_parts_milestones.py", "storage/goal_parts_phases.py"}
TOUCHES = re.compile(
    r"(?:\bkr|\brow|key_result)\.(?:steps|phases) = "
    r"|from storage\.tables import [^\n]*\b(?:Milestone|TargetPhase)\b"
)


def test_only_their_own_modules_write_parts_and_their_copies() -> None:
    files = [path for room in ("bot", "storage") for path in (ROOT / room).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)) for path in files if TOUCHES.search(path.read_text("utf-8"))
    }
    assert found == WRITERS

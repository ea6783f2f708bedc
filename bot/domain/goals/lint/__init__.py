"""What is said of an objective or a key result while it is written: findings, never words."""

from bot.domain.goals.lint.key_result import KeyResultDraft, lint_key_result
from bot.domain.goals.lint.model import Finding, Severity, refused
from bot.domain.goals.lint.objective import ObjectiveDraft, lint_objective
from bot.domain.goals.lint.smart import Answer, Letter, smart

__all__ = [
    "Answer",
    "Finding",
    "KeyResultDraft",
    "Letter",
    "ObjectiveDraft",
    "Severity",
    "lint_key_result",
    "lint_objective",
    "refused",
    "smart",
]

"""Understanding a check-in reply: what may be written, and what must be asked."""

from bot.domain.replies.explain import explain
from bot.domain.replies.model import (
    REASONS,
    Candidate,
    Certainty,
    Change,
    Direction,
    Intent,
    Kind,
    Question,
    Reading,
    StatusWord,
    Subject,
    Update,
)
from bot.domain.replies.reader import read_reply

__all__ = [
    "REASONS",
    "Candidate",
    "Certainty",
    "Change",
    "Direction",
    "Intent",
    "Kind",
    "Question",
    "Reading",
    "StatusWord",
    "Subject",
    "Update",
    "explain",
    "read_reply",
]

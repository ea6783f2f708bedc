"""A direct message that is nothing but a command word, with at most the name of a goal or team."""

from collections.abc import Mapping
from typing import Final

from bot.domain.commands import PHRASES, after
from bot.domain.commands.daily import CheckIn, MyGoals
from bot.domain.commands.model import Command
from bot.domain.goal_names import reference

_MOST_WORDS: Final = 14
_ENDS: Final = " \t.!?…"
#: Words that say nothing else when they stand alone. "Tiếp tục", "xong", "vì sao" do.
ALONE: Final = frozenset(
    {
        *("my goals", "của tôi", "mục tiêu của tôi", "help", "trợ giúp", "tree", "cây"),
        *("team", "nhóm", "company", "công ty", "risk", "rủi ro"),
        *("checkin", "check-in", "check in", "cập nhật"),
        *("why team", "vì sao nhóm", "why company", "vì sao công ty"),
        *("why-silent", "why silent", "sao không nhắn"),
    }
)
#: Words that the name of a goal, or of a team, may follow.
WITH_GOAL: Final = frozenset({"tree", "cây", "show", "xem", "why", "vì sao", "history", "lịch sử"})
WITH_TEAM: Final = frozenset({"team", "nhóm", "risk", "rủi ro", "why team", "vì sao nhóm"})


def bare(text: str) -> tuple[Command, str | None] | None:
    """The command that a whole message may be, and the name in it; None for any other message.

    Whether the name is one has to be looked up. What holds a figure is an answer, never a command.
    """
    said = text.strip().rstrip(_ENDS)
    if not said or "\n" in said or len(said.split()) > _MOST_WORDS:
        return None
    phrases: Mapping[str, object] = PHRASES["/okr"]
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.split())):
        rest = after(said, phrase)
        if rest is not None:
            return _command(phrase, rest)
    return None


def _command(phrase: str, rest: str) -> tuple[Command, str | None] | None:
    if not rest:
        if phrase not in ALONE:
            return None
        found = PHRASES["/okr"][phrase]("")
        # A form opens on a press alone: the list has the button for it.
        return (MyGoals() if isinstance(found, CheckIn) else found), None
    if phrase not in WITH_GOAL | WITH_TEAM:
        return None
    if any(sign.isdigit() for sign in rest) and reference(rest) is None:
        return None
    return PHRASES["/okr"][phrase](rest), rest

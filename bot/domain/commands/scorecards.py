"""What people ask for about scorecards: their own, one of their people's, roles, a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command
from bot.domain.folding import fold


@dataclass(frozen=True, slots=True)
class Scorecard(Command):
    """/okr scorecard [person] [cycle]: one's own of the current cycle without any words."""

    words: str | None


@dataclass(frozen=True, slots=True)
class ScorecardRole(Command):
    """/okr scorecard role <person> <template>: without words, who has which."""

    words: str | None


@dataclass(frozen=True, slots=True)
class ScorecardExport(Command):
    """/okr scorecard export [without okr] [cycle]: without OKRs for what is related to pay."""

    okr: bool
    cycle: str | None


#: As people write them, folded.
_WITHOUT_OKR: Final = ("without okrs", "without okr", "khong kem okr", "khong co okr", "khong okr")


def _export(rest: str) -> ScorecardExport:
    words = rest.split()
    for phrase in _WITHOUT_OKR:
        count = len(phrase.split())
        for start in range(len(words) - count + 1):
            if fold(" ".join(words[start : start + count])) == phrase:
                left = words[:start] + words[start + count :]
                return ScorecardExport(False, " ".join(left) or None)
    return ScorecardExport(True, " ".join(words) or None)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "scorecard": lambda rest: Scorecard(rest or None),
    "bảng điểm": lambda rest: Scorecard(rest or None),
    "scorecard role": lambda rest: ScorecardRole(rest or None),
    "bảng điểm vai trò": lambda rest: ScorecardRole(rest or None),
    "scorecard export": _export,
    "bảng điểm xuất": _export,
}

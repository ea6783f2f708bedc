"""What people ask for around a cycle: its steps, help of other teams, scores, the next cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class CycleOverview(Command):
    """/okr cycle: where it stands, what comes next and who can do it."""


@dataclass(frozen=True, slots=True)
class Depend(Command):
    """/okr depend: open requests; with the name of a team, a form that asks it."""

    team: str | None


@dataclass(frozen=True, slots=True)
class Score(Command):
    """/okr score: what waits for my scores; with the name of a goal, its form."""

    name: str | None


@dataclass(frozen=True, slots=True)
class CloseCycle(Command):
    """/okr close: what is missing before the cycle can be closed."""


@dataclass(frozen=True, slots=True)
class Carry(Command):
    """/okr carry <goal>: into the next cycle."""

    name: str


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "cycle": lambda _: CycleOverview(),
    "chu kỳ": lambda _: CycleOverview(),
    "depend": lambda rest: Depend(rest or None),
    "phụ thuộc": lambda rest: Depend(rest or None),
    "score": lambda rest: Score(rest or None),
    "chấm điểm": lambda rest: Score(rest or None),
    "close": lambda _: CloseCycle(),
    "đóng": lambda _: CloseCycle(),
    "carry": Carry,
    "chuyển kỳ": Carry,
}

"""Answers to what people ask for around a cycle."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.cycles import Carry, CloseCycle, CycleOverview, Depend, Score
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import dependency_rows
from bot.services.choices import SeveralFit
from bot.services.cycles import carrying, closing, naming, overview, score_cards
from bot.slack import cycle_actions
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _overview(rt: Runtime, _: Incoming, by: Actor, __: CycleOverview) -> Answer:
    return Answer("cycle_overview", overview.show(rt, by=by))


def _depend(rt: Runtime, incoming: Incoming, by: Actor, asked: Depend) -> Answer | None:
    if asked.team is None:
        return Answer("dependency_list", dependency_rows.listed(rt, by=by))
    cycle_actions.open_depend(rt, incoming, by, team=asked.team)
    return None


def _score(rt: Runtime, incoming: Incoming, by: Actor, asked: Score) -> Answer | None:
    if asked.name is None:
        return Answer("score_list", score_cards.open_for(rt, by=by))
    try:
        found = naming.to_score(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which(_written("score", "chấm điểm", by), fit)
    cycle_actions.open_score(rt, incoming, by, found)
    return None


def _close(rt: Runtime, _: Incoming, by: Actor, __: CloseCycle) -> Answer:
    return Answer("closing_check", closing.preview_next(rt, by=by))


def _carry(rt: Runtime, incoming: Incoming, by: Actor, asked: Carry) -> Answer | None:
    try:
        return told("goal_carried", carrying.carry(rt, asked.name, by=by, key=incoming.key))
    except SeveralFit as fit:
        return which(_written("carry", "chuyển kỳ", by), fit)


def _written(english: str, vietnamese: str, by: Actor) -> str:
    return f"/okr {vietnamese if by.locale.startswith('vi') else english}"


HANDLERS: Final[Mapping[type, Any]] = {
    CycleOverview: _overview,
    Depend: _depend,
    Score: _score,
    CloseCycle: _close,
    Carry: _carry,
}

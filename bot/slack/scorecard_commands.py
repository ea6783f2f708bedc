"""Scorecards: commands, the button of a review and its form."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.scorecards import Scorecard, ScorecardExport, ScorecardRole
from bot.domain.errors import DomainError, Invalid, NotAllowed, NotFound
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services.choices import SeveralFit
from bot.services.scorecards import exporting, reviewing, roles, showing
from bot.services.scorecards.exporting import Wanted
from bot.slack import fields, scorecard_weights
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming

Errors = Mapping[str, str]


def _show(rt: Runtime, _: Incoming, by: Actor, asked: Scorecard) -> Answer:
    try:
        return Answer("scorecard", showing.show(rt, asked.words, by=by))
    except SeveralFit as fit:
        written = "bảng điểm" if by.locale.startswith("vi") else "scorecard"
        return which(f"/okr {written}", fit)


def _role(rt: Runtime, incoming: Incoming, by: Actor, asked: ScorecardRole) -> Answer | None:
    if asked.words is None:
        return Answer("scorecard_roles", roles.listed(rt, by=by))
    try:
        return told("scorecard_role_set", roles.give(rt, asked.words, by=by, key=incoming.key))
    except NotFound as unknown:
        if unknown.key != "scorecard.unknown_template":
            raise
        return _weights(rt, incoming, by, asked.words, unknown)
    except SeveralFit as fit:
        # Words that follow the name would be lost with a choice by button.
        names = ", ".join(fit.choices.values())
        raise Invalid("scorecard.several", name=fit.query, names=names) from fit


def _weights(
    rt: Runtime, incoming: Incoming, by: Actor, words: str, unknown: NotFound
) -> Answer | None:
    """A person alone: the form of what their card is made of."""
    try:
        return scorecard_weights.of_named(rt, incoming, by, words)
    except SeveralFit as fit:
        return which(f"/okr {_written(by)}", fit)
    except NotFound:
        raise unknown from None


def _written(by: Actor) -> str:
    return "bảng điểm vai trò" if by.locale.startswith("vi") else "scorecard role"


def _export(rt: Runtime, incoming: Incoming, by: Actor, asked: ScorecardExport) -> Answer | None:
    wanted = Wanted(asked.cycle, asked.okr)
    return told("scorecards_sent", exporting.send(rt, wanted, by=by, key=incoming.key))


def open_review(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    person_id, cycle_id, _ = _named(incoming.value)
    params = reviewing.form(rt, person_id, cycle_id, by=by)
    return fields.open_form(rt, incoming, by, ids.View.SCORECARD_REVIEW, params)


def check_review(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    person_id, cycle_id, mark = _named(fields.Form.of(incoming).metadata)
    try:
        reviewing.check(rt, person_id, cycle_id, mark, by=by)
    except NotAllowed:
        raise  # no matter of what was typed
    except DomainError as error:
        return {ids.Block.REVIEW_NOTE: rt.render.field_error(error, locale=by.locale)}
    return {}


def review(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = fields.Form.of(incoming)
    person_id, cycle_id, mark = _named(form.metadata)
    note = form.typed(ids.Block.REVIEW_NOTE)
    reviewing.save(rt, person_id, cycle_id, mark, note, by=by, key=incoming.key)
    return None


def _named(value: str) -> tuple[int, int, str]:
    """What the button and the form carry: <person id>:<cycle id>[:<mark>]."""
    person, _, rest = value.partition(":")
    cycle, _, mark = rest.partition(":")
    person_id, cycle_id = fields.whole(person), fields.whole(cycle)
    if person_id is None or cycle_id is None:
        raise NotFound("button.broken")
    return person_id, cycle_id, mark


HANDLERS: Final[Mapping[type, Any]] = {
    Scorecard: _show,
    ScorecardRole: _role,
    ScorecardExport: _export,
}

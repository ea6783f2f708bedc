"""Answers to what managers ask for about their people."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.people import CheckInFor, PersonOverview, Review, Silent
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import on_behalf, people_overviews, reviewing, waiting_for
from bot.services.choices import SeveralFit
from bot.slack import check_in_form
from bot.slack.answers import Answer, saved, which
from bot.slack.payload import Incoming


def _check_in_for(rt: Runtime, incoming: Incoming, by: Actor, asked: CheckInFor) -> Answer | None:
    try:
        person_id = on_behalf.named(rt, asked.name, by=by)
    except SeveralFit as fit:
        written = "cập nhật cho" if by.locale.startswith("vi") else "checkin for"
        return which(f"/okr {written}", fit)
    if asked.text is None:
        return check_in_form.open_form(rt, incoming, by, request_id=None, whose_id=person_id)
    return saved(on_behalf.answer(rt, person_id, asked.text, by=by, key=incoming.key))


def _person(rt: Runtime, _: Incoming, by: Actor, asked: PersonOverview) -> Answer:
    try:
        found = people_overviews.person(rt, asked.name, asked.page, by=by)
    except SeveralFit as fit:
        return which("/okr person", fit)
    return Answer("person_overview", found)


def _silent(rt: Runtime, _: Incoming, by: Actor, __: Silent) -> Answer:
    return Answer("silent", waiting_for.people(rt, by=by))


def _review(rt: Runtime, _: Incoming, by: Actor, __: Review) -> Answer:
    return Answer("review", reviewing.waiting(rt, by=by))


HANDLERS: Final[Mapping[type, Any]] = {
    CheckInFor: _check_in_for,
    PersonOverview: _person,
    Silent: _silent,
    Review: _review,
}

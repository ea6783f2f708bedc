"""Works on one stored delivery; a delivery that fails is tried again by the tick."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.errors import DomainError, NotAllowed, NotFound
from bot.domain.people import Actor, Standing
from bot.logs import logger
from bot.protocols import SlackRefused
from bot.render import ids
from bot.runtime import Runtime
from bot.services import home_looking, inbound, installing, people
from bot.services.inbound import Stored
from bot.slack import answers, meanwhile, payload, routes
from bot.slack.members import member
from bot.slack.payload import ENDINGS, HOME_OPENED, USER_EVENTS, Incoming
from bot.slack.route import FieldsRefused, Follow

log = logger(__name__)


def run(rt: Runtime, row_id: int) -> None:
    """Do what a stored delivery asks, once; what goes wrong with it is noted on its row."""
    stored = inbound.load(rt, row_id)
    if stored.done:
        return
    incoming, rt = payload.read(stored.payload), rt.within(stored.workspace_id)
    try:
        if incoming is not None:
            _handle(rt, incoming)
        inbound.finish(rt, stored)
    except Exception as error:
        _failed(rt, stored, incoming, error)


def check(rt: Runtime, row_id: int) -> Mapping[str, str]:
    """The errors of a submitted form by block id; a form with errors is done with."""
    stored = inbound.load(rt, row_id)
    incoming, rt = payload.read(stored.payload), rt.within(stored.workspace_id)
    route = routes.find(incoming) if incoming else None
    if stored.done or incoming is None or route is None or route.check is None:
        return {}
    try:
        by = _actor(rt, incoming)
        _check_standing(by)
        errors = route.check(rt, incoming, by)
    except DomainError:
        return {}  # about the form as a whole: `run` meets it again and tells the person
    if errors:
        inbound.finish(rt, stored)
    return errors


def submit(rt: Runtime, row_id: int) -> Mapping[str, Any]:
    """What Slack is answered to a submitted form: errors on its fields, another view, or nothing.

    The work of a form that another one follows is done by then, and of one that is not complete
    there is none; that of others is left to `run`.
    """
    errors = check(rt, row_id)
    if errors:
        return {"response_action": "errors", "errors": dict(errors)}
    view = _instead(rt, row_id)
    if view is not None:
        return {"response_action": "update", "view": dict(view)}
    stored = inbound.load(rt, row_id)
    incoming, rt = payload.read(stored.payload), rt.within(stored.workspace_id)
    route = routes.find(incoming) if incoming else None
    if stored.done or incoming is None or route is None or route.follow is None:
        return {}
    try:
        view = _followed(rt, stored, incoming, route.follow)
    except FieldsRefused as refused:
        return {"response_action": "errors", "errors": dict(refused.by_block)}
    return {} if view is None else {"response_action": "update", "view": dict(view)}


def _instead(rt: Runtime, row_id: int) -> Mapping[str, Any] | None:
    """The view that takes the place of a form which is not complete yet."""
    stored = inbound.load(rt, row_id)
    incoming, rt = payload.read(stored.payload), rt.within(stored.workspace_id)
    route = routes.find(incoming) if incoming else None
    if stored.done or incoming is None or route is None or route.instead is None:
        return None
    try:
        view = route.instead(rt, incoming, _actor(rt, incoming))
    except DomainError:
        return None  # about the form as a whole: `run` meets it again and tells the person
    if view is not None:
        inbound.finish(rt, stored)
    return view


def _followed(
    rt: Runtime, stored: Stored, incoming: Incoming, follow: Follow
) -> Mapping[str, Any] | None:
    """The view that takes the place of the form; what cannot be done is said there as well."""
    by: Actor | None = None
    try:
        by = _actor(rt, incoming)
        _check_standing(by)
        return follow(rt, incoming, by)
    except DomainError as error:
        refusal = _noted(rt, incoming, by, error)
    except FieldsRefused as refused:
        for denied in refused.denied:
            _noted(rt, incoming, by, denied)
        raise
    except Exception as error:
        reference = secrets.token_hex(4)
        log.error("form.failed", row=stored.id, reference=reference, exc_info=error)
        inbound.failed(rt, stored, error=type(error).__name__)
        refusal = DomainError("internal.failed", reference=reference)
    finally:
        inbound.finish(rt, stored)
    locale, tz = people.language_of(rt, incoming.workspace_id, incoming.user_id)
    text = rt.render.error(refusal, locale=locale, tz=tz)
    return rt.render.view(ids.View.REFUSED, {"text": text}, locale=locale)


def retry(rt: Runtime) -> int:
    """Work on every delivery that was stored but not done; how many there were."""
    worked_on = 0
    for row_id in inbound.unfinished(rt):
        again = inbound.begin_attempt(rt, row_id)
        if again is None:
            continue
        worked_on += 1
        if again:
            run(rt, row_id)
        else:
            _give_up(rt, row_id)
    return worked_on


def _handle(rt: Runtime, incoming: Incoming) -> None:
    if incoming.name in ENDINGS:
        heard_at = datetime.fromtimestamp(int(incoming.payload["event_time"]), UTC)
        why = ENDINGS[incoming.name]
        installing.end(rt, incoming.workspace_id, why=why, heard_at=heard_at)
        return
    if incoming.name in USER_EVENTS:
        user = member(incoming.payload["event"]["user"])
        people.changed(rt, incoming.workspace_id, user)
        return
    route = routes.find(incoming)
    if route is None:
        log.warning("delivery.unknown", kind=incoming.kind, name=incoming.logged_name)
        return
    by: Actor | None = None
    try:
        by = _actor(rt, incoming)
        _check_standing(by)
        with meanwhile.told(rt, incoming, by):
            answer = route.handle(rt, incoming, by)
    except DomainError as error:
        _tell(rt, incoming, by, error)
    else:
        if answer is not None:
            answers.give(rt, incoming, answer, locale=by.locale, tz=by.tz)


def _actor(rt: Runtime, incoming: Incoming) -> Actor:
    """Who acts; somebody of another workspace is nobody here."""
    if incoming.home_workspace_id != incoming.workspace_id:
        raise NotFound("person.unknown")
    return people.actor(rt, incoming.workspace_id, incoming.user_id)


def _check_standing(by: Actor) -> None:
    if by.standing is not Standing.EMPLOYEE:
        raise NotAllowed("policy.standing", standing=by.standing)


def _tell(rt: Runtime, incoming: Incoming, by: Actor | None, error: DomainError) -> None:
    error = _noted(rt, incoming, by, error)
    locale, tz = people.language_of(rt, incoming.workspace_id, incoming.user_id)
    if incoming.name == HOME_OPENED:
        home_looking.refused(rt, incoming.workspace_id, incoming.user_id, error, locale=locale)
        return
    answers.tell_error(rt, incoming, error, locale=locale, tz=tz, has_goals=by is not None)


def _noted(rt: Runtime, incoming: Incoming, by: Actor | None, error: DomainError) -> DomainError:
    """Leave a trace of a refusal; it names those who can do what was asked for."""
    if by is None and error.key == "person.unknown":
        people.unknown(rt, incoming.workspace_id, incoming.user_id)
    if by is None or not isinstance(error, NotAllowed):
        return error
    people.refused(rt, by, error)
    return people.ask_whom(rt, by.workspace_id, error)


def _failed(rt: Runtime, stored: Stored, incoming: Incoming | None, error: Exception) -> None:
    """Leave it for the tick; a form that came too late to be opened can only be told."""
    log.error("delivery.failed", row=stored.id, exc_info=error)
    inbound.failed(rt, stored, error=type(error).__name__)
    if isinstance(error, SlackRefused) and error.code.endswith("trigger_id"):
        inbound.finish(rt, stored)
        if incoming is not None:
            _tell(rt, incoming, _known(rt, incoming), DomainError("form.too_slow"))


def _give_up(rt: Runtime, row_id: int) -> None:
    """Nobody tries again: the person hears of it once, with a reference for the log."""
    stored = inbound.load(rt, row_id)
    reference = secrets.token_hex(4)
    log.error("delivery.given_up", row=row_id, reference=reference)
    inbound.finish(rt, stored)
    incoming, rt = payload.read(stored.payload), rt.within(stored.workspace_id)
    if incoming is not None and incoming.name not in ENDINGS:
        error = DomainError("internal.failed", reference=reference)
        _tell(rt, incoming, _known(rt, incoming), error)


def _known(rt: Runtime, incoming: Incoming) -> Actor | None:
    try:
        return _actor(rt, incoming)
    except NotFound:
        return None

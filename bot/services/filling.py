"""A person fills in the form that shows all their goals, or those of somebody they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.cadence import iso_week
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.replies.model import Change, StatusWord, Update
from bot.runtime import Runtime
from bot.services import agenda, answering, on_behalf, saving, sheets, week_plans
from bot.services.agenda import Item, Key
from bot.services.replying import Came, PlanLine, Saved, Understood
from bot.services.sheets import Changed, Seen
from storage import check_ins, inbox
from storage import week_plans as stored_plans
from storage.tables import CheckInRequest

MOST_PLAN_LINES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What was filled in for one goal; what was left empty changes nothing.

    `value` is as it was typed. `plan` holds one plan per line.
    """

    value: str = ""
    unchanged: bool = False
    confidence: int | None = None
    status: str | None = None
    note: str = ""
    blocker: str = ""
    plan: str = ""
    initiative_id: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was filled in: fields are known by what they are about, as numbers may change.

    `whose_id` is the person whose goals they are, None for the actor's own. `seen` is the newest
    news of each goal when the form was shown, `plans` what became of plans by their ids.
    """

    request_id: int | None
    entries: Mapping[Key, Entry]
    whose_id: int | None = None
    seen: Seen = field(default_factory=dict)
    plans: Mapping[int, str] = field(default_factory=dict)
    rest_unchanged: bool = False


class FormErrors(Exception):
    """Fields of a form that cannot be used, by item."""

    def __init__(self, by_key: Mapping[Key, DomainError]) -> None:
        super().__init__(by_key)
        self.by_key = by_key


def check(rt: Runtime, form: Form, *, by: Actor) -> None:
    """See whether every figure that was filled in is clear; raises FormErrors."""
    at = rt.clock()
    with rt.reading() as session:
        whose = on_behalf.whose(session, by, form.whose_id)
        request = sheets.request_of(session, by, whose, form.request_id, at=at)
        found = answering.items_of(session, whose, request, at=at)
        _, errors = _read(session, by, found, form, at=at)
    if errors:
        raise FormErrors(errors)


def overtaken(rt: Runtime, form: Form, *, by: Actor) -> Mapping[Key, Changed]:
    """Goals with a figure in the form that somebody else has changed since it was shown."""
    with rt.reading() as session:
        return _overtaken(session, form, by)


def save(rt: Runtime, form: Form, *, by: Actor, key: str, view_id: str) -> Saved | None:
    """Write what the form says, once per form; None when nothing new is written.

    What was closed since the form was checked, or got another figure in that moment, is left out.
    """
    at = rt.clock()
    once = f"view:{view_id}"
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        if check_ins.was_replied(session, by.workspace_id, once):
            return None
        whose = on_behalf.whose(session, by, form.whose_id)
        request = sheets.request_of(session, by, whose, form.request_id, at=at)
        found = answering.items_of(session, whose, request, at=at)
        agenda.lock(session, by.workspace_id, found)
        settled = _settle(session, whose, form, at=at)
        understood = _understood(session, by, found, form, at=at)
        if settled and not understood.updates and not understood.plans:
            week_plans.refresh(session, by.workspace_id, whose.person_id, at=at)
            return None
        came = Came(key, "", "modal", once=once, whose_id=form.whose_id)
        return saving.save(
            session,
            by=by,
            came=replace(came, thread_of_id=_thread(request, form, by, whose)),
            items=found,
            understood=understood,
            request=request,
            at=at,
        )


def _thread(request: CheckInRequest | None, form: Form, by: Actor, whose: Actor) -> int | None:
    """The message of the week, in whose thread the answer belongs if it is their own."""
    own = whose.person_id == by.person_id
    asked = request is not None and request.id == form.request_id
    return request.message_id if own and asked and request is not None else None


def _understood(
    session: Session, by: Actor, found: Sequence[Item], form: Form, *, at: datetime
) -> Understood:
    updates, _ = _read(session, by, found, form, at=at)
    late = _overtaken(session, form, by)
    late_ns = {item.n for item in found if item.key in late}
    return replace(Understood(updates).without(late_ns), plans=_plan_lines(found, form))


def _read(
    session: Session, by: Actor, found: Sequence[Item], form: Form, *, at: datetime
) -> tuple[Sequence[Update], Mapping[Key, DomainError]]:
    """One update per goal of which something is said, and what is wrong with the others."""
    updates: list[Update] = []
    errors: dict[Key, DomainError] = {}
    for item in found:
        entry = form.entries.get(item.key, Entry())
        if form.rest_unchanged and item.asked and not _says(entry):
            entry = replace(entry, unchanged=True)
        try:
            update = _update(session, by, item, entry, at=at)
        except DomainError as error:
            errors[item.key] = error
        else:
            updates += [update] if update is not None else []
    return updates, errors


def _says(entry: Entry) -> bool:
    return bool(entry.value.strip() or entry.unchanged)


def _update(
    session: Session, by: Actor, item: Item, entry: Entry, *, at: datetime
) -> Update | None:
    """What an entry says; its fields count more than words beside the figure."""
    if entry.value.strip():
        update = answering.read_one(session, by, entry.value, item, at=at)
    elif entry.unchanged:
        update = Update(n=item.n, change=Change.NO_CHANGE, value=item.value)
    else:
        update = Update(n=item.n, change=Change.NONE)
    said = replace(
        update,
        confidence=entry.confidence or update.confidence,
        status=StatusWord(entry.status) if entry.status else update.status,
        note=entry.note.strip() or update.note,
        blocker=entry.blocker.strip() or update.blocker,
    )
    return None if said == Update(n=item.n, change=Change.NONE) else said


def _plan_lines(found: Sequence[Item], form: Form) -> Sequence[PlanLine]:
    lines: list[PlanLine] = []
    for item in found:
        entry = form.entries.get(item.key, Entry())
        written = [line.strip() for line in entry.plan.splitlines() if line.strip()]
        lines += [PlanLine(item.n, line, entry.initiative_id) for line in written[:MOST_PLAN_LINES]]
    return lines


def _overtaken(session: Session, form: Form, by: Actor) -> Mapping[Key, Changed]:
    typed = [key for key, entry in form.entries.items() if entry.value.strip()]
    seen = {key: form.seen[key] for key in typed if key in form.seen}
    return sheets.changed(session, by, seen)


def _settle(session: Session, whose: Actor, form: Form, *, at: datetime) -> int:
    """Write what became of plans; how many were still open."""
    settled = 0
    for plan_id, outcome in form.plans.items():
        plan = stored_plans.for_update(session, whose.workspace_id, plan_id)
        if plan is not None and plan.person_id == whose.person_id:
            week = iso_week(at, whose.tz)
            settled += outcome in week_plans.OUTCOMES and week_plans.settle(
                plan, outcome, week=week, at=at
            )
    session.flush()
    return settled

"""A person asks to be forgotten, and administrators do it."""

from typing import Any

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import erasing, places, relations, silence
from bot.services.erasing import Preview
from bot.services.rows import Row
from bot.services.shared_files import NOBODYS
from storage import audit, inbox, organisation, outbox
from storage import erasing as stored
from storage.outbox import Draft, Priority
from storage.tables import Person

#: What the preview tells of, by table; the rest is not worth a number.
COUNTED = ("reply", "check_in", "reading", "week_plan", "evidence", "scorecard_review")


def offered(rt: Runtime, *, by: Actor) -> Row:
    """What asking would do; raises NotAllowed."""
    with rt.reading() as session:
        _may_ask(session, by)
        return {"admins": len(organisation.admins(session, by.workspace_id))}


def ask(rt: Runtime, *, by: Actor, key: str) -> Row | None:
    """Tell every administrator; None for what was done before. Raises NotAllowed."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        _may_ask(session, by)
        admins = organisation.admins(session, by.workspace_id)
        for admin in admins:
            draft = places.draft(
                places.of_person(admin),
                f"erasure_asked:{by.person_id}:{admin.id}:{at:%Y-%m-%d}",
                "erasure_asked",
                {"person_id": by.person_id, "name": by.name, "slack_user_id": by.slack_user_id},
                priority=Priority.INTERACTIVE,
            )
            outbox.add(session, draft, workspace_id=by.workspace_id, at=at)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="ask_erasure",
            subject="person",
            subject_id=by.person_id,
        )
        return {"admins": len(admins)}


def shown(rt: Runtime, name: str, *, by: Actor) -> Row:
    """What erasing the named person would do.

    Raises NotAllowed, NotFound "silence.unknown", SeveralFit, NotFound "erasure.gone".
    """
    authorize(by, Action.ERASE_PERSON, NOBODYS)
    with rt.reading() as session:
        return _facts(erasing.preview(session, _here(silence.find(session, by.workspace_id, name))))


def form(rt: Runtime, person_id: int, *, by: Actor) -> Row:
    """The same for the form in which it is confirmed; raises as `erase` does."""
    authorize(by, Action.ERASE_PERSON, NOBODYS)
    with rt.reading() as session:
        found = erasing.preview(session, _person(session, by, person_id))
    _may_go(found, by)
    return _facts(found)


def check(rt: Runtime, person_id: int, typed: str, *, by: Actor) -> Invalid | None:
    """What is wrong with the name that was typed to confirm."""
    with rt.reading() as session:
        person = _person(session, by, person_id)
    same = fold(typed.strip()) == fold(person.name)
    return None if same else Invalid("erasure.name_differs", name=person.name)


def erase(rt: Runtime, person_id: int, typed: str, *, by: Actor, key: str) -> None:
    """Erase the person, and tell who did it what became of it.

    Raises NotAllowed, NotFound "erasure.gone", Invalid "erasure.hand_over_first",
    "erasure.yourself", "erasure.name_differs".
    """
    authorize(by, Action.ERASE_PERSON, NOBODYS)
    wrong = check(rt, person_id, typed, by=by)
    if wrong is not None:
        raise wrong
    with rt.reading() as session:
        _may_go(erasing.preview(session, _person(session, by, person_id)), by)
    changed = erasing.forget(rt, by.workspace_id, person_id, actor_id=by.person_id, key=key)
    if changed is None:
        return
    clean = erasing.empty_log(rt)
    params = {"person_id": person_id, "texts": changed, "clean": clean}
    with rt.uow() as session:
        draft = Draft(
            f"person_erased:{person_id}",
            "person_erased",
            params,
            by.slack_user_id,
            by.locale,
            by.tz,
            Priority.INTERACTIVE,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=rt.clock())


def _may_ask(session: Session, by: Actor) -> None:
    relation, who = relations.to_person(session, by, by.person_id)
    authorize(by, Action.ASK_ERASURE, relation, who_can=who)


def _may_go(found: Preview, by: Actor) -> None:
    if found.person_id == by.person_id:
        raise Invalid("erasure.yourself")
    erasing.check_owned(found)


def _person(session: Session, by: Actor, person_id: int) -> Person:
    person = organisation.person(session, by.workspace_id, person_id)
    if person is None:
        raise NotFound("erasure.gone")
    return _here(person)


def _here(person: Person) -> Person:
    if stored.is_erased(person):
        raise NotFound("erasure.gone")
    return person


def _facts(found: Preview) -> dict[str, Any]:
    owned = found.owned
    return {
        "person_id": found.person_id,
        "name": found.name,
        "rows": {name: found.rows.get(name, 0) for name in COUNTED},
        "goals": len(owned.objectives) + len(owned.key_results),
        "kpis": len(owned.kpis),
        "initiatives": len(owned.initiatives),
        "reports": found.reports,
        "ready": found.is_ready,
    }

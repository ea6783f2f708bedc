"""Who answers for whom, as administrators say it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import silence, telling_roles
from bot.services.rows import Row
from storage import audit, inbox, organisation
from storage.tables import Person

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)


def set_manager(
    rt: Runtime, person: str, manager: str | None, *, by: Actor, key: str
) -> Row | None:
    """Make somebody the manager of a person, None for nobody; both as they were typed.

    The person, their manager and who was it are told. None for what was done before. Raises
    NotAllowed "policy.manage_roles", NotFound "silence.unknown", SeveralFit, Invalid
    "manager.self", "manager.circle", "manager.standing".
    """
    authorize(by, Action.MANAGE_ROLES, NOBODY_IN_PARTICULAR)
    at = rt.clock()
    with rt.uow() as session:
        organisation.workspace_for_update(session, by.workspace_id)
        found = silence.find(session, by.workspace_id, person)
        above = silence.find(session, by.workspace_id, manager) if manager is not None else None
        if above is not None:
            _check(found, above, organisation.managers(session, by.workspace_id))
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        was_id, found.manager_id = found.manager_id, above.id if above else None
        changed = was_id != found.manager_id
        if changed:
            _audit(session, found, was_id, by=by, at=at)
            before = organisation.person(session, by.workspace_id, was_id or 0)
            _tell(session, found, above, before, by=by, key=key, at=at)
        return {
            "person": found.name,
            "person_id": found.id,
            "manager": above.name if above else None,
            "was_id": was_id,
            "changed": changed,
        }


def _audit(
    session: Session, person: Person, was_id: int | None, *, by: Actor, at: datetime
) -> None:
    audit.add(
        session,
        workspace_id=by.workspace_id,
        at=at,
        actor_id=by.person_id,
        action="set_manager",
        subject="person",
        subject_id=person.id,
        detail={"manager_id": person.manager_id, "was_id": was_id},
    )


def _tell(
    session: Session,
    person: Person,
    manager: Person | None,
    before: Person | None,
    *,
    by: Actor,
    key: str,
    at: datetime,
) -> None:
    """The three whom it is about; who did it knows."""
    name = manager.name if manager else None
    for reader, role in (
        (person, telling_roles.role("manager", person, given=manager is not None, of=name)),
        (manager, telling_roles.role("report", person, given=True)),
        (before, telling_roles.role("report", person, given=False)),
    ):
        if reader is not None and reader.id != by.person_id:
            telling_roles.tell(session, [reader], role, by=by, key=key, at=at)


def _check(person: Person, manager: Person, managers: dict[int, int | None]) -> None:
    """Nobody answers for themselves, by whatever way round."""
    if manager.id == person.id:
        raise Invalid("manager.self", name=person.name)
    if manager.standing != "employee":
        raise Invalid("manager.standing", name=manager.name)
    above, seen = manager.id, set[int]()
    while above is not None and above not in seen:
        if above == person.id:
            raise Invalid("manager.circle", name=person.name, manager=manager.name)
        seen.add(above)
        above = managers.get(above)

"""Who administers okrbot, and how administrators make and unmake one another."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session

from bot.domain.errors import DomainError, Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import facts, silence, telling_roles
from bot.services.choices import SeveralFit
from bot.services.directory import is_named
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row, moment
from storage import audit, inbox, organisation
from storage.tables import Person

NOBODYS: Final = Relation(owner=False, helper=False, manager=False, author=False, private=False)
MOST_LISTED: Final = 40


def listed(rt: Runtime, *, by: Actor) -> Row:
    """Everybody who is one, since when and by what; raises NotAllowed for guests."""
    authorize(by, Action.SHOW_HELP, EVERYBODY)
    with rt.reading() as session:
        return _list(rt, session, by)


def may_change(by: Actor) -> None:
    """Raises NotAllowed "policy.manage_roles"."""
    authorize(by, Action.MANAGE_ROLES, NOBODYS)


def check(rt: Runtime, slack_user_id: str, *, by: Actor) -> DomainError | None:
    """What keeps the chosen person from becoming one."""
    with rt.reading() as session:
        person = organisation.person_of_slack_user(session, by.workspace_id, slack_user_id)
        return _why_not(person) if person else NotFound("admins.not_known")


def change(rt: Runtime, name: str, *, is_admin: bool, by: Actor, key: str) -> Row | None:
    """Make somebody an administrator, or one no more; the list as it is then.

    They and all administrators are told. None for what was done before. Raises NotAllowed
    "policy.manage_roles", NotFound "silence.unknown", SeveralFit, Invalid "admins.standing",
    "admins.not_in_slack", "admins.last", "admins.named".
    """
    may_change(by)
    at = rt.clock()
    with rt.uow() as session:
        organisation.workspace_for_update(session, by.workspace_id)
        may_change(_as_now(session, by))  # two may unmake each other in the same moment
        person = _meant(session, by, name)
        before = organisation.admins(session, by.workspace_id)
        if person.is_admin is not is_admin:
            _check(rt, person, before, is_admin=is_admin)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        changed = organisation.set_admin(person, is_admin, at=at)
        if changed:
            audit.add(
                session,
                workspace_id=by.workspace_id,
                at=at,
                actor_id=by.person_id,
                action="make_admin" if is_admin else "remove_admin",
                subject="person",
                subject_id=person.id,
            )
            session.flush()
            told = {one.id: one for one in (person, *before)}
            role = telling_roles.role("admin", person, given=is_admin)
            telling_roles.tell(session, told.values(), role, by=by, key=key, at=at)
        done = {"name": person.name, "is_admin": is_admin, "changed": changed}
        return _list(rt, session, by) | {"done": done}


def _meant(session: Session, by: Actor, name: str) -> Person:
    """Nobody gets such a right by a name that is only like theirs: then it is asked first."""
    person = silence.find(session, by.workspace_id, name)
    said = fold(silence.LINKED.sub(r"\1", name.strip()).removeprefix("@").strip())
    called = (person.name, person.key, person.email, person.slack_user_id, f"#{person.id}")
    if said in {fold(one) for one in called if one}:
        return person
    raise SeveralFit(name, {person.id: person.name}, guessed=True)


def _as_now(session: Session, by: Actor) -> Actor:
    """The actor with the rights that they have in this moment."""
    person = organisation.person(session, by.workspace_id, by.person_id)
    assert person is not None
    return facts.actor(person)


def _check(rt: Runtime, person: Person, before: Sequence[Person], *, is_admin: bool) -> None:
    if is_admin:
        error = _why_not(person)
        if error is not None:
            raise error
        return
    if all(one.id == person.id for one in before):
        raise Invalid("admins.last")
    if _is_named(rt, person):
        raise Invalid("admins.named", name=person.name)


def _why_not(person: Person) -> DomainError | None:
    """Only who works here and can be written to administers anything."""
    if person.standing != "employee":
        return Invalid("admins.standing", name=person.name)
    if person.slack_user_id is None:
        return Invalid("admins.not_in_slack", name=person.name)
    return None


def _is_named(rt: Runtime, person: Person) -> bool:
    return is_named(rt.settings.admin_names, person.slack_user_id or "", person.email)


def _list(rt: Runtime, session: Session, by: Actor) -> Row:
    found = organisation.admins(session, by.workspace_id)
    return {
        "admins": [
            {
                "id": one.id,
                "name": one.name,
                "since": moment(one.admin_since),
                "named": _is_named(rt, one),
                "slack": bool(one.slack_admin),
                "own": one.id == by.person_id,
            }
            for one in found[:MOST_LISTED]
        ],
        "more": max(len(found) - MOST_LISTED, 0),
        "may": any(one.id == by.person_id for one in found),
        "done": None,
    }

"""Somebody answers for a person whom they lead, and that person sees it."""

from sqlmodel import Session

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import answering, facts, relations, silence
from bot.services.replying import Came, Saved
from storage import inbox, organisation


def whose(session: Session, by: Actor, person_id: int | None) -> Actor:
    """The person whose goals are meant, as somebody who acts; None is the actor.

    Raises NotAllowed "policy.check_in" unless the actor leads them.
    """
    if person_id is None or person_id == by.person_id:
        return by
    relation, who = relations.to_person(session, by, person_id)
    authorize(by, Action.CHECK_IN, relation, who_can=who)
    person = organisation.person(session, by.workspace_id, person_id)
    assert person is not None  # nobody leads somebody who is not there
    return facts.actor(person)


def named(rt: Runtime, name: str, *, by: Actor) -> int:
    """The id of the person of that name, whom the actor leads.

    Raises NotFound "silence.unknown", SeveralFit, NotAllowed "policy.check_in".
    """
    with rt.reading() as session:
        person = silence.find(session, by.workspace_id, name)
        assert person.id is not None
        return whose(session, by, person.id).person_id


def answer(rt: Runtime, person_id: int, text: str, *, by: Actor, key: str) -> Saved | None:
    """Read words about the goals of a person whom the actor leads; raises as `whose` does."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        person = whose(session, by, person_id)
        came = Came(key, text, "command", whose_id=person.person_id)
        return answering.understand(session, came, by=by, whose=person, at=at)

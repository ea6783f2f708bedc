"""Who is there: the person behind a Slack id, and what Slack says of everybody."""

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Actor
from bot.protocols import Identity, Member
from bot.runtime import Runtime
from bot.services import facts
from storage import audit, organisation
from storage.tables import Person, Workspace


def actor(rt: Runtime, workspace_id: str, slack_user_id: str) -> Actor:
    """The person with this Slack id; raises NotFound "person.unknown"."""
    with rt.reading() as session:
        person = organisation.person_of_slack_user(session, workspace_id, slack_user_id)
    if person is None:
        raise NotFound("person.unknown")
    return facts.actor(person)


def language_of(rt: Runtime, workspace_id: str, slack_user_id: str) -> tuple[str, str]:
    """Language and zone of a person; who is not known gets the workspace's, English at first."""
    with rt.reading() as session:
        person = organisation.person_of_slack_user(session, workspace_id, slack_user_id)
        if person is not None:
            return person.locale, person.tz
        workspace = organisation.workspace(session, workspace_id)
    return (workspace.locale, workspace.tz) if workspace else ("en", "UTC")


def refused(rt: Runtime, by: Actor, error: NotAllowed) -> None:
    """Leave a trace of what somebody was not allowed to do."""
    with rt.uow() as session:
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=rt.clock(),
            actor_id=by.person_id,
            action="refused",
            subject=error.key,
        )


def ensure_workspace(rt: Runtime, identity: Identity) -> None:
    """The workspace that the token belongs to has a row; an import fills in the rest."""
    with rt.uow() as session:
        if organisation.workspace(session, identity.workspace_id) is None:
            session.add(
                Workspace(
                    id=identity.workspace_id, name=identity.workspace_name, created_at=rt.clock()
                )
            )


def refresh(rt: Runtime, workspace_id: str) -> int:
    """Take over what Slack says of the people we know; how many changed.

    A person imported by e-mail gets their Slack id here.
    """
    members = list(rt.gateway.members())
    with rt.uow() as session:
        known = organisation.people(session, workspace_id)
        by_id = {person.slack_user_id: person for person in known if person.slack_user_id}
        by_mail = {person.email.lower(): person for person in known if person.email}
        return sum(
            _take_over(person, member)
            for member in members
            if (person := by_id.get(member.slack_user_id))
            or (member.email and (person := by_mail.get(member.email.lower())))
        )


def changed(rt: Runtime, workspace_id: str, member: Member) -> None:
    """Take over what Slack says of one person."""
    with rt.uow() as session:
        person = organisation.person_of_slack_user(session, workspace_id, member.slack_user_id)
        if person is not None:
            _take_over(person, member)


def _take_over(person: Person, member: Member) -> bool:
    """The name is the one shown in Slack; language and zone stay as they were imported."""
    seen = (member.slack_user_id, member.name or person.name, member.standing)
    if (person.slack_user_id, person.name, person.standing) == seen:
        return False
    person.slack_user_id, person.name, person.standing = seen
    return True

"""Who is there: the person behind a Slack id, and what Slack says of everybody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Subject
from bot.protocols import (
    Identity,
    Member,
    NotConnected,
    OutcomeUnknown,
    RateLimited,
    SlackRefused,
)
from bot.runtime import Runtime
from bot.services import facts
from bot.services.directory import Directory
from storage import audit, gates, organisation, people_sync
from storage.gates import Limit
from storage.tables import Workspace

#: Slack takes twenty a minute.
LIST = Limit("users.list", per_second=0.25, burst=5)
#: So many administrators are named to who asks for something of theirs.
MOST_NAMED = 3
LEASE, AFTER_REFUSAL, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


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
    """Leave a trace of what somebody was not allowed to do: the right, and about which row."""
    about = error.params.get("about")
    with rt.uow() as session:
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=rt.clock(),
            actor_id=by.person_id,
            action="refused",
            subject=error.key,
            subject_id=about.id if isinstance(about, Subject) else None,
            detail={"about": about.kind} if isinstance(about, Subject) else {},
        )


def unknown(rt: Runtime, workspace_id: str, slack_user_id: str) -> None:
    """Leave a trace of a try by somebody who is not of this workspace, as far as it is ours."""
    with rt.uow() as session:
        if organisation.workspace(session, workspace_id) is None:
            return
        known = organisation.person_of_slack_user(session, workspace_id, slack_user_id)
        audit.add(
            session,
            workspace_id=workspace_id,
            at=rt.clock(),
            actor_id=known.id if known else None,
            action="refused",
            subject="person.unknown",
        )


def ask_whom(rt: Runtime, workspace_id: str, error: NotAllowed) -> NotAllowed:
    """The refusal with the names of administrators where nobody nearer could do it."""
    if error.params.get("who") or error.key == "policy.standing":
        return error
    with rt.reading() as session:
        admins = organisation.admins(session, workspace_id)
    who = tuple(one.slack_user_id for one in admins if one.slack_user_id)[:MOST_NAMED]
    return NotAllowed(error.key, **{**error.params, "who": who})


def ensure_workspace(rt: Runtime, identity: Identity) -> None:
    """The workspace that the token belongs to has a row; an import fills in the rest."""
    with rt.uow() as session:
        if organisation.workspace(session, identity.workspace_id) is None:
            session.add(
                Workspace(
                    id=identity.workspace_id, name=identity.workspace_name, created_at=rt.clock()
                )
            )


def changed(rt: Runtime, workspace_id: str, member: Member) -> None:
    """Take over what Slack says of one person, who may be new."""
    with rt.uow() as session:
        known = Directory.of(session, workspace_id, rt.settings.admin_names, rt.clock())
        known.take_over([member])


@dataclass(slots=True)
class Reader:
    """Reads Slack's lists of people: those of each workspace when it starts, then every day."""

    workspaces: Callable[[], Sequence[str]]
    _began: set[str] = field(default_factory=set)

    def run(self, rt: Runtime) -> int:
        """Read the pages that are due; how many people changed.

        What Slack refuses in one workspace is raised when the others have had their turn.
        """
        total, refusal = 0, None
        for workspace_id in self.workspaces():
            try:
                total += self._read(rt.within(workspace_id), workspace_id)
            except (NotConnected, OutcomeUnknown, SlackRefused) as error:
                refusal = error
        if refusal is not None:
            raise refusal
        return total

    def _read(self, rt: Runtime, workspace_id: str) -> int:
        if workspace_id not in self._began:
            with rt.uow() as session:
                people_sync.begin(session, workspace_id, at=rt.clock())
            self._began.add(workspace_id)
        total = 0
        while (found := read_page(rt, workspace_id)) is not None:
            total += found
        return total


def read_page(rt: Runtime, workspace_id: str) -> int | None:
    """Read one page of Slack's list of people; how many changed, None when none is due or may be.

    Several processes take turns. After the last page the list is read anew a day later.
    """
    at = rt.clock()
    with rt.uow() as session:
        cursor = people_sync.take(session, workspace_id, at=at, until=at + LEASE)
        if cursor is None:
            return None
        if not gates.admit(session, workspace_id, [LIST], now=at):
            people_sync.go_on(session, workspace_id, cursor=cursor, at=at)
            return None
    try:
        members, after = rt.gateway.members(cursor)
    except RateLimited as refusal:
        with rt.uow() as session:
            gates.close(session, workspace_id, LIST.method, seconds=refusal.seconds, now=at)
            people_sync.go_on(session, workspace_id, cursor=cursor, at=at)
        return None
    except SlackRefused:
        with rt.uow() as session:  # a cursor does not live for ever: from the start, later
            people_sync.go_on(session, workspace_id, cursor="", at=at + AFTER_REFUSAL)
        raise
    with rt.uow() as session:
        known = Directory.of(session, workspace_id, rt.settings.admin_names, at)
        changed = known.take_over(members)
        people_sync.go_on(session, workspace_id, cursor=after, at=at if after else at + DAY)
    return changed

"""Whether a direct message is a command or an answer, and the answer to the former."""

from collections.abc import Mapping
from typing import Any

from bot.domain.commands.daily import TeamOverview
from bot.domain.commands.looking import Risk
from bot.domain.commands.model import Command
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import answering, places
from bot.services.choices import SeveralFit, goal_named, team_named
from storage import inbox, organisation, outbox, teams
from storage.outbox import Priority


def is_command(rt: Runtime, text: str, asked: Command, name: str | None, *, by: Actor) -> bool:
    """Whether the words mean the command: they tell nothing of a goal, and the name is one."""
    at = rt.clock()
    with rt.reading() as session:
        request = answering.in_mind(session, by, at=at)
        items = answering.items_of(session, by, request, at=at)
        if items:
            reading = answering.read(session, by, text, items, at=at)
            if reading.updates or reading.questions or reading.promises:
                return False
        if name is None:
            return True
        try:
            if isinstance(asked, TeamOverview | Risk):
                team_named(session, by, name, teams.all_teams(session, by.workspace_id))
            else:
                goal_named(session, by, name)
        except SeveralFit as several:
            return not several.guessed and len(several.choices) > 1
        except DomainError:
            return False
        return True


def tell(
    rt: Runtime,
    kind: str,
    params: Mapping[str, Any],
    *,
    by: Actor,
    key: str,
    thread_ts: str | None,
) -> None:
    """Answer a command where it was written; the same key is answered once."""
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        person = organisation.person(session, by.workspace_id, by.person_id)
        assert person is not None
        draft = places.draft(
            places.of_person(person),
            f"told:{key}",
            kind,
            params,
            priority=Priority.INTERACTIVE,
            thread_ts=thread_ts,
        )
        outbox.add(session, draft, workspace_id=by.workspace_id, at=at)

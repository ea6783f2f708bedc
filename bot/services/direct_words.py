"""Whether a direct message is a command or an answer, and the answer to the former."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from bot.domain.commands.daily import TeamOverview
from bot.domain.commands.looking import Risk
from bot.domain.commands.model import Command, Help
from bot.domain.errors import DomainError
from bot.domain.goal_names import reference
from bot.domain.matching import says_all
from bot.domain.people import Actor
from bot.domain.replies.model import Change
from bot.runtime import Runtime
from bot.services import answering, facts, places
from bot.services.choices import SeveralFit, goal_named, team_named
from storage import inbox, organisation, outbox, teams
from storage.outbox import Priority


def is_command(rt: Runtime, text: str, asked: Command, name: str | None, *, by: Actor) -> bool:
    """Whether the words mean the command rather than an answer.

    A name has to be one, word by word: "team ok" is none. A word alone that also says how a goal
    is going ("rủi ro") is an answer while a check-in waits for one.
    """
    with rt.reading() as session:
        if name is not None:
            return _is_called(session, by, asked, name)
        request = answering.in_mind(session, by, at=rt.clock())
        items = answering.items_of(session, by, request, at=rt.clock())
        if not items:
            return True
        if isinstance(asked, Help):
            return False  # the answer to it has an example of the person's own
        reading = answering.read(session, by, text, items, at=rt.clock())
        waits = request is not None and request.state == "open"
        said = any(update.change is not Change.NONE for update in reading.updates)
        return not (said or reading.questions or (waits and reading.updates))


def _is_called(session: Session, by: Actor, asked: Command, name: str) -> bool:
    try:
        if isinstance(asked, TeamOverview | Risk):
            team = team_named(session, by, name, teams.all_teams(session, by.workspace_id))
            return says_all(name.removeprefix("@"), [team.name, team.key])
        found = goal_named(session, by, name)
    except SeveralFit as several:
        return not several.guessed and all(
            says_all(name, [title]) for title in several.choices.values()
        )
    except DomainError:
        return False
    if reference(name) is not None:
        return True
    goal = found.key_result or found.objective
    other = facts.aliases(found.key_result.aliases) if found.key_result else ()
    return says_all(name, [goal.title, goal.key, *other])


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

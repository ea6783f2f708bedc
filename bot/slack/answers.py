"""What only the asker sees: an answer to a command or a press."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import DomainError
from bot.logs import logger
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.render import Rendered
from bot.runtime import Runtime
from bot.services import notes
from bot.services.choices import SeveralFit
from bot.services.replying import Saved
from bot.slack.payload import Incoming

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """A kind of message with its facts.

    `replaces`: it takes the place of the pressed message where only its reader sees that.
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    replaces: bool = False


def told(kind: str, params: Mapping[str, Any] | None) -> Answer | None:
    """An answer of this kind; none to what was answered before."""
    return None if params is None else Answer(kind, params)


def saved(found: Saved | None) -> Answer:
    """The card itself is in the direct messages; nothing was saved when there is none."""
    if found is None:
        return Answer("saved_in_dm", {"rows": 0, "questions": 0})
    return Answer("saved_in_dm", {"rows": found.rows, "questions": found.questions})


def which(command: str, fit: SeveralFit) -> Answer:
    """Several things have the name; `command` is written again before the chosen one."""
    choices = [
        {"id": f"#{key}" if isinstance(key, int) else key, "title": title}
        for key, title in fit.choices.items()
    ]
    facts = {"query": fit.query, "choices": choices, "command": command, "guessed": fit.guessed}
    return Answer("which_one", facts)


def give(rt: Runtime, incoming: Incoming, answer: Answer, *, locale: str, tz: str) -> None:
    """Show the answer where the person asked; a lost one is lost, they can ask again."""
    response_url = incoming.response_url
    if response_url is None:
        return
    words = rt.render.message(answer.kind, answer.params, locale=locale, tz=tz)

    def respond(shown: Rendered) -> None:
        rt.gateway.respond(
            response_url=response_url,
            text=shown.text,
            blocks=shown.blocks,
            replace=answer.replaces and incoming.is_for_one,
        )

    try:
        rt.pictures.post(words, workspace_id=incoming.workspace_id, by=respond)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        log.warning("answer.lost", kind=answer.kind, error=str(error))


def tell_error(
    rt: Runtime,
    incoming: Incoming,
    error: DomainError,
    *,
    locale: str,
    tz: str,
    has_goals: bool,
) -> None:
    """Say what is wrong and the way out: where the person asked, else by direct message."""
    params = {"text": rt.render.error(error, locale=locale, tz=tz), "has_goals": has_goals}
    if incoming.response_url is not None:
        give(rt, incoming, Answer("error", params), locale=locale, tz=tz)
    else:
        notes.tell_error(
            rt,
            workspace_id=incoming.workspace_id,
            slack_user_id=incoming.user_id,
            key=incoming.key,
            params=params,
            locale=locale,
            tz=tz,
        )

"""A person opens the bot's home tab, or turns to another page of their goals there."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.protocols import SlackRefused
from bot.runtime import Runtime
from bot.services import home_publishing
from storage import homes, inbox

OWN = Relation(owner=True, helper=False, manager=False, author=True, private=False)


def opened(rt: Runtime, *, is_blank: bool, by: Actor, key: str) -> None:
    """Show the person's tab from its first page; `is_blank`: Slack has nothing to show yet."""
    authorize(by, Action.VIEW_GOAL, OWN)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        homes.opened(session, by.workspace_id, by.person_id, at=at, is_blank=is_blank)
    home_publishing.publish(rt, by.workspace_id, by.person_id)


def turned(rt: Runtime, page: int, *, by: Actor, key: str) -> None:
    """Show another page of the person's goals."""
    authorize(by, Action.VIEW_GOAL, OWN)
    at = rt.clock()
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return
        homes.turn(session, by.workspace_id, by.person_id, page, at=at)
    home_publishing.publish(rt, by.workspace_id, by.person_id)


def refused(
    rt: Runtime, workspace_id: str, slack_user_id: str, error: DomainError, *, locale: str
) -> None:
    """Say on the tab itself why there is nothing: a message at every look would be a nuisance."""
    params: Mapping[str, Any] = {"text": rt.render.error(error, locale=locale)}
    view = rt.render.home("home_refused", params, locale=locale, tz="UTC")
    try:
        home_publishing.publish_view(rt, workspace_id, slack_user_id, view)
    except SlackRefused:
        return  # nobody can be told there

"""Answers about what people follow."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.following import Follow, Health, Unfollow
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import following, programme_health
from bot.services.choices import SeveralFit
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def follow(rt: Runtime, incoming: Incoming, by: Actor, asked: Follow) -> Answer | None:
    if asked.name is None:
        return Answer("following_listed", following.listed(rt, by=by))
    try:
        return told("follow_changed", following.follow(rt, asked.name, by=by, key=incoming.key))
    except SeveralFit as fit:
        return which("/okr theo dõi" if by.locale.startswith("vi") else "/okr follow", fit)


def unfollow(rt: Runtime, incoming: Incoming, by: Actor, asked: Unfollow) -> Answer | None:
    if asked.name is None:
        return Answer("following_listed", following.listed(rt, by=by))
    return told("follow_changed", following.unfollow(rt, asked.name, by=by, key=incoming.key))


def pressed(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return follow(rt, incoming, by, Follow(incoming.value or None))


def health(rt: Runtime, _: Incoming, by: Actor, __: Health) -> Answer:
    return Answer("programme_health", programme_health.overview(rt, by=by))


HANDLERS: Final[Mapping[type, Any]] = {Follow: follow, Unfollow: unfollow, Health: health}

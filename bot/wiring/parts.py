"""What every process of the bot is made of: clients, the database, the runtime, the sender."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from sqlmodel import Session

from bot.delivery.drawing import Drawer, is_possible
from bot.delivery.engine import Call, calling
from bot.delivery.pacing import Pace
from bot.delivery.pictures import SlackPictures
from bot.delivery.sender import Sender
from bot.protocols import FailPoints, Gateway, NoFailPoints
from bot.render import Renderer
from bot.render.pictures import NoPictures, Pictures
from bot.runtime import Clock, Runtime, Transaction
from bot.settings import Settings
from bot.slack.gateway import CountingGateway, SlackGateway
from bot.web import api
from bot.web.metrics import Metrics
from storage.uow import Database

SENDERS = 2
SPARE_CONNECTIONS = 4
NEEDED_SCOPES = frozenset(
    {
        *("chat:write", "commands", "files:read", "files:write", "im:write", "im:history"),
        *("users:read", "users:read.email", "channels:read", "groups:read", "usergroups:read"),
    }
)


class MissingToken(Exception):
    """A setting without which the bot cannot speak to Slack."""


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def database(settings: Settings) -> Database:
    """The database with a connection for every thread that may need one."""
    pool = settings.listener_threads + SENDERS + SPARE_CONNECTIONS + api.AT_ONCE
    return Database.open(settings.database_url, pool_size=pool)


def database_beside(settings: Settings) -> Database:
    """The database for a command that may run beside the bot."""
    return Database.open(settings.database_url, pool_size=2, checkpoints=False)


def web_client(settings: Settings, *, token: str | None = None) -> WebClient:
    """A Slack client that never retries by itself: the outbox decides about that."""
    return WebClient(token=token, **client_settings(settings))


def client_settings(settings: Settings) -> dict[str, Any]:
    """What every Slack client is made with, whatever its token."""
    return {
        "base_url": settings.slack_api_url,
        "timeout": settings.request_timeout_seconds,
        "retry_handlers": [],
    }


def secret(settings: Settings, name: str) -> str:
    """A token or secret that must be there; raises MissingToken."""
    found = getattr(settings, name)
    if found is None:
        raise MissingToken(f"OKRBOT_{name.upper()}")
    value: str = found.get_secret_value()
    return value


def gateway(settings: Settings) -> SlackGateway:
    """Slack behind the bot's token; raises MissingToken."""
    return SlackGateway(web_client(settings, token=secret(settings, "slack_bot_token")))


def try_tokens(settings: Settings) -> None:
    """See whether both tokens are good; raises MissingToken, or as the gateway does.

    Where the app is installed with OAuth, there need not be a bot token.
    """
    if settings.slack_bot_token is not None or not settings.is_for_several:
        gateway(settings).whoami()
    try_socket(settings)


def try_socket(settings: Settings) -> None:
    """See whether the app token opens connections; raises MissingToken, or as the gateway does."""
    token = secret(settings, "slack_app_token")
    SlackGateway(web_client(settings, token=token)).open_socket()


def runtime(
    settings: Settings,
    opened: Database,
    *,
    clock: Clock,
    call: Call,
    render: Renderer,
    metrics: Metrics,
    points: FailPoints | None = None,
) -> Runtime:
    """What handlers and services are given; raises MissingToken."""
    points = points or NoFailPoints()
    if settings.slack_bot_token is None and settings.is_for_several:
        client = web_client(settings)
    else:
        client = gateway(settings).client
    slack = CountingGateway(client, metrics.accepted)
    return Runtime(
        settings=settings,
        clock=clock,
        uow=calling(watched(opened.unit_of_work, points), call),
        reading=opened.reading,
        gateway=slack,
        render=render,
        storing=opened.storing,
        points=points,
        pictures=pictures(settings, opened, slack, clock),
    )


def pictures(settings: Settings, opened: Database, slack: Gateway, clock: Clock) -> Pictures:
    """What makes pictures of charts, if that is wanted and the engine is installed."""
    wait = settings.chart_seconds
    if not wait or not is_possible():
        return NoPictures()
    transactions = opened.unit_of_work, opened.reading
    return SlackPictures(*transactions, lambda _: slack, clock, Drawer(wait), wait_seconds=wait)


def speaking_for_each(made: Pictures, gateways: Callable[[str], Gateway]) -> Pictures:
    """The same, for several workspaces."""
    return replace(made, gateways=gateways) if isinstance(made, SlackPictures) else made


def watched(transaction: Transaction, points: FailPoints) -> Transaction:
    """The same transactions, with a fail point on either side of each commit."""

    @contextmanager
    def watching() -> Iterator[Session]:
        with transaction() as session:
            yield session
            points.reach("effect.before_commit")
        points.reach("effect.after_commit")

    return watching


def without_slack(settings: Settings, opened: Database) -> Runtime:
    """A runtime for use cases that do not speak to Slack; no token is needed."""
    return Runtime(
        settings=settings,
        clock=system_clock,
        uow=opened.unit_of_work,
        reading=opened.reading,
        gateway=SlackGateway(web_client(settings)),
        render=Renderer(),
        storing=opened.storing,
        points=NoFailPoints(),
    )


def sender(rt: Runtime, opened: Database) -> Sender:
    """A sender with a name of its own."""
    return Sender(
        uow=opened.unit_of_work,
        gateway=rt.gateway,
        gateways=rt.gateways,
        render=rt.render,
        clock=rt.clock,
        owner=secrets.token_hex(8),
        lease_seconds=rt.settings.lease_seconds,
        points=rt.points,
        pictures=rt.pictures,
        pace=Pace(rt.settings.posts_per_second, rt.settings.channel_posts_per_second),
    )

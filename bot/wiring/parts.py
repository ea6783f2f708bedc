"""What every process of the bot is made of: clients, the database, the runtime, the sender."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

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
from bot.slack.gateway import CountingGateway
from bot.web.api.turns import AT_ONCE
from bot.web.metrics import Metrics
from bot.wiring import clients
from storage.uow import Database

SENDERS = 2
SPARE_CONNECTIONS = 4


def database(settings: Settings) -> Database:
    """The database with a connection for every thread that may need one."""
    pool = settings.listener_threads + SENDERS + SPARE_CONNECTIONS + AT_ONCE
    return Database.open(settings.database_url, pool_size=pool)


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
        client = clients.web_client(settings)
    else:
        client = clients.gateway(settings).client
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

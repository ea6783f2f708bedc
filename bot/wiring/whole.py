"""A whole bot in one process: `okrbot run`."""

from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from starlette.applications import Starlette

from bot import jobs
from bot.deadline import Deadline
from bot.delivery.dispatcher import Bell, Dispatcher
from bot.protocols import FailPoints, Identity
from bot.render import Renderer
from bot.runtime import Clock, Runtime
from bot.services import people
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack import process
from bot.slack.connection import Connection
from bot.slack.workers import Workers
from bot.web import app as web_app
from bot.web.health import Health, Pulse
from bot.web.metrics import Metrics, State
from bot.wiring import parts
from storage.uow import Database


@dataclass(frozen=True, slots=True)
class Bot:
    """A whole bot in one process."""

    runtime: Runtime
    database: Database
    identity: Identity
    app: App
    dispatcher: Dispatcher
    scheduler: BackgroundScheduler
    socket: Connection
    workers: Workers
    health: Health
    metrics: Metrics

    def start(self) -> None:
        """Connect, then send and tick in the background."""
        self.dispatcher.start()
        self.scheduler.start()
        self.connect()
        self.health.ready = True

    def connect(self) -> None:
        """Only listen to Slack: whoever calls this ticks and sends by themselves."""
        self.socket.connect()  # type: ignore[no-untyped-call]

    def stop(self, *, within_seconds: float = 10.0) -> bool:
        """Take no more work, finish what is in hand, and close.

        False when something was not finished in time: it is stored, and the next start goes on with
        it. Its threads may still run then.
        """
        deadline = Deadline(within_seconds)
        self.health.close()
        closing = [deadline.run(self.socket.close)]
        if self.scheduler.running:
            closing.append(deadline.run(self.scheduler.shutdown))
        finished = all(done() for done in closing)
        finished &= self.workers.finish(within_seconds=deadline.left())
        finished &= self.dispatcher.stop(within_seconds=deadline.left())
        self.runtime.pictures.close()
        self.database.dispose()
        return finished


def build(
    settings: Settings,
    *,
    clock: Clock = parts.system_clock,
    opened: Database | None = None,
    render: Renderer | None = None,
    points: FailPoints | None = None,
) -> Bot:
    """A bot ready to start. Calls auth.test once; raises MissingToken, or as the gateway does."""
    parts.secret(settings, "slack_app_token")
    opened = opened or parts.database(settings)
    bell, metrics, tick = Bell(), Metrics(), Pulse()
    rt = parts.runtime(
        settings,
        opened,
        clock=clock,
        call=bell,
        render=render or Renderer(),
        metrics=metrics,
        points=points,
    )
    identity = rt.gateway.whoami()
    people.ensure_workspace(rt, identity)
    workers = Workers(settings.listener_threads)
    app = _listeners(settings, rt, identity, workers)
    socket = _connection(settings, app, metrics)
    metrics.watch(State(rt, tick_age=tick.age, socket_age=socket.age))
    return Bot(
        runtime=rt,
        database=opened,
        identity=identity,
        app=app,
        dispatcher=Dispatcher(parts.sender(rt, opened), bell, workers=parts.SENDERS),
        scheduler=_scheduler(rt, identity, tick),
        socket=socket,
        workers=workers,
        health=Health(rt, tick=tick, socket_age=socket.age),
        metrics=metrics,
    )


def web(bot: Bot) -> Starlette:
    """What the bot tells of itself over HTTP, and the API."""
    return web_app.build(bot.health, bot.metrics, web_app.with_api(bot.runtime))


def _listeners(settings: Settings, rt: Runtime, identity: Identity, workers: Workers) -> App:
    return slack_app.build(
        rt,
        client=parts.web_client(settings),
        token=parts.secret(settings, "slack_bot_token"),
        identity=identity,
        executor=workers,
    )


def _connection(settings: Settings, app: App, metrics: Metrics) -> Connection:
    token = parts.secret(settings, "slack_app_token")
    client = parts.web_client(settings, token=token)
    return Connection(app, token, web_client=client, acknowledged=metrics.acknowledged)


def _scheduler(rt: Runtime, identity: Identity, tick: Pulse) -> BackgroundScheduler:
    return jobs.scheduler(
        rt,
        workspace_id=identity.workspace_id,
        retry_inbound=process.retry,
        ticked=tick.beat,
    )

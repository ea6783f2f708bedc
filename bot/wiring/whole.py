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
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack import http, process
from bot.slack.connection import Connection
from bot.slack.workers import Workers
from bot.web.health import Health, Pulse
from bot.web.metrics import Metrics, State
from bot.wiring import clients, parts
from bot.wiring.reach import Reach, reach
from storage.uow import Database


@dataclass(frozen=True, slots=True)
class Bot:
    """A whole bot in one process."""

    runtime: Runtime
    database: Database
    reach: Reach
    app: App
    dispatcher: Dispatcher
    scheduler: BackgroundScheduler
    socket: Connection
    workers: Workers
    health: Health
    metrics: Metrics

    @property
    def identity(self) -> Identity:
        """Whom the bot token in the settings belongs to; there must be one."""
        assert self.reach.own is not None
        return self.reach.own

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
    clock: Clock = clients.system_clock,
    opened: Database | None = None,
    render: Renderer | None = None,
    points: FailPoints | None = None,
) -> Bot:
    """A bot ready to start. Calls auth.test once where there is a bot token; raises as `reach`."""
    clients.secret(settings, "slack_app_token")
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
    reached = reach(settings, rt, metrics)
    rt, workers = reached.rt, Workers(settings.listener_threads)
    app = slack_app.build(
        rt, client=clients.web_client(settings), authorize=reached.authorize, executor=workers
    )
    socket = _connection(settings, app, metrics)
    metrics.watch(State(rt, tick_age=tick.age, socket_age=socket.age))
    return Bot(
        runtime=rt,
        database=opened,
        reach=reached,
        app=app,
        dispatcher=Dispatcher(parts.sender(rt, opened), bell, workers=parts.SENDERS),
        scheduler=_scheduler(reached, tick),
        socket=socket,
        workers=workers,
        health=Health(rt, tick=tick, socket_age=socket.age),
        metrics=metrics,
    )


def web(bot: Bot) -> Starlette:
    """What the bot tells of itself over HTTP, the API, and where it can be installed."""
    from bot.web import app as web_app  # FastAPI takes a tenth of a second, and pages may be off

    more = http.install_routes(bot.reach.flow) if bot.reach.flow else []
    return web_app.build(bot.health, bot.metrics, *more, web_app.with_api(bot.runtime))


def _connection(settings: Settings, app: App, metrics: Metrics) -> Connection:
    token = clients.secret(settings, "slack_app_token")
    client = clients.web_client(settings, token=token)
    return Connection(app, token, web_client=client, acknowledged=metrics.acknowledged)


def _scheduler(reached: Reach, tick: Pulse) -> BackgroundScheduler:
    return jobs.scheduler(
        reached.rt,
        workspaces=reached.workspaces,
        retry_inbound=process.retry,
        ticked=tick.beat,
        renew_tokens=reached.renew,
    )

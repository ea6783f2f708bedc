"""Several processes on one PostgreSQL database: `okrbot web` listens, `okrbot worker` sends."""

from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.engine import make_url
from starlette.applications import Starlette

from bot import jobs
from bot.deadline import Deadline
from bot.delivery.calls import CalledSenders, Calls, call_for_waiting
from bot.render import Renderer
from bot.runtime import Runtime
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack import http, process
from bot.slack.workers import Workers
from bot.web import app as web_app
from bot.web.health import Health, Pulse
from bot.web.metrics import Metrics, State
from bot.wiring import clients, parts
from bot.wiring.reach import Reach, reach
from storage import wake_up_jobs
from storage.uow import Database

SLACK_PATH = http.PATH


@dataclass(frozen=True, slots=True)
class WebReplica:
    """Takes what Slack sends and works on it; what it prepares is sent by the workers."""

    pages: Starlette
    reach: Reach
    runtime: Runtime
    database: Database
    workers: Workers
    health: Health

    def start(self) -> None:
        self.health.ready = True

    def stop(self, *, within_seconds: float = 10.0) -> bool:
        """Finish what is in hand; False when something takes longer (a worker goes on with it)."""
        self.health.close()
        finished = self.workers.finish(within_seconds=within_seconds)
        self.runtime.pictures.close()
        self.database.dispose()
        return finished


@dataclass(frozen=True, slots=True)
class WorkerReplica:
    """Ticks, sends, and retries what a listening process left undone."""

    pages: Starlette
    reach: Reach
    runtime: Runtime
    database: Database
    senders: CalledSenders
    scheduler: BackgroundScheduler
    health: Health

    def start(self) -> None:
        self.senders.start()
        self.scheduler.start()
        self.health.ready = True

    def stop(self, *, within_seconds: float = 10.0) -> bool:
        """Finish what is in hand; False when something takes longer: the next one goes on."""
        deadline = Deadline(within_seconds)
        self.health.close()
        ended = deadline.run(self.scheduler.shutdown)
        finished = self.senders.stop(within_seconds=deadline.left())
        finished &= ended()
        self.runtime.pictures.close()
        self.database.dispose()
        return finished


def web_replica(settings: Settings) -> WebReplica:
    """A listener ready to start. Raises MissingToken, or as `reach`."""
    signing_secret = clients.secret(settings, "slack_signing_secret")
    opened, metrics = parts.database(settings), Metrics()
    reached = reach(settings, _runtime(settings, opened, Calls(), metrics), metrics)
    rt, workers = reached.rt, Workers(settings.listener_threads)
    app = slack_app.build(
        rt, client=clients.web_client(settings), authorize=reached.authorize, executor=workers
    )
    metrics.watch(State(rt))
    health = Health(rt)
    listening = http.route(app, signing_secret=signing_secret, acknowledged=metrics.acknowledged)
    more = http.install_routes(reached.flow) if reached.flow else []
    return WebReplica(
        pages=web_app.build(health, metrics, listening, *more, web_app.with_api(rt)),
        reach=reached,
        runtime=rt,
        database=opened,
        workers=workers,
        health=health,
    )


def worker_replica(settings: Settings) -> WorkerReplica:
    """A sender ready to start. Raises MissingToken, or as `reach`."""
    opened, metrics, calls, tick = parts.database(settings), Metrics(), Calls(), Pulse()
    reached = reach(settings, _runtime(settings, opened, calls, metrics), metrics)
    rt = reached.rt
    metrics.watch(State(rt, tick_age=tick.age))
    health = Health(rt, tick=tick)
    return WorkerReplica(
        pages=web_app.build(health, metrics),
        reach=reached,
        runtime=rt,
        database=opened,
        senders=CalledSenders(
            parts.sender(rt, opened), _libpq(settings.database_url), hands=parts.SENDERS
        ),
        scheduler=jobs.scheduler(
            rt,
            workspaces=reached.workspaces,
            retry_inbound=process.retry,
            ticked=tick.beat,
            call_for_waiting=lambda rt: call_for_waiting(calls, opened.unit_of_work, rt.clock()),
            renew_tokens=reached.renew,
        ),
        health=health,
    )


def _runtime(settings: Settings, opened: Database, calls: Calls, metrics: Metrics) -> Runtime:
    wake_up_jobs.ensure(opened.write)
    return parts.runtime(
        settings,
        opened,
        clock=clients.system_clock,
        call=calls,
        render=Renderer(),
        metrics=metrics,
    )


def _libpq(url: str) -> str:
    plain = make_url(url).set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)

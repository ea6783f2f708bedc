"""The server: one event loop in a thread, bound to loopback."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import json
import signal
import socket
import threading
from pathlib import Path
from types import TracebackType

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.sandbox.clock import Clock
from bot.sandbox.control.routes import control_routes
from bot.sandbox.control.wire import Wire
from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import NotLoopback, PortInUse, ServerError
from bot.sandbox.faults import Faults
from bot.sandbox.file_routes import FileRoutes
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.limits import Limits
from bot.sandbox.model import Json
from bot.sandbox.oauth.access import TokenMethods
from bot.sandbox.oauth.consent import Consent
from bot.sandbox.oauth.requests import Codes
from bot.sandbox.responses import ResponseUrls
from bot.sandbox.seed import Seed
from bot.sandbox.site import Site
from bot.sandbox.socket_mode import SocketHub
from bot.sandbox.stream import Stream
from bot.sandbox.subscription import Subscription
from bot.sandbox.tcp import Tcp
from bot.sandbox.waiting import Waiting
from bot.sandbox.webapi.dispatch import WebApi
from bot.sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"
START_SECONDS = 10.0
ACK_SECONDS = 3.0
PING_SECONDS = 10.0  # guess: Slack's servers ping, at what interval is not documented


class SandboxServer:
    """A Slack workspace on one port of this machine.

    `port` 0 takes any free one. `ack_seconds` is how long the app may take to acknowledge, in
    real time. Every `ping_seconds` a Socket Mode connection is pinged, and ended if it does not
    answer for as long. `limits` turns the rate limits on. Raises NotLoopback; `start` raises
    PortInUse.
    """

    def __init__(
        self,
        port: int = 0,
        clock: Clock | None = None,
        seed: Seed | None = None,
        *,
        host: str = "127.0.0.1",
        ack_seconds: float = ACK_SECONDS,
        ping_seconds: float = PING_SECONDS,
        limits: bool = False,
    ) -> None:
        if not _is_loopback(host):
            raise NotLoopback(host)
        self._host, self._port = host, port
        self.clock = clock or Clock()
        self.workspace = Workspace(seed or Seed(), self.clock)
        self._seed = seed or Seed()
        self._stream = Stream()
        self._ping_seconds = ping_seconds
        self._limits = Limits(self.clock, on=limits)
        self._tcp, self._waiting = Tcp(), Waiting(self.clock)
        self._faults = Faults(self._tcp)
        self._subscription = Subscription()
        self._hub = SocketHub(
            self.workspace, self._subscription, self._tcp, self._waiting, ack_seconds=ack_seconds
        )
        self._http = HttpDelivery(self.workspace.app, self._subscription, ack_seconds=ack_seconds)
        self._site = Site(self._seed, self.workspace, self._stream, self._delivery_for)
        self._thread: threading.Thread | None = None
        self._server: uvicorn.Server | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`, once started."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What a WebClient takes as its base_url."""
        return f"{self.base_url}/api/"

    @property
    def page_url(self) -> str:
        """The web page."""
        return f"{self.base_url}/"

    def hello(self) -> Json:
        """What an app or a test needs to connect."""
        return {
            "api_url": self.api_url,
            "page_url": self.page_url,
            "bot_token": self._seed.bot_token,
            "app_token": self._seed.app_token,
            "signing_secret": self.workspace.app.signing_secret,
            "client_id": self.workspace.app.client_id,
            "client_secret": self.workspace.app.client_secret,
            "team": self.workspace.team.id,
            "channel": self._seed.general,
            "user": self._seed.people[0].id,
        }

    def idle(self) -> bool:
        """Whether every event has reached the app."""
        return self._site.idle()

    def start(self) -> SandboxServer:
        """Serve in a background thread; returns when it answers."""
        listener = self._bind()
        self._ready.clear()
        self._site.move_to(f"http://{self._host}:{listener.getsockname()[1]}")
        config = uvicorn.Config(
            self._app(),
            log_level="warning",
            lifespan="off",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_ping_interval=self._ping_seconds,
            ws_ping_timeout=self._ping_seconds,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._tcp.attach(self._server)
        self._thread = threading.Thread(
            target=self._run, args=(self._server, listener), name="sandbox", daemon=True
        )
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise ServerError("The sandbox did not start.")
        return self

    def stop(self) -> None:
        """End all connections and the thread; harmless if it is not running."""
        if self._thread is None or self._server is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._shut_down)
        self._thread.join()
        self._thread = None

    def drop_connections(self) -> None:
        """Cut every Socket Mode connection, as a failing network does."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._hub.drop(), self._loop).result()

    def __enter__(self) -> SandboxServer:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _bind(self) -> socket.socket:
        # The protocol must be named: asyncio turns off Nagle's delay (40 ms a call) only for TCP.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self._port))
        except OSError as broken:
            listener.close()
            if broken.errno == errno.EADDRINUSE:
                raise PortInUse(self._port) from broken
            raise
        return listener

    def _run(self, server: uvicorn.Server, listener: socket.socket) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._site.attach(self._loop)
            self._waiting.attach(self._loop)
            self._faults.attach()
            # The listening socket queues connections from here on, so callers need not wait more.
            listener.listen(2048)
            self._ready.set()
            await server.serve(sockets=[listener])

        asyncio.run(serve())
        listener.close()

    def _shut_down(self) -> None:
        self._site.close()
        self._faults.close()
        if self._server is not None:
            self._server.should_exit = True

    def _app(self) -> Starlette:
        codes = Codes(self.clock)
        consent = Consent(self._site, codes)
        handlers = TokenMethods(self._site, codes).handlers()
        handlers["apps.connections.open"] = self._open_connection
        api = WebApi(self._site, handlers, self._limits, self._faults)
        urls, files = ResponseUrls(self._site, self._faults), FileRoutes(self._site)
        delivery = self._site.office().delivery
        wire = Wire(self.workspace, delivery, self._limits, self._faults)
        routes = [
            Route("/api/{method}", api.endpoint, methods=["GET", "POST"]),
            Route("/response/{ident}", urls.endpoint, methods=["POST"]),
            Route("/oauth/v2/authorize", consent.endpoint, methods=["GET", "POST"]),
            Route("/upload/v1/{ticket}", files.upload, methods=["POST"]),
            Route("/files-pri/{team}-{ident}/{name:path}", files.private, methods=["GET"]),
            WebSocketRoute("/link/", self._hub.endpoint),
            Mount("/_sandbox", routes=control_routes(self._site, wire)),
            Route("/", _index, methods=["GET"]),
            Mount("/", StaticFiles(directory=PAGE, check_dir=False)),
        ]
        # A name of another site that resolves to this machine must not reach the control API.
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[self._host, "localhost"])
        return Starlette(routes=routes, middleware=[hosts])

    def _delivery_for(self, workspace: Workspace) -> Delivery:
        return Delivery(workspace, self._subscription, self._hub, self._http, self._waiting)

    def _open_connection(self, _workspace: Workspace, _call: object) -> Json:
        return {"url": self._hub.ticket_url()}


async def _index(_request: Request) -> Response:
    index = PAGE / "index.html"
    if index.is_file():
        return FileResponse(index)
    return PlainTextResponse("The sandbox is running; its page is not installed.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False


def run(port: int, as_json: bool) -> None:
    """Serve until Ctrl-C or SIGTERM; print one JSON line, or a sentence with the address."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    # With limits: whoever writes an app here should meet them before Slack does.
    with SandboxServer(port, limits=True) as server:
        if as_json:
            line = json.dumps(server.hello())
        else:
            line = f"The sandbox is at {server.page_url} (Ctrl-C ends it)."
        print(line, flush=True)  # noqa: T201  the command's output
        stop.wait()

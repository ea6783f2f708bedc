"""One bot in two workspaces where everybody and everything has the same ids."""

import html
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from company import AN, BINH, CHI, EMMA, SALES, SUNDAY, Company
from house import IN_SLACK, RENDERER, House, _end, _StaysOpen
from patience import until
from pydantic import SecretStr

from bot.demo.stage import Stage
from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.seed import APP, Seed
from bot.sandbox.server import SandboxServer
from bot.settings import Settings
from bot.web import server as web_server
from bot.wiring import whole
from storage.sealing import new_key
from storage.uow import Database

HERE, THERE = "T0MINHLONG", "T0ELSEWHERE"
HIDDEN = re.compile(r'name="consent" value="([^"]+)"')
BUTTON = re.compile(r'class="go" href="([^"]+)"')


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Page:
    """What a browser got: where it is sent when it is sent on, and what it shows."""

    status: int
    text: str
    location: str = ""

    @property
    def button(self) -> str:
        """Where the one large link leads."""
        [found] = BUTTON.findall(self.text)
        return html.unescape(found)

    @property
    def words(self) -> str:
        """What can be read on it."""
        body = self.text.partition("<main>")[2]
        return html.unescape(re.sub(r"<[^>]+>", " ", body))


@dataclass
class Browser:
    """Keeps cookies and runs no scripts; goes nowhere by itself."""

    language: str = "en-GB,en;q=0.9"
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, url: str, form: dict[str, str] | None = None) -> Page:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Language": self.language} | ({"Cookie": kept} if kept else {})
        data = urlencode(form).encode() if form is not None else None
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
        try:
            answer = opener.open(urllib.request.Request(url, data, headers), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.split(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode()
            return Page(answer.status, text, answer.headers.get("Location", ""))


@dataclass
class Several:
    """The bot, its addresses, and its two workspaces, in none of which it is installed at first."""

    bot: whole.Bot
    server: SandboxServer
    address: str
    database: Database
    folder: Path

    def house(self, team: str = HERE) -> House:
        """One of the workspaces, with a company of its own."""
        client = SandboxClient(self.server.base_url, team=team)
        stage = Stage(self.server, client, self.bot, self.database)
        return House(stage, Company(self.database, self.folder, SUNDAY, workspace_id=team))

    def agreed(self, team: str, browser: Browser, *, decision: str = "allow", by: str = CHI) -> str:
        """Where Slack sends the browser when somebody has decided."""
        consent = browser.open(browser.open(f"{self.address}/slack/install").button)
        [key] = HIDDEN.findall(consent.text)
        form = {"consent": key, "as": f"{team} {by}", "decision": decision}
        return browser.open(f"{self.server.base_url}/oauth/v2/authorize", form).location

    def install(self, team: str = HERE, browser: Browser | None = None, *, by: str = CHI) -> Page:
        """Install the bot, as Chi if nobody else; the page that is seen at the end."""
        browser = browser or Browser()
        return browser.open(self.agreed(team, browser, by=by))

    def tokens(self, team: str = HERE) -> list[str]:
        """Every bot token that the sandbox gave to this workspace."""
        found = next(ws for ws in self.server._site.workspaces if ws.team.id == team)
        return [token.value for token in found.tokens.values() if token.kind == "bot"]

    def calls(self, method: str, team: str = HERE) -> list[Any]:
        return self.house(team).calls(method)


def settings_for_several(server: SandboxServer, address: str, **more: Any) -> Settings:
    """Settings of a bot that is installed with OAuth; it has no bot token."""
    hello = server.hello()
    given = {"encryption_keys": SecretStr(new_key())} | more
    return Settings(
        _env_file=None,
        slack_client_id=hello["client_id"],
        slack_client_secret=SecretStr(hello["client_secret"]),
        slack_app_token=SecretStr(hello["app_token"]),
        slack_api_url=hello["api_url"],
        public_url=address,
        database_url="sqlite://",
        listener_threads=4,
        posts_per_second=0,
        channel_posts_per_second=0,
        one_moment_after_seconds=0,
        **given,
    )


@contextmanager
def several_workspaces(
    database: Database,
    folder: Path,
    *,
    closing: ThreadPoolExecutor,
    rotating: bool = False,
    start: datetime = SUNDAY,
    **more: Any,
) -> Iterator[Several]:
    """A bot that listens and can be installed; its clock stands at `start`."""
    app = replace(APP, rotates_tokens=rotating)
    seed = Seed(people=IN_SLACK, installed=False, app=app)
    server = SandboxServer(0, Clock(start, running=False), seed, ack_seconds=60.0).start()
    client = SandboxClient(server.base_url)
    client.add_workspace("Elsewhere", id=THERE, installed=False)
    for team in (HERE, THERE):
        SandboxClient(server.base_url, team=team).add_channel(
            "sales", id=SALES, members=[AN, EMMA, BINH, CHI], bot_member=False
        )
    listener: socket.socket = web_server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    opened = _StaysOpen(database.write, database.read, database.inbox)
    bot = whole.build(
        settings_for_several(server, address, **more),
        clock=server.clock.now,
        opened=opened,
        render=RENDERER,
    )
    bot.connect()
    try:
        until(lambda: client.state()["connections"])
        with web_server.serving(whole.web(bot), listener):
            yield Several(bot, server, address, opened, folder)
    finally:
        bot.socket.client.auto_reconnect_enabled = False
        server.drop_connections()
        closing.submit(_end, bot, server)


def query_of(url: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}

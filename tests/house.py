"""The bot at work in a Slack workspace of its own: what people do there, and what they see."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, SALES, SUNDAY, Company
from patience import until
from pydantic import SecretStr
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.demo.stage import Stage
from bot.render import Renderer
from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.model import Person
from bot.sandbox.seed import TEAM, Seed
from bot.sandbox.server import SandboxServer
from bot.settings import Settings
from bot.wiring import whole
from storage.uow import Database

Json = dict[str, Any]

GUEST, STRANGER = "U0GUEST0001", "U0STRANGE01"
STYLE = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
LINK = re.compile(r"<([^>|]+)\|([^>]*)>")


def _person(ident: str, name: str, **facts: Any) -> Person:
    facts = {"tz": "Asia/Ho_Chi_Minh", "locale": "vi-VN", "team_id": TEAM.id} | facts
    return Person(ident, name.lower(), name, f"{name.lower()}@ml.example", **facts)


IN_SLACK = (
    _person(AN, "An"),
    _person(EMMA, "Emma", tz="Europe/London", locale="en-GB"),
    _person(BINH, "Bình"),
    _person(CHI, "Chi", is_admin=True),
    _person(DAN, "Dan", locale="en-GB"),
    _person(GUEST, "Guest", is_restricted=True),
    _person(STRANGER, "Stranger", is_stranger=True, team_id="T0ELSEWHERE"),
)
SEED = Seed(people=IN_SLACK)
RENDERER = Renderer()  # safe to share, and slow to make


@dataclass(slots=True)
class House:
    """A connected bot, its sandbox and its company. Nothing moves but by these methods."""

    stage: Stage
    company: Company

    # What there is

    def given_key_result(self, owner: str, title: str, **facts: Any) -> str:
        self.company.at = self.now
        return self.company.given_key_result(owner, title, **facts)

    def given_kpi(self, owner: str, title: str, **facts: Any) -> str:
        self.company.at = self.now
        return self.company.given_kpi(owner, title, **facts)

    def value(self, key: str) -> Decimal | None:
        return self.company.value(key)

    # Time

    @property
    def now(self) -> datetime:
        return self.stage.clock.now()

    def move_to(self, when: datetime) -> None:
        """Let time pass, stopping at everything that falls due on the way."""
        self.company.write()
        self.stage.advance(when)

    def settle(self) -> None:
        self.stage.settle()

    # What people do

    def dm(self, user: str, text: str, *, thread: str | None = None) -> None:
        """Write to the bot, at the top or in the thread of a message that holds `thread`."""
        self.company.write()
        ts = self.message(user, thread)["ts"] if thread else None
        self.stage.client.say(user, text, thread_ts=ts)
        self.settle()

    def command(self, user: str, line: str) -> str:
        """Run a slash command; what only they are shown for it."""
        self.company.write()
        before = len(self.only_for(user))
        assert self.stage.client.command(user, line)["ok"]
        self.settle()
        return "\n".join(self.only_for(user)[before:])

    def press(self, user: str, label: str, *, channel: str = "bot") -> str:
        """Press the newest button with this label, or choose this option; what they are told."""
        message, element, option = self._pressable(user, label, channel)
        before = len(self.only_for(user, channel))
        more = {"selected_option": option} if option else {}
        self.stage.client.click(
            user,
            channel,
            message["ts"],
            element["action_id"],
            block_id=element["block_id"],
            **more,
        )
        self.settle()
        return "\n".join(self.only_for(user, channel)[before:])

    def press_forged(self, user: str, action: str, value: str, *, block: str = "b") -> str:
        """Press a button that the bot never made: any action id with any value."""
        button = {"type": "button", "text": {"type": "plain_text", "text": "Forged"}}
        element = button | {"action_id": action, "value": value}
        blocks = [{"type": "actions", "block_id": block, "elements": [element]}]
        self.web.chat_postMessage(channel=user, text="x", blocks=blocks)
        return self.press(user, "Forged")

    def fill(self, user: str, answers: Mapping[str, Any]) -> Mapping[str, str]:
        """Fill the open form by the labels of its fields and submit it; errors by label."""
        view = self.form(user)
        values, labels = self._typed(view, answers)
        told = self.stage.client.submit(user, view["id"], values)
        self.settle()
        errors = told.get("errors") or {}
        return {labels.get(block, block): error for block, error in errors.items()}

    def press_in_form(self, user: str, label: str, typed: Mapping[str, Any] | None = None) -> None:
        """Press the first button with this label in the open form, or tick the box."""
        view = self.form(user)
        values, _ = self._typed(view, typed or {})
        for block in view["blocks"]:
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                options = element.get("options", [])
                if label in [one["text"]["text"] for one in (element, *options) if "text" in one]:
                    self.stage.client.click_view(
                        user,
                        view["id"],
                        element["action_id"],
                        block_id=block["block_id"],
                        values=values,
                        **({"selected_options": [o["value"] for o in options]} if options else {}),
                    )
                    self.settle()
                    return
        raise AssertionError(f"{user} sees no {label!r} in the form")

    def deliver(self, body: Json) -> BoltResponse:
        """Hand a payload to the app as the socket does; for what the sandbox would never send."""
        response = self.deliver_now(body)
        self.settle()
        return response

    def deliver_now(self, body: Json) -> BoltResponse:
        """The same without waiting for the work."""
        return self.bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))

    # What people see

    def dm_texts(self, user: str) -> list[str]:
        """Every message of the bot in their DM as text, oldest first."""
        return [
            seen(message)
            for message in self.stage.client.dm(user)
            if message.get("bot_id") and not message.get("ephemeral")
        ]

    def last(self, user: str) -> str:
        """The bot's newest message in their DM."""
        return self.dm_texts(user)[-1]

    def only_for(self, user: str, channel: str = "bot") -> list[str]:
        """What nobody else sees, oldest first."""
        found = self.stage.client.messages(channel, user)
        return [seen(message) for message in found if message.get("ephemeral")]

    def channel_texts(self, channel: str = SALES) -> list[str]:
        """The bot's messages in a channel, without what stands in threads."""
        found = self.stage.client.messages(channel, BINH)
        return [seen(one) for one in found if one.get("bot_id") and not _in_thread(one)]

    def thread_texts(self, channel: str = SALES) -> list[str]:
        """What the bot wrote below messages in a channel."""
        found = self.stage.client.messages(channel, BINH)
        return [seen(one) for one in found if one.get("bot_id") and _in_thread(one)]

    def message(self, user: str, holding: str, *, channel: str = "bot") -> Json:
        """The newest message that holds a text."""
        for message in reversed(self.stage.client.messages(channel, user)):
            if holding in seen(message):
                return message
        raise AssertionError(f"{user} sees no {holding!r} in {self.dm_texts(user)}")

    def form(self, user: str) -> Json:
        """The open modal."""
        views = self.stage.client.views(user)
        assert views, f"{user} has no form open"
        return views[-1]

    def has_form(self, user: str) -> bool:
        return bool(self.stage.client.views(user))

    def calls(self, method: str) -> list[Json]:
        """Every call of the bot to a method of the Web API."""
        return [call for call in self.stage.client.log() if call["method"] == method]

    # The inside

    @property
    def bot(self) -> whole.Bot:
        return self.stage.bot

    @property
    def web(self) -> WebClient:
        """The Web API with the bot's own token."""
        hello = self.stage.server.hello()
        return WebClient(token=hello["bot_token"], base_url=hello["api_url"])

    def _typed(
        self, view: Json, answers: Mapping[str, Any]
    ) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
        """Answers by the labels of fields as values by their ids, and the labels by block."""
        fields = {
            block["label"]["text"]: (block["block_id"], block["element"]["action_id"])
            for block in view["blocks"]
            if block["type"] == "input"
        }
        values: dict[str, dict[str, Any]] = {}
        labels = {}
        for label, answer in answers.items():
            [found] = [known for known in fields if label in known]
            block_id, action_id = fields[found]
            labels[block_id] = label
            values.setdefault(block_id, {})[action_id] = answer
        return values, labels

    def _pressable(self, user: str, label: str, channel: str) -> tuple[Json, Json, Json | None]:
        for message in reversed(self.stage.client.messages(channel, user)):
            for block in message.get("blocks") or []:
                for element in block.get("elements", []) if block["type"] == "actions" else []:
                    found = {**element, "block_id": block["block_id"]}
                    if element.get("text", {}).get("text") == label:
                        return message, found, None
                    for option in element.get("options", []):
                        if option["text"]["text"] == label:
                            return message, found, option
        raise AssertionError(f"{user} sees no button {label!r}")


def _in_thread(message: Json) -> bool:
    return message.get("thread_ts") not in (None, message["ts"])


def seen(message: Json) -> str:
    """A message as plain text: what is written, then [what can be pressed]."""
    lines = []
    for block in message.get("blocks") or []:
        for part in (block.get("text"), *block.get("fields", [])):
            lines += [part["text"]] if part else []
        if block["type"] == "context":
            lines += [element["text"] for element in block["elements"]]
        if block["type"] == "actions":
            labels = [one.get("text") or one["placeholder"] for one in block["elements"]]
            lines.append(" ".join(f"[{label['text']}]" for label in labels))
    text = "\n".join(lines) or message["text"]
    return html.unescape(STYLE.sub(r"\2", LINK.sub(r"\2", text)))


@contextmanager
def open_house(
    database: Database,
    folder: Path,
    *,
    start: datetime = SUNDAY,
    closing: ThreadPoolExecutor,
    ack_seconds: float = 60.0,
    **more: Any,
) -> Iterator[House]:
    """A house with a bot that listens; its clock stands at `start`.

    Slack waits for three seconds; here people wait however busy the machine is.
    """
    clock = Clock(start, running=False)
    server = SandboxServer(0, clock, SEED, ack_seconds=ack_seconds).start()
    server.workspace.add_channel("sales", id=SALES, members=[AN, EMMA, BINH, CHI])
    opened = _StaysOpen(database.write, database.read, database.inbox)
    bot = whole.build(
        settings(server, **more), clock=server.clock.now, opened=opened, render=RENDERER
    )
    bot.connect()
    stage = Stage(server, SandboxClient(server.base_url), bot, opened)
    house = House(stage, Company(database, folder, start))
    try:
        until(lambda: stage.client.state()["connections"])
        yield house
        house.settle()
    finally:
        bot.socket.client.auto_reconnect_enabled = False
        server.drop_connections()
        if bot.scheduler.running:  # it would write into the database of the next test
            bot.stop()
        # Threads sleep up to a second before they end: nobody waits for that.
        closing.submit(_end, bot, server)


class _StaysOpen(Database):
    """A database that the next test goes on with when a bot has closed it."""

    def dispose(self) -> None:
        pass


def _end(bot: whole.Bot, server: SandboxServer) -> None:
    bot.stop()
    server.stop()


def settings(server: SandboxServer, **more: Any) -> Settings:
    """Settings that speak to the sandbox, whatever the environment says."""
    hello = server.hello()
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(hello["bot_token"]),
        slack_app_token=SecretStr(hello["app_token"]),
        slack_api_url=hello["api_url"],
        database_url="sqlite://",
        listener_threads=4,
        posts_per_second=0,  # the clock stands still
        channel_posts_per_second=0,
        # A busy machine is no reason to say more; few tests are about charts.
        **({"one_moment_after_seconds": 0, "chart_seconds": 0} | more),
    )


@pytest.fixture(scope="session")
def closing() -> Iterator[ThreadPoolExecutor]:
    """Where bots come to their end while the next test already runs."""
    with ThreadPoolExecutor(8, thread_name_prefix="closing") as executor:
        yield executor


@pytest.fixture
def house(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[House]:
    """A house on Sunday evening, before the first check-in."""
    with open_house(sqlite_database, tmp_path, closing=closing) as found:
        yield found


OpenHouse = Callable[[datetime], House]


@pytest.fixture
def open_at(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> Iterator[OpenHouse]:
    """Opens the house at another time than Sunday evening."""
    with ExitStack() as stack:
        yield lambda start: stack.enter_context(
            open_house(sqlite_database, tmp_path, start=start, closing=closing)
        )


NewHouse = Callable[[datetime], AbstractContextManager[House]]


@pytest.fixture
def new_house(
    sqlite_anew: Callable[[], Database], tmp_path: Path, closing: ThreadPoolExecutor
) -> NewHouse:
    """Opens one house after another, each on an empty database; leave one before the next."""
    return lambda start: open_house(sqlite_anew(), tmp_path, start=start, closing=closing)

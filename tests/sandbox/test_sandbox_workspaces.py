"""Several workspaces on one server: one app, equal ids, and nothing seen across."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import GENERAL, JAMES, LINH, Connect, eventually
from slack_bolt import App, BoltContext, Say
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
HOME: Json = {"type": "home", "blocks": []}


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def second(people: SandboxClient) -> Json:
    return people.add_workspace("Ánh Dương")


@pytest.fixture
def others(server: SandboxServer, second: Json) -> SandboxClient:
    """Acts in the second workspace."""
    return SandboxClient(server.base_url, team=second["id"])


@pytest.fixture
def there(server: SandboxServer, second: Json) -> WebClient:
    """The app with its token of the second workspace."""
    return WebClient(token=second["bot_token"], base_url=server.api_url)


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


def test_state_lists_the_workspaces(people: SandboxClient, others: SandboxClient) -> None:
    state = people.state()
    assert [(one["id"], one["name"], one["domain"]) for one in state["workspaces"]] == [
        ("T0MINHLONG", "Minh Long", "minh-long"),
        ("T0SANDBOX02", "Ánh Dương", "anh-duong"),
    ]
    assert state["team"]["id"] == "T0MINHLONG"
    assert others.state()["team"]["id"] == "T0SANDBOX02"
    assert others.state()["workspaces"] == state["workspaces"]


def test_token_says_which_workspace_is_meant(web: WebClient, there: WebClient) -> None:
    here, elsewhere = web.auth_test(), there.auth_test()
    assert (here["team"], elsewhere["team"]) == ("Minh Long", "Ánh Dương")
    assert here["user_id"] != elsewhere["user_id"]
    assert there.users_info(user=LINH)["user"]["team_id"] == "T0SANDBOX02"


def test_equal_ids_do_not_share_people_channels_or_messages(
    web: WebClient, there: WebClient, people: SandboxClient, others: SandboxClient
) -> None:
    others.add_person("linh", id=LINH, title="Baker")
    others.add_channel("ovens", id="C0OVENS", members=[LINH])
    people.say(LINH, "here only", channel=GENERAL)
    others.say(LINH, "there only", channel=GENERAL)
    direct = web.chat_postMessage(channel=LINH, text="for Linh here")["channel"]
    assert there.chat_postMessage(channel=LINH, text="for Linh there")["channel"] == direct
    seen = {}
    for name, client in (("here", web), ("there", there)):
        seen[name] = (
            [m["text"] for m in client.conversations_history(channel=GENERAL)["messages"]],
            [m["text"] for m in client.conversations_history(channel=direct)["messages"]],
            client.users_info(user=LINH)["user"]["profile"]["title"],
            [c["name"] for c in client.conversations_list()["channels"]],
        )
    assert seen["here"] == (
        ["here only"],
        ["for Linh here"],
        "Chief operating officer",
        ["general"],
    )
    assert seen["there"] == (["there only"], ["for Linh there"], "Baker", ["general", "ovens"])
    assert [m["text"] for m in people.dm(LINH)] == ["for Linh here"]
    assert [m["text"] for m in others.dm(LINH)] == ["for Linh there"]


def test_message_of_another_workspace_cannot_be_touched(web: WebClient, there: WebClient) -> None:
    posted = web.chat_postMessage(channel=GENERAL, text="mine")
    for call in (
        lambda: there.chat_update(channel=GENERAL, ts=posted["ts"], text="changed"),
        lambda: there.chat_delete(channel=GENERAL, ts=posted["ts"]),
        lambda: there.reactions_add(channel=GENERAL, timestamp=posted["ts"], name="eyes"),
    ):
        with pytest.raises(SlackApiError, match="message_not_found"):
            call()


def test_connection_carries_both_workspaces_with_their_team_id(
    app: RawApp, people: SandboxClient, others: SandboxClient
) -> None:
    people.say(LINH, "here")
    first = app.take()
    others.say(LINH, "there")
    second = app.take()
    assert (first["team_id"], first["event"]["text"]) == ("T0MINHLONG", "here")
    assert (second["team_id"], second["event"]["text"]) == ("T0SANDBOX02", "there")
    [authorization] = second["authorizations"]
    assert authorization["team_id"] == "T0SANDBOX02"
    assert authorization["user_id"] == others.state()["app"]["bot_user_id"]
    assert first["api_app_id"] == second["api_app_id"]


def test_bolt_serves_both_with_one_connection(
    server: SandboxServer, people: SandboxClient, second: Json, connect: Connect
) -> None:
    tokens = {"T0MINHLONG": "xoxb-sandbox", second["id"]: second["bot_token"]}

    def authorize(team_id: str, **_more: Any) -> AuthorizeResult:
        client = WebClient(token=tokens[team_id], base_url=server.api_url)
        who = client.auth_test()
        return AuthorizeResult.from_auth_test_response(
            auth_test_response=who, bot_token=client.token
        )

    bolt = App(client=WebClient(base_url=server.api_url), authorize=authorize, signing_secret="x")

    @bolt.event("message")
    def answer(event: Json, say: Say, context: BoltContext) -> None:
        if "bot_id" not in event:
            say(f"{context.team_id} heard {event['text']}")

    connect(bolt)
    there = SandboxClient(server.base_url, team=second["id"])
    people.say(LINH, "one")
    there.say(LINH, "two")
    for client, text in (
        (people, "T0MINHLONG heard one"),
        (there, f"{second['id']} heard two"),
    ):
        eventually(lambda client=client: len(client.dm(LINH)) == 2)
        assert client.dm(LINH)[1]["text"] == text


def test_views_and_triggers_stay_in_their_workspace(
    app: RawApp,
    web: WebClient,
    there: WebClient,
    people: SandboxClient,
    others: SandboxClient,
    meanwhile: Any,
) -> None:
    web.views_publish(user_id=LINH, view=HOME)
    assert others.home(LINH) is None
    running = meanwhile.submit(others.command, LINH, "/okr")
    command = app.take({"text": "done"})
    assert running.result()["acked"]
    assert (command["team_id"], command["team_domain"]) == ("T0SANDBOX02", "anh-duong")
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        web.views_open(trigger_id=command["trigger_id"], view=modal)
    opened = there.views_open(trigger_id=command["trigger_id"], view=modal)["view"]
    assert opened["team_id"] == opened["app_installed_team_id"] == "T0SANDBOX02"
    assert people.views(LINH) == []
    with pytest.raises(SlackApiError, match="not_found"):
        web.views_update(view_id=opened["id"], view=modal)


def test_response_url_answers_in_its_workspace(
    app: RawApp, people: SandboxClient, others: SandboxClient, meanwhile: Any
) -> None:
    running = meanwhile.submit(others.command, LINH, "/okr", GENERAL)
    url = app.take()["response_url"]
    running.result()
    assert WebhookClient(url).send(text="only there", response_type="in_channel").body == "ok"
    assert [m["text"] for m in others.messages(GENERAL, LINH)] == ["only there"]
    assert people.messages(GENERAL, LINH) == []
    assert others.log()[-1]["method"] == "response_url"
    assert "response_url" not in [call["method"] for call in people.log()]


def test_logs_are_kept_apart(
    app: RawApp, there: WebClient, people: SandboxClient, others: SandboxClient
) -> None:
    there.chat_postMessage(channel=GENERAL, text="x")
    others.say(LINH, "x")
    app.take()
    eventually(others.deliveries)
    assert [call["method"] for call in others.log()] == ["chat.postMessage"]
    assert "chat.postMessage" not in [call["method"] for call in people.log()]
    assert people.deliveries() == []


def test_clock_is_one_for_all(people: SandboxClient, others: SandboxClient) -> None:
    moved = others.advance(by=timedelta(days=1))
    assert people.state()["now"][:13] == moved.isoformat()[:13]


def test_page_hears_of_its_own_workspace(
    server: SandboxServer, people: SandboxClient, others: SandboxClient
) -> None:
    with urllib.request.urlopen(f"{server.base_url}/_sandbox/stream?team=T0SANDBOX02") as lines:
        lines.readline()
        people.say(LINH, "here", channel=GENERAL)
        others.say(JAMES, "there")
        people.advance(by=timedelta(seconds=1))
        heard: list[Json] = []
        while not heard or heard[-1]["type"] != "clock":
            line = lines.readline()
            heard += [json.loads(line[5:])] if line.startswith(b"data:") else []
    told = [notice for notice in heard if notice["type"] not in ("log", "clock")]
    assert told == [{"type": "messages", "channel": f"D{JAMES[1:]}"}]


def test_workspace_without_the_app_hears_and_does_nothing(
    app: RawApp, server: SandboxServer, people: SandboxClient
) -> None:
    added = people.add_workspace("Empty", installed=False)
    assert added["bot_token"] is None
    empty = SandboxClient(server.base_url, team=added["id"])
    state = empty.state()
    assert (state["installed"], people.state()["installed"]) == (False, True)
    assert added["bot_user_id"] not in state["channels"][0]["members"]
    empty.add_person("New")
    empty.say(LINH, "nobody hears", channel=GENERAL)
    for call in (
        lambda: empty.say(LINH, "hello"),
        lambda: empty.command(LINH, "/okr"),
        lambda: empty.open_home(LINH),
    ):
        with pytest.raises(SandboxRefused, match="app_not_installed"):
            call()
    assert app.silent()


def test_reset_with_a_team_keeps_the_others(
    people: SandboxClient, others: SandboxClient, there: WebClient
) -> None:
    people.say(LINH, "here", channel=GENERAL)
    others.say(LINH, "there", channel=GENERAL)
    others.reset()
    assert others.messages(GENERAL, LINH) == []
    assert len(people.messages(GENERAL, LINH)) == 1
    people.reset()
    assert [one["name"] for one in people.state()["workspaces"]] == ["Minh Long"]
    with pytest.raises(SlackApiError, match="invalid_auth"):
        there.auth_test()


@pytest.mark.parametrize(
    ("name", "domain"), [("Gốm & Sứ!", "gom-su"), ("陶器", "workspace-2"), ("A/b.c", "a-b-c")]
)
def test_domain_can_stand_in_an_address(people: SandboxClient, name: str, domain: str) -> None:
    added = people.add_workspace(name)
    assert (added["name"], added["domain"]) == (name, domain)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": ""}, "missing_argument"),
        ({"name": "A", "id": "t1"}, "invalid_argument"),
        ({"name": "A", "id": "T0MINHLONG"}, "team_taken"),
        ({"name": "minh long"}, "team_taken"),
        ({"name": "A", "installed": "yes"}, "invalid_argument"),
        ({"name": "A", "domain": 3}, "invalid_argument"),
        ({"name": "A", "size": 3}, "unknown_argument"),
    ],
)
def test_impossible_workspace_is_refused(people: SandboxClient, facts: Json, code: str) -> None:
    with pytest.raises(SandboxRefused) as refused:
        people.add_workspace(**facts)
    assert refused.value.code == code


def test_unknown_team_is_refused_everywhere(server: SandboxServer) -> None:
    lost = SandboxClient(server.base_url, team="T0NOWHERE")
    for call in (lost.state, lost.reset, lambda: lost.say(LINH, "x"), lost.log):
        with pytest.raises(SandboxRefused, match="team_not_found"):
            call()

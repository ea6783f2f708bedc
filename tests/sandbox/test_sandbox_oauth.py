"""Installing the app with OAuth, and taking it out again."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from browser_forms import Form, Page, fetch
from raw_app import RawApp
from sandbox_facts import BOT, GENERAL, JAMES, LINH, MAI, MONDAY
from slack_bolt import App, BoltRequest
from slack_bolt.oauth.oauth_flow import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.clock import Clock
from bot.sandbox.seed import APP, Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
BACK = "http://127.0.0.1:9/slack/oauth_redirect"


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


@pytest.fixture
def empty(people: SandboxClient) -> Json:
    """A second workspace, without the app."""
    return people.add_workspace("Empty", installed=False)


@pytest.fixture
def client(server: SandboxServer) -> WebClient:
    return WebClient(base_url=server.api_url)


def ask(server: SandboxServer, **changes: str | None) -> Page:
    asked: dict[str, str | None] = {
        "client_id": server.hello()["client_id"],
        "scope": "chat:write,im:history",
        "redirect_uri": BACK,
        "state": "s&1",
    }
    asked |= changes
    given = {name: value for name, value in asked.items() if value is not None}
    return fetch(server.base_url, f"/oauth/v2/authorize?{urlencode(given)}")


def decide(server: SandboxServer, page: Page, decision: str, person: str) -> Page:
    form = {**Form(page.text).hidden, "as": person, "decision": decision}
    return fetch(server.base_url, "/oauth/v2/authorize", form)


def code_for(server: SandboxServer, team: str, **changes: str | None) -> str:
    return decide(server, ask(server, **changes), "allow", f"{team} {LINH}").query["code"]


def exchange(server: SandboxServer, client: WebClient, code: str, **changes: Any) -> Json:
    hello = server.hello()
    given = {"client_id": hello["client_id"], "client_secret": hello["client_secret"]}
    given |= {"code": code, "redirect_uri": BACK}
    return dict(client.oauth_v2_access(**(given | changes)).data)


def test_consent_page_says_what_is_asked_and_by_whom_it_can_be_given(
    server: SandboxServer, people: SandboxClient, empty: Json
) -> None:
    people.add_person("Guest", id="U0GUEST", is_restricted=True)
    people.add_person("mai", id=MAI, deleted=True)
    page = ask(server)
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "Install okrbot?" in page.text
    assert "<code>chat:write</code>" in page.text
    form = Form(page.text)
    assert form.buttons == ["allow", "cancel"]
    assert form.labels == ["as"]
    assert "as" in form.ids
    assert form.options == [
        f"T0MINHLONG {LINH}",
        f"T0MINHLONG {JAMES}",
        *(f"{empty['id']} {user}" for user in (LINH, JAMES, MAI)),
    ]
    assert "http://" not in page.text.replace(BACK, "")
    assert "https://" not in page.text


def test_allowed_app_gets_a_token_for_that_workspace(
    server: SandboxServer, client: WebClient, empty: Json
) -> None:
    sent = decide(server, ask(server), "allow", f"{empty['id']} {JAMES}")
    assert sent.status == 302
    assert sent.location.startswith(f"{BACK}?")
    assert sent.query["state"] == "s&1"
    answer = exchange(server, client, sent.query["code"])
    token = answer.pop("access_token")
    assert token.startswith("xoxb-")
    assert answer == {
        "ok": True,
        "token_type": "bot",
        "scope": "chat:write,im:history",
        "bot_user_id": empty["bot_user_id"],
        "app_id": "A0OKRBOT000",
        "team": {"id": empty["id"], "name": "Empty"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": JAMES},
    }
    installed = WebClient(token=token, base_url=server.api_url)
    assert installed.auth_test()["team_id"] == empty["id"]
    assert installed.chat_postMessage(channel=LINH, text="hello")["ok"]
    with pytest.raises(SlackApiError) as missing:
        installed.users_list()
    assert missing.value.response["provided"] == "chat:write,im:history"
    with pytest.raises(SlackApiError, match="not_in_channel"):
        installed.chat_postMessage(channel=GENERAL, text="nobody invited the bot")


def test_installed_app_hears_the_workspace(
    app: RawApp, server: SandboxServer, client: WebClient, empty: Json
) -> None:
    exchange(server, client, code_for(server, empty["id"]))
    SandboxClient(server.base_url, team=empty["id"]).say(LINH, "hello")
    payload = app.take()
    assert (payload["team_id"], payload["event"]["text"]) == (empty["id"], "hello")


def test_second_consent_adds_scopes_to_the_same_token(
    server: SandboxServer, client: WebClient, web: WebClient
) -> None:
    answer = exchange(server, client, code_for(server, "T0MINHLONG", scope="pins:read"))
    assert answer["access_token"] == "xoxb-sandbox"
    assert "pins:read" in web.auth_test().headers["x-oauth-scopes"].split(",")
    assert "chat:write" in answer["scope"].split(",")


def test_cancel_sends_the_reason_and_no_code(server: SandboxServer) -> None:
    sent = decide(server, ask(server), "cancel", "")
    assert sent.query == {"error": "access_denied", "state": "s&1"}


def test_state_is_left_out_if_there_was_none_and_the_query_is_kept(server: SandboxServer) -> None:
    page = ask(server, state=None, redirect_uri=f"{BACK}?tenant=1")
    assert decide(server, page, "cancel", "").query == {"tenant": "1", "error": "access_denied"}


def test_team_narrows_the_choice(server: SandboxServer, empty: Json) -> None:
    page = ask(server, team=empty["id"])
    assert {option.split()[0] for option in Form(page.text).options} == {empty["id"]}
    refused = decide(server, page, "allow", f"T0MINHLONG {LINH}")
    assert (refused.status, "invalid_user" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"client_id": "1.2"}, 400, "invalid_client_id"),
        ({"client_id": None}, 400, "invalid_client_id"),
        ({"scope": None}, 400, "no_scopes"),
        ({"scope": " , "}, 400, "no_scopes"),
        ({"scope": "chat:write,chat:shout"}, 400, "invalid_scope"),
        ({"user_scope": "chat:write"}, 501, "sandbox_not_implemented"),
        ({"scope": "incoming-webhook"}, 501, "sandbox_not_implemented"),
        ({"redirect_uri": None}, 400, "bad_redirect_uri"),
        ({"redirect_uri": "https://elsewhere.example/back"}, 400, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1.elsewhere.example/"}, 400, "bad_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, 400, "bad_redirect_uri"),
        ({"redirect_uri": "http://["}, 400, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}#part"}, 400, "bad_redirect_uri"),
        ({"team": "T0NOWHERE"}, 400, "invalid_team"),
        ({"scopes": "chat:write"}, 400, "sandbox_unknown_argument"),
    ],
)
def test_wrong_request_for_consent_is_refused_on_a_page(
    server: SandboxServer, changes: dict[str, str | None], status: int, code: str
) -> None:
    page = ask(server, **changes)
    assert (page.status, page.location) == (status, "")
    assert f"<code>{code}</code>" in page.text
    assert Form(page.text).buttons == []


def test_page_escapes_what_the_address_brings(server: SandboxServer) -> None:
    for changes in ({"scope": "<b>x"}, {"team": "<b>x"}, {"redirect_uri": f"{BACK}?<b>x"}):
        assert "<b>x" not in ask(server, **changes).text


@pytest.mark.parametrize("person", ["", "T0MINHLONG U0NOBODY", f"T0MINHLONG {BOT}", "T0X U0X"])
def test_only_somebody_who_may_install_can_allow(server: SandboxServer, person: str) -> None:
    refused = decide(server, ask(server), "allow", person)
    assert (refused.status, "invalid_user" in refused.text) == (400, True)


def test_form_counts_once_and_cannot_be_made_up(server: SandboxServer) -> None:
    page = ask(server)
    assert decide(server, page, "allow", f"T0MINHLONG {LINH}").status == 302
    for again in (page, Page(200, "", "")):
        refused = decide(server, again, "allow", f"T0MINHLONG {LINH}")
        assert (refused.status, "invalid_consent" in refused.text) == (400, True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "made-up"}, "invalid_code"),
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guess"}, "bad_client_secret"),
        ({"redirect_uri": "http://127.0.0.1:9/other"}, "bad_redirect_uri"),
        ({"redirect_uri": None}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token"}, "sandbox_not_implemented"),
    ],
)
def test_wrong_exchange_is_refused_and_the_code_stays_good(
    server: SandboxServer, client: WebClient, changes: Json, error: str
) -> None:
    code = code_for(server, "T0MINHLONG")
    with pytest.raises(SlackApiError) as refused:
        exchange(server, client, **({"code": code} | changes))
    assert refused.value.response["error"] == error
    assert exchange(server, client, code)["ok"]


def test_code_is_good_once(server: SandboxServer, client: WebClient) -> None:
    code = code_for(server, "T0MINHLONG")
    exchange(server, client, code)
    with pytest.raises(SlackApiError, match="code_already_used"):
        exchange(server, client, code)


def test_code_lasts_ten_minutes(
    server: SandboxServer, client: WebClient, people: SandboxClient
) -> None:
    fresh = code_for(server, "T0MINHLONG")
    people.advance(by=timedelta(minutes=9))
    assert exchange(server, client, fresh)["ok"]
    stale = code_for(server, "T0MINHLONG")
    people.advance(by=timedelta(minutes=10, seconds=1))
    with pytest.raises(SlackApiError, match="invalid_code"):
        exchange(server, client, stale)


def test_secret_may_stand_in_the_form(server: SandboxServer) -> None:
    hello = server.hello()
    form = {"client_id": hello["client_id"], "client_secret": hello["client_secret"]}
    form |= {"code": code_for(server, "T0MINHLONG"), "redirect_uri": BACK}
    url = server.api_url + "oauth.v2.access"
    with urllib.request.urlopen(url, urlencode(form).encode()) as answer:
        assert json.loads(answer.read())["token_type"] == "bot"


def test_registered_redirect_urls_are_the_only_ones() -> None:
    registered = replace(APP, redirect_urls=("https://okr.example/slack/",))
    with SandboxServer(clock=Clock(MONDAY), seed=Seed(app=registered)) as server:
        assert ask(server, redirect_uri="https://okr.example/slack/back").status == 200
        default = ask(server, redirect_uri=None)
        sent = decide(server, default, "allow", f"T0MINHLONG {LINH}")
        assert sent.location.startswith("https://okr.example/slack/?code=")
        client = WebClient(base_url=server.api_url)
        assert exchange(server, client, sent.query["code"], redirect_uri=None)["ok"]
        for wrong in (BACK, "https://okr.example/slackers", "https://okr.example.evil.example/"):
            assert ask(server, redirect_uri=wrong).status == 400


def test_bolt_installs_itself(server: SandboxServer, empty: Json, tmp_path: Any) -> None:
    hello = server.hello()
    store = FileInstallationStore(base_dir=str(tmp_path), client_id=hello["client_id"])
    flow = OAuthFlow(
        client=WebClient(base_url=server.api_url),
        settings=OAuthSettings(
            client_id=hello["client_id"],
            client_secret=hello["client_secret"],
            scopes=["chat:write", "im:history"],
            authorization_url=f"{server.base_url}/oauth/v2/authorize",
            redirect_uri=BACK,
            installation_store=store,
            state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path)),
            install_page_rendering_enabled=False,
        ),
    )
    started = flow.handle_installation(BoltRequest(body=""))
    cookie = started.first_headers()["set-cookie"].partition(";")[0]
    address = started.first_headers()["location"].removeprefix(server.base_url)
    page = fetch(server.base_url, address)
    back = decide(server, page, "allow", f"{empty['id']} {LINH}")
    done = flow.handle_callback(
        BoltRequest(body="", query=dict(back.query), headers={"cookie": [cookie]})
    )
    assert done.status == 200
    bot = store.find_bot(enterprise_id=None, team_id=empty["id"])
    assert bot is not None
    installed = App(
        client=WebClient(token=bot.bot_token, base_url=server.api_url), token=bot.bot_token
    )
    assert installed.client.auth_test()["user_id"] == empty["bot_user_id"] == bot.bot_user_id


def test_revoking_ends_the_token_but_not_the_installation(
    app: RawApp, web: WebClient, people: SandboxClient, server: SandboxServer, client: WebClient
) -> None:
    assert web.auth_revoke(test=True)["revoked"] is False
    assert web.auth_test()["ok"]
    assert web.auth_revoke()["revoked"] is True
    event = app.event()
    assert event["type"] == "tokens_revoked"
    assert event["tokens"] == {"oauth": [], "bot": [BOT]}
    with pytest.raises(SlackApiError, match="token_revoked"):
        web.auth_test()
    state = people.state()
    assert state["installed"]
    assert BOT not in state["channels"][0]["members"]
    people.say(LINH, "anybody there?")
    assert app.silent()
    renewed = exchange(server, client, code_for(server, "T0MINHLONG"))["access_token"]
    assert renewed != "xoxb-sandbox"
    assert WebClient(token=renewed, base_url=server.api_url).auth_test()["user_id"] == BOT
    people.say(LINH, "and now?")
    assert app.event()["text"] == "and now?"


def test_uninstalling_ends_everything_and_is_told(
    app: RawApp, web: WebClient, people: SandboxClient, server: SandboxServer, client: WebClient
) -> None:
    hello = server.hello()
    secret = hello["client_secret"]
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        web.apps_uninstall(client_id=hello["client_id"], client_secret="guess")
    with pytest.raises(SlackApiError, match="invalid_client_id"):
        web.apps_uninstall(client_id="1.2", client_secret=secret)
    assert web.apps_uninstall(client_id=hello["client_id"], client_secret=secret)["ok"]
    assert {app.event()["type"], app.event()["type"]} == {"app_uninstalled", "tokens_revoked"}
    with pytest.raises(SlackApiError, match="account_inactive"):
        web.auth_test()
    assert not people.state()["installed"]
    with pytest.raises(SandboxRefused, match="app_not_installed"):
        people.command(LINH, "/okr")
    with pytest.raises(SandboxRefused, match="app_not_installed"):
        people.uninstall()
    exchange(server, client, code_for(server, "T0MINHLONG"))
    assert people.state()["installed"]


def test_workspace_can_uninstall_and_revoke_too(
    app: RawApp, server: SandboxServer, people: SandboxClient
) -> None:
    other = people.add_workspace("Other")
    there = SandboxClient(server.base_url, team=other["id"])
    there.uninstall()
    payloads = [app.take(), app.take()]
    assert {payload["team_id"] for payload in payloads} == {other["id"]}
    people.revoke()
    assert app.take()["team_id"] == "T0MINHLONG"
    people.revoke("xapp-sandbox")
    with pytest.raises(SlackApiError, match="token_revoked"):
        RawApp(server.api_url)
    for dead in (None, "xapp-sandbox", "xoxb-other"):
        with pytest.raises(SandboxRefused, match="token_not_found"):
            people.revoke(dead)

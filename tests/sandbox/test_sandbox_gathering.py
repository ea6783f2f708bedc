"""Channels' members, user groups, and what the app subscribes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import BOT, GENERAL, JAMES, LINH, MAI
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.seed import BOT_SCOPES, Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
JOINED, LEFT = "member_joined_channel", "member_left_channel"


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    people = SandboxClient(module_server.base_url)
    people.reset()
    people.subscribe(JOINED, LEFT, "channel_left", "group_left", "message.im")
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


def test_joining_and_leaving_is_heard(app: RawApp, web: WebClient, people: SandboxClient) -> None:
    sales = people.add_channel("sales", members=[LINH])["id"]
    answer = people.change_members(sales, add=[JAMES], remove=[LINH])
    assert set(answer["members"]) == {BOT, JAMES}
    joined, gone = app.event(), app.event()
    assert joined.pop("event_ts") < gone.pop("event_ts")
    common = {"channel": sales, "channel_type": "C", "team": "T0MINHLONG"}
    assert joined == {"type": JOINED, "user": JAMES, **common}
    assert gone == {"type": LEFT, "user": LINH, **common}
    assert set(web.conversations_members(channel=sales)["members"]) == {BOT, JAMES}


def test_private_channels_are_told_apart(app: RawApp, people: SandboxClient) -> None:
    board = people.add_channel("board", members=[LINH], is_private=True)["id"]
    people.change_members(board, add=[MAI])
    assert app.event()["channel_type"] == "G"


def test_bot_is_invited_and_put_out(app: RawApp, web: WebClient, people: SandboxClient) -> None:
    sales = people.add_channel("sales", members=[LINH], bot_member=False)["id"]
    people.change_members(sales, add=[MAI])
    with pytest.raises(SlackApiError, match="not_in_channel"):
        web.chat_postMessage(channel=sales, text="x")
    people.change_members(sales, add=[BOT])
    assert (app.event()["user"], people.state()["channels"][-1]["is_member"]) == (BOT, True)
    assert web.chat_postMessage(channel=sales, text="x")["ok"]
    people.change_members(sales, remove=[BOT])
    assert app.event()["type"] == "channel_left"
    with pytest.raises(SlackApiError, match="not_in_channel"):
        web.chat_postMessage(channel=sales, text="x")


def test_what_changes_nothing_is_not_told(app: RawApp, people: SandboxClient) -> None:
    sales = people.add_channel("sales", members=[LINH])["id"]
    people.change_members(sales, add=[LINH], remove=[MAI])
    assert app.silent()


def test_events_of_members_need_the_scope_of_the_channel() -> None:
    scopes = tuple(scope for scope in BOT_SCOPES if scope != "groups:read")
    with SandboxServer(seed=Seed(bot_scopes=scopes)) as running, RawApp(running.api_url) as app:
        people = SandboxClient(running.base_url)
        people.subscribe(JOINED)
        board = people.add_channel("board", members=[LINH], is_private=True)["id"]
        people.change_members(board, add=[MAI])
        assert app.silent()
        sales = people.add_channel("sales", members=[LINH])["id"]
        people.change_members(sales, add=[MAI])
        assert app.event()["channel"] == sales


@pytest.mark.parametrize(
    ("channel", "changes", "code"),
    [
        ("C0NOWHERE", {"add": [LINH]}, "channel_not_found"),
        (f"D{LINH[1:]}", {"add": [JAMES]}, "channel_not_found"),
        (GENERAL, {"add": ["U0NOBODY"]}, "person_not_found"),
        (GENERAL, {"remove": [LINH]}, "cant_leave_general"),
        (GENERAL, {"add": LINH}, "invalid_argument"),
        ("C0OLD", {"add": [JAMES]}, "is_archived"),
        ("", {"add": [JAMES]}, "missing_argument"),
    ],
)
def test_impossible_change_of_members_is_refused(
    people: SandboxClient, channel: str, changes: Json, code: str
) -> None:
    people.say(LINH, "opens the DM")
    people.add_channel("old", id="C0OLD", members=[LINH], is_archived=True)
    with pytest.raises(SandboxRefused) as raised:
        people.change_members(channel, **changes)
    assert raised.value.code == code


def test_bot_cannot_join_where_the_app_is_not_installed(
    server: SandboxServer, people: SandboxClient
) -> None:
    empty = people.add_workspace("Empty", installed=False)
    there = SandboxClient(server.base_url, team=empty["id"])
    with pytest.raises(SandboxRefused, match="app_not_installed"):
        there.change_members(GENERAL, add=[empty["bot_user_id"]])


def test_user_groups_are_listed(web: WebClient, people: SandboxClient) -> None:
    group = people.add_usergroup("kiln", "Kiln crew", [MAI, LINH, MAI], description="Nights")
    people.add_usergroup("old", "Old crew", [JAMES], disabled=True)
    [listed] = web.usergroups_list()["usergroups"]
    known = {name: listed[name] for name in ("id", "team_id", "handle", "name", "description")}
    assert known == {
        "id": group["id"],
        "team_id": "T0MINHLONG",
        "handle": "kiln",
        "name": "Kiln crew",
        "description": "Nights",
    }
    assert not {"users", "user_count"} & set(listed)
    full = web.usergroups_list(include_users=True, include_count=True, include_disabled=True)
    assert [(g["users"], g["user_count"]) for g in full["usergroups"]] == [
        ([MAI, LINH], 2),
        ([JAMES], 1),
    ]
    assert full["usergroups"][1]["date_delete"] > 0
    assert web.usergroups_users_list(usergroup=group["id"])["users"] == [MAI, LINH]
    assert [one["handle"] for one in people.state()["usergroups"]] == ["kiln", "old"]


def test_changed_group_keeps_its_id_and_age(web: WebClient, people: SandboxClient) -> None:
    group = people.add_usergroup("kiln", "Kiln crew", [MAI])
    people.add_usergroup("ovens", "Oven crew", [], id=group["id"])
    [listed] = web.usergroups_list()["usergroups"]
    assert (listed["id"], listed["handle"]) == (group["id"], "ovens")
    assert listed["date_create"] == group["created"]


def test_group_that_is_not_there_has_no_people(web: WebClient, people: SandboxClient) -> None:
    off = people.add_usergroup("old", "Old crew", [JAMES], disabled=True)["id"]
    for ident in ("S0NONE", off):
        with pytest.raises(SlackApiError, match="no_such_subteam"):
            web.usergroups_users_list(usergroup=ident)
    found = web.usergroups_users_list(usergroup=off, include_disabled=True)
    assert found["users"] == [JAMES]


def test_user_groups_need_their_scope() -> None:
    with SandboxServer(seed=Seed(bot_scopes=("chat:write",))) as running:
        plain = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        with pytest.raises(SlackApiError, match="usergroups:read"):
            plain.usergroups_list()


def test_typed_handle_becomes_a_mention(app: RawApp, people: SandboxClient) -> None:
    ident = people.add_usergroup("kiln", "Kiln crew", [MAI])["id"]
    people.say(LINH, "see you, @kiln")
    event = app.event()
    assert event["text"] == f"see you, <!subteam^{ident}|@kiln>"
    pieces = event["blocks"][0]["elements"][0]["elements"]
    assert pieces[-1] == {"type": "usergroup", "usergroup_id": ident}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"handle": "Kiln Crew"}, "invalid_argument"),
        ({"handle": "linh"}, "handle_taken"),
        ({"handle": "taken"}, "handle_taken"),
        ({"handle": ""}, "missing_argument"),
        ({"name": ""}, "missing_argument"),
        ({"users": ["U0NOBODY"]}, "person_not_found"),
        ({"users": LINH}, "invalid_argument"),
        ({"disabled": 1}, "invalid_argument"),
        ({"description": 1}, "invalid_argument"),
        ({"color": "red"}, "unknown_argument"),
    ],
)
def test_impossible_group_is_refused(people: SandboxClient, facts: Json, code: str) -> None:
    people.add_usergroup("taken", "Taken", [])
    with pytest.raises(SandboxRefused) as raised:
        people.add_usergroup(**({"handle": "new", "name": "New", "users": []} | facts))
    assert raised.value.code == code


def test_subscription_is_the_apps_and_holds_in_every_workspace(
    app: RawApp, server: SandboxServer, people: SandboxClient
) -> None:
    before = people.add_workspace("Before")
    people.subscribe("team_join")
    after = people.add_workspace("After")
    for workspace in (None, before["id"], after["id"]):
        there = SandboxClient(server.base_url, team=workspace)
        assert there.state()["app"]["events"] == ["team_join"]
        there.say(LINH, "not subscribed any more")
        there.add_person("New")
        assert app.event()["type"] == "team_join"
    SandboxClient(server.base_url, team=before["id"]).reset()
    assert people.state()["app"]["events"] == ["team_join"]
    people.reset()
    assert "message.im" in people.state()["app"]["events"]


def test_unknown_event_is_refused(people: SandboxClient) -> None:
    with pytest.raises(SandboxRefused, match="unknown_event") as raised:
        people.subscribe("message.im", "message.everything")
    assert "message.groups" in raised.value.detail

"""The manifest is one that Slack takes, and asks for exactly what the code uses."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot import wiring
from bot.domain.commands import PHRASES
from bot.slack import gateway
from bot.slack.payload import ENDINGS, HOME_OPENED, USER_EVENTS
from bot.slack.routes import ROUTES

ROOT = Path(__file__).resolve().parent.parent
MANIFEST: Mapping[str, Any] = YAML(typ="safe").load((ROOT / "manifest.yaml").read_text("utf-8"))

#: The fields that Slack's manifest has, as far as a bot like this one uses them: a type, or how
#: many characters a text may have, or the fields or the kind of entries within. Others are refused.
FIELDS: Mapping[str, Any] = {
    "display_information": {"name": 35, "description": 140, "background_color": str},
    "features": {
        "app_home": {
            "home_tab_enabled": bool,
            "messages_tab_enabled": bool,
            "messages_tab_read_only_enabled": bool,
        },
        "bot_user": {"display_name": 80, "always_online": bool},
        "shortcuts": [{"name": 24, "type": str, "callback_id": 255, "description": 150}],
        "slash_commands": [
            {
                "command": 32,
                "description": 2000,
                "usage_hint": 1000,
                "should_escape": bool,
                "url": str,
            }
        ],
    },
    "oauth_config": {"redirect_urls": [str], "scopes": {"bot": [str]}},
    "settings": {
        "event_subscriptions": {"bot_events": [str], "request_url": str},
        "interactivity": {"is_enabled": bool, "request_url": str},
        "org_deploy_enabled": bool,
        "socket_mode_enabled": bool,
        "token_rotation_enabled": bool,
    },
}

#: Which scopes of a bot each method of the client needs, for what the bot asks it: by Slack's
#: reference, `conversations.history` of direct messages alone, for example.
SCOPES: Mapping[str, frozenset[str]] = {
    "apps_connections_open": frozenset(),  # by the app token
    "auth_test": frozenset(),
    "chat_getPermalink": frozenset(),
    "chat_postMessage": frozenset({"chat:write"}),
    "chat_update": frozenset({"chat:write"}),
    "conversations_history": frozenset({"im:history"}),
    "conversations_info": frozenset({"channels:read", "groups:read"}),
    "conversations_open": frozenset({"im:write"}),
    "conversations_replies": frozenset({"im:history"}),
    "oauth_v2_access": frozenset(),  # by the client secret
    "files_info": frozenset({"files:read"}),
    "files_upload_v2": frozenset({"files:write"}),
    "usergroups_list": frozenset({"usergroups:read"}),
    "usergroups_users_list": frozenset({"usergroups:read"}),
    "users_list": frozenset({"users:read", "users:read.email"}),  # import files name addresses
    "views_open": frozenset(),
    "views_publish": frozenset(),
    "views_push": frozenset(),
    "views_update": frozenset(),
}
#: The same for what Slack sends.
EVENTS: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
    "message.im": frozenset({"im:history"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}
#: Kinds of `message` in direct messages: Slack has one subscription for all of them.
OF_MESSAGES = frozenset({"message", "message_changed", "message_deleted"})


def routed(kind: str) -> set[str]:
    return {str(name) for known, name in ROUTES if known == kind}


def called() -> set[str]:
    """The methods of Slack's client that the gateway calls, as they stand in its source."""
    tree = ast.parse(inspect.getsource(gateway))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "client"
        and node.attr not in {"token", "timeout", "ssl"}
    }


def not_of_slack(found: Any, known: Any, at: str = "") -> Iterator[str]:
    """Where a manifest has what Slack does not know, or more than it takes."""
    if isinstance(known, Mapping):
        if not isinstance(found, Mapping):
            yield f"{at}: not a section"
            return
        for name, value in found.items():
            here = f"{at}.{name}".lstrip(".")
            if name not in known:
                yield f"{here}: unknown"
            else:
                yield from not_of_slack(value, known[name], here)
    elif isinstance(known, list):
        for n, one in enumerate(found):
            yield from not_of_slack(one, known[0], f"{at}[{n}]")
    elif isinstance(known, int):
        if not isinstance(found, str) or not 1 <= len(found) <= known:
            yield f"{at}: 1 to {known} characters"
    elif not isinstance(found, known):
        yield f"{at}: not {known.__name__}"


def test_the_manifest_has_the_fields_that_slack_takes() -> None:
    assert list(not_of_slack(MANIFEST, FIELDS)) == []
    features = MANIFEST["features"]
    assert len(features["slash_commands"]) <= 50
    assert len(features["shortcuts"]) <= 10
    assert all(one["type"] in {"global", "message"} for one in features["shortcuts"])
    assert all({"command", "description"} <= one.keys() for one in features["slash_commands"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"features": {"slash_command": []}}, "features.slash_command: unknown"),
        ({"display_information": {"name": "o" * 36}}, "display_information.name: 1 to 35"),
        ({"settings": {"socket_mode_enabled": "yes"}}, "settings.socket_mode_enabled: not bool"),
        ({"features": {"shortcuts": [{"name": "n" * 25}]}}, "features.shortcuts[0].name: 1 to 24"),
    ],
)
def test_a_manifest_that_slack_refuses_is_seen(wrong: Mapping[str, Any], said: str) -> None:
    [found] = not_of_slack(wrong, FIELDS)
    assert found.startswith(said)


def test_it_declares_the_commands_that_are_understood() -> None:
    declared = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert declared == set(PHRASES) == routed("command")
    # Else a mention comes as a name, which is not always one person's.
    assert all(command["should_escape"] for command in MANIFEST["features"]["slash_commands"])


def test_it_declares_the_shortcuts_that_are_understood() -> None:
    declared = {each["callback_id"] for each in MANIFEST["features"]["shortcuts"]}
    assert declared == routed("shortcut")


def test_it_subscribes_to_the_events_that_are_understood() -> None:
    understood = {*USER_EVENTS, *ENDINGS, HOME_OPENED, *routed("event")} - OF_MESSAGES | {
        "message.im"
    }
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == understood
    assert understood == EVENTS.keys()


def test_it_asks_for_the_scopes_that_the_code_needs_and_for_no_others() -> None:
    assert called() == SCOPES.keys(), "say which scopes a method needs in SCOPES"
    needed = {"commands"}.union(*SCOPES.values(), *EVENTS.values())
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed
    assert needed == wiring.NEEDED_SCOPES


def test_it_lets_people_write_to_the_bot() -> None:
    home, settings = MANIFEST["features"]["app_home"], MANIFEST["settings"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert settings["socket_mode_enabled"]
    assert settings["interactivity"]["is_enabled"]

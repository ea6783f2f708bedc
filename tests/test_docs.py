"""What README and the manifest say is what the code does."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot import wiring
from bot.cli.app import app
from bot.domain.commands import PHRASES
from bot.domain.policy import RULES, Unneeded
from bot.render import ids
from bot.settings import Settings
from bot.slack.routes import ROUTES

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r"^\| `(OKRBOT_[A-Z_]+)` \| (?:`([^`]*)`|–) \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")
MANIFEST = YAML(typ="safe").load((ROOT / "manifest.yaml").read_text("utf-8"))


def test_readme_lists_every_setting_with_its_default() -> None:
    said = dict(SETTING.findall((ROOT / "README.md").read_text("utf-8")))
    real = {
        f"OKRBOT_{name.upper()}": "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert {name: value.lower() for name, value in said.items()} == {
        name: _plain(value) for name, value in real.items()
    }


def _plain(value: str) -> str:
    return value.removesuffix(".0").lower()


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_manifest_declares_the_commands_that_are_understood() -> None:
    declared = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert declared == set(PHRASES)
    assert declared == {name for kind, name in ROUTES if kind == "command"}


def test_the_manifest_declares_the_shortcuts_that_are_understood() -> None:
    declared = {each["callback_id"] for each in MANIFEST["features"]["shortcuts"]}
    assert declared == {name for kind, name in ROUTES if kind == "shortcut"}


def test_the_manifest_asks_for_the_scopes_that_the_doctor_checks() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == wiring.NEEDED_SCOPES


def test_the_manifest_lets_people_write_to_the_bot() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["home_tab_enabled"] is True
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_home_opened",
        "message.im",
        "team_join",
        "user_change",
    }


def test_the_manifest_keeps_to_slacks_limits() -> None:
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in MANIFEST["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000


def test_everything_that_can_be_pressed_or_submitted_has_a_route_with_a_right() -> None:
    pressed = {("action", action) for action in ids.Action if action is not ids.Action.VALUE}
    submitted = {("submission", view) for view in ids.View}
    assert pressed | submitted <= set(ROUTES)
    rights = [route.right for route in ROUTES.values()]
    assert all(isinstance(right, Unneeded) or right in RULES for right in rights)


def test_every_command_explains_itself_with_an_example() -> None:
    run = CliRunner()
    listed = run.invoke(app, ["--help"]).output
    names = re.findall(r"^  ([a-z]+)  ", listed, re.MULTILINE)
    assert {"run", "migrate", "doctor", "import", "sandbox", "demo", "replies", "sending"} <= {
        *names
    }
    for words in (*([name] for name in names), ["replies", "score"], ["sending", "stop"]):
        shown = run.invoke(app, [*words, "--help"])
        assert shown.exit_code == 0
        if words not in (["replies"], ["sending"]):
            assert "Example" in shown.output, words

"""What README says is what the code does."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.domain.policy import RULES, Unneeded
from bot.render import ids
from bot.settings import Settings
from bot.slack.routes import ROUTES

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r"^\| `(OKRBOT_[A-Z_]+)` \| (?:`([^`]*)`|–) \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")


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


def test_events_of_the_log_that_operations_names_are_logged() -> None:
    named = set(
        re.findall(
            r"`([a-z]+\.[a-z_]+)`",
            (ROOT / "docs" / "operations.md")
            .read_text("utf-8")
            .partition("## The log")[2]
            .partition("## As a service")[0],
        )
    )
    logged = {
        event
        for path in (ROOT / "bot").rglob("*.py")
        for event in re.findall(r'log\.\w+\(\s*"([\w.]+)"', path.read_text("utf-8"))
    }
    assert len(named & logged) >= 8
    assert named <= logged


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

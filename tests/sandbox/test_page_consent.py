"""The consent page in a real browser."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from browser import accessibility_violations
from playwright.sync_api import BrowserContext, expect

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

BACK = "http://127.0.0.1:9/back"


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


def address(server: SandboxServer, scope: str = "chat:write,im:history") -> str:
    asked = {"client_id": server.hello()["client_id"], "scope": scope}
    asked |= {"redirect_uri": BACK, "state": "kept"}
    return f"{server.base_url}/oauth/v2/authorize?{urlencode(asked)}"


def test_app_is_installed_with_the_keyboard_alone(
    server: SandboxServer, people: SandboxClient, context: BrowserContext
) -> None:
    people.add_workspace("Empty", installed=False)
    context.route(f"{BACK}*", lambda route: route.fulfill(body="<h1>Thank you</h1>"))
    page = context.new_page()
    page.goto(address(server))
    chosen = page.get_by_label("Who installs it, and where?")
    page.keyboard.press("Tab")
    expect(chosen).to_be_focused()
    page.keyboard.type("Mai, Empty")
    expect(chosen).to_have_value("T0SANDBOX02 U0MAI000001")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Allow")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert "state=kept" in page.url
    assert "code=" in page.url


def test_consent_and_refusal_are_accessible(server: SandboxServer, context: BrowserContext) -> None:
    page = context.new_page()
    for scope, heading in (("chat:write", "Install okrbot?"), ("x", "The app cannot be installed")):
        page.goto(address(server, scope))
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert accessibility_violations(page) == []

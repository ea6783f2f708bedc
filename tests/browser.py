"""A Chromium of this machine, and the sandbox's page in it; nothing is downloaded for it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from bot.sandbox.server import SandboxServer

Visit = Callable[..., Page]
REQUIRE_BROWSER = "OKRBOT_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Without a sandbox of its own, as containers run it as root; and with nothing that calls home.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# In the dark nothing but colours is another; the rules about them are looked at once more.
COLOURS = ["color-contrast", "link-in-text-block"]
SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (
    ("light", {}),
    ("dark", {"runOnly": {"type": "rule", "values": COLOURS}}),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; skips the test without one, or fails it if one is required."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        why = f"No Chromium on the PATH (looked for {', '.join(NAMES)})."
        if os.environ.get(REQUIRE_BROWSER) == "1":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    # Not for the whole session: Playwright keeps an event loop on this thread while it is open.
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(chrome: Browser) -> Iterator[BrowserContext]:
    # Without transitions, for a half-finished one has colours of its own.
    opened = chrome.new_context(viewport={"width": 1360, "height": 860}, reduced_motion="reduce")
    opened.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    yield opened
    opened.close()


@pytest.fixture
def visit(context: BrowserContext, server: SandboxServer) -> Iterator[Visit]:
    """Opens the page at a place and afterwards tells what went wrong inside it."""
    mistakes: list[str] = []

    def open_place(*, user: str | None = None, channel: str = "bot", more: str = "") -> Page:
        user = user or server.hello()["user"]
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.goto(f"{server.page_url}#as={user}&channel={channel}{more}")
        expect(page.get_by_role("main")).to_have_accessible_name(re.compile("."))
        return page

    yield open_place
    # Before the server stops, for it would wait for the pages' streams.
    for page in context.pages:
        page.close()
    assert mistakes == []


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Message "))


def say(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def last(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("article").last


def accessibility_violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands, in light and in dark colours."""
    found: list[dict[str, Any]] = []
    for scheme, options in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += (
            Axe()
            .run(page, options={"resultTypes": ["violations"], **options})
            .response["violations"]
        )
    return found


def accessibility_faults(page: Page) -> list[str]:
    """What is serious or critical of it, with the nodes concerned."""
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in accessibility_violations(page)
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]

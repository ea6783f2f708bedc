"""A channel with thousands of messages stays as quick as a small one."""

from __future__ import annotations

import pytest
from browser import Visit, say
from page_app import CARD
from playwright.sync_api import Locator, Page, expect
from sandbox_facts import BOT, GENERAL, JAMES, LINH

from bot.sandbox.client import SandboxClient
from bot.sandbox.model import Message
from bot.sandbox.server import SandboxServer

pytestmark = pytest.mark.browser

MANY = 5000
# A hundred messages are shown at first, a fifth of them cards with buttons.
MOST_ARTICLES = 120
MOST_NODES = 4000


@pytest.fixture
def crowded(server: SandboxServer) -> SandboxServer:
    """5,000 messages in #general: three people, and a card of the bot after every four."""
    ws = server.workspace
    for number in range(MANY):
        is_card = number % 5 == 4
        blocks = [{"block_id": f"b{place}", **block} for place, block in enumerate(CARD)]
        message = Message(
            channel=GENERAL,
            ts=ws.messages.next_ts(),
            user=BOT if is_card else (LINH, JAMES)[number % 2],
            text=f"number {number} *bold* :tada:",
            bot_id=ws.app.bot_id if is_card else None,
            blocks=blocks if is_card else None,
        )
        ws.messages.add(message)
    return server


def articles(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("article")


def nodes(page: Page) -> int:
    count = page.evaluate("document.querySelectorAll('*').length")
    assert isinstance(count, int)
    return count


@pytest.mark.usefixtures("crowded")
def test_five_thousand_messages_are_shown_a_window_at_a_time(
    visit: Visit, people: SandboxClient
) -> None:
    page = visit()
    page.get_by_role("button", name="general").click()
    expect(articles(page).nth(-2)).to_contain_text(f"number {MANY - 2} bold 🎉")
    assert articles(page).count() <= MOST_ARTICLES
    assert nodes(page) <= MOST_NODES

    people.say(JAMES, "fresh from James", channel=GENERAL)
    expect(articles(page).last).to_contain_text("fresh from James")
    expect(articles(page).last).to_be_in_viewport()
    say(page, "and from me")
    expect(articles(page).last).to_contain_text("and from me")
    assert nodes(page) <= MOST_NODES


@pytest.mark.usefixtures("crowded")
def test_scrolling_up_shows_older_messages_and_keeps_the_place(
    visit: Visit, people: SandboxClient
) -> None:
    page = visit(channel=GENERAL)
    expect(articles(page).first).to_contain_text(f"number {MANY - 100}")
    page.get_by_role("log").hover()
    page.mouse.wheel(0, -100_000)
    expect(articles(page).first).to_contain_text(f"number {MANY - 300}")
    first = page.get_by_text(f"number {MANY - 100} ")
    expect(first).to_be_in_viewport()

    people.say(JAMES, "meanwhile", channel=GENERAL)
    news = page.get_by_role("button", name="New messages")
    expect(news).to_be_visible()
    expect(first).to_be_in_viewport()
    news.click()
    expect(articles(page).last).to_contain_text("meanwhile")
    expect(articles(page).last).to_be_in_viewport()


@pytest.mark.usefixtures("crowded")
def test_a_button_reads_further_back_without_scrolling(visit: Visit) -> None:
    page = visit(channel=GENERAL)
    newest = page.get_by_text(f"number {MANY - 2} ")
    expect(newest).to_be_in_viewport()
    # Not by Playwright's click, which would scroll to the button first.
    page.get_by_role("button", name="Show earlier messages").evaluate("button => button.click()")
    expect(articles(page).first).to_contain_text(f"number {MANY - 300}")
    expect(newest).to_be_in_viewport()


def test_a_place_with_little_in_it_says_where_it_begins(
    visit: Visit, people: SandboxClient
) -> None:
    people.say(JAMES, "first", channel=GENERAL)
    page = visit(channel=GENERAL)
    expect(page.get_by_text("This is where #general begins.")).to_be_visible()
    expect(page.get_by_role("button", name="Show earlier messages")).to_be_hidden()

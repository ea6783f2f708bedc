"""Every block and element that the sandbox lets through is drawn, can be used, and is labelled."""

from __future__ import annotations

from typing import Any

import gallery
import pytest
from browser import Visit, accessibility_faults, last, say
from playwright.sync_api import BrowserContext, Page, expect
from sandbox_facts import GENERAL, LINH, MAI, Connect, eventually
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.elements import VALUE_KEYS

pytestmark = pytest.mark.browser

PICTURE = "http://127.0.0.1:9/picture.png"
PIXEL = bytes.fromhex("47494638396101000100800000336699ffffff2c00000000010001000002024401003b")


@pytest.fixture
def heard(bolt: App, connect: Connect) -> list[dict[str, Any]]:
    """The actions that reach the app, which opens the whole modal for /okr and publishes a home."""
    actions: list[dict[str, Any]] = []

    @bolt.command("/okr")
    def opens(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=gallery.modal(LINH, GENERAL))

    @bolt.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        shown = gallery.message(LINH, GENERAL, PICTURE)
        blocks = [block for block in shown if block["type"] not in ("markdown", "table")]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @bolt.action({"block_id": "all"})
    def acted(ack: Any, action: dict[str, Any]) -> None:
        ack()
        actions.append(action)

    connect(bolt)
    return actions


@pytest.fixture
def shown(visit: Visit, web: WebClient, context: BrowserContext) -> Page:
    """The whole message in #general; the picture is there."""
    blocks = gallery.message(LINH, GENERAL, PICTURE)
    context.route(PICTURE, lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
    web.chat_postMessage(channel=GENERAL, text="Everything", blocks=blocks)
    page = visit(channel=GENERAL)
    expect(last(page)).to_contain_text("Everything 🎉")
    return page


def test_every_block_of_a_message_is_drawn(shown: Page) -> None:
    card = last(shown)
    expect(card).not_to_contain_text("does not support")
    expect(card).to_contain_text("Bold italic gone code & @Linh")
    expect(card.get_by_role("img", name="A green square")).to_have_count(3)
    expect(card).to_contain_text("@Linh in #general")
    expect(card).to_contain_text("on 23/11/2026 09:00")
    expect(card.locator("ol li")).to_have_text(["first"])
    expect(card.get_by_role("link", name="a link")).to_have_attribute("href", "https://a.example")
    table = card.get_by_role("table").last
    expect(table.get_by_role("cell")).to_have_text(["Traffic", "41.5"])
    expect(table.get_by_role("columnheader")).to_have_text(["Goal", "Value"])


def test_every_element_reaches_the_app_with_its_value(
    shown: Page, heard: list[dict[str, Any]]
) -> None:
    card = last(shown)
    card.get_by_role("button", name="Plain").click()
    card.get_by_role("button", name="One").click()
    card.get_by_role("option", name="Next week").click()
    card.get_by_role("button", name="Linh", exact=False).first.click()
    card.get_by_role("option", name="Mai").click()
    card.get_by_label("Bold").check()
    card.get_by_label("No", exact=True).check()
    card.get_by_role("button", name="More actions").click()
    card.get_by_role("option", name="Archive").click()
    card.locator("input[type=datetime-local]").fill("2026-11-24T08:30")
    shown.get_by_role("textbox").last.focus()
    expect(card.locator("[aria-busy=true]")).to_have_count(0)
    eventually(lambda: len(heard) == 7)
    chosen = {one["type"]: one.get(VALUE_KEYS.get(one["type"], "value")) for one in heard}
    assert chosen["static_select"]["value"] == "next week"
    assert chosen["users_select"] == MAI
    assert [one["value"] for one in chosen["checkboxes"]] == ["bold"]
    assert chosen["radio_buttons"]["value"] == "no"
    assert chosen["overflow"]["value"] == "archive"
    assert chosen["datetimepicker"] == 1795483800


def test_several_are_chosen_by_keyboard_and_sent_once(
    shown: Page, heard: list[dict[str, Any]]
) -> None:
    several = last(shown).get_by_role("button", name="Several")
    several.press("Enter")
    for key in ("Enter", "ArrowDown", "Enter", "ArrowDown", "Enter"):
        shown.keyboard.press(key)
    expect(last(shown).get_by_role("option", selected=True)).to_have_text(["Red", "Green"])
    expect(last(shown).get_by_role("option", name="Blue")).to_be_disabled()
    shown.keyboard.press("Escape")
    expect(several).to_be_focused()
    expect(several).to_have_accessible_name("Several: Red, Green")
    eventually(lambda: heard)
    [action] = heard
    assert [one["value"] for one in action["selected_options"]] == ["red", "green"]


def test_nothing_in_messages_modals_and_home_is_inaccessible(
    shown: Page, heard: list[dict[str, Any]]
) -> None:
    assert heard == []
    assert accessibility_faults(shown) == []
    say(shown, "/okr all")
    modal = shown.get_by_role("dialog", name="Everything")
    modal.get_by_role("button", name="Save").click()
    expect(modal.get_by_role("alert")).to_have_count(3)
    expect(modal).not_to_contain_text("does not support")
    assert accessibility_faults(shown) == []
    shown.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    shown.get_by_role("button", name="App Home").click()
    expect(shown.get_by_role("region", name="App Home")).to_contain_text("Everything")
    assert accessibility_faults(shown) == []


def test_files_and_older_attachments_hang_below_the_text(
    visit: Visit, web: WebClient, people: SandboxClient, context: BrowserContext
) -> None:
    attachment = {"color": "danger", "title": "Build", "text": "*failed*", "fields": []}
    web.chat_postMessage(channel=GENERAL, text="Look", attachments=[attachment])
    people.say(LINH, "mine", channel=GENERAL)
    files = [
        {"id": "F1", "name": "plan.pdf", "title": "Plan", "filetype": "pdf", "size": 15_300},
        {"id": "F2", "name": "chart.gif", "title": "Chart", "mimetype": "image/gif"},
    ]

    def with_files(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        body["messages"][-1]["files"] = files
        route.fulfill(response=answer, json=body)

    context.route(f"**/_sandbox/messages?channel={GENERAL}*", with_files)
    context.route(
        "**/_sandbox/files/F2",
        lambda route: route.fulfill(body=PIXEL, content_type="image/gif"),
    )
    page = visit(channel=GENERAL)
    card = page.get_by_role("main").get_by_role("article").first
    expect(card).to_contain_text("Build")
    expect(card.locator("strong", has_text="failed")).to_be_visible()
    expect(last(page).get_by_role("link", name="Plan PDF · 15.3 kB")).to_have_attribute(
        "href", "/_sandbox/files/F1"
    )
    expect(last(page).get_by_role("img", name="Chart")).to_be_visible()

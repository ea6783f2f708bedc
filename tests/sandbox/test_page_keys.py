"""What a Slack user's fingers know works on the page, and the log says which limit was broken."""

from __future__ import annotations

import re

import pytest
from browser import Visit, accessibility_faults, composer, last, say
from page_app import plain
from playwright.sync_api import BrowserContext, expect
from sandbox_facts import GENERAL, JAMES
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client import SandboxClient

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("app")
def test_arrow_up_in_an_empty_box_changes_the_last_message(visit: Visit) -> None:
    page = visit()
    say(page, "fourty")
    expect(last(page)).to_contain_text("Heard fourty")
    composer(page).press("ArrowUp")
    editor = page.get_by_role("textbox", name="Edit message")
    expect(editor).to_be_focused()
    editor.fill("forty")
    editor.press("Enter")
    expect(page.get_by_role("article").first).to_contain_text("forty")
    composer(page).fill("half a sentence")
    composer(page).press("ArrowUp")
    expect(editor).to_have_count(0)


def test_places_and_people_are_changed_by_keyboard(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("heading", name="okrbot · Home")).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("heading", name="#general")).to_be_visible()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("heading", name="okrbot · Home")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox", name="You are")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="You are: James")).to_be_focused()


def test_f6_goes_round_the_parts_of_the_page(visit: Visit) -> None:
    page = visit(channel=GENERAL)
    sidebar = page.get_by_role("button", name="general", exact=True)
    expect(composer(page)).to_be_editable()
    for there in (sidebar, page.get_by_role("log"), composer(page), sidebar):
        page.keyboard.press("F6")
        expect(there).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(composer(page)).to_be_focused()


def test_tools_of_a_message_are_no_stops_before_it_is_entered(
    visit: Visit, people: SandboxClient
) -> None:
    for number in range(3):
        people.say(JAMES, f"no {number}", channel=GENERAL)
    page = visit(channel=GENERAL)
    expect(last(page)).to_contain_text("no 2")
    page.get_by_role("log").focus()
    page.keyboard.press("Tab")
    expect(composer(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    into_thread = page.get_by_role("button", name="Reply in thread to James").nth(1)
    if not into_thread.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")  # over the reactions, where the sandbox takes them
    expect(into_thread).to_be_focused()
    page.keyboard.press("Enter")
    reply = page.get_by_role("complementary", name="Thread").get_by_role("textbox")
    expect(reply).to_be_focused()
    expect(page.get_by_role("complementary").get_by_role("article")).to_contain_text("no 1")
    page.keyboard.press("Escape")
    expect(reply).to_be_hidden()
    expect(page.get_by_role("article").nth(1)).to_be_focused()


def test_thread_log_faults_and_lists_are_accessible(
    visit: Visit, people: SandboxClient, context: BrowserContext
) -> None:
    rule = {"method": "*", "fault": "late", "probability": 1, "times": 2, "hits": 1}
    faults = {"rules": [rule, rule], "seed": 7}
    context.route("**/_sandbox/faults", lambda route: route.fulfill(json=faults))
    parent = people.say(JAMES, "parent", channel=GENERAL)["ts"]
    people.say(JAMES, "reply", channel=GENERAL, thread_ts=parent)
    page = visit(channel=GENERAL, more=f"&thread={parent}")
    expect(page.get_by_role("complementary").get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="Faults: 2").click()
    page.get_by_role("button", name="Log", exact=True).click()
    assert accessibility_faults(page) == []
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Shift + Enter")
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name=re.compile("Mai"))).to_be_visible()
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    composer(page).press_sequentially("/")
    suggested = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(suggested).to_have_text([re.compile("^/okr"), re.compile("^/kpi")])
    assert accessibility_faults(page) == []


def test_log_says_which_limit_a_call_broke(visit: Visit, web: WebClient) -> None:
    page = visit()
    page.get_by_role("button", name="Log", exact=True).click()
    header = {"type": "header", "text": plain("x" * 151)}
    with pytest.raises(SlackApiError):
        web.chat_postMessage(channel=GENERAL, text="x", blocks=[header])
    web.chat_postMessage(channel=GENERAL, text="x")
    log = page.get_by_role("region", name="Log", exact=True)
    expect(log.get_by_role("group").first).to_contain_text("ok")
    log.get_by_role("combobox", name="Which entries").select_option("errors")
    entry = log.get_by_role("group")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("chat.postMessage")
    expect(entry).to_contain_text("invalid_blocks")
    expect(entry).to_contain_text("must be less than 151 characters")
    expect(entry).to_contain_text("/blocks/0/text/text")

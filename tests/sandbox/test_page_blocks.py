"""Buttons, selects, modals and App Home on the sandbox's page, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from browser import Visit, last, say
from page_app import CARD, MODAL, PUSH, button, plain
from playwright.sync_api import expect
from sandbox_facts import GENERAL, LINH, Connect
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("app")
def test_confirmed_button_and_select_reach_the_app(visit: Visit) -> None:
    page = visit()
    say(page, "card")
    page.get_by_role("button", name="Drop").click()
    question = page.get_by_role("alertdialog", name="Drop it?")
    expect(question).to_contain_text("This drops all of it.")
    question.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Drop")).to_be_focused()

    page.get_by_role("button", name="Snooze").press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("snooze day")


@pytest.mark.usefixtures("app")
def test_modal_shows_errors_at_their_field_and_keeps_what_was_typed(visit: Visit) -> None:
    page = visit()
    say(page, "card")
    page.get_by_role("button", name="Update").click()
    modal = page.get_by_role("dialog", name="Update traffic")
    value = modal.get_by_role("textbox", name="New value")
    expect(value).to_be_focused()
    value.fill("many")
    modal.get_by_role("button", name="Save").click()
    expect(modal.get_by_role("alert")).to_have_text(["Please complete this required field."])

    modal.get_by_role("button", name="Status").press("Enter")
    modal.get_by_role("option", name="at risk").click()
    modal.get_by_role("button", name="Save").click()
    expect(value).to_have_accessible_description("“many” is not a number. As you would say it")
    expect(value).to_have_value("many")
    expect(value).to_be_focused()

    value.fill("271500")
    value.press("Enter")
    expect(modal).to_have_count(0)
    expect(last(page)).to_contain_text("Saved 271500, yellow")


@pytest.mark.usefixtures("app")
def test_escape_cancels_a_modal_and_gives_the_focus_back(
    visit: Visit, people: SandboxClient
) -> None:
    page = visit()
    say(page, "card")
    page.get_by_role("button", name="Update").press("Enter")
    modal = page.get_by_role("dialog", name="Update traffic")
    modal.get_by_role("button", name="Save").focus()
    page.keyboard.press("Tab")
    expect(modal.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    expect(page.get_by_role("button", name="Update")).to_be_focused()
    assert people.views(LINH) == []


def test_typed_values_survive_what_the_app_does_with_the_modal(
    visit: Visit, bolt: App, connect: Connect
) -> None:
    more = {"type": "actions", "block_id": "more", "elements": [button("grow", "Grow"), PUSH]}
    view = {**MODAL, "blocks": [*MODAL["blocks"], more]}

    @bolt.command("/okr")
    def opens(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.action("grow")
    def grow(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        grown = {**view, "blocks": [*view["blocks"], CARD[0]]}
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=grown)

    @bolt.action("push")
    def push(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        above = {"type": "modal", "title": plain("Above"), "blocks": CARD[:1]}
        client.views_push(trigger_id=body["trigger_id"], view=above)

    connect(bolt)
    page = visit()
    say(page, "/okr")
    modal = page.get_by_role("dialog")
    modal.get_by_role("textbox", name="New value").fill("41")
    modal.get_by_role("button", name="Status").click()
    modal.get_by_role("option", name="on track").click()
    modal.get_by_role("button", name="Grow").press("Enter")
    expect(modal).to_contain_text("Total traffic is 256,400")
    expect(modal.get_by_role("button", name="Grow")).to_be_focused()
    modal.get_by_role("button", name="Push").click()
    expect(modal).to_have_accessible_name("Above")
    modal.get_by_role("button", name="Back").click()
    expect(modal).to_have_accessible_name("Update traffic")
    expect(modal.get_by_role("textbox", name="New value")).to_have_value("41")
    expect(modal.get_by_role("button", name="Status")).to_contain_text("on track")


def test_focus_returns_to_a_button_that_was_redrawn_meanwhile(
    visit: Visit, bolt: App, connect: Connect, web: WebClient
) -> None:
    @bolt.action("update")
    def update(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    connect(bolt)
    ts = web.chat_postMessage(channel=GENERAL, text="Old", blocks=CARD)["ts"]
    page = visit(channel=GENERAL)
    page.get_by_role("button", name="Update").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    web.chat_update(channel=GENERAL, ts=ts, text="New", blocks=CARD[1:])
    expect(page.get_by_text("256,400")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Update")).to_be_focused()


@pytest.mark.usefixtures("app")
def test_home_is_published_and_its_buttons_work(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="App Home").click()
    home = page.get_by_role("region", name="App Home")
    expect(home.get_by_role("heading", name="My goals")).to_be_visible()
    home.get_by_role("button", name="Update").click()
    expect(page.get_by_role("dialog", name="Update traffic")).to_be_visible()

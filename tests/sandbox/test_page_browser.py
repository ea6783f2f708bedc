"""What a person sees and can do on the sandbox's page, in a real browser."""

from __future__ import annotations

import re

import pytest
from browser import Visit, composer, last, say
from playwright.sync_api import BrowserContext, expect
from sandbox_facts import GENERAL, JAMES, LINH, MONDAY, SEED
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.server import SandboxServer

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("app")
def test_message_is_shown_as_typed_and_answered(visit: Visit) -> None:
    page = visit()
    say(page, "1: 271.500 & <b>kẹt</b> API")
    expect(last(page)).to_contain_text("Heard 1: 271.500 & <b>kẹt</b> API")
    expect(last(page).locator("strong")).to_have_text("Heard")
    own = page.get_by_role("main").get_by_role("article").first
    expect(own).to_contain_text("1: 271.500 & <b>kẹt</b> API")
    expect(own.locator("b")).to_have_count(0)
    expect(composer(page)).to_have_value("")


@pytest.mark.usefixtures("app")
def test_shift_enter_breaks_the_line_instead_of_sending(visit: Visit) -> None:
    page = visit()
    composer(page).fill("1: 40")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("2: 50")
    expect(page.get_by_role("article")).to_have_count(0)
    composer(page).press("Enter")
    expect(page.get_by_role("article").first).to_contain_text("1: 40\n2: 50", use_inner_text=True)


@pytest.mark.usefixtures("app")
def test_moving_the_clock_shows_the_time_of_the_chosen_person(visit: Visit) -> None:
    page = visit()
    clock = page.get_by_role("group", name="Virtual clock")
    expect(clock).to_contain_text("Mon, 23 Nov 2026, 09:00")
    page.get_by_role("button", name="Next Monday 09:00").click()
    expect(clock.get_by_role("status")).to_have_text("It is Mon, 30 Nov 2026, 09:00.")
    page.get_by_role("button", name="+1 hour").click()
    expect(clock.locator("time")).to_have_text("Mon, 30 Nov 2026, 10:00")
    say(page, "after a week")
    expect(last(page).locator("time.time")).to_have_text("10:00")

    page.get_by_role("button", name="You are: Linh").press("Enter")
    page.get_by_role("option", name=re.compile("James")).click()
    expect(clock.locator("time")).to_have_text("Mon, 30 Nov 2026, 03:00")


def test_a_wish_to_go_back_in_time_is_explained(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Move the clock to").fill("2026-11-20T09:00")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("group", name="Virtual clock").get_by_role("alert")).to_contain_text(
        "2026-11-20"
    )


@pytest.mark.usefixtures("app")
def test_slash_completes_commands_and_says_when_one_fails(visit: Visit) -> None:
    page = visit()
    composer(page).press_sequentially("/ok")
    expect(page.get_by_role("option")).to_contain_text("Objectives and key results")
    composer(page).press("Tab")
    expect(composer(page)).to_have_value("/okr ")
    composer(page).press_sequentially("team")
    composer(page).press("Enter")
    expect(last(page)).to_contain_text("No goals in team yet 🌱")
    expect(last(page)).to_contain_text("Only visible to you")

    page.get_by_role("button", name="Dismiss message").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(composer(page)).to_be_focused()

    say(page, "/kpi list")
    expect(last(page)).to_contain_text('/kpi failed with the error "operation_timeout"')
    say(page, "/nothing")
    expect(last(page)).to_contain_text("/nothing is not a valid command")


@pytest.mark.usefixtures("app")
def test_thread_opens_beside_the_channel_and_by_its_address(
    visit: Visit, people: SandboxClient
) -> None:
    people.say(JAMES, "How is it going?", channel=GENERAL)
    page = visit(channel=GENERAL)
    page.get_by_role("button", name="Reply in thread to James").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_role("textbox", name="Reply …").fill("Well, <@U0JAMES0001>")
    thread.get_by_role("textbox", name="Reply …").press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("Well, @James")
    expect(page.get_by_role("button", name="1 reply")).to_be_visible()

    address = page.url
    thread.get_by_role("button", name="Close thread").click()
    expect(thread).to_be_hidden()
    page.goto("about:blank")
    page.goto(address)
    expect(thread.get_by_role("article")).to_have_count(2)


@pytest.mark.usefixtures("app")
def test_own_message_can_be_changed_and_deleted(visit: Visit) -> None:
    page = visit(channel=GENERAL)
    say(page, "fourty <2> @James")
    last(page).hover()
    page.get_by_role("button", name="Edit message").click()
    expect(page.get_by_role("textbox", name="Edit message")).to_have_value("fourty <2> @James")
    page.get_by_role("textbox", name="Edit message").fill("forty <2>")
    page.get_by_role("textbox", name="Edit message").press("Enter")
    expect(last(page)).to_contain_text("forty <2>")
    expect(last(page)).to_contain_text("(edited)")
    last(page).hover()
    page.get_by_role("button", name="Delete message").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("article")).to_have_count(0)


def test_news_elsewhere_is_marked_and_messages_for_others_stay_hidden(
    visit: Visit, people: SandboxClient, web: WebClient
) -> None:
    page = visit()
    expect(page.get_by_text("nobody answers yet")).to_be_visible()
    people.say(JAMES, "between the bot and me")
    web.chat_postEphemeral(channel=GENERAL, user=JAMES, text="for James")
    people.say(JAMES, "for all", channel=GENERAL)
    expect(page.get_by_role("button", name="general (new messages)")).to_be_visible()
    expect(page.get_by_role("button", name="okrbot", exact=True)).to_be_visible()
    page.get_by_role("button", name="general").click()
    expect(page.get_by_role("article")).to_have_text([re.compile("for all")])


def test_language_of_each_message_is_marked(
    visit: Visit, people: SandboxClient, web: WebClient
) -> None:
    people.say(JAMES, "Morning", channel=GENERAL)
    people.say(LINH, "Chào", channel=GENERAL)
    web.chat_postMessage(channel=GENERAL, text="Đã ghi")
    page = visit(user=JAMES, channel=GENERAL)
    expect(page.locator(".content")).to_have_text(["Morning", "Chào", "Đã ghi"])
    assert page.locator(".content").evaluate_all("all => all.map(one => one.lang)") == [
        "",
        "vi",
        "vi",
    ]


def test_log_shows_calls_with_their_errors_and_payloads(visit: Visit, web: WebClient) -> None:
    page = visit()
    page.get_by_role("button", name="Log", exact=True).click()
    web.chat_postMessage(channel=GENERAL, text="fine")
    web.api_test()
    entry = page.get_by_role("group").filter(has_text="chat.postMessage")
    expect(entry).to_contain_text("ok")
    entry.locator("summary").click()
    expect(entry).to_contain_text('"text": "fine"')


@pytest.mark.usefixtures("app")
def test_everything_is_in_reach_on_a_phone(visit: Visit) -> None:
    page = visit()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("button", name="general")).to_be_hidden()
    page.get_by_role("button", name="Channels and people").click()
    page.get_by_role("button", name="general").click()
    expect(page.get_by_role("heading", name="#general")).to_be_visible()
    expect(page.get_by_role("button", name="App Home")).to_be_hidden()
    page.get_by_role("button", name="Move the clock", exact=True).click()
    page.get_by_role("button", name="+1 hour").click()
    expect(page.get_by_role("group", name="Virtual clock")).to_contain_text("10:00")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_page_finds_back_to_a_sandbox_that_was_started_anew(
    context: BrowserContext,
) -> None:
    with SandboxServer(clock=Clock(MONDAY), seed=SEED) as first:
        port = int(first.base_url.rpartition(":")[2])
        page = context.new_page()
        page.goto(f"{first.page_url}#as={LINH}&channel={GENERAL}")
        SandboxClient(first.base_url).say(JAMES, "before", channel=GENERAL)
        expect(last(page)).to_contain_text("before")
    expect(page.get_by_text("The sandbox does not answer. Trying again …")).to_be_visible()
    page.get_by_role("button", name="okrbot", exact=True).click()
    expect(page.get_by_text("Is it still running?")).to_be_visible()
    page.get_by_role("button", name="general").click()
    with SandboxServer(port, clock=Clock(MONDAY), seed=SEED) as second:
        complaints = page.get_by_text("The sandbox does not answer.").locator("visible=true")
        expect(complaints).to_have_count(0)
        expect(page.get_by_role("article")).to_have_count(0)
        SandboxClient(second.base_url).say(JAMES, "after", channel=GENERAL)
        expect(last(page)).to_contain_text("after")

"""Long ways through forms in a browser: a check-in, and a cycle that is closed."""

import re
from datetime import datetime

import pytest
from browser import Visit, accessibility_faults, last, say
from company import AN, BINH, CHI, EMMA, HANOI, SALES, rows
from house import House
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.server import SandboxServer
from storage.tables import Cycle, KeyResult

pytestmark = pytest.mark.browser

NAMES = {EMMA: "Emma", BINH: "Bình", CHI: "Chi"}
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def server(house: House) -> SandboxServer:
    """The bot sends by itself, as it does for people."""
    house.bot.dispatcher.start()
    return house.stage.server


def button(scope: Locator | Page, name: str) -> Locator:
    return scope.get_by_role("button", name=name, exact=True)


def choose(form: Locator, field: str, option: str) -> None:
    """Open the menu of a field and take one of what it offers."""
    form.get_by_role("button", name=re.compile(re.escape(field))).click()
    form.get_by_role("option", name=option, exact=True).click()


def write(form: Locator, field: str, text: str) -> None:
    form.get_by_role("textbox", name=re.compile(re.escape(field))).fill(text)


def test_a_check_in_is_filled_in_by_form_in_vietnamese(visit: Visit, house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    house.move_to(MONDAY)
    page = visit(user=AN)
    question = last(page)
    expect(question).to_contain_text("Check-in tuần 47")
    button(question, "Cập nhật tất cả").click()
    form = page.get_by_role("dialog")
    write(form, "Doanh số", "47%")
    choose(form, "Mức tự tin", "Rất tốt (9)")
    choose(form, "Tình hình", "🟡 có rủi ro")
    write(form, "Vướng mắc", "kẹt API đối tác")
    write(form, "Kế hoạch tuần tới", "gọi 20 đại lý\nhọp với IT")
    button(form, "Lưu").click()
    expect(form).to_have_count(0)
    page.get_by_role("button", name=re.compile("1 reply")).click()
    card = page.get_by_role("complementary", name="Thread").get_by_role("article").last
    for line in (
        "Đã ghi ✓",
        "40 % → 47 % · 🟢 đúng tiến độ · tự đánh giá 🟡 có rủi ro · mức tự tin 9/10",
        "🚧 “kẹt API đối tác”",
        "• 1  “gọi 20 đại lý”",
        "• 1  “họp với IT”",
    ):
        expect(card).to_contain_text(line)
    # Its progress is the same number: it is said once.
    expect(card).not_to_contain_text("47 % · 40 %")
    expect(last(page)).to_contain_text("✅ Đã trả lời")
    assert accessibility_faults(page) == []


def test_a_cycle_is_closed_in_english(visit: Visit, house: House) -> None:
    for person in house.company.people:
        person["locale"] = "en"
    house.given_key_result("emma", "Renewals", value=46)
    house.given_key_result("emma", "Trials", value=20)
    house.given_key_result("an", "Revenue", value=100)
    house.company.write()
    page = visit(user=CHI)
    begin_the_next_and_close_this(page)
    score_oneself(page)
    confirm_and_look_back(page)
    close_for_good(page)
    found = rows(house.stage.database, KeyResult)
    scored = {row.title: row.score for row in found if row.state == "closed"}
    assert scored == {"Renewals": 400, "Trials": 200, "Revenue": 1000}
    assert [row.title for row in found if row.state == "draft"] == ["Renewals"]
    assert {row.name: row.state for row in rows(house.stage.database, Cycle)} == {
        "Q4/2026": "closed",
        "Q1/2027": "draft",
    }


def become(page: Page, user: str) -> None:
    """Go on as somebody else, in the same page."""
    page.evaluate("as => { location.hash = `as=${as}&channel=bot` }", user)
    expect(page.get_by_role("button", name=NAMES[user])).to_be_visible()


def begin_the_next_and_close_this(page: Page) -> None:
    say(page, "/okr cycle")
    button(last(page), "New cycle…").click()
    form = page.get_by_role("dialog")
    choose(form, "Which one?", "Q1/2027 (1 Jan – 31 Mar)")
    button(form, "Create the draft").click()
    expect(last(page)).to_contain_text("Q1/2027 is there, as a draft")
    say(page, "/okr close")
    expect(last(page)).to_contain_text("It still runs until 31 Dec")
    button(last(page), "Begin closing now").click()
    expect(last(page)).to_contain_text("Q4/2026 is closing")


def score_oneself(page: Page) -> None:
    become(page, EMMA)
    expect(last(page)).to_contain_text("how did your goals end?")
    button(last(page), "Score 1").click()
    form = page.get_by_role("dialog")
    write(form, "1. Score: Renewals", "0.5")
    choose(form, "1. What becomes of it?", "Carried over")
    write(form, "2. Score: Trials", "0.2")
    choose(form, "2. What becomes of it?", "Dropped")
    write(form, "2. Why?", "nobody asked for it")
    button(form, "Save").click()
    expect(form).to_contain_text("Please add in a few words why.")
    write(form, "1. Why?", "signed in January")
    button(form, "Save").click()
    expect(form).to_have_count(0)
    expect(last(page)).to_contain_text("own score 0.5 🟡 yellow · Carried over")
    expect(last(page)).to_contain_text("own score 0.2 🔴 red · Dropped")


def confirm_and_look_back(page: Page) -> None:
    """What its owner has not scored is left to them."""
    become(page, BINH)
    expect(last(page)).to_contain_text(
        "Renewals · Emma · 46 % · own score 0.5 🟡 yellow · Carried over"
    )
    button(last(page), "Score 1").click()
    form = page.get_by_role("dialog")
    write(form, "Score: Renewals", "0.4")
    expect(form).to_contain_text("An has not scored it yet: leave it empty to wait for that.")
    expect(form.get_by_role("textbox", name=re.compile("Score: Revenue"))).to_have_value("")
    write(form, "What worked?", "Calling old customers")
    write(form, "What did not?", "Free trials")
    assert accessibility_faults(page) == []
    button(form, "Save").click()
    expect(form).to_have_count(0)
    expect(last(page)).to_contain_text("score 0.4 🟡 yellow")


def close_for_good(page: Page) -> None:
    become(page, CHI)
    say(page, "/okr close")
    expect(last(page)).to_contain_text("This closes Q4/2026 for good (KRs: 3)")
    expect(last(page)).to_contain_text("KRs without a score: 1, of An")
    button(last(page), "Close it now").click()
    expect(last(page)).to_contain_text("KRs carried over: 1, as drafts in Q1/2027")
    # The channel speaks the language of the workspace.
    page.evaluate("channel => { location.hash = `as=U0CHI000001&channel=${channel}` }", SALES)
    expect(last(page)).to_contain_text("Sales: nhìn lại Q4/2026")
    expect(last(page)).to_contain_text("👍 Calling old customers")

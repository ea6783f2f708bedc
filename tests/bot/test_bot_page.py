"""The whole way in a browser: people answer the bot on the sandbox's page, and see what it says.

One bot and one browser serve the module, so each test has a goal or a person of its own and none
asks what time it is.
"""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from browser import Visit, accessibility_faults, last, say
from company import AN, BINH, CHI, DAN, EMMA, HANOI, SALES
from house import House, open_house
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.server import SandboxServer
from storage.uow import Database

pytestmark = pytest.mark.browser

AFTERNOON = datetime(2026, 11, 16, 16, 30, tzinfo=HANOI)
REVENUE, COMBO, ORDERS, RENEWALS = "kr1", "kr2", "kr3", "kr4"


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, closing: ThreadPoolExecutor
) -> Iterator[House]:
    """Everybody was asked on Monday; the bot sends by itself and lives in the page's time."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copyfile(sqlite_template, folder / "okrbot.db")
    database = Database.open(f"sqlite:///{folder / 'okrbot.db'}")
    with open_house(database, folder, closing=closing) as house:
        house.given_key_result("an", "Doanh số", value=40)
        house.given_key_result("an", "Tỷ lệ combo", value=20)
        house.given_key_result("an", "Đơn hàng", unit="đơn", value=90, to=200, **{"from": 0})
        house.given_key_result("emma", "Renewals", value=40)
        house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
        house.given_key_result("dan", "Tickets closed", value=62)
        house.given_key_result("chi", "Tuyển dụng", value=10)
        house.move_to(AFTERNOON)
        house.bot.dispatcher.start()
        house.stage.clock.on_advance(house.stage.advance)
        yield house
        house.stage.clock.on_advance(None)
    database.dispose()


@pytest.fixture
def server(house: House) -> SandboxServer:
    return house.stage.server


def button(scope: Locator, name: str) -> Locator:
    return scope.get_by_role("button", name=name, exact=True)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_a_check_in_is_answered_in_vietnamese(visit: Visit, house: House) -> None:
    page = visit(user=AN)
    question = main(page).get_by_role("article").first
    expect(question).to_contain_text("Check-in tuần 47")
    say(page, "doanh số 47%, khách chốt nhanh hơn")
    expect(last(page)).to_contain_text("Đã ghi ✓")
    expect(last(page)).to_contain_text("40 % → 47 %")
    assert last(page).locator(".content").get_attribute("lang") == "vi"
    assert house.value(REVENUE) == 47


def test_a_question_is_settled_by_its_button(visit: Visit, house: House) -> None:
    page = visit(user=AN)
    say(page, "combo tăng 5%")
    expect(last(page)).to_contain_text("❓")
    button(last(page), "25 %").click()
    expect(last(page)).to_contain_text("20 % → 25 %")
    expect(last(page)).not_to_contain_text("❓")
    assert house.value(COMBO) == 25


def test_an_answer_is_undone(visit: Visit, house: House) -> None:
    page = visit(user=AN)
    say(page, "đơn hàng 95")
    expect(last(page)).to_contain_text("90 → 95")
    button(last(page), "Hoàn tác").click()
    expect(last(page)).to_contain_text("Đã hoàn tác ↩")
    assert house.value(ORDERS) == 90


def test_a_form_explains_what_it_cannot_read_and_is_sent_again(visit: Visit, house: House) -> None:
    page = visit(user=EMMA)
    say(page, "/okr checkin")
    form = page.get_by_role("dialog")
    field = form.get_by_role("textbox", name=re.compile("Renewals"))
    field.fill("somewhere above 40")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").filter(has_text=re.compile("."))).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("somewhere above 40")
    field.fill("43%")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(last(page)).to_contain_text("40 % → 43 %")
    assert house.value(RENEWALS) == 43


def test_okr_team_is_completed_and_shown_to_its_reader_only(visit: Visit) -> None:
    page = visit(user=BINH, channel=SALES)
    box = page.get_by_role("textbox", name="Message #sales")
    box.press_sequentially("/ok")
    box.press("Tab")
    box.press_sequentially("team")
    box.press("Enter")
    answer = main(page).get_by_role("article").filter(has_text="Only visible to you").last
    expect(answer).to_contain_text("Renewals")
    expect(answer).to_contain_text("Doanh số")
    other = visit(user=AN, channel=SALES)
    expect(other.get_by_role("heading", name="#sales")).to_be_visible()
    expect(other.get_by_text("Only visible to you")).to_have_count(0)


def test_an_alert_is_acknowledged_in_the_channel(visit: Visit, house: House) -> None:
    page = visit(user=BINH, channel=SALES)
    house.stage.client.say(EMMA, "response time 58 min")
    alert = main(page).get_by_role("article").filter(has_text="Response time").last
    expect(alert).to_contain_text("58 min")
    button(alert, "Đã nhận").click()
    expect(alert).to_contain_text("👀 @Bình đang xem xét")
    expect(button(alert, "Đã nhận")).to_have_count(0)


def test_the_digest_comes_when_the_clock_is_moved(visit: Visit) -> None:
    page = visit(user=BINH, channel=SALES)
    button(page.get_by_role("banner"), "Tuesday 10:00").click()
    clock = page.get_by_role("group", name="Virtual clock")
    expect(clock).to_contain_text("Tue, 17 Nov 2026, 10:00")
    digest = main(page).get_by_role("article").filter(has_text="Sales · tuần 47")
    expect(digest).to_have_count(1)
    expect(digest).to_contain_text("KR")


def test_a_form_is_opened_and_left_by_keyboard_alone(visit: Visit) -> None:
    page = visit(user=DAN)
    keys = page.keyboard
    expect(last(page)).to_contain_text("Weekly check-in")
    keys.press("F6")
    expect(page.get_by_role("button", name="okrbot", exact=True)).to_be_focused()
    keys.press("F6")
    expect(page.get_by_role("log")).to_be_focused()
    keys.press("ArrowUp")
    expect(last(page)).to_be_focused()
    keys.press("Tab")
    opener = button(last(page), "Update all")
    expect(opener).to_be_focused()
    keys.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_role("textbox").first).to_be_focused()
    for _ in range(form.get_by_role("textbox").count() + 3):
        keys.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
    keys.press("Escape")
    expect(form).to_have_count(0)
    expect(opener).to_be_focused()
    for name in ("No change", "Snooze"):
        keys.press("Tab")
        expect(button(last(page), name)).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("button", name="1 reply")).to_be_focused()
    # The message's tools come next; how many there are depends on what the sandbox can do.
    reply = page.get_by_role("button", name="Reply in thread to okrbot")
    for _ in range(5):
        keys.press("Tab")
        if reply.evaluate("node => node === document.activeElement"):
            break
    expect(reply).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_role("textbox", name="Message okrbot")).to_be_focused()


def test_an_objective_with_two_key_results_is_written(visit: Visit) -> None:
    page = visit(user=BINH)
    say(page, "/okr thêm Khách hàng muốn quay lại")
    form = page.get_by_role("dialog")
    button(form, "Tiếp tục").click()

    def write(title: str, start: str, target: str) -> None:
        for label, text in {"then chốt": title, "Đơn vị": "%", "Từ": start, "Đến": target}.items():
            form.get_by_role("textbox", name=re.compile(label)).first.fill(text)
        button(form, "Lưu").click()

    expect(form).to_contain_text("kết quả then chốt đầu tiên")
    write("Tỷ lệ khách quay lại", "50", "80")
    expect(form).to_contain_text("✓ Đã lưu: Tỷ lệ khách quay lại")
    write("Triển khai CRM", "0", "100")
    expect(form).to_contain_text("“triển khai” nghe như một việc cần làm")
    assert accessibility_faults(page) == []
    button(form, "Kích hoạt").click()
    expect(last(page)).to_contain_text("Bắt đầu tính từ bây giờ")
    expect(last(page)).to_contain_text("1  Tỷ lệ khách quay lại · 50 % → 80 %")


def test_the_log_shows_each_call_with_what_was_sent(visit: Visit) -> None:
    page = visit(user=CHI)
    button(page.get_by_role("banner"), "Log").click()
    say(page, "tuyển dụng 12%")
    expect(last(page)).to_contain_text("10 % → 12 %")
    log = page.get_by_role("region", name="Log", exact=True)
    log.get_by_role("combobox", name="Which entries").select_option("calls")
    entry = log.get_by_role("group").filter(has_text="chat.postMessage").first
    expect(entry).to_contain_text("ok")
    entry.locator("summary").press("Enter")
    expect(entry).to_contain_text('"channel": "D0CHI000001"')
    expect(entry).to_contain_text("Tuyển dụng")


def test_what_the_bot_shows_is_accessible(visit: Visit) -> None:
    page = visit(user=DAN)
    expect(last(page)).to_contain_text("Weekly check-in")
    assert accessibility_faults(page) == []

    button(page.get_by_role("banner"), "Log").click()
    entry = page.get_by_role("group").filter(has_text="chat.postMessage").first
    entry.locator("summary").click()
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")

    say(page, "/okr checkin")
    form = page.get_by_role("dialog")
    form.get_by_role("textbox").first.fill("a good deal")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").filter(has_text=re.compile("."))).to_have_count(1)
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)

    page.get_by_role("button", name="App Home").click()
    expect(page.get_by_role("heading", name="okrbot · Home")).to_be_visible()
    assert accessibility_faults(page) == []

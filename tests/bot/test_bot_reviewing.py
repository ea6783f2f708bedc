"""Managers and their people: check-ins are looked at, silence is seen in private."""

from datetime import datetime, timedelta
from decimal import Decimal

from company import AN, BINH, DAN, EMMA, HANOI, rows
from house import House
from sqlmodel import select

from storage.tables import Cycle, Team

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
EVENING = MONDAY + timedelta(hours=9)
WEEK = timedelta(days=7)
TRAFFIC, RENEWALS = "kr1", "kr2"


def test_a_manager_reviews_corrects_and_asks_and_the_owners_hear_of_it(house: House) -> None:
    house.company.people[2]["locale"] = "en"
    house.given_key_result("an", "Traffic", value=40)
    house.given_key_result("emma", "Renewals", value=40)
    house.move_to(EVENING)
    assert "All looked at" in house.command(BINH, "/okr review")
    house.dm(AN, "45, kẹt API đối tác")
    house.dm(EMMA, "50%, confidence 8")
    listed = house.command(BINH, "/okr review")
    assert "2 check-ins of your people to look at" in listed
    assert "Traffic · An\n40 % → 45 %" in listed
    assert "🚧 “kẹt API đối tác”" in listed
    assert "Renewals · Emma" in listed
    assert "Nobody reports to you" in house.command(EMMA, "/okr review")

    house.press(BINH, "Correct…")
    assert house.fill(BINH, {"Figure": "soon", "Why?": "counted twice"}) != {}
    for figure in ("420%", "450"):
        assert house.fill(BINH, {"Figure": figure, "Why?": "counted twice"}) == {}
        asked = f"“{figure}” is far from earlier figures. If it is right, save it once more."
        assert asked in str(house.form(BINH)["blocks"])
        assert house.value(TRAFFIC) == 45
    assert house.fill(BINH, {"Figure": "42", "Why?": "counted twice"}) == {}
    assert (house.value(TRAFFIC), house.value(RENEWALS)) == (Decimal(42), Decimal(50))
    assert house.company.check_ins(TRAFFIC)[-1].on_behalf
    assert "Bình đã sửa lại số trong check-in" in house.last(AN)
    assert "45 % → 42 %" in house.last(AN)
    assert "📝 “counted twice”" in house.last(AN)

    assert "1 check-in of your people to look at" in house.command(BINH, "/okr review")
    house.press(BINH, "Ask…")
    assert house.fill(BINH, {"Your question": "What about Hue?"}) == {}
    assert "“What about Hue?”" in house.last(EMMA)
    house.press(BINH, "Agree")
    assert "All looked at" in house.only_for(BINH)[-1]
    forged = house.press_forged(EMMA, "review_agree", str(house.company.check_ins(TRAFFIC)[0].id))
    assert "chỉ người phụ trách" in forged.lower() or "Only" in forged


def test_a_figure_far_from_the_others_is_saved_once_it_is_confirmed(house: House) -> None:
    more = {"unit": "đơn", "value": 90, "to": 200, "from": 10}
    house.given_key_result("an", "Đơn hàng", **more)
    house.move_to(EVENING)
    house.dm(AN, "95")
    house.command(AN, "/okr cập nhật")
    assert "nhắn số đó cho bot" in str(house.fill(AN, {"Đơn hàng": "950 đơn"}))
    house.command(BINH, "/okr review")
    house.press(BINH, "Sửa số…")
    for figure in ("960 đơn", "950 đơn", "950 đơn"):
        assert house.fill(BINH, {"Số liệu": figure, "Vì sao?": "thiếu một số 0"}) == {}
    assert not house.has_form(BINH)
    assert house.value(TRAFFIC) == 950


def test_check_ins_of_a_cycle_that_is_closing_are_not_reviewed(house: House) -> None:
    house.given_key_result("an", "Traffic", value=40)
    house.move_to(EVENING)
    house.dm(AN, "45")
    assert "Traffic · An" in house.command(BINH, "/okr review")
    [cycle] = rows(house.company.database, Cycle)
    house.company.change(cycle, state="closing")
    assert "Traffic" not in house.command(BINH, "/okr review")


def test_silence_is_seen_in_private_and_nudged_once(house: House) -> None:
    house.given_key_result("an", "Traffic", value=40)
    house.given_key_result("emma", "Renewals", value=40)
    house.move_to(EVENING)
    house.dm(AN, "45")
    seen = house.command(BINH, "/okr chưa trả lời")
    assert "còn 1 người chưa trả lời" in seen
    assert "Emma, đã hỏi thứ Hai 16:00" in seen
    assert "✅ 1 người đã trả lời" in seen
    house.press(BINH, "Nhắc Emma")
    assert "Emma, đã hỏi thứ Hai 16:00 · đã nhắc" in house.only_for(BINH)[-1]
    assert "Bình asks how your goal is doing this week" in house.last(EMMA)
    before = len(house.dm_texts(EMMA))
    request = house.message(EMMA, "Weekly check-in")
    request_id = request["blocks"][-2]["block_id"].rpartition(":")[2]
    told = house.press_forged(BINH, "nudge:0", request_id)
    assert "đã nhắc Emma một lần rồi" in told
    assert len(house.dm_texts(EMMA)) == before
    assert house.channel_texts() == []


def test_what_stands_still_twice_is_questioned_once(house: House) -> None:
    house.given_key_result("an", "Traffic", value=40)
    house.given_key_result("an", "Organic", value=30)
    house.move_to(MONDAY)
    house.press(AN, "Không đổi")
    assert "hai lần liền không đổi" not in house.last(AN)
    house.move_to(MONDAY + WEEK)
    house.press(AN, "Không đổi")
    assert house.last(AN).count("hai lần liền không đổi") == 2
    house.press(AN, "Hỏi quản lý")
    assert "An muốn hỏi" in house.last(BINH)
    assert house.last(AN).count("hai lần liền không đổi") == 1
    house.press(AN, "Giữ nguyên")
    assert "giữ nguyên" in house.last(AN)
    house.move_to(MONDAY + 2 * WEEK)
    house.press(AN, "Không đổi")
    assert "hai lần liền" not in house.last(AN)


def test_a_form_for_somebody_else_is_marked_and_needs_the_right_until_it_is_saved(
    house: House,
) -> None:
    house.given_key_result("an", "Traffic", value=40)
    house.move_to(MONDAY)
    house.command(BINH, f"/okr cập nhật cho <@{AN}>")
    assert "Cập nhật thay *An*" in str(house.form(BINH)["blocks"][0])
    assert house.fill(BINH, {"Traffic": "45", "Kế hoạch tuần tới": "họp"}) == {}
    assert "Đã ghi ✓ thay An" in house.last(BINH)
    assert "Bình đã cập nhật thay bạn" in house.last(AN)
    assert "✅ Đã trả lời" in "\n".join(house.dm_texts(AN))
    house.command(BINH, f"/okr cập nhật cho <@{AN}>")
    house.company.change(house.company.person(AN), manager_id=house.company.person(DAN).id)
    with house.company.database.unit_of_work() as session:
        for team in session.exec(select(Team)):
            team.lead_id = None
    house.fill(BINH, {"Traffic": "60"})
    assert "Chỉ người phụ trách, người cùng làm hoặc quản lý" in house.last(BINH)
    assert house.value(TRAFFIC) == 45

"""`/okr why-silent`: why the bot says nothing, in both languages, to those who may know."""

from datetime import datetime

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, LONDON, WORKSPACE
from house import House

from bot.services import pilot, sending, shadow
from storage import organisation

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)


@pytest.fixture
def company(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("emma", "Upsell", value=40, check_in="never")
    house.given_key_result("an", "Doanh số", value=40)
    house.given_key_result("an", "Tỷ lệ chốt", value=40, check_in="monthly")
    return house


def test_where_nothing_is_in_the_way(company: House) -> None:
    company.move_to(MONDAY.replace(hour=8))
    told = company.command(EMMA, "/okr WHY-silent")
    assert told.splitlines() == [
        "🔎 Nothing keeps the bot from asking Emma",
        "Next check-in: Monday 09:00, 16 Nov.",
        "There was no check-in so far.",
        "The next check-in asks about 1 of 2. Not this time:",
        "• Upsell: never asked about",
        "Another rhythm: `/okr remind weekly` and a part of the goal's name.",
        "Times are those of Europe/London.",
    ]


def test_every_reason_with_its_way_out(company: House) -> None:
    company.move_to(MONDAY)
    company.command(AN, "/okr tạm dừng tới 28/11")
    with company.stage.database.unit_of_work() as session:
        sending.set_stopped(session, WORKSPACE, stopped=True, at=company.now)
        pilot.switch(session, WORKSPACE, on=True, at=company.now)
        shadow.switch(session, WORKSPACE, on=True, at=company.now)
        teams = organisation.teams_by_key(session, WORKSPACE)
        pilot.choose(session, [teams["support-hue"]], into=True, at=company.now)
    told = company.command(AN, "/okr sao khong nhan")
    assert told.splitlines()[:7] == [
        "🔎 Vì sao bot không nhắn cho An",
        "• Việc gửi tin đang dừng nên các tin còn chờ. Quản trị viên gửi tiếp bằng "
        "`okrbot sending resume`.",
        "• Bot đang ở giai đoạn thử nghiệm, mới chỉ hỏi Support Hue. Quản trị viên đánh dấu "
        "Thử nghiệm cho nhóm khác trong `/okr các nhóm`, hoặc chọn hỏi tất cả trong "
        "`/okr cài đặt chung`.",
        "• Đang ở chế độ xem trước: các tin theo lịch chỉ quản trị viên xem được. Quản trị viên "
        "tắt bằng `okrbot shadow off`.",
        "• Tạm dừng tới hết 28/11: từ nay đến đó bot không hỏi, không nhắc. Muốn kết thúc sớm, gõ "
        "`/okr tiếp tục`.",
        "Sau khi xử lý xong, check-in kế tiếp: thứ Hai 09:00, 30/11.",
        "Check-in gần nhất: thứ Hai 09:00, 16/11, chưa trả lời. Chỉ cần trả lời trong tin nhắn "
        "riêng, hoặc gõ `/okr cập nhật`.",
    ]
    assert "• Tỷ lệ chốt: hỏi mỗi tháng một lần" in told


def test_a_manager_sees_it_on_the_clock_of_the_person(company: House) -> None:
    company.move_to(MONDAY)
    company.dm(EMMA, "renewals 45%")
    company.move_to(MONDAY.replace(day=17))
    told = company.command(BINH, "/okr sao không nhắn @emma")
    assert "Check-in gần nhất: thứ Hai 09:00, 16/11, đã trả lời thứ Hai 09:00, 16/11." in told
    assert "Giờ tính theo múi giờ Europe/London." in told


def test_others_are_told_who_may_ask(company: House) -> None:
    told = company.command(DAN, "/okr why-silent Emma")
    assert told.startswith("Only the person, their managers or an admin can see why")
    assert f"Ask: <@{EMMA}>, <@{BINH}>" in told


def test_an_admin_sees_everything_but_the_names_of_private_goals(company: House) -> None:
    company.company.private = True
    told = company.command(CHI, "/okr why-silent emma")
    assert "• một mục tiêu riêng tư: không hỏi" in told
    assert "Upsell" not in told
    assert "• Upsell: không hỏi" in company.command(BINH, "/okr why-silent emma")


def test_a_name_that_fits_several_or_nobody(company: House) -> None:
    company.company.people.append({"key": "emmanuel", "name": "Emmanuel", "email": "e@ml.example"})
    told = company.command(CHI, "/okr why-silent emm")
    assert "“emm” khớp với nhiều mục." in told
    company.press(CHI, "Emmanuel")
    picked = company.only_for(CHI)[-1]
    assert "Emmanuel chưa phụ trách mục tiêu đang chạy hay KPI nào" in picked
    assert "Trong Slack không có ai dùng email" in picked
    assert "I know nobody called “Zoe”" in company.command(DAN, "/okr why-silent @Zoe")


def test_a_holiday_and_an_empty_pilot(company: House) -> None:
    company.company.calendar = {"holidays": [{"on": "2026-11-16"}]}
    company.company.pilot = []
    company.move_to(datetime(2026, 11, 16, 12, tzinfo=HANOI))
    told = company.command(DAN, "/okr why-silent")
    assert "• A pilot runs and no team was chosen, so nobody is asked." in told
    assert "• Today, 16 Nov, is a day off" in told
    assert "• No active goal or KPI belongs to Dan" in told
    assert "Next check-in" not in told

"""An alert from the figure that raises it up to its end, as people see it in both languages."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, BINH, DAN, EMMA, HANOI, LONDON, SALES
from house import House, OpenHouse, seen

HISTORY = [
    {"on": "2026-06-15", "value": 2.1},
    {"on": "2026-07-15", "value": 2.0},
    {"on": "2026-08-15", "value": 2.4},
]
WEDNESDAY = datetime(2026, 9, 30, 10, 40, tzinfo=HANOI)
MONDAY = WEDNESDAY + timedelta(days=5)


@pytest.fixture
def house(open_at: OpenHouse) -> House:
    """A Wednesday on which monthly churn of An's and of Emma's customers rises from 2 to 7 %."""
    found = open_at(WEDNESDAY - timedelta(hours=2))
    facts: dict[str, Any] = {"unit": "%", "at_most": 3, "frequency": "month", "readings": HISTORY}
    found.given_kpi("an", "Tỷ lệ rời bỏ", **facts)
    found.given_kpi("emma", "Churn", **facts)
    found.company.people[1]["manager"] = "dan"
    found.move_to(WEDNESDAY)
    return found


def churns(house: House, *who: str) -> None:
    """The figures are far from those before, so the bot asks first."""
    for one in who:
        house.dm(one, "tỷ lệ rời bỏ 7%" if one == AN else "churn 7%")
        house.press(one, "7 %")


def told(house: House, who: str, holding: str) -> str:
    """The newest message of theirs that holds a text."""
    return next(text for text in reversed(house.dm_texts(who)) if holding in text)


def card(house: House, title: str) -> str:
    [found] = [text for text in house.channel_texts(SALES) if title in text.splitlines()[0]]
    return found


def lines(house: House, who: str) -> list[str]:
    """What the open form says."""
    form = house.form(who)
    return seen({"blocks": form["blocks"], "text": ""}).splitlines()


def test_churn_rises_is_planned_for_and_recovers(house: House) -> None:
    churns(house, AN, EMMA)
    assert told(house, AN, "ngưỡng: tối đa").splitlines() == [
        "🔴 nghiêm trọng: Tỷ lệ rời bỏ đang là 7 % (ngưỡng: tối đa 3 %)",
        "Các kỳ gần đây: 2,1 · 2 · 2,4 · 7 %",
        "⏳ Cần xử lý trước thứ Bảy 10:40 (72 giờ kể từ lúc phát sinh)",
        "Bấm Đã nhận để mọi người biết việc này đang được xem xét.",
        "[Đã nhận] [Kế hoạch…] [Vì sao?] [Hoãn nhắc…] [Đóng…] [Soạn OKR…]",
    ]
    house.press(AN, "Kế hoạch…")
    assert house.fill(AN, {"Sẽ làm gì": "gọi khách", "Đến ngày nào": "2026-09-29"}) == {
        "Đến ngày nào": "Chọn một ngày từ hôm nay trở đi, trong vòng một năm."
    }
    house.fill(AN, {"Sẽ làm gì": "gọi lại 40 khách", "Đến ngày nào": "2026-11-28"})
    assert card(house, "Tỷ lệ rời bỏ").splitlines() == [
        "👀 Tỷ lệ rời bỏ đang là 7 % (ngưỡng: tối đa 3 %)",
        "🔴 nghiêm trọng",
        "Các kỳ gần đây: 2,1 · 2 · 2,4 · 7 %",
        f"Phụ trách: <@{AN}>",
        f"📋 Kế hoạch của <@{AN}>, hạn 28/11: “gọi lại 40 khách”",
        "[Kế hoạch…] [Vì sao?] [Đóng…] [Soạn OKR…]",
    ]
    house.press(EMMA, "Acknowledge")
    assert "👀 " + f"<@{EMMA}> is looking at it · to be handled by Saturday 04:40" in told(
        house, EMMA, "limit: at most"
    )
    house.command(EMMA, "/kpi plan churn")
    house.fill(
        EMMA, {"What will be done": "call them", "By when": "2026-10-30", "Who does it": BINH}
    )
    assert f"📋 Plan of <@{BINH}>, due 30 Oct: “call them”" in told(house, EMMA, "limit: at most")
    assert f"📋 <@{EMMA}> giao cho bạn một kế hoạch, hạn 30/10: “call them”" in house.last(BINH)
    house.move_to(datetime(2026, 10, 29, 12, 0, tzinfo=HANOI))
    assert house.dm_texts(DAN) == [], "a plan stops the clock"
    house.dm(AN, "tỷ lệ rời bỏ 2,5%")
    house.dm(EMMA, "churn 2.5%")
    assert told(house, AN, "ngưỡng: tối đa").startswith("🟢 Tỷ lệ rời bỏ đã về trong ngưỡng: 2,5 %")
    assert told(house, EMMA, "limit: at most").splitlines() == [
        "🟢 Churn is back within its limit: 2.5 % (limit: at most 3 %)",
        "Last readings: 2 · 2.4 · 7 · 2.5 %",
        "✅ Resolved Thursday 05:00",
        "[Why?]",
    ]


def test_who_does_nothing_is_reminded_twice_and_then_their_manager_hears_of_it(
    house: House,
) -> None:
    churns(house, AN, EMMA)
    house.move_to(WEDNESDAY + timedelta(days=2, hours=6))
    assert [text for text in house.dm_texts(AN) if text.startswith("⏳")] == [
        "⏳ Chưa ai nhận cảnh báo của Tỷ lệ rời bỏ. Cần xử lý trước thứ Bảy 10:40; quá hạn thì"
        " quản lý sẽ được báo.\nCó kế hoạch thì đồng hồ dừng; Đã nhận chỉ ngừng nhắc."
    ] * 2
    house.press(EMMA, "Acknowledge")
    before = len(house.channel_texts(SALES))
    house.move_to(MONDAY.replace(hour=9, minute=0, tzinfo=LONDON))
    assert house.dm_texts(BINH)[-1].splitlines()[:2] == [
        f"⏰ Đã hết thời gian xử lý một cảnh báo do <@{AN}> phụ trách: Tỷ lệ rời bỏ. Tin này chỉ"
        f" gửi riêng cho quản lý; có thể <@{AN}> đang cần hỗ trợ.",
        "🔴 nghiêm trọng: Tỷ lệ rời bỏ đang là 7 % (ngưỡng: tối đa 3 %)",
    ]
    [escalation] = house.dm_texts(DAN)
    assert escalation.startswith(f"⏰ The time to handle an alert of <@{EMMA}> is over: Churn.")
    assert "⏰ Đã quá hạn xử lý: thứ Bảy 10:40" in card(house, "Churn")
    assert len(house.channel_texts(SALES)) == before, "nothing new in front of everybody"
    house.move_to(MONDAY + timedelta(days=3))
    assert len(house.dm_texts(DAN)) == 1
    house.press(DAN, "Close…")
    house.fill(DAN, {"Reason": "a customer was counted twice"})
    assert card(house, "Churn").splitlines()[0] == (
        "⚪ Churn: đã đóng cảnh báo · 7 % (ngưỡng: tối đa 3 %)"
    )
    assert f"<@{DAN}>: “a customer was counted twice”" in card(house, "Churn")
    assert house.dm_texts(DAN)[0].startswith("This alert came to you because its time was over.")


def test_reminders_are_put_off_by_command_and_the_clock_is_not(house: House) -> None:
    churns(house, AN)
    assert "không có cảnh báo nào đang mở" in house.command(AN, "/kpi hoãn nhắc churn")
    house.command(AN, "/kpi hoãn nhắc rời bỏ")
    assert "Đồng hồ vẫn chạy: cần xử lý trước thứ Bảy 10:40." in lines(house, AN)
    house.fill(AN, {"Lý do": "chờ số liệu ngày"})
    assert "🔕 Tạm ngừng nhắc đến thứ Năm 09:00: “chờ số liệu ngày”" in card(house, "rời bỏ")
    assert "👀 Đã ghi nhận: Tỷ lệ rời bỏ đang được xem xét." in house.command(AN, "/kpi đã nhận")
    assert "không có lời nhắc nào" in house.command(AN, "/kpi hoãn nhắc rời bỏ")
    house.move_to(MONDAY)
    assert not any(text.startswith("⏳") for text in house.dm_texts(AN))
    assert house.dm_texts(BINH)[-1].startswith("⏰")


def test_a_plan_whose_day_passes_is_told_once_and_the_clock_goes_on(house: House) -> None:
    churns(house, EMMA)
    house.press(EMMA, "Plan…")
    house.fill(EMMA, {"What will be done": "call 40 customers", "By when": "2026-10-02"})
    house.move_to(MONDAY.replace(hour=12, tzinfo=LONDON))
    assert house.last(EMMA) == (
        "📋 The plan for Churn was due 2 Oct, and the figure has not recovered: “call 40"
        " customers”\n⏳ The clock runs on: to be handled by Thursday 09:00. What is the next step?"
    )
    house.move_to(MONDAY + timedelta(days=7))
    assert sum(text.startswith("📋") for text in house.dm_texts(EMMA)) == 1
    assert len(house.dm_texts(DAN)) == 1


def test_why_shows_the_arithmetic_the_readings_and_what_happened(house: House) -> None:
    churns(house, AN, EMMA)
    house.press(EMMA, "Acknowledge")
    house.press(EMMA, "Why?")
    assert lines(house, EMMA) == [
        "👀 Churn is 7 % (limit: at most 3 %)",
        "7 % is 4 points above the limit of 3 % → 🔴 critical. Critical above 3.3 % (10 % past the"
        " limit).",
        "One reading past the limit opens an alert, one within it closes it.",
        "Last readings",
        "• September 2026: 7 % · 🔴 far off target",
        "• August 2026: 2.4 % · 🟢 within",
        "• July 2026: 2 % · 🟢 within",
        "• June 2026: 2.1 % · 🟢 within",
        "What happened",
        "30 Sep 04:40 · alert opened",
        "30 Sep 04:40 · acknowledged · Emma",
    ]
    house.press(DAN, "Vì sao?", channel=SALES)
    house.press(AN, "Vì sao?")
    assert "7 % cao hơn ngưỡng (3 %) 4 điểm → 🔴 nghiêm trọng." in lines(house, AN)[1]


def test_a_figure_that_does_not_come_has_an_alert_of_its_own(house: House) -> None:
    house.move_to(datetime(2026, 10, 2, 9, 29, tzinfo=HANOI))
    assert house.channel_texts(SALES) == [], "due on Wednesday, with two days of grace"
    house.move_to(datetime(2026, 10, 5, 9, 30, tzinfo=HANOI))
    assert card(house, "Churn").splitlines() == [
        "🕓 Churn chưa có số của tháng 9/2026 (hạn 30/9)",
        "Các kỳ gần đây: 2,1 · 2 · 2,4 %",
        f"Phụ trách: <@{EMMA}>",
        "⏳ Cần xử lý trước thứ Năm 09:30 (72 giờ kể từ lúc phát sinh)",
        "[Đã nhận] [Kế hoạch…] [Vì sao?] [Hoãn nhắc…] [Đóng…]",
    ]
    assert "🕓 chưa có số" in house.command(AN, "/kpi rời bỏ")
    house.press(EMMA, "Why?")
    assert lines(house, EMMA)[1] == (
        "The figure for September 2026 was due 30 Sep; 2 days of grace later it was still missing."
        " A figure for that period or a later one ends the alert."
    )
    assert "Just reply here with the figure" in told(house, EMMA, "🕓")
    house.dm(EMMA, "churn 2.2%")
    assert card(house, "Churn").startswith("🟢 Churn: đã có số của tháng 9/2026")


def test_a_first_warning_is_pending_only(house: House) -> None:
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-09-25", "value": 28}])
    house.dm(EMMA, "response time 31 min")
    assert house.channel_texts(SALES) == []
    shown = house.command(EMMA, "/kpi response")
    assert "⚠️ one more reading like this raises an alert" in shown
    house.move_to(WEDNESDAY + timedelta(days=7))
    house.dm(EMMA, "response time 32 min")
    shown = house.command(EMMA, "/kpi response")
    assert "alert open" in shown
    assert "one more reading" not in shown

"""KPI alerts and the digest: what the team sees in its channel."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, LONDON, SALES, rows
from house import House

from storage.tables import Alert

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)
RESPONSE = "kpi1"


@pytest.fixture
def company(house: House) -> House:
    readings = [{"on": "2026-11-06", "value": 26}, {"on": "2026-11-13", "value": 28}]
    house.given_kpi("emma", "Response time", readings=readings)
    house.move_to(MONDAY)
    return house


def alert_dms(house: House) -> list[str]:
    """What the owner was told of alerts."""
    found = house.dm_texts(EMMA)
    return [text for text in found if "limit: at most" in text and "Weekly" not in text]


def test_a_critical_reading_opens_one_alert_in_the_channel_and_for_the_owner(
    company: House,
) -> None:
    company.dm(EMMA, "response time 58 min")
    [card] = company.channel_texts(SALES)
    assert card.splitlines() == [
        "🔴 nghiêm trọng: Response time đang là 58 min (ngưỡng: tối đa 30 min)",
        "Các kỳ gần đây: 26 · 28 · 58 min",
        f"Phụ trách: <@{EMMA}>",
        "⏳ Cần xử lý trước thứ Năm 16:00 (72 giờ kể từ lúc phát sinh)",
        "[Đã nhận] [Kế hoạch…] [Vì sao?] [Hoãn nhắc…] [Đóng…] [Soạn OKR…]",
    ]
    [told] = alert_dms(company)
    assert told.startswith("🔴 critical: Response time is 58 min (limit: at most 30 min)")
    assert "[Acknowledge]" in told


def test_a_slight_miss_alerts_when_it_happens_a_second_time(company: House) -> None:
    company.dm(EMMA, "response time 31 min")
    assert company.channel_texts(SALES) == []
    company.move_to(MONDAY + timedelta(days=7))
    company.dm(EMMA, "response time 32 min")
    assert company.channel_texts(SALES)[-1].startswith("🟡 cảnh báo: Response time đang là 32 min")


def test_a_further_bad_reading_opens_no_second_alert(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    company.move_to(MONDAY + timedelta(days=7))
    company.dm(EMMA, "response time 61 min")
    alerts = [text for text in company.channel_texts(SALES) if "ngưỡng:" in text]
    assert len(alerts) == 1
    assert len(rows(company.stage.database, Alert)) == 1


@pytest.mark.parametrize("who", [EMMA, BINH, CHI], ids=["owner", "manager", "administrator"])
def test_acknowledging_edits_both_messages_in_place(company: House, who: str) -> None:
    company.dm(EMMA, "response time 58 min")
    company.press(who, "Đã nhận", channel=SALES)
    [card] = company.channel_texts(SALES)
    assert f"👀 <@{who}> đang xem xét" in card
    assert "[Đã nhận]" not in card
    [told] = alert_dms(company)
    assert f"👀 <@{who}> is looking at it" in told


def test_the_owner_can_acknowledge_in_their_direct_messages(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    company.press(EMMA, "Acknowledge")
    assert "👀" in company.channel_texts(SALES)[-1]


def test_a_colleague_cannot_acknowledge(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    told = company.press(AN, "Đã nhận", channel=SALES)
    assert "Chỉ người phụ trách, quản lý hoặc quản trị viên nhận được cảnh báo này." in told
    assert f"<@{EMMA}>" in told
    assert "[Đã nhận]" in company.channel_texts(SALES)[-1]
    assert company.company.audited() == [("refused", "policy.acknowledge_alert")]


def test_acknowledging_twice_is_acknowledging_once(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    card = company.message(EMMA, "Response time", channel=SALES)
    for who in (EMMA, BINH):
        company.stage.client.click(who, SALES, card["ts"], "acknowledge")
    company.settle()
    assert f"👀 <@{EMMA}> đang xem xét" in company.channel_texts(SALES)[-1]


def test_two_good_readings_resolve_the_alert(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    company.press(EMMA, "Acknowledge")
    company.move_to(MONDAY + timedelta(days=7))
    company.dm(EMMA, "response time 29 min")
    [card] = [text for text in company.channel_texts(SALES) if "ngưỡng:" in text]
    assert card.startswith("🌤️ Response time đang hồi phục: 29 min")
    company.move_to(MONDAY + timedelta(days=14))
    company.dm(EMMA, "response time 27 min")
    [card] = [text for text in company.channel_texts(SALES) if "ngưỡng:" in text]
    assert card.startswith("🟢 Response time đã về trong ngưỡng: 27 min")
    [told] = alert_dms(company)
    assert told.startswith("🟢 Response time is back within its limit: 27 min")


def test_a_resolved_alert_cannot_be_acknowledged_any_more(company: House) -> None:
    company.dm(EMMA, "response time 58 min")
    [alert] = rows(company.stage.database, Alert)
    company.company.change(alert, state="resolved", resolved_at=company.now)
    told = company.press(EMMA, "Acknowledge")
    assert "The alert on Response time is over already." in told


def test_a_watched_kpi_never_alerts(house: House) -> None:
    house.given_kpi("emma", "Open rate", unit="%", watch_only=True)
    house.move_to(MONDAY)
    house.dm(EMMA, "open rate 1%")
    assert house.value("kpi1") == 1
    assert house.channel_texts(SALES) == []


def test_the_digest_comes_on_tuesday_at_ten_once(house: House) -> None:
    history = [{"on": "2026-11-06", "value": 40}]
    house.given_key_result("emma", "Renewals", to=100, **{"from": 0}, history=history)
    house.given_key_result("an", "Tỷ lệ combo", value=20)
    house.move_to(MONDAY)
    house.dm(EMMA, "renewals 55%, blocked by legal")
    house.move_to(TUESDAY - timedelta(minutes=1))
    assert house.channel_texts(SALES) == []
    house.move_to(TUESDAY)
    [digest] = house.channel_texts(SALES)
    assert digest.startswith("Sales · tuần 47\n2 KR")
    assert "▲ Renewals 40 % → 55 %" in digest
    assert "🚧 Renewals: “blocked by legal”" in digest
    assert "✍️ 1 người chưa trả lời" in digest
    house.move_to(TUESDAY + timedelta(days=6))
    assert len(house.channel_texts(SALES)) == 1
    # The next Tuesday is a public holiday in Vietnam.
    house.move_to(TUESDAY + timedelta(days=7))
    assert len(house.channel_texts(SALES)) == 1
    house.move_to(TUESDAY + timedelta(days=8))
    assert len(house.channel_texts(SALES)) == 2


def test_private_goals_stay_out_of_the_digest_and_the_team(house: House) -> None:
    from storage.tables import Objective

    house.given_key_result("emma", "Renewals", value=40)
    house.company.write()
    [objective] = rows(house.stage.database, Objective)
    house.company.change(objective, visibility="private")
    house.move_to(TUESDAY)
    assert house.channel_texts(SALES) == []
    assert "Renewals" not in house.command(DAN, "/okr team sales")


def test_a_team_without_goals_gets_no_digest(house: House) -> None:
    house.move_to(TUESDAY + timedelta(hours=1))
    assert house.channel_texts(SALES) == []


def test_an_open_alert_stands_in_the_digest(company: House) -> None:
    company.given_key_result("emma", "Renewals", value=40)
    company.dm(EMMA, "response time 58 min")
    company.move_to(TUESDAY)
    digest = company.channel_texts(SALES)[-1]
    assert (
        "Chờ quyết định\n🔴 nghiêm trọng · Response time 58 min · 🚨 đang cảnh báo · còn 2 ngày"
        in digest
    )

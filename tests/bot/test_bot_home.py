"""The bot's home tab: opened, brought up to date when something changed, left alone otherwise."""

from datetime import datetime

import pytest
from company import AN, BINH, CHI, EMMA, HANOI
from house import GUEST, House, seen

from bot.services import home_publishing, team_figures

MONDAY_NOON = datetime(2026, 11, 16, 12, 0, tzinfo=HANOI)


def opened(house: House, user: str) -> str:
    house.company.write()
    house.stage.client.open_home(user)
    house.settle()
    return home(house, user)


def home(house: House, user: str) -> str:
    """What stands on the person's tab."""
    view = house.stage.client.home(user)
    assert view is not None, f"{user} has no home tab"
    return seen(view)


def press(house: House, user: str, label: str) -> None:
    view = house.stage.client.home(user)
    assert view is not None
    for block in view["blocks"]:
        elements = block.get("elements", []) if block["type"] == "actions" else []
        for element in [*elements, *([block["accessory"]] if "accessory" in block else [])]:
            if element["type"] == "button" and element["text"]["text"] == label:
                house.stage.client.click_view(
                    user, view["id"], element["action_id"], block_id=block["block_id"]
                )
                house.settle()
                return
    raise AssertionError(f"{user} sees no button {label!r} in {seen(view)}")


def tick(house: House) -> int:
    """What the heartbeat does for home tabs."""
    team_figures.add_up(house.bot.runtime)
    return home_publishing.publish_changed(house.bot.runtime)


@pytest.fixture
def company(house: House) -> House:
    house.given_key_result("an", "Doanh số", value=40)
    house.given_key_result("emma", "Renewals", value=40)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(MONDAY_NOON)
    return house


def test_it_shows_what_is_there_and_follows_what_changes(company: House) -> None:
    mine, lead = opened(company, AN), opened(company, BINH)
    assert "Check-in tuần này đang chờ: 1 mục" in mine
    assert "Doanh số" in mine
    assert "Renewals" not in mine
    assert "Sales · 2 KR" in lead
    assert "Chưa trả lời check-in: An" in lead
    company.dm(AN, "1: 60")
    assert tick(company) == 2
    assert "60 %" in home(company, AN), company.dm_texts(AN)
    assert "đang chờ" not in home(company, AN)
    assert "Chưa trả lời" not in home(company, BINH)
    published = len(company.calls("views.publish"))
    company.dm(EMMA, "hello")
    assert tick(company) == 0
    assert "Doanh số" in opened(company, AN)
    assert len(company.calls("views.publish")) == published


def test_what_follows_from_other_kpis_is_shown_and_not_asked_for(house: House) -> None:
    churn = {"unit": "%", "at_most": 3, "frequency": "month"}
    whole = house.given_kpi("emma", "Churn", **churn, combines="ratio")
    house.given_kpi("an", "Churn north", **churn, parent=whole)
    house.move_to(MONDAY_NOON)
    house.command(AN, "/kpi ghi Churn north 4/200")
    tick(house)
    shown = (
        "KPIs that follow from others · computed, nobody is asked\nChurn · at most 3 %\n2 % · 🟢"
    )
    assert shown in opened(house, EMMA).replace("*", "")
    assert shown in house.command(EMMA, "/okr").replace("*", "")
    assert not any("Churn" in text for text in house.dm_texts(EMMA))


def test_open_alerts_are_handled_there_by_the_owner_and_seen_by_their_lead(
    company: House,
) -> None:
    assert "Cảnh báo KPI" not in opened(company, BINH)
    assert "KPI alerts" not in opened(company, EMMA)
    opened(company, AN)
    company.dm(EMMA, "response time 58 min")
    tick(company)
    assert (
        "KPI alerts\n🔴 critical · Response time 58 min · 🚨 alert open · "
        "to be handled by Thursday 05:00\n"
        "[Acknowledge] [Plan…] [Why?]"
    ) in home(company, EMMA)
    assert (
        "Của nhóm\n🔴 nghiêm trọng · Response time 58 min · Emma · 🚨 đang cảnh báo"
        " · cần xử lý trước thứ Năm 12:00"
    ) in home(company, BINH)
    assert "Cảnh báo KPI" not in home(company, AN)
    press(company, EMMA, "Acknowledge")
    press(company, EMMA, "Plan…")
    company.fill(EMMA, {"What will be done": "two more people", "By when": "2026-11-27"})
    tick(company)
    assert "kế hoạch của Emma, hạn 27/11" in home(company, BINH)
    press(company, BINH, "Vì sao?")
    assert "58 min cao hơn ngưỡng (30 min) 28 min" in seen(
        {"blocks": company.form(BINH)["blocks"], "text": ""}
    )


def test_settings_are_chosen_in_forms_and_the_tab_follows(company: House) -> None:
    assert "Mục tiêu của tôi" in opened(company, AN)
    press(company, AN, "Cài đặt của tôi…")
    told = company.fill(AN, {"Nghỉ từ ngày": "2026-11-20", "đến hết": None})
    assert "Nghỉ đến hết ngày nào?" in str(told)
    company.fill(AN, {"Ngôn ngữ": "en", "Nghỉ từ ngày": "2026-11-20", "đến hết": "2026-11-27"})
    tick(company)
    assert "My goals" in home(company, AN)
    assert "You will be away from 20 Nov to 27 Nov." in home(company, AN)
    press(company, AN, "I'm not going")
    assert "Vietnamese" in company.command(AN, "/okr lang vi")
    tick(company)
    assert "Nghỉ: không" in home(company, AN)
    assert "Chỉ quản trị viên" in company.command(AN, "/okr settings workspace")


def test_admins_arrange_teams_from_the_tab(company: House) -> None:
    opened(company, CHI)
    press(company, CHI, "Các nhóm…")
    edit(company, CHI, "Sales")
    assert company.fill(CHI, {"Tên nhóm": "Support Hue"}) == {
        "Tên nhóm": "Đã có nhóm “Support Hue”. Hãy chọn tên khác."
    }
    company.fill(CHI, {"Tên nhóm": "Kinh doanh"})
    assert "Kinh doanh" in seen(company.form(CHI)), "the list below the form"
    assert "Chỉ quản trị viên" in company.command(AN, "/okr quản lý @An @Emma")
    told = company.command(CHI, f"/okr quản lý <@{AN}> <@{EMMA}>")
    assert told == "✅ Từ giờ quản lý của An là Emma. Cả hai đã được báo.\n[Hoàn lại]"
    assert "An" in company.command(CHI, f"/okr manager <@{EMMA}> <@{AN}>")


def edit(house: House, user: str, name: str) -> None:
    view = house.form(user)
    for block in view["blocks"]:
        if name in block.get("text", {}).get("text", ""):
            beside = block["accessory"]["action_id"]
            house.stage.client.click_view(user, view["id"], beside, block_id=block["block_id"])
            house.settle()
            return
    raise AssertionError(seen(view))


def test_a_guest_reads_on_the_tab_why_there_is_nothing(company: House) -> None:
    assert "nhờ quản trị viên" in opened(company, GUEST).lower()
    assert company.dm_texts(GUEST) == []

"""The bot's home tab: opened, brought up to date when something changed, left alone otherwise."""

from datetime import datetime

import pytest
from company import AN, BINH, EMMA, HANOI
from house import House, seen

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

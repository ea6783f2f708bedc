"""The first ten minutes of a workspace, and the first question that somebody gets."""

from datetime import datetime

import pytest
from company import AN, CHI, DAN, EMMA, HANOI, LONDON
from house import House

from bot.services import onboarding, people

MONDAY_LONDON = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
NEXT_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)


def beat(house: House) -> int:
    """What the heartbeat does for new workspaces."""
    changed = onboarding.report(house.bot.runtime)
    house.settle()
    return changed


@pytest.fixture
def new_workspace(house: House) -> House:
    """Installed a moment ago: the people are known, and nothing else is."""
    identity = house.bot.identity
    people.Reader(lambda: [identity.workspace_id]).run(house.bot.runtime)
    return house


def alone(house: House, user: str, line: str) -> str:
    """A command in a workspace in which there is no company yet."""
    before = len(house.only_for(user))
    assert house.stage.client.command(user, line)["ok"]
    house.settle()
    return "\n".join(house.only_for(user)[before:])


def press_step(house: House, user: str, label: str) -> None:
    message = house.stage.client.dm(user)[-1]
    for block in message["blocks"]:
        element = block.get("accessory", {})
        if element.get("text", {}).get("text") == label:
            house.stage.client.click(
                user, "bot", message["ts"], element["action_id"], block_id=block["block_id"]
            )
            house.settle()
            return
    raise AssertionError(f"no {label!r}")


def test_the_admin_of_a_new_workspace_is_led_through_the_first_steps(new_workspace: House) -> None:
    house = new_workspace
    assert beat(house) == 1
    [guide] = house.dm_texts(CHI)
    assert "mười phút đầu tiên" in guide
    assert "⬜ Các nhóm" in guide
    assert "⬜ Chu kỳ đầu tiên" in guide
    assert house.dm_texts(AN) == house.dm_texts(DAN) == []
    assert beat(house) == 0  # once is enough

    press_step(house, CHI, "Cài đặt workspace…")
    assert house.fill(CHI, {}) == {}
    assert beat(house) == 1
    guide = house.dm_texts(CHI)[0]  # the same message
    assert "✅ Ngôn ngữ" in guide
    press_step(house, CHI, "Mở chu kỳ…")
    assert "Chu kỳ mới" in str(house.form(CHI)["title"])

    house.given_key_result("an", "Doanh số", value=40)
    house.company.write()
    beat(house)
    guide = house.dm_texts(CHI)[0]
    assert "Đã thiết lập xong" in guide
    assert beat(house) == 0


def test_the_guide_is_put_away_and_brought_back(new_workspace: House) -> None:
    house = new_workspace
    beat(house)
    assert alone(house, CHI, "/okr thiết lập").startswith("Các bước thiết lập nằm trong")
    first, second = house.dm_texts(CHI)
    assert "đã chuyển xuống tin mới" in first
    assert "⬜ Các nhóm" in second
    house.stage.client.click(CHI, "bot", house.stage.client.dm(CHI)[-1]["ts"], "dismiss_setup")
    house.settle()
    assert "Đã cất danh sách" in house.last(CHI)
    assert beat(house) == 0
    assert "first steps" not in alone(house, EMMA, "/okr setup")
    assert "admin" in alone(house, EMMA, "/okr setup")
    assert house.dm_texts(EMMA) == []


def test_a_workspace_with_a_cycle_is_not_new(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    house.company.write()
    assert beat(house) == 0
    assert house.dm_texts(CHI) == []


def test_who_is_asked_for_the_first_time_is_told_what_this_is(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    house.given_key_result("emma", "Renewals", value=40)
    house.move_to(MONDAY_LONDON)
    asked, in_english = house.dm_texts(AN)[0], house.dm_texts(EMMA)[0]
    assert "Lần đầu nhận tin này?" in asked
    assert "New here?" in in_english
    assert "Colleagues do not read your words" in in_english
    house.dm(AN, "1: 60")
    assert "Lần đầu" not in house.dm_texts(AN)[0]
    house.move_to(NEXT_MONDAY)
    assert "Check-in tuần 48" in house.last(AN)
    assert "Lần đầu" not in house.last(AN)

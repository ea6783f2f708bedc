"""The marketing team splits its key results to people: shares that add up, and who does what."""

from decimal import Decimal
from typing import Any

import pytest
from company import AN, BINH, DAN, EMMA, rows
from house import House, seen

from storage.tables import KeyResult, KeyResultShare, Kpi, Objective, WorkKpi

TRAFFIC = "Tổng traffic đạt 308.000"


@pytest.fixture
def team(house: House) -> House:
    """An writes content, Emma runs the ads, Bình leads them."""
    house.given_key_result("binh", TRAFFIC, unit="lượt", to=308_000, value=120_000, **{"from": 0})
    house.given_key_result(
        "binh", "CPA ≤ 120.000 ₫", unit="₫", keep={"at_most": 120_000}, value=118_000
    )
    house.given_kpi("an", "Bài đăng", unit="bài", at_least=30)
    house.company.write()
    return house


def fill(house: House, user: str, **answers: Any) -> dict[str, str]:
    """Fill the page by `name_tag` (share_U0AN…) and send it; errors by the same."""
    view = house.form(user)
    known = {
        block["block_id"].removeprefix("field:").replace(":", "_"): block
        for block in view["blocks"]
        if block["type"] == "input"
    }
    values = {
        known[name]["block_id"]: {known[name]["element"]["action_id"]: answer}
        for name, answer in answers.items()
    }
    told = house.stage.client.submit(user, view["id"], values)
    house.settle()
    assert told["ok"], told
    names = {block["block_id"]: name for name, block in known.items()}
    return {names[block]: text for block, text in (told.get("errors") or {}).items()}


def initial(house: House, user: str, name: str) -> str:
    for block in house.form(user)["blocks"]:
        if block.get("block_id") == f"field:{name}":
            return str(block["element"].get("initial_value", ""))
    raise AssertionError(name)


def drafts(house: House) -> dict[str, KeyResult]:
    """The key results of the shares by the names of their owners."""
    names = {house.company.person(one).id: name for one, name in ((AN, "An"), (EMMA, "Emma"))}
    ids = {one.key_result_id for one in rows(house.stage.database, KeyResultShare)}
    found = [one for one in rows(house.stage.database, KeyResult) if one.id in ids]
    return {names[one.owner_id]: one for one in found}


def test_traffic_is_split_and_each_share_goes_from_nothing_to_its_part(team: House) -> None:
    team.command(BINH, f"/okr chia {TRAFFIC}")
    assert "Cần chia: 308.000 lượt" in seen(team.form(BINH))
    assert fill(team, BINH, people_all=[AN, EMMA]) == {}
    assert initial(team, BINH, f"share:{AN}") == "154.000"
    answers = {
        f"what_{AN}": "Traffic tự nhiên",
        f"share_{AN}": "40%",
        f"share_{EMMA}": "150.000",
        f"kpis_{AN}": ["1"],
        f"new_{AN}": ["videos"],
    }
    assert fill(team, BINH, **answers) == {}
    # 40 % of 308,000 and 150,000 leave something over: it is said, and asked once.
    said = seen(team.form(BINH))
    assert (
        "123.200 + 150.000 = 273.200 lượt trên 308.000 lượt: còn 34.800 lượt chưa ai nhận" in said
    )
    assert initial(team, BINH, f"share:{AN}") == "40%"
    assert fill(team, BINH, **{f"share_{EMMA}": "184.800"}) == {}
    assert "Số video · An" in seen(team.form(BINH))
    tag = f"{AN}_videos"
    assert fill(team, BINH, **{f"at_least_{tag}": "20", f"frequency_{tag}": "month"}) == {}
    assert not team.has_form(BINH)
    made = drafts(team)
    assert (made["An"].title, made["An"].start, made["An"].target) == (
        "Traffic tự nhiên",
        0,
        Decimal(123_200),
    )
    assert made["Emma"].target == Decimal(184_800)
    [video] = [one for one in rows(team.stage.database, Kpi) if one.title == "Số video"]
    assert (video.target, video.frequency, video.unit) == (20, "month", "video")
    assert video.owner_id == team.company.person(AN).id
    assert video.protects_objective_id == made["An"].objective_id
    produced = {one.kpi_id for one in rows(team.stage.database, WorkKpi)}
    assert produced == {1, video.id}


def test_everybody_hears_of_it_once_and_the_whole_shows_its_shares(team: House) -> None:
    team.command(BINH, f"/okr chia {TRAFFIC}")
    fill(team, BINH, people_all=[AN, EMMA])
    fill(team, BINH)
    told = team.last(EMMA)
    assert "Bình proposes a share of Tổng traffic đạt 308.000: 154,000 lượt of 308,000" in told
    assert "[Look at it] [Edit]" in told
    assert "đã được chia" in team.message(BINH, "Đã chia")["text"]
    shown = team.command(BINH, f"/okr xem {TRAFFIC}")
    assert "An: Tổng traffic đạt 308.000 – 154.000 lượt · 📝 bản nháp" in shown
    assert "Các phần cộng lại là 308.000 lượt trên 308.000 lượt." in shown
    assert "[Chia việc…]" in shown
    team.press(EMMA, "Edit")
    assert team.has_form(EMMA)
    for kr in drafts(team).values():
        team.company.change(kr, state="active", value=Decimal(50_000), progress=324_675)
        objective = next(
            one for one in rows(team.stage.database, Objective) if one.id == kr.objective_id
        )
        assert (objective.level, objective.parent_key_result_id) == ("person", 1)
        team.company.change(objective, state="active")
    shown = team.command(EMMA, "/okr show kr:1")
    assert (
        "Together they have brought 100,000 lượt; the team's figure has moved by 120,000" in shown
    )
    assert "20,000 lượt more" in shown
    assert "[Split…]" not in shown


def test_a_limit_is_no_figure_to_be_cut_and_a_second_split_adds_people(team: House) -> None:
    team.command(BINH, "/okr split CPA ≤ 120.000 ₫")
    assert "cùng một con số" in seen(team.form(BINH))
    fill(team, BINH, people_all=[EMMA])
    assert fill(team, BINH) == {}
    made = drafts(team)["Emma"]
    assert (made.shape, made.ceiling, made.target) == ("keep", Decimal(120_000), None)
    team.command(BINH, "/okr split CPA ≤ 120.000 ₫")
    assert "Đã chia: Emma (📝 bản nháp)" in seen(team.form(BINH))
    assert "Emma đã nhận" in fill(team, BINH, people_all=[EMMA])["people_all"]
    fill(team, BINH, people_all=[AN])
    fill(team, BINH)
    assert sorted(drafts(team)) == ["An", "Emma"]
    # A draft that is deleted takes its share with it.
    team.command(EMMA, f"/okr delete o:{made.objective_id}")
    team.press(EMMA, "Delete")
    assert sorted(drafts(team)) == ["An"]


def test_nobody_splits_to_people_of_others_and_nothing_is_half_written(team: House) -> None:
    team.command(BINH, f"/okr chia {TRAFFIC}")
    assert "Dan do người khác quản lý" in fill(team, BINH, people_all=[AN, DAN])["people_all"]
    fill(team, BINH, people_all=[AN, EMMA])
    errors = fill(team, BINH, **{f"share_{AN}": "nhiều", f"share_{EMMA}": "0"})
    assert set(errors) == {f"share_{AN}", f"share_{EMMA}"}
    fill(team, BINH, **{f"share_{AN}": "308.000", f"share_{EMMA}": "1", f"new_{EMMA}": ["posts"]})
    assert "vượt 1 lượt" in seen(team.form(BINH))
    fill(team, BINH)
    tag = f"{EMMA}_posts"
    assert set(fill(team, BINH, **{f"at_least_{tag}": "ít"})) == {f"at_least_{tag}"}
    assert rows(team.stage.database, KeyResultShare) == []
    assert len(rows(team.stage.database, Objective)) == 1
    team.press_in_form(BINH, "Quay lại")
    assert initial(team, BINH, f"share:{AN}") == "308.000"
    assert "Ask: Bình" in team.command(EMMA, f"/okr split {TRAFFIC}")
    assert not team.has_form(EMMA)


def test_what_is_no_figure_of_a_team_says_what_to_do_instead(team: House) -> None:
    assert "một mục tiêu" in team.command(BINH, "/okr chia Grow")
    team.command(BINH, f"/okr chia {TRAFFIC}")
    fill(team, BINH, people_all=[AN])
    fill(team, BINH)
    own = drafts(team)["An"]
    assert "đã là kết quả then chốt của một người" in team.command(BINH, f"/okr chia kr:{own.id}")
    assert not team.has_form(BINH)

"""Words around a clause that say of when or of whom its figures are."""

import pytest
from reply_rows import SALES, TRAFFIC, asked, read, row, written

from bot.domain.replies import StatusWord

LEADS = (row(1, "MQL từ 100 lên 150", "lead", "100", "118", "150"),)
BILLION = 10**9


@pytest.mark.parametrize(
    "text",
    [
        "Hồi tháng 6 MQL tăng lên 124 rồi NPS lên 76",
        "hoi thang 6 doanh thu 20 ty",
        "Trước đó MQL 124, NPS 76",
        "2 tháng trước NPS đạt 72",
        "Back in June overall NPS reached 76",
        "A month ago MQLs stood at 110",
        "Two weeks ago: MQLs 110, NPS 72",
        "Before launch, NPS was at 72",
        "Cách đây mấy tháng NPS 72",
        "NPS 72 hồi tháng 6",
    ],
)
def test_a_time_of_the_past_covers_what_it_leads(text: str) -> None:
    assert written(text, SALES) == {}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hồi tháng 6 MQL 110, giờ 124", {1: 124}),
        ("MQLs 124. Back in June we were at 110.", {1: 124}),
        ("MQL 124, tuần trước 118, NPS 76", {1: 124, 3: 76}),
        ("Last week was busy, MQLs 124", {1: 124}),
        ("since June we are at 124 MQLs", {1: 124}),
        ("từ tháng 6 đến nay MQL 124", {1: 124}),
        ("as of 23 Nov: MQLs 124", {1: 124}),
        ("MQL hôm qua 124", {1: 124}),
        ("last Friday's count: MQLs 124", {1: 124}),
        ("so với năm ngoái NPS tăng lên 76", {3: 76}),
    ],
)
def test_a_present_figure_beside_the_past_is_written(text: str, values: dict[int, int]) -> None:
    assert written(text, SALES) == values


def test_so_many_weeks_ago_is_told_from_last_weeks_figure() -> None:
    assert asked("110 two weeks ago", LEADS, "en") == {1: "needs_value"}
    assert written("124 so với 118 tuần trước", LEADS) == {1: 124}
    assert written("tuần trước 118, 124", LEADS) == {1: 124}
    assert written("Hồi tháng 6 110 → 124", LEADS) == {}


@pytest.mark.parametrize(
    "text",
    [
        "MQL 130 là đích của tháng này",
        "MQLs 130 is where we need to be",
        "we want NPS at 78",
        "MQL cần 130",
        "NPS 78 là yêu cầu của khách",
        "130 mới là cái mình cần cho MQL",
        "Mục tiêu NPS từ 74 lên 78",
        "thêm 6 MQL lên 124 là mục tiêu",
        "MQL mà lên 130 thì ngon",
        "what if MQLs were 130",
        "MQL lên 130 không ạ",
        "MQL 130 đc ko",
        "neither MQLs nor NPS hit 150",
    ],
)
def test_aims_wishes_and_questions_are_not_written(text: str) -> None:
    assert written(text, SALES) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Team Berlin's MQLs: 124",
        "bên Shopee NPS 76",
        "Team Đà Nẵng MQL 124",
        "NPS của Shopee 76",
        "their NPS is 76",
        "MQL kênh Facebook 110",
    ],
)
def test_of_another_team_or_a_part_of_the_whole_the_own_figure_is_asked_for(text: str) -> None:
    assert written(text, SALES) == {}
    assert set(asked(text, SALES).values()) == {"needs_value"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Bên em MQL 124", {1: 124}),
        ("Phòng Marketing cập nhật: MQL 124", {1: 124}),
        ("bên kế toán chốt doanh thu 22 tỷ", {2: 22 * BILLION}),
        ("bên tài chính báo doanh thu 22 tỷ", {2: 22 * BILLION}),
        ("NPS của Q4 là 76", {3: 76}),
        ("November's MQLs: 124", {1: 124}),
        ("Bên cạnh đó NPS 76", {3: 76}),
    ],
)
def test_the_own_team_and_time_are_nobody_else(text: str, values: dict[int, int]) -> None:
    assert written(text, SALES) == values


def test_parts_of_a_total_are_not_the_total() -> None:
    assert asked("traffic: web 200k, app 71k", TRAFFIC) == {1: "needs_value"}
    assert written("traffic: web 200k, app 71k, tổng 271k", TRAFFIC) == {1: 271_000}
    assert written("traffic 271k: web 200k, app 71k", TRAFFIC) == {1: 271_000}


def test_a_doubt_about_a_plan_is_none_about_now() -> None:
    assert written("MQL 124 rồi, tuần sau chắc 130", SALES) == {1: 124}


def test_neither_moved_is_no_change_of_both() -> None:
    assert written("neither NPS nor MQLs moved", SALES) == {1: 118, 3: 74}


def test_ordinals_go_on_counting() -> None:
    text = "KR thứ nhất 124, thứ hai 22 tỷ"
    assert written(text, SALES) == {1: 124, 2: 22 * BILLION}
    assert written("first one 124, third 75", SALES) == {1: 124}
    revenue = "KR thứ nhất 124, doanh thu hai mươi hai tỷ"
    assert written(revenue, SALES) == {1: 124, 2: 22 * BILLION}
    assert written("KR thứ nhất 124. Thứ hai họp lúc 9h.", SALES) == {1: 124}


def test_ham_is_twenty() -> None:
    assert written("doanh thu hăm ba tỷ", SALES) == {2: 23 * BILLION}


def test_a_colour_is_a_status() -> None:
    statuses = {u.n: u.status for u in read("MQL màu xanh, NPS màu đỏ", SALES).updates}
    assert statuses == {1: StatusWord.ON_TRACK, 3: StatusWord.OFF_TRACK}

"""Figures that belong to another story, and figures of one goal that stand beside each other."""

from decimal import Decimal

import pytest
from reply_rows import CARE, DEMOS, SALES, asked, read, row, written

BILLION = 10**9
REGIONS = (
    row(
        1, "Doanh thu miền Bắc từ 8 tỷ lên 12 tỷ", "VND", "8000000000", "9200000000", "12000000000"
    ),
    row(2, "Doanh thu online từ 2 tỷ lên 5 tỷ", "VND", "2000000000", "3100000000", "5000000000"),
)
COURSES = (
    row(1, "Học viên đăng ký từ 200 lên 500", "học viên", "200", "310", "500"),
    row(2, "Điểm hài lòng từ 4.2 lên 4.7 sao", "sao", "4.2", "4.4", "4.7"),
    row(3, "Tỷ lệ hoàn thành khoá học từ 55% lên 80%", "%", "55", "61", "80"),
)
STAFF = (
    row(1, "Đào tạo 20 quản lý", "người", "0", "11", "20"),
    row(2, "Tỷ lệ nghỉ việc từ 14% xuống 8%", "%", "14", "11.5", "8"),
    row(3, "Bug tồn từ 120 xuống 30", "bug", "120", "86", "30"),
)
SHIPPING = (row(1, "Giao hàng từ 48 giờ xuống 24 giờ", "giờ", "48", "36", "24"),)
RATING = (row(1, "App rating from 3.9 to 4.6", "stars", "3.9", "4.2", "4.6"),)


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize(
    "beside",
    [
        "Running 5 new campaigns.",
        "Bên em chạy thêm 5 chiến dịch.",
        "Slides are 80% done.",
        "Ngân sách còn khoảng 45 triệu.",
        "Team Berlin is at 45.",
    ],
)
def test_a_sentence_about_something_else_moves_no_goal(beside: str, locale: str) -> None:
    assert written(f"NPS 76. {beside}", SALES, locale) == {3: 76}
    assert written(f"MQL unchanged. {beside}", SALES, locale) == {1: 118}


def test_another_thing_that_grew_is_asked_about_where_there_is_one_goal() -> None:
    assert asked("running 5 new campaigns", DEMOS, "en") == {1: "needs_value"}
    assert written("two more out", DEMOS, "en") == {1: 40}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("NPS 75. Scratch that. Last year we only had 73.", {}),
        ("NPS 75, scrap that, 76", {3: 76}),
        ("NPS 75, ủa nhầm. Mục tiêu quý sau là 78.", {}),
        ("NPS 75, NPS để tuần sau", {}),
    ],
)
def test_what_is_taken_back_stays_so_whatever_follows(text: str, values: dict[int, int]) -> None:
    assert written(text, SALES) == values


@pytest.mark.parametrize(
    "text",
    [
        "Competitor's NPS is 76",
        "NPS của đối thủ từ 74 lên 76",
        "Đối thủ: NPS 76, MQL 120",
        "doanh thu họ 20 tỷ",
        "NPS 76 là mục tiêu",
        "NPS 76 is the target",
        "NPS 76 là số tuần trước",
        "Last week MQLs rose by 6",
        "Tuần sau doanh thu đạt 55% mục tiêu",
        "MQL có được 130 đâu",
        "6 more MQLs to reach 130",
        "Chỉ cần thêm 6 MQL nữa là đạt 130",
    ],
)
def test_figures_of_others_of_then_and_of_plans_are_not_written(text: str) -> None:
    assert written(text, SALES) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hôm 12/11 MQL mới 110, đến nay 124", 124),
        ("Hoping for 130 MQLs next Monday, 124 as of today", 124),
        ("MQLs: wanted 130, got 124", 124),
        ("MQL không phải 126 đâu, 124 cơ", 124),
        ("MQL up by 6 to 124", 124),
        ("MQL lên được 6", 124),
        ("MQL lên được 124", 124),
        ("MQL 124, dự báo cuối quý 145", 124),
        ("MQL đạt 124, bằng 83% chỉ tiêu", 124),
        ("MQL 124 because we hired 2 people", 124),
        ("Vướng mắc: bên IT chưa cấp quyền. MQL 124.", 124),
        ("zero new MQLs", 118),
        ("mql ko tang ko giam", 118),
    ],
)
def test_the_figure_of_now_is_found_beside_others(text: str, value: int) -> None:
    assert written(text, SALES) == {1: value}


def test_a_plan_ends_with_its_clause_when_it_is_told_in_passing() -> None:
    assert written("MQL 124, dự báo 145, NPS 75, dự báo 78", SALES) == {1: 124, 3: 75}


@pytest.mark.parametrize(
    ("text", "confidence"), [("tự tin giảm từ 8 xuống 6", 6), ("conf 8→6", 6), ("conf 8", 8)]
)
def test_a_confidence_that_moved_is_the_later_one(text: str, confidence: int) -> None:
    [update] = read(f"NPS 75, {text}", SALES).updates
    assert (update.value, update.confidence) == (75, confidence)


def test_two_figures_of_the_same_kind_are_asked_about() -> None:
    assert asked("Rating 4.3 on iOS, 4.0 on Android", RATING, "en") == {1: "two_values"}
    assert asked("Bắc 9,6 Nam 12,1", REGIONS) == {1: "two_values"}
    web = "phản hồi 36 phút trên 4G, 31 phút trên wifi"
    assert asked(web) == {3: "two_values"}


def test_reviews_of_one_kind_are_no_rating() -> None:
    assert written("tuần này có 37 đánh giá 5 sao", COURSES) == {}
    assert written("37 five-star reviews", RATING, "en") == {}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("hoàn thành khoá học 64%", {3: 64}),
        ("hoàn thành 64%", {3: 64}),
        ("học viên hai trăm bảy mươi ba", {1: 273}),
    ],
)
def test_names_are_told_from_what_they_are_written_like(text: str, values: dict[int, int]) -> None:
    assert written(text, COURSES) == values


def test_a_common_word_names_the_row_that_it_tells_apart() -> None:
    assert written("online 3,3 tỷ, miền Bắc 9,6 tỷ", REGIONS) == {
        1: Decimal("9.6") * BILLION,
        2: Decimal("3.3") * BILLION,
    }
    assert written("9,6 tỷ doanh thu miền Bắc", REGIONS) == {1: Decimal("9.6") * BILLION}


def test_the_rest_is_unchanged_but_for_what_an_unnamed_figure_may_be_about() -> None:
    text = "onlien 4,6 tỷ, còn lại không đổi"
    assert written(text, REGIONS) == {}
    assert set(asked(text, REGIONS)) == {1, 2}


def test_people_and_things_are_no_share() -> None:
    assert written("5 người nghỉ việc, tương đương 10,8%", STAFF) == {2: Decimal("10.8")}
    assert asked("5 người nghỉ việc", STAFF) == {2: "unit_mismatch"}


def test_what_is_left_is_the_value_only_where_it_shall_fall() -> None:
    assert asked("còn 7 quản lý chưa đào tạo", STAFF) == {1: "needs_value"}
    assert written("còn 72 bug chưa sửa", STAFF) == {3: 72}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("giao hàng 1 ngày 6 giờ", {1: 30}),
        ("giao hàng 31 giờ ngày 25/11", {1: 31}),
        ("giao hàng 1 ngày rưỡi", {1: 36}),
    ],
)
def test_days_and_hours_are_one_figure(text: str, values: dict[int, int]) -> None:
    assert written(text, SHIPPING) == values


def test_half_an_hour_may_be_a_limit_as_well() -> None:
    assert written("phản hồi nửa tiếng") == {3: 30}
    assert asked("phản hồi hơn nửa tiếng") == {3: "bound"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("doanh thu thêm 900tr tuần này", Decimal("22.4") * BILLION),
        ("doanh thu 2 chục tỷ", 20 * BILLION),
        ("lũy kế doanh thu 22,4 tỷ, riêng tuần này 900tr", Decimal("22.4") * BILLION),
    ],
)
def test_tens_and_weeks_beside_money(text: str, value: Decimal) -> None:
    assert written(text, SALES) == {2: value}


@pytest.mark.parametrize(
    "text",
    [
        "doanh thu 22 tỷ 4 là ổn",
        "doanh thu hai mươi hai tỷ bốn trăm hai mươi",
        "MQL 1 trăm 24",
        "MQL một trăm hai mươi mấy",
    ],
)
def test_figures_whose_last_part_has_no_scale_are_asked_about(text: str) -> None:
    assert written(text, SALES) == {}
    assert asked(text, SALES)


def test_arrows_say_up_and_down() -> None:
    assert written("churn ▼ 0,6 điểm", CARE) == {1: Decimal("5.2")}
    assert written("churn :arrow_down: 0,6 điểm", CARE) == {1: Decimal("5.2")}

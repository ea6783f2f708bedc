"""Which row a figure is about."""

from decimal import Decimal

import pytest
from reply_rows import CARE, DEMOS, HOSPITAL, SALES, SOFTWARE, asked, read, row, written

from bot.domain.replies import Subject


@pytest.mark.parametrize(
    "text",
    [
        "KR3 36",
        "kr 3: 36",
        "KR#3 36",
        "KR số 3 36",
        "#3 36",
        "3) 36",
        "3. 36",
        "phản hồi 36",
        "phan hoi 36",
        "FRT 36",
        "tgph 36",
        "thời gian phản hồi còn 36 phút",
        "Phản hồi: 36p",
        "Thời gian phản hồi từ 48 xuống 30 phút: 36",
    ],
)
def test_a_row_is_named_by_number_words_short_forms_and_translation(text: str) -> None:
    assert written(text) == {3: 36}


def test_small_typing_errors_in_names_are_forgiven() -> None:
    assert written("chrun 5.2%") == {1: Decimal("5.2")}
    assert written("occupency 82", HOSPITAL, "en") == {2: 82}


def test_ordinary_words_are_no_typing_errors() -> None:
    assert written("chorus 5.2") == {}


def test_an_alias_names_its_row() -> None:
    rows = (*CARE[:2], row(3, "Tốc độ", "phút", "48", "41", "30", aliases=("zulu",)))
    assert written("zulu 36", rows) == {3: 36}


def test_rows_need_not_be_numbered_from_one() -> None:
    rows = (row(4, "CSAT", "điểm", "7", "8", "9"), row(7, "NPS", "điểm", "70", "74", "80"))
    assert written("KR4 8,5, KR7 75", rows) == {4: Decimal("8.5"), 7: 75}


@pytest.mark.parametrize(
    "text",
    ["5,2\n8,3\n36", "5,2; 8,3; 36", "5,2 / 8,3 / 36", "1) 5,2 2) 8,3 3) 36", "• 5,2\n• 8,3\n• 36"],
)
def test_as_many_figures_as_rows_go_by_order(text: str) -> None:
    assert written(text) == {1: Decimal("5.2"), 2: Decimal("8.3"), 3: 36}


@pytest.mark.parametrize("text", ["38", "5,2\n8,4", "36, 8,3"])
def test_fewer_figures_without_names_are_asked(text: str) -> None:
    assert written(text) == {}
    assert "which_subject" in asked(text).values()


def test_a_number_that_does_not_exist_is_asked() -> None:
    assert written("KR7 5,2") == {}
    assert set(asked("KR7 5,2").values()) == {"which_subject"}


def test_a_figure_is_never_carried_over_to_another_row() -> None:
    assert written("CSAT 8,3 và churn") == {2: Decimal("8.3")}
    assert written("churn, csat 8,3") == {2: Decimal("8.3")}


def test_a_shared_name_is_asked_and_settled_by_what_tells_them_apart() -> None:
    rows = (
        row(1, "MQL qua email", "lead", "100", "118", "150"),
        row(2, "MQL qua AdWords", "lead", "70", "81", "100"),
    )
    assert written("MQL 120", rows) == {}
    assert asked("MQL 120", rows) == {1: "which_subject", 2: "which_subject"}
    assert written("MQL email 120, adwords 85", rows) == {1: 120, 2: 85}


def test_two_names_side_by_side_that_disagree_are_asked() -> None:
    assert written("KR1 NPS 76", SALES) == {}
    assert set(asked("KR1 NPS 76", SALES)) == {1, 3}


def test_codes_in_a_title_are_names_and_not_figures() -> None:
    assert written("p99 540 -> 410", SOFTWARE, "en") == {1: 410}
    assert written("closed 4 more Sev-1 bugs", SOFTWARE, "en") == {5: 16}


def test_a_heading_line_names_what_stands_below_it() -> None:
    assert written("KR1\n5,2\nKR3\n36 phút") == {1: Decimal("5.2"), 3: 36}


def test_the_unit_names_the_only_row_that_has_it() -> None:
    assert written("4.3 stars", HOSPITAL, "en") == {4: Decimal("4.3")}
    assert written("45/60", (*DEMOS, row(2, "Hires", "people", "0", "2", "5")), "en") == {1: 45}


def test_other_people_counted_are_no_row() -> None:
    assert written("KR1 80%, 3 nhân viên nghỉ ốm, 2 xe hỏng", HOSPITAL) == {}
    assert written("Dr. Tran saw 45 patients", HOSPITAL, "en") == {}


@pytest.mark.parametrize(
    "text",
    ["KR1 & 3 giữ nguyên", "KR1, KR3 giữ nguyên", "KR1 và KR3 không đổi", "không đổi: KR1 và KR3"],
)
def test_several_rows_share_what_is_said_of_them(text: str) -> None:
    assert written(text) == {1: CARE[0].current, 3: CARE[2].current}


def test_the_rest_is_every_row_that_was_not_named() -> None:
    expected = {1: CARE[0].current, 2: Decimal("8.3"), 3: CARE[2].current}
    assert written("csat 8,3, còn lại giữ nguyên") == expected
    assert written("CSAT 8.3, everything else same as last week", locale="en") == expected
    assert written("không đổi, trừ csat 8,3") == expected


CLINIC = (
    row(1, "Thời gian chờ khám từ 75 xuống 40 phút", "phút", "75", "58", "40"),
    row(2, "Tỷ lệ hài lòng 82% → 92%", "%", "82", "86", "92"),
    row(3, "Đào tạo 120 điều dưỡng", "người", "0", "64", "120"),
)
CLOUD = (
    row(1, "Digital subscribers from 42,000 to 55,000", "subscribers", "42000", "46800", "55000"),
    row(2, "Gross margin 55% to 62%", "%", "55", "58.5", "62"),
    row(3, "SOC 2 Type II readiness", "% complete", "0", "40", "100"),
    row(4, "Migrate 24 services", "services", "0", "13", "24"),
    row(5, "Loan approval TAT from 6 days to 3 days", "days", "6", "4.8", "3"),
)


@pytest.mark.parametrize(
    ("text", "rows", "values"),
    [
        ("chờ khám 52, hl 88%", CLINIC, {1: 52, 2: 88}),
        ("GM 59.1", CLOUD, {2: Decimal("59.1")}),
        ("subs 47,350", CLOUD, {1: 47350}),
        ("SOC 2 no change", CLOUD, {3: 40}),
        ("SOC 2 at 45%", CLOUD, {3: 45}),
        ("TAT got reduced, now it is 4.4 days", CLOUD, {5: Decimal("4.4")}),
        ("đt 79/120", CLINIC, {3: 79}),
        ("moved 15/24 to the cloud", CLOUD, {4: 15}),
        ("Two more services moved over", CLOUD, {4: 15}),
    ],
)
def test_short_forms_codes_and_ratios_name_their_row(
    text: str, rows: tuple[Subject, ...], values: dict[int, Decimal]
) -> None:
    assert written(text, rows, "en") == values


def test_a_figure_behind_an_unknown_name_is_asked_about() -> None:
    assert asked("abc 52, hl 88%", CLINIC) == {1: "which_subject", 3: "which_subject"}


def test_contracts_are_counted_and_no_money() -> None:
    rows = (*CARE[:2], row(3, "Ký 12 hợp đồng", "hợp đồng", "0", "5", "12"))
    assert written("hợp đồng 7", rows) == {3: 7}


def test_a_reason_in_front_belongs_to_what_follows_from_it() -> None:
    reading = read("hài lòng 88%. Thiếu 3 bác sĩ nên chờ khám vẫn 62 phút", CLINIC)
    assert {u.n: u.value for u in reading.updates} == {1: 62, 2: 88}
    assert [u.blocker for u in reading.updates] == ["Thiếu 3 bác sĩ", None]


@pytest.mark.parametrize(
    ("text", "unchanged"),
    [
        ("KR1-3 không đổi", {1, 2, 3}),
        ("KR1,2 giữ nguyên, KR3 36", {1, 2}),
        ("1-2 no change", {1, 2}),
        ("KR2 to KR3 unchanged", {2, 3}),
    ],
)
def test_several_rows_are_named_at_once(text: str, unchanged: set[int]) -> None:
    values = written(text)
    assert {n for n in values if values[n] == CARE[n - 1].current} == unchanged


@pytest.mark.parametrize(
    "text",
    [
        "KR\tSố\tTrạng thái\n1\t5,2\tĐúng tiến độ\n2\t8,4\tRủi ro\n3\t36\tChậm tiến độ",
        "| KR | Now | So |\n| 1 | 5.2 | on track |\n| 2 | 8.4 | at risk |\n| 3 | 36 | off track |",
    ],
)
def test_a_pasted_table_numbers_its_rows(text: str) -> None:
    reading = read(text)
    assert written(text) == {1: Decimal("5.2"), 2: Decimal("8.4"), 3: 36}
    assert [str(update.status) for update in reading.updates] == [
        "on_track",
        "at_risk",
        "off_track",
    ]


DEALER = (
    row(1, "Lái thử 1.500 lượt", "lượt", "0", "870", "1500"),
    row(2, "Tỷ lệ chốt sau lái thử ≥ 24%", "%", "15", "19", "24"),
    row(3, "Doanh số xuất khẩu 38 triệu USD", "USD", "0", "22400000", "38000000"),
    row(4, "Tổ chức 16 hoạt động", "hoạt động", "0", "9", "16"),
    row(5, "Lượt khách 52.000/ngày", "lượt/ngày", "38000", "44500", "52000"),
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Lái thử đạt 62% mục tiêu", {1: 930}),
        ("lái thử 905", {1: 905}),
        ("usd 23tr8", {3: 23_800_000}),
        ("10 hoạt động", {4: 10}),
        ("46k2/ngày", {5: 46_200}),
    ],
)
def test_whole_titles_currencies_nouns_and_periods_name_their_row(
    text: str, values: dict[int, int]
) -> None:
    assert written(text, DEALER) == values


def test_what_a_hyphen_joins_in_a_title_is_a_name_and_no_direction() -> None:
    rows = (row(1, "Follow-up open rate", "%", "14", "16", "45"), *CARE[1:])
    assert written("follow-up open rate 29%", rows, "en") == {1: 29}
    assert written("open rate up 5%", rows, "en") == {}


def test_growth_of_something_is_told_from_the_thing_itself() -> None:
    growth = row(2, "Tăng trưởng doanh thu", "%", "0", "8", "30", growth=True)
    rows = (row(1, "Chi phí marketing trên doanh thu", "%", "12", "11", "10"), growth)
    assert written("tăng trưởng doanh thu tăng 12%", rows) == {2: 12}
    assert written("revenue growth +12%", rows, "en") == {2: 12}

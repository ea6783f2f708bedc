"""What a figure states: a value, a change, the past, a plan, a doubt."""

from decimal import Decimal

import pytest
from reply_rows import CARE, DEMOS, HOSPITAL, PRICE, SALES, SOFTWARE, asked, read, row, written

from bot.domain.replies import Certainty, Change, StatusWord


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("KR3 từ 41 phút xuống 36 phút", 36),
        ("KR3 41 → 36", 36),
        ("KR3 41->36", 36),
        ("KR3 went from 41 to 36", 36),
        ("KR3 down 5 minutes to 36", 36),
        ("KR3 36 (tuần trước 41)", 36),
        ("KR3 was 41, now 36", 36),
        ("KR3 had 41 last week and 36 now", 36),
        ("KR3 36 vs 41 last week", 36),
        ("KR3 36 phút, mục tiêu 30", 36),
        ("KR3 36 (target 30)", 36),
        ("KR3 giảm còn 36", 36),
        ("KR3 vẫn 41", 41),
        ("KR3 giảm 5 phút", 36),
        ("KR3 giảm được 5", 36),
        ("KR3 -5", 36),
        ("KR3 5 phút nhanh hơn", None),
        ("KR3 up by 4 minutes", 45),
        ("KR3 nhanh hơn 5 phút", 36),
        ("KR3 40, à nhầm 36", 36),
        ("KR3 40 sorry 36", 36),
        ("KR3 36 chứ không phải 40", 36),
        ("KR3 36, not 40", 36),
        ("KR3 36/30", 36),
    ],
)
def test_the_present_value_is_found(text: str, value: int | None) -> None:
    if value is None:
        assert 3 not in written(text)
    else:
        assert written(text) == {3: value}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("KR3 giảm 30 phút", "delta_or_value"),
        ("KR3 35–38", "range"),
        ("KR3 35 hay 36", "range"),
        ("KR3 between 35 and 38", "range"),
        ("KR3 từ 35 đến 38", "range"),
        ("KR3 dưới 36", "bound"),
        ("KR3 hơn 36 phút", "bound"),
        ("KR3 36+", "bound"),
        ("KR3 hình như 36", "hedged"),
        ("KR3 36, chưa final", "hedged"),
        ("I think KR3 is 36", "hedged"),
        ("KR3 36?", "hedged"),
        ("KR3 chưa đạt 36", "negated"),
        ("KR3 giảm nhẹ", "vague"),
        ("KR3 improved by 20%", "relative_or_points"),
        ("KR1 giảm 2%", "percent_or_points"),
        ("KR1 60% done", "percent_of_target"),
        ("KR2 84%", "unit_mismatch"),
        ("KR2 8/10", "confidence_or_value"),
        ("KR1 0,05", "fraction"),
        ("KR3 36\nKR3 38", "two_values"),
        ("KR3 360", "out_of_band"),
        ("KR3 xong", "done_measured"),
    ],
)
def test_a_doubt_is_asked_and_nothing_is_written(text: str, reason: str) -> None:
    assert written(text) == {}
    (question,) = read(text).questions
    expected = {"bound", "range"} if reason == "range" else {reason}
    assert question.reason in expected


@pytest.mark.parametrize(
    "text",
    [
        "Dự kiến tuần sau KR3 còn 35 phút",
        "KR3 might hit 35 next week",
        "mục tiêu KR3 là 30",
        "KR3 36, bỏ đi, ghi nhầm dòng",
        "benchmark ngành KR3 25 phút",
    ],
)
def test_plans_targets_and_retracted_figures_are_not_written(text: str) -> None:
    assert written(text) == {}


def test_points_move_a_share_and_a_percent_sign_is_asked() -> None:
    assert written("churn giảm 0,6 điểm phần trăm") == {1: Decimal("5.2")}
    assert written("churn -0.6pp") == {1: Decimal("5.2")}
    assert [c.value for q in read("churn giảm 2%").questions for c in q.candidates] == [
        Decimal("3.8"),
        Decimal("5.684"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45/60", 45),
        ("KR1 45 of 60", 45),
        ("44 demos done out of 60", 44),
        ("+6", 44),
        ("6 more demos", 44),
        ("closed 6 more", 44),
        ("thêm 6", 44),
        ("70% done", 42),
        ("70% of target", 42),
        ("forty-four", 44),
        ("done", 60),
        ("KR1 44 demos, 12 cancelled", 44),
        ("this week 6, 44 in total", 44),
    ],
)
def test_counts(text: str, value: int) -> None:
    assert written(text, DEMOS, "en") == {1: value}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("did 6 demos this week", "period_or_total"),
        ("closed 6 demos", "period_or_total"),
        ("KR1 7/10", "confidence_or_value"),
        ("KR1 60%", "percent_of_target"),
        ("a few more demos", "vague"),
        ("half of the demos done", "vague"),
        ("16 demos still to go", "needs_value"),
        ("44 booked but 40 held", "two_values"),
        ("44 if we count Friday, 43 otherwise", "hedged"),
    ],
)
def test_counts_that_are_asked(text: str, reason: str) -> None:
    assert written(text, DEMOS, "en") == {}
    assert asked(text, DEMOS, "en") == {1: reason}


def test_a_movement_outside_the_band_of_values_is_no_value() -> None:
    assert written("CPA giảm 8k so với tuần trước", PRICE) == {1: 130000}
    assert written("MQL tăng 12", SALES) == {1: 130}


def test_a_movement_since_the_start_counts_from_the_start() -> None:
    assert written("so với đầu quý CPA giảm được 30k", PRICE) == {1: 135000}


def test_numbers_in_a_reason_are_words_of_the_person() -> None:
    (update,) = read("#3 còn 35 phút, đang rủi ro vì thiếu 2 nhân sự trực ca tối").updates
    assert update.value == 35
    assert update.status is StatusWord.AT_RISK
    assert update.blocker is not None
    assert "thiếu 2 nhân sự trực ca tối" in update.blocker


def test_a_milestone_is_done_live_or_neither() -> None:
    assert written("SSO shipped 🎉", SOFTWARE, "en") == {3: 1}
    assert written("SSO not launched yet", SOFTWARE, "en") == {}
    assert written("SSO will be done on Friday", SOFTWARE, "en") == {}


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("KR1 5,2, tự tin 8/10", {1: 8}),
        ("KR1 5,2 conf 8", {1: 8}),
        ("KR1 5,2, 8/10 confidence", {1: 8}),
        ("KR1 5,2, khá tự tin", {}),
        ("KR1 5,2, 80% confident", {}),
        ("Confidence: 7, 5, 8", {1: 7, 2: 5, 3: 8}),
        ("KR1 5,2. Tự tin 7 cho cả 3", {1: 7, 2: 7, 3: 7}),
    ],
)
def test_confidence_needs_its_word_and_a_whole_number(
    text: str, confidence: dict[int, int]
) -> None:
    found = {u.n: u.confidence for u in read(text).updates if u.confidence is not None}
    assert found == confidence
    assert all(value == Decimal("5.2") for value in written(text).values())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("KR1 đúng tiến độ", {1: "on_track"}),
        ("KR1 🟡", {1: "at_risk"}),
        ("KR1 is off track", {1: "off_track"}),
        ("KR1 đang trễ tiến độ", {1: "off_track"}),
        ("cả 3 KR đều đúng tiến độ", {1: "on_track", 2: "on_track", 3: "on_track"}),
        ("KR1 is not on track", {1: "off_track"}),
        ("KR1 sẽ đúng tiến độ", {}),
        ("khách trả tiền chậm", {}),
    ],
)
def test_status_words(text: str, status: dict[int, str]) -> None:
    assert {u.n: str(u.status) for u in read(text).updates if u.status is not None} == status


@pytest.mark.parametrize(
    "text", ["không đổi", "ko đổi nhé", "vẫn vậy", "no change", "same as last week", "n/c"]
)
def test_no_change_alone_goes_for_every_row(text: str) -> None:
    changes = {u.n: u.change for u in read(text).updates}
    assert changes == dict.fromkeys((1, 2, 3), Change.NO_CHANGE)


def test_no_change_of_something_else_is_none_of_a_row() -> None:
    assert written("Lịch họp không đổi") == {}


def test_skip_writes_nothing() -> None:
    (update,) = read("bỏ qua KR2 tuần này").updates
    assert (update.n, update.change, update.value) == (2, Change.SKIP, None)


def test_a_hedge_and_a_conversion_are_only_likely() -> None:
    said = ["churn 5,2", "phản hồi 36 phút", "churn khoảng 5,2", "phản hồi 0,6 giờ"]
    certain = [read(text).updates[0].certainty for text in said]
    assert certain == [Certainty.SURE, Certainty.SURE, Certainty.LIKELY, Certainty.LIKELY]


def test_a_value_wins_over_a_change_said_with_it() -> None:
    assert written("MQL 126 (+8 wow), NPS 75 (+1)", SALES) == {1: 126, 3: 75}


def test_a_row_without_a_value_yet_cannot_move() -> None:
    rows = (CARE[0].__class__(1, "k", "Orders", "orders", *_new()),)
    assert asked("+5", rows, "en") == {1: "delta_unknown"}


def _new() -> tuple[object, ...]:
    return HOSPITAL[2].direction, Decimal(0), None, Decimal(2000)


def test_both_readings_of_a_halving_are_offered_once() -> None:
    halfway = (row(1, "Close 60 demos", "demos", "0", "30", "60"),)
    (question,) = read("demos down 15", halfway, "en").questions
    assert question.reason == "delta_or_value"
    assert [candidate.value for candidate in question.candidates] == [15]


def test_candidates_are_different_and_best_first() -> None:
    (question,) = read("KR3 giảm 30 phút").questions
    values = [candidate.value for candidate in question.candidates]
    assert len(values) == len(set(values))
    assert 30 in values


def test_both_of_two_figures_are_offered() -> None:
    (question,) = read("KR1 5,2 hoặc 5,4").questions
    assert [str(candidate.value) for candidate in question.candidates] == ["5.2", "5.4"]


@pytest.mark.parametrize(
    "text",
    ["KR3 36, ủa nhầm, đó là số của phòng khác", "KR3 36. Oops, that is another team's number"],
)
def test_a_mistake_without_the_right_figure_is_asked_about(text: str) -> None:
    assert written(text) == {}
    assert asked(text) == {3: "hedged"}


def test_this_weeks_part_of_a_monthly_count_is_asked_about() -> None:
    monthly = (row(1, "30 posts a month", "posts", "0", "12", "30"),)
    assert asked("6 posts this week", monthly, "en") == {1: "period_or_total"}
    assert written("18 posts this month", monthly, "en") == {1: 18}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2 new demos", {1: 40}),
        ("44 demos, 5.1 per 1,000 visitors", {1: 44}),
        ("44 demos, the site was down for 6 hours", {1: 44}),
    ],
)
def test_new_ones_are_added_and_bases_and_spells_are_no_values(
    text: str, values: dict[int, int]
) -> None:
    assert written(text, DEMOS, "en") == values


def test_new_ones_may_be_all_where_all_are_new() -> None:
    new = (row(1, "Open 12 new hubs", "hubs", "0", "5", "12"),)
    assert asked("3 new hubs", new, "en") == {1: "period_or_total"}
    assert written("6 new hubs", new, "en") == {1: 6}


def test_all_done_is_asked_about_as_it_may_only_close_the_message() -> None:
    assert asked("all done", CARE, "en") == dict.fromkeys((1, 2, 3), "done_measured")
    assert written("KR3 36, all done", CARE, "en") == {3: 36}


def test_a_time_may_be_one_of_its_unit() -> None:
    assert written("ER wait down to an hour", HOSPITAL, "en") == {1: 60}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("KR3 41 → 36 → 30", "range"),
        ("KR3 còn cách mục tiêu 6 phút", "needs_value"),
        ("KR3 hụt 6 phút so với mục tiêu", "needs_value"),
        ("KR3 ca sáng 36, ca tối 38", "two_values"),
        ("KR3: Jan 41, Feb 36", "two_values"),
    ],
)
def test_targets_distances_and_parts_are_not_the_figure(text: str, reason: str) -> None:
    assert written(text) == {}
    assert asked(text) == {3: reason}


@pytest.mark.parametrize(
    "text", ["demos: 2 signed, 1 pending", "22 demos short of target", "2 more demos in legal"]
)
def test_what_is_not_there_yet_is_not_written(text: str) -> None:
    assert written(text, DEMOS, "en") == {}
    assert 1 in asked(text, DEMOS, "en")


def test_one_of_two_kinds_is_not_the_whole() -> None:
    bank = (
        row(1, "Dư nợ tín dụng", "VND", "850000000000", "910000000000", "1000000000000"),
        row(2, "Số thẻ phát hành mới", "thẻ", "0", "420", "800"),
    )
    assert written("thẻ tín dụng 210, thẻ ghi nợ 260", bank) == {}
    assert asked("thẻ tín dụng 210, thẻ ghi nợ 260", bank) == {2: "two_values"}


def test_a_part_of_the_figure_is_a_note() -> None:
    assert written("44 demo trong đó 6 demo tuần này", DEMOS) == {1: 44}


def test_the_total_wins_over_its_part() -> None:
    rice = (row(1, "Sản lượng lúa 850 tấn", "tấn", "0", "520", "850"),)
    assert written("Đợt này gặt 28,5 tấn, lũy kế cả vụ 549 tấn", rice) == {1: 549}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chi phí giao giảm 20.000đ", "delta_or_value"),
        ("Chi phí giao giảm được 20.000đ", "out_of_band"),
        ("Chi phí giao 21.500đ theo kho, kế toán ghi 22.500đ", "two_values"),
    ],
)
def test_a_price_is_not_moved_by_the_wrong_reading_nor_taken_from_one_of_two(
    text: str, reason: str
) -> None:
    price = (row(1, "Chi phí giao từ 24.500đ xuống 19.000đ", "VND", "24500", "22100", "19000"),)
    assert written(text, price) == {}
    assert asked(text, price) == {1: reason}


def test_this_week_goes_on_to_the_next_clause() -> None:
    assert asked("Tuần này chốt 5 demo ở Hà Nội, 4 demo ở Huế", DEMOS) == {1: "period_or_total"}


def test_all_three_are_those_that_were_named() -> None:
    reading = read("wait 60, occupancy 82, both on track. KR3 530", HOSPITAL, "en")
    statuses = {update.n: update.status for update in reading.updates}
    assert statuses == {1: StatusWord.ON_TRACK, 2: StatusWord.ON_TRACK, 3: None}


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("NPS unlikely to hit 80", 3),
        ("struggling to get NPS to 80", 3),
        ("NPS suýt đạt 80", 3),
        ("NPS peaked at 79", 3),
        ("NPS cao nhất 79", 3),
        ("hoping NPS gets to 79", 3),
        ("mong NPS lên 79", 3),
    ],
)
def test_a_peak_a_wish_and_a_near_miss_are_asked_about(text: str, n: int) -> None:
    assert written(text, SALES) == {}
    assert n in asked(text, SALES)


BACKLOG = (row(1, "Backlog from 350 to 100 tickets", "tickets", "350", "220", "100"),)


@pytest.mark.parametrize("text", ["closed 150 tickets", "resolved 150 tickets this week"])
def test_what_was_worked_off_is_not_what_is_left(text: str) -> None:
    assert written(text, BACKLOG, "en") == {}
    (question,) = read(text, BACKLOG, "en").questions
    assert question.reason == "period_or_total"
    assert {candidate.value for candidate in question.candidates} == {70, 150}


@pytest.mark.parametrize("text", ["backlog 150", "worked the backlog down to 150 tickets"])
def test_what_is_left_of_a_backlog_is_written(text: str) -> None:
    assert written(text, BACKLOG, "en") == {1: 150}


@pytest.mark.parametrize(
    "text",
    ["doanh thu 22 tỷ, chưa tính HN", "chỉ riêng HN doanh thu 22 tỷ", "revenue 22bn in HN alone"],
)
def test_a_part_of_the_whole_is_asked_about(text: str) -> None:
    assert written(text, SALES) == {}
    assert asked(text, SALES) == {2: "hedged"}


@pytest.mark.parametrize("text", ["confidence unchanged", "tự tin không đổi"])
def test_an_unchanged_confidence_says_nothing_of_the_figures(text: str) -> None:
    reading = read(text)
    assert all(update.change is Change.NONE for update in reading.updates)


@pytest.mark.parametrize(
    "text",
    [
        "SSO done except the audit log",
        "SSO nearly done",
        "SSO launched for beta users",
        "SSO xong, chờ duyệt",
        "SSO đã go live cho nội bộ",
    ],
)
def test_done_with_something_open_is_not_done(text: str) -> None:
    assert written(text, SOFTWARE) == {}

"""What is said of a goal while it is written: real examples pass, their bad twins do not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from goal_examples import keep, periodic, reach, yes_no

from bot.domain.goals.lint import (
    KeyResultDraft,
    Letter,
    ObjectiveDraft,
    Severity,
    lint_key_result,
    lint_objective,
    refused,
    smart,
)
from bot.domain.goals.model import Direction, Level, Measure, Shape

MILESTONES = Measure(Shape.MILESTONES, "", Direction.UP, Decimal(0), Decimal(3))
KEY_RESULTS: list[tuple[str, str, Measure]] = [
    ("Response time 48 → 30 minutes", "Thời gian phản hồi 48 → 30 phút", reach(48, 30, "min")),
    ("Churn 7 % → 3 %", "Tỷ lệ rời bỏ 7 % → 3 %", reach(7, 3, "%")),
    ("CSAT", "Điểm hài lòng CSAT", reach("7.5", 9, "/10")),
    (
        "Survey: 8/10 on average from at least 100 responses",
        "Khảo sát: trung bình 8/10 từ ít nhất 100 phản hồi",
        reach(7, 8, "/10", minimum_sample=100),
    ),
    ("Site conversion", "Tỷ lệ chuyển đổi website", reach(2, 4, "%")),
    ("Trial to paid", "Tỷ lệ dùng thử sang trả phí", reach(20, 35, "%")),
    ("E-mail open rate", "Tỷ lệ mở email", reach(14, 45, "%")),
    ("Total traffic reaches 308,000", "Tổng traffic đạt 308.000", reach(220400, 308000, "lượt")),
    ("100,000 app downloads", "100.000 lượt tải ứng dụng", reach(0, 100000, "lượt")),
    ("MQL by e-mail", "MQL từ email", reach(100, 150, "MQL")),
    ("Organic share ≥ 40 %", "Tỷ lệ organic ≥ 40 %", reach(31, 40, "%")),
    ("≥ 80 % of content has a CTA", "≥ 80 % nội dung có CTA", reach(52, 80, "%")),
    ("AOV ≥ 1.33 million ₫", "AOV ≥ 1,33 triệu ₫", reach(1_200_000, 1_330_000, "₫")),
    ("CPA ≤ 120,000 ₫", "CPA ≤ 120.000 ₫", reach(165_000, 120_000, "₫")),
    ("Deadline met ≥ 95 %", "Đúng deadline ≥ 95 %", keep(95)),
    ("Marketing cost ≤ 10 % of revenue", "Chi phí marketing ≤ 10 % doanh thu", keep(None, 10)),
    ("Phone picked up within 3 rings", "Nhấc máy trong vòng 3 hồi chuông", keep(None, 3)),
    ("Revenue 15 → 30 billion ₫", "Doanh thu 15 tỷ → 30 tỷ", reach(15, 30, "tỷ ₫")),
    ("100 % of stores activated", "100 % cửa hàng được kích hoạt", reach(0, 100, "%")),
    ("3 products released", "3 sản phẩm ra mắt", reach(0, 3, "sản phẩm")),
    ("30 posts a month", "30 bài viết mỗi tháng", periodic(30)),
    ("20 videos a month", "20 video mỗi tháng", periodic(20)),
    ("At least 3–5 creatives tested a month", "Thử ít nhất 3–5 mẫu mỗi tháng", periodic(5)),
    ("Headcount cost 90–110 % of budget", "Chi phí nhân sự 90–110 % ngân sách", keep(90, 110)),
    ("Average rating 4.5 stars", "Đánh giá trung bình 4,5 sao", keep("4.5", minimum_sample=1000)),
    (
        "Quarterly report complete and on time",
        "Báo cáo quý hoàn thành đầy đủ, đúng hạn",
        yes_no(),
    ),
    ("Revenue +30 % on last year", "Doanh thu +30 % so với cùng kỳ", reach(0, 30, "%")),
    # The marketing team of the 60/40 scorecard
    ("Conversion ≥ 8.5 %", "Tỷ lệ chuyển đổi ≥ 8,5 %", reach(6, "8.5", "%")),
    ("Combo share ≥ 30 %", "Tỷ lệ combo ≥ 30 %", reach(18, 30, "%")),
    ("50 pieces of content a month", "50 nội dung mỗi tháng", periodic(50)),
    ("System-wide conversion on target", "Chuyển đổi toàn hệ thống đạt mục tiêu", reach(6, 8, "%")),
    ("Organic traffic to its allotted target", "Traffic organic đạt phần được giao", reach(1, 2)),
    ("CPA within the limit", "CPA trong giới hạn", keep(None, 120)),
    ("100 % of stores to standard", "100 % cửa hàng đạt chuẩn", reach(60, 100, "%")),
    # Other worked examples
    ("New customers +20 %", "Khách hàng mới +20 %", reach(0, 20, "%")),
    ("5 new products released", "5 sản phẩm mới được phát hành", reach(0, 5, "sản phẩm")),
    ("Release A in Q1", "Phát hành sản phẩm A trong quý 1", yes_no()),
    ("5,000 trial customers for A in Q2", "5.000 khách dùng thử A trong quý 2", reach(0, 5000)),
    ("Feature F within a month", "Tính năng F trong vòng một tháng", yes_no()),
    ("80 % of trial customers satisfied", "80 % khách dùng thử hài lòng", reach(0, 80, "%")),
    ("Returning customers 50 % → 80 %", "Khách quay lại 50 % → 80 %", reach(50, 80, "%")),
    ("Positive reviews 200 → 500 a month", "Đánh giá tốt 200 → 500 mỗi tháng", reach(200, 500)),
    ("After-sale care 30 % → 50 %", "Chăm sóc sau bán 30 % → 50 %", reach(30, 50, "%")),
    ("DAU 15 %", "DAU 15 %", reach(4, 15, "%")),
    ("NPS 70 → 80", "NPS 70 → 80", reach(70, 80, "điểm")),
    ("Page traffic 5,000 → 10,000 a month", "Traffic 5.000 → 10.000 mỗi tháng", reach(5000, 10000)),
    ("At least 5 new partner channels", "Ít nhất 5 kênh đối tác mới được ký", reach(0, 5, "kênh")),
    ("Raise KPI site conversion from 2 % to 4 %", "Nâng KPI từ 2 % lên 4 %", reach(2, 4, "%")),
    ("Beta steps", "Các mốc của bản beta", MILESTONES),
]
OBJECTIVES = [
    ("Grow traffic sustainably", "Tăng trưởng traffic bền vững"),
    ("Improve conversion and AOV", "Cải thiện chuyển đổi và AOV"),
    ("Standardise activation and the content engine", "Chuẩn hóa activation và cỗ máy nội dung"),
    ("Become a leading software design company", "Trở thành công ty thiết kế phần mềm hàng đầu"),
    ("Research and build new software", "Nghiên cứu và xây dựng phần mềm mới"),
    ("Better customer care", "Chăm sóc khách hàng tốt hơn"),
    ("Rebuild customer loyalty in Q4/2025", "Khôi phục lòng trung thành trong quý 4 năm 2025"),
]
TASKS = [
    ("100 % of stores run the activation", "run"),
    ("100 % cửa hàng triển khai activation", "triển khai"),
    ("100% cua hang trien khai activation", "triển khai"),
    ("Launch the new website", "launch"),
    ("Write 10 articles", "write"),
    ("Viết 10 bài blog", "viết"),
    ("Hold 3 workshops", "hold"),
    ("Tổ chức 3 workshop", "tổ chức"),
    ("to chuc 3 workshop", "tổ chức"),
    ("Triển khai CRM", "triển khai"),
    ("Hoàn thành dự án CRM", "hoàn thành dự án"),
    ("HOAN THANH DU AN CRM", "hoàn thành dự án"),
]
VAGUE = [
    ("Better service", "better"),
    ("Enhance customer care", "enhance"),
    ("Optimise the funnel", "optimise"),
    ("Chất lượng dịch vụ tốt hơn", "tốt hơn"),
    ("Nâng cao chất lượng dịch vụ", "nâng cao"),
    ("nang cao chat luong dich vu", "nâng cao"),
    ("Cải thiện trải nghiệm", "cải thiện"),
    ("Toi uu chi phi", "tối ưu"),
    ("Đẩy mạnh bán hàng", "đẩy mạnh"),
]


def draft(title: str, measure: Measure | None, **more: Any) -> KeyResultDraft:
    """A key result with all that one should have."""
    whole = {"measured_by": "CRM", "initiatives": 1, "in_reach": True}
    if measure is not None and measure.shape is Shape.REACH and not measure.unit:
        measure = Measure(measure.shape, "x", measure.direction, measure.start, measure.target)
    return KeyResultDraft(title, measure, **(whole | more))


@pytest.mark.parametrize("example", KEY_RESULTS, ids=lambda example: example[0])
def test_good_key_results_raise_no_alarm(example: tuple[str, str, Measure]) -> None:
    english, vietnamese, measure = example
    assert lint_key_result(draft(english, measure)) == ()
    assert lint_key_result(draft(vietnamese, measure)) == ()


@pytest.mark.parametrize("title", [title for pair in OBJECTIVES for title in pair])
def test_good_objectives_raise_no_alarm(title: str) -> None:
    known = ObjectiveDraft(title, Level.TEAM, objectives=3, key_results=3, aligned=True)
    assert lint_objective(known, strict=True) == ()


@pytest.mark.parametrize(("title", "word"), TASKS)
def test_a_task_is_no_outcome(title: str, word: str) -> None:
    [found] = lint_key_result(draft(title, reach(0, 100, "%")))
    assert (found.rule, found.severity) == ("task", Severity.WARNING)
    assert found.params["word"] == word


@pytest.mark.parametrize(("title", "word"), VAGUE)
def test_a_vague_word_is_no_measure(title: str, word: str) -> None:
    [found] = lint_key_result(draft(title, yes_no()))
    assert (found.rule, found.severity) == ("vague", Severity.WARNING)
    assert found.params["word"] == word
    [hint] = lint_key_result(draft(title, reach(2, 4, "%")))
    assert (hint.rule, hint.severity) == ("vague_title", Severity.HINT)
    assert (hint.params["start"], hint.params["goal"], hint.params["unit"]) == (2, 4, "%")


@pytest.mark.parametrize(
    "title",
    [
        "Thị trường Việt Nam chiếm 40 %",
        "Viet Nam 40%",
        "Lam Dong 20 cua hang",
        "Launched in 3 cities",
    ],
)
def test_words_that_only_look_alike_are_left_alone(title: str) -> None:
    assert lint_key_result(draft(title, reach(0, 40, "%"))) == ()


@pytest.mark.parametrize(
    ("measure", "rule"),
    [
        (None, "no_measure"),
        (reach(5, 9, ""), "no_unit"),
        (Measure(Shape.REACH, "%", Direction.UP, None, Decimal(3)), "no_measure"),
        (Measure(Shape.KEEP, "%", Direction.UP, None, None), "no_measure"),
    ],
)
def test_without_a_measure_nothing_becomes_active(measure: Measure | None, rule: str) -> None:
    given = KeyResultDraft("Revenue", measure, "CRM", 1, True)
    assert [finding.rule for finding in refused(lint_key_result(given))] == [rule]


def test_what_is_missing_is_asked_or_said_heaviest_first() -> None:
    given = KeyResultDraft("Launch it", reach(0, 100, "%"), start_inside=True)
    assert [(one.rule, one.severity.value) for one in lint_key_result(given)] == [
        ("task", "warning"),
        ("no_initiative", "warning"),
        ("keep_or_reach", "ask"),
        ("in_reach", "ask"),
        ("not_measured_by", "hint"),
    ]
    moved = draft("NPS", reach(70, 80, "điểm"), lost_phases=(date(2026, 12, 15),))
    [lost] = lint_key_result(moved)
    assert (lost.rule, lost.severity.value) == ("lost_phases", "warning")
    assert lost.params == {"days": ["2026-12-15"]}
    unable = draft("NPS", reach(70, 80, "điểm"), in_reach=False)
    assert [one.rule for one in lint_key_result(unable)] == ["out_of_reach"]


@pytest.mark.parametrize(
    ("objectives", "key_results", "strict", "found"),
    [
        (3, 2, False, []),
        (3, 5, False, []),
        (4, 2, False, [("too_many_objectives", "warning")]),
        (4, 2, True, [("too_many_objectives", "refused")]),
        (1, 0, False, [("too_few_key_results", "refused")]),
        (1, 1, False, [("too_few_key_results", "warning")]),
        (1, 1, True, [("too_few_key_results", "warning")]),
        (1, 3, True, []),
        (1, 4, True, [("too_many_key_results", "refused")]),
        (1, 6, False, [("too_many_key_results", "warning")]),
        (1, 10, False, [("too_many_key_results", "warning")]),
        (1, 11, False, [("too_many_key_results", "refused")]),
        (1, None, True, []),
    ],
)
def test_how_many_are_enough(
    objectives: int, key_results: int | None, strict: bool, found: list[tuple[str, str]]
) -> None:
    given = ObjectiveDraft("Grow", Level.COMPANY, objectives, key_results)
    said = lint_objective(given, strict=strict)
    assert [(finding.rule, finding.severity.value) for finding in said] == found


def test_an_objective_needs_no_number_and_looks_upward() -> None:
    lonely = ObjectiveDraft("Hoàn thành 3 tính năng mới của A", Level.PERSON)
    assert [one.rule for one in lint_objective(lonely)] == ["number_in_objective", "not_aligned"]
    reasoned = ObjectiveDraft("Năm 2026 dẫn đầu", Level.PERSON, no_parent_because="thử nghiệm")
    assert lint_objective(reasoned) == ()


def test_an_objective_is_no_copy_of_its_kpi() -> None:
    written = ObjectiveDraft("Tỷ lệ rời bỏ", Level.COMPANY, kpis=("CSAT", "ty le roi bo"))
    [found] = lint_objective(written)
    assert (found.rule, found.params["kpi"]) == ("copy_of_kpi", "ty le roi bo")
    assert lint_objective(ObjectiveDraft("Khách hàng gắn bó", Level.COMPANY, kpis=("CSAT",))) == ()


def test_the_checklist_is_answered_from_the_data() -> None:
    good = smart(draft("NPS", reach(70, 80, "điểm")), aligned=True, explained=False, due_on=None)
    assert [(one.letter, one.met) for one in good] == [
        (Letter.SPECIFIC, True),
        (Letter.MEASURABLE, True),
        (Letter.ACHIEVABLE, True),
        (Letter.RELEVANT, True),
        (Letter.TIME_BOUND, False),
    ]
    bad = KeyResultDraft("Nâng cao dịch vụ", None)
    answers = smart(bad, aligned=False, explained=False, due_on=None)
    assert [one.met for one in answers] == [False, False, None, False, False]
    assert [one.why for one in answers] == [
        "vague", "no_measure", "reach_unknown", "not_aligned", "no_due",
    ]  # fmt: skip

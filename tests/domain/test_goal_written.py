"""Every worked example can be typed into the form, in either language, and means the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from goal_examples import dec, keep, periodic, reach, yes_no

from bot.domain.errors import Invalid
from bot.domain.goals.model import Direction, Measure, Period, Shape
from bot.domain.goals.written import Form, form_of, phases, written

Example = tuple[Form, dict[str, str], dict[str, str], Measure]


def both(form: Form, unit: str, measure: Measure, **texts: str) -> Example:
    """The same in both languages: texts are Vietnamese, their signs change places in English."""
    swap = str.maketrans({".": ",", ",": "."})
    english = {name: text.translate(swap) for name, text in texts.items()}
    return form, texts | {"unit": unit}, english | {"unit": unit}, replace(measure, unit=unit)


def two(form: Form, vi: dict[str, str], en: dict[str, str], measure: Measure) -> Example:
    return form, vi, en, measure


FROM_TO, AT_LEAST, AT_MOST = Form.FROM_TO, Form.AT_LEAST, Form.AT_MOST
EXAMPLES: list[Example] = [
    both(FROM_TO, "min", reach(48, 30), start="48", target="30"),
    both(FROM_TO, "%", reach(7, 3), start="7", target="3"),
    both(FROM_TO, "/10", reach("7.5", 9), start="7,5", target="9"),
    both(FROM_TO, "/10", reach(7, 8, minimum_sample=100), start="7", target="8", sample="100"),
    both(FROM_TO, "%", reach(20, 35), start="20%", target="35 %"),
    both(FROM_TO, "visits", reach(220400, 308000), start="220.400", target="308.000"),
    both(FROM_TO, "downloads", reach(0, 100000), start="0", target="100.000"),
    both(AT_LEAST, "%", reach(31, 40), start="31", target="40"),
    both(AT_MOST, "₫", reach(165000, 120000), start="165.000", target="120.000"),
    two(
        AT_LEAST,
        {"unit": "₫", "start": "1,2 triệu", "target": "1,33 triệu"},
        {"unit": "₫", "start": "1.2 million", "target": "1.33 million"},
        reach(1_200_000, 1_330_000, "₫"),
    ),
    two(
        FROM_TO,
        {"unit": "₫", "start": "15 tỷ", "target": "30 tỷ"},
        {"unit": "₫", "start": "15 billion", "target": "30bn"},
        reach(15 * 10**9, 30 * 10**9, "₫"),
    ),
    both(AT_LEAST, "%", keep(95), start="", target="95"),
    both(AT_MOST, "%", keep(None, 10), start="", target="10"),
    both(AT_MOST, "rings", keep(None, 3), target="3"),
    both(AT_LEAST, "stars", keep("4.5", minimum_sample=1000), target="4,5", sample="1.000"),
    both(
        Form.WITHIN,
        "%",
        replace(keep(90, 110), direction=Direction.UP),
        floor="90",
        ceiling="110",
    ),
    both(Form.EVERY, "posts", periodic(30, start=Decimal(0)), period="month", target="30"),
    both(
        Form.EVERY,
        "creatives",
        periodic(5, start=Decimal(0), floor=Decimal(3)),
        period="month",
        target="5",
        floor="3",
    ),
    both(
        Form.EVERY_MOST,
        "complaints",
        periodic(0, start=Decimal(0), direction=Direction.DOWN, period=Period.WEEK),
        period="week",
        target="0",
    ),
    two(Form.YES_NO, {}, {}, replace(yes_no(), start=Decimal(0), target=Decimal(1))),
    both(FROM_TO, "%", reach(0, 30), start="0", target="+30"),
    both(FROM_TO, "%", reach(50, 80), start="50", target="80"),
    both(FROM_TO, "visits", reach(5000, 10000), start="5.000", target="10.000"),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one[0]}-{one[3].target}")
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_example_is_read_in_either_language(example: Example, locale: str) -> None:
    form, vietnamese, english, measure = example
    texts = vietnamese if locale == "vi" else english
    found = written(form, texts, locale=locale, keep=None)
    assert dict(found.errors) == {}
    assert found.measure == measure
    again = {AT_LEAST: {AT_LEAST, FROM_TO}, AT_MOST: {AT_MOST, FROM_TO}}.get(form, {form})
    assert form_of(measure) in again


def test_milestones_are_lines_with_weights() -> None:
    text = "- Thiết kế xong\n\n• Ra bản thử (2,5)\n3 khách dùng thử [x3]"
    found = written(Form.MILESTONES, {"milestones": text}, locale="vi", keep=None)
    assert found.milestones == (
        ("Thiết kế xong", 1000),
        ("Ra bản thử", 2500),
        ("3 khách dùng thử", 3000),
    )
    assert found.measure == Measure(Shape.MILESTONES, "", Direction.UP, dec(0), dec("6.5"))


@pytest.mark.parametrize(
    ("form", "start", "target", "inside"),
    [
        (AT_LEAST, "96", "95", True),
        (AT_LEAST, "95", "95", True),
        (AT_LEAST, "94", "95", False),
        (AT_MOST, "9", "10", True),
        (AT_MOST, "11", "10", False),
    ],
)
def test_whether_to_keep_is_asked_where_the_start_lies_inside(
    form: Form, start: str, target: str, inside: bool
) -> None:
    texts = {"unit": "%", "start": start, "target": target}
    found = written(form, texts, locale="vi", keep=None)
    assert found.start_inside is inside
    if inside:
        kept = written(form, texts, locale="vi", keep=True)
        assert kept.measure is not None
        assert kept.measure.shape is Shape.KEEP
        further = written(form, texts, locale="vi", keep=False)
        assert [error.key for error in further.errors.values()] == ["typed.already_there"]


def test_phases_are_days_with_figures() -> None:
    span: dict[str, Any] = {"first": date(2026, 10, 1), "last": date(2027, 3, 31)}
    text = "31/12: 1.500\n15/02 = 2000"
    found = phases(text, locale="vi", unit="", today=date(2026, 10, 1), **span)
    assert found == ((date(2026, 12, 31), dec(1500)), (date(2027, 2, 15), dec(2000)))
    for wrong, key in (("hôm nào: 5", "unreadable"), ("1/7/2030: 5", "outside")):
        with pytest.raises(Invalid, match=key):
            phases(wrong, locale="vi", unit="", today=date(2026, 10, 1), **span)

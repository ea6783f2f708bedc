"""How figures and measures are read."""

from decimal import Decimal
from pathlib import Path

import pytest
from import_file import MEASURE, SMALL, Load, only_key_result, run
from import_file import load as load_text

from bot.domain.goals.model import Direction, Measure, Period, Shape
from bot.domain.kpis.model import KpiSide
from bot.services import importing
from storage.uow import Database


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda text: load_text(text, tmp_path)


def measure_of(load: Load, fields: str) -> Measure:
    return load(SMALL.replace(MEASURE, fields)).objectives[1].key_results[0].measure


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            'unit: "%", from: 31, at_least: 40',
            Measure(Shape.REACH, "%", Direction.UP, Decimal(31), Decimal(40)),
        ),
        (
            "unit: VND, from: 165_000, at_most: 120_000",
            Measure(Shape.REACH, "VND", Direction.DOWN, Decimal(165000), Decimal(120000)),
        ),
        (
            "unit: phút, from: 48, to: 30",
            Measure(Shape.REACH, "phút", Direction.DOWN, Decimal(48), Decimal(30)),
        ),
        (
            "unit: /10, from: 7.5, to: 9, min_sample: 100",
            Measure(
                Shape.REACH, "/10", Direction.UP, Decimal("7.5"), Decimal(9), minimum_sample=100
            ),
        ),
        (
            'unit: "%", keep: {at_least: 95}',
            Measure(Shape.KEEP, "%", Direction.UP, None, None, floor=Decimal(95)),
        ),
        (
            'unit: "%", keep: {between: [90, 110]}',
            Measure(
                Shape.KEEP, "%", Direction.UP, None, None, floor=Decimal(90), ceiling=Decimal(110)
            ),
        ),
        (
            'unit: "%", keep: {at_most: 10}',
            Measure(Shape.KEEP, "%", Direction.DOWN, None, None, ceiling=Decimal(10)),
        ),
        (
            "unit: bài, every: month, to: 50",
            Measure(
                Shape.PERIODIC, "bài", Direction.UP, Decimal(0), Decimal(50), period=Period.MONTH
            ),
        ),
        (
            "unit: mẫu, every: month, at_least: 3, to: 5",
            Measure(
                Shape.PERIODIC,
                "mẫu",
                Direction.UP,
                Decimal(0),
                Decimal(5),
                floor=Decimal(3),
                period=Period.MONTH,
            ),
        ),
        ("done: no", Measure(Shape.YES_NO, "", Direction.UP, Decimal(0), Decimal(1))),
    ],
)
def test_measures_are_read_as_a_manager_writes_them(
    load: Load, fields: str, expected: Measure
) -> None:
    assert measure_of(load, fields) == expected


@pytest.mark.parametrize(("written", "value", "progress"), [("no", 0, 0), ("true", 1, 1_000_000)])
def test_yes_or_no_starts_with_what_the_file_says(
    database: Database, load: Load, written: str, value: int, progress: int
) -> None:
    fields = f"done: {written}"
    run(
        database, load(SMALL.replace("unit: lượt, from: 220000, to: 308000, value: 256400", fields))
    )
    with database.reading() as session:
        row = only_key_result(session)
        assert (row.value, row.progress) == (value, progress)


def test_range_and_watched_kpis(load: Load) -> None:
    both = load(SMALL.replace("at_most: 3", "between: [90, 110], critical: [80, 120]"))
    measure = both.kpis[0].measure
    assert (measure.side, measure.low, measure.high) == (KpiSide.RANGE, 90, 110)
    assert (measure.critical, measure.critical_high) == (80, 120)
    watched = load(SMALL.replace("at_most: 3", "watch_only: true")).kpis[0].measure
    assert (watched.target, watched.low, watched.high) == (None, None, None)


def test_numbers_never_pass_through_binary_floats(database: Database, load: Load) -> None:
    run(database, load(SMALL.replace("value: 256400", "value: 123456789012345.123456")))
    with database.reading() as session:
        assert only_key_result(session).value == Decimal("123456789012345.123456")


def test_decomposed_letters_and_byte_order_mark_are_read_alike(tmp_path: Path, load: Load) -> None:
    composed = load(SMALL)
    path = tmp_path / "mac.yaml"
    decomposed = SMALL.replace("ầ", "a\u0302\u0300")
    path.write_bytes(b"\xef\xbb\xbf" + decomposed.encode())
    assert importing.load(path) == composed

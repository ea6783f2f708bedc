"""Figures that are fetched by themselves: when, what becomes of them, and of failures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from company import CHI, EMMA, HANOI, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.connectors import Every, Figure, FigureDay, Source, SourceKind
from bot.domain.errors import Conflict, Invalid, NotFound
from bot.services.connecting import arranging, fetching
from bot.services.connecting.arranging import Wanted
from storage.tables import Connector, Schedule

SOURCE = Source(SourceKind.SQL, "env:OKRBOT_SECRET_SHOP", query="SELECT 1")
MONDAY_SIX = datetime(2026, 11, 16, 6, 0, tzinfo=HANOI)
SLOW = Invalid("connector.timeout", host="bi.example", seconds=10)


@dataclass(slots=True)
class Shop:
    """A source that answers as a test wants it to; no transaction may be open meanwhile."""

    desk: Desk
    answers: list[Sequence[Figure] | Exception] = field(default_factory=list)
    asked: list[Source] = field(default_factory=list)

    def __call__(self, source: Source) -> Sequence[Figure]:
        with self.desk.database.unit_of_work() as session:
            session.connection()  # SQLite has one writer: an open transaction would stop this
        self.asked.append(source)
        found = self.answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def fetch(self, at: datetime) -> int:
        """A tick, and what follows it."""
        self.desk.tick(at)
        return fetching.fetch_wanted(self.desk.rt, self)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_kpi("emma", "CPA", at_most=100, unit="₫")
    found.write()
    return found


@pytest.fixture
def shop(desk: Desk, company: Company) -> Shop:
    add(desk)
    assert company
    return Shop(desk)


def add(desk: Desk, kpi: str = "kpi1", day: FigureDay = FigureDay.TODAY) -> None:
    with desk.database.unit_of_work() as session:
        arranging.add(session, WORKSPACE, Wanted(kpi, SOURCE, time(6), day), at=desk.now)


def values(company: Company) -> list[tuple[date | None, Decimal, str]]:
    return [(one.observed_on, one.value, one.source) for one in company.readings("kpi1")]


def test_it_is_fetched_at_its_time_and_moves_the_alert(shop: Shop, company: Company) -> None:
    shop.answers = [[Figure(Decimal(130))], [Figure(Decimal(130))], [Figure(Decimal(131))]]
    assert shop.fetch(MONDAY_SIX - timedelta(seconds=1)) == 0
    assert shop.fetch(MONDAY_SIX) == 1
    assert shop.asked == [SOURCE]
    assert values(company) == [(date(2026, 11, 16), Decimal(130), "connector")]
    kinds = [one.kind for one in shop.desk.prepared() if one.kind.startswith("alert")]
    assert kinds == ["alert_card", "alert_dm"]
    assert shop.fetch(MONDAY_SIX + timedelta(hours=1)) == 0
    assert shop.fetch(MONDAY_SIX + timedelta(days=1)) == 1
    assert shop.fetch(MONDAY_SIX + timedelta(days=2)) == 1
    assert [one[1] for one in values(company)] == [130, 131], "the same again is no news"


def test_a_bot_that_was_away_asks_at_once_when_it_is_back(shop: Shop, company: Company) -> None:
    shop.answers = [[Figure(Decimal(90))], [Figure(Decimal(91))]]
    assert shop.fetch(MONDAY_SIX + timedelta(days=2, hours=4)) == 1
    assert [(on, value) for on, value, _ in values(company)] == [(date(2026, 11, 18), Decimal(90))]
    assert shop.fetch(MONDAY_SIX + timedelta(days=3)) == 1


def test_a_figure_of_yesterday_and_rows_with_dates_count_for_their_days(
    desk: Desk, company: Company
) -> None:
    add(desk, day=FigureDay.YESTERDAY)
    shop = Shop(desk, [[Figure(Decimal(90)), Figure(Decimal(80), date(2026, 11, 3))]])
    shop.fetch(MONDAY_SIX)
    assert [one[0] for one in values(company)] == [date(2026, 11, 3), date(2026, 11, 15)]


def test_it_may_be_asked_every_hour_or_every_week(desk: Desk, company: Company) -> None:
    shop = Shop(desk, [[Figure(Decimal(n))] for n in range(90, 95)])
    with desk.database.unit_of_work() as session:
        hourly = Wanted("kpi1", SOURCE, time(0, 10), every=Every.HOUR)
        row = arranging.add(session, WORKSPACE, hourly, at=desk.now)
    ten_past = MONDAY_SIX + timedelta(minutes=10)
    hours = [shop.fetch(ten_past + timedelta(minutes=n)) for n in (0, 59, 60, 119, 120)]
    assert hours == [1, 0, 1, 0, 1]
    assert {on for on, _, _ in values(company)} == {date(2026, 11, 16)}
    desk.now = MONDAY_SIX + timedelta(hours=3)
    with desk.database.unit_of_work() as session:
        weekly = Wanted("kpi1", SOURCE, time(6), every=Every.WEEK, weekday=1)
        arranging.change(session, session.merge(row), weekly, at=desk.now)
    days = [shop.fetch(MONDAY_SIX + timedelta(days=n)) for n in (1, 2, 7, 8)]
    assert days == [1, 0, 0, 1]


def test_a_failing_source_is_tried_again_and_told_once(shop: Shop, company: Company) -> None:
    shop.answers = [SLOW] * 5 + [[Figure(Decimal(90))]]
    at = MONDAY_SIX
    assert shop.fetch(at) == 1
    assert shop.fetch(at + timedelta(minutes=9)) == 0
    assert shop.fetch(at + timedelta(minutes=10)) == 1
    assert shop.desk.prepared(kind="connector_failed") == []
    assert shop.fetch(at + timedelta(minutes=40)) == 1
    told = shop.desk.prepared(kind="connector_failed")
    assert sorted((one.target, one.params["is_admin"]) for one in told) == [
        (CHI, True),
        (EMMA, False),
    ]
    assert shop.fetch(at + timedelta(hours=3)) == 0, "until tomorrow"
    assert [shop.fetch(at + timedelta(days=day)) for day in (1, 2, 3)] == [1, 1, 1]
    assert len(shop.desk.prepared(kind="connector_failed")) == 2
    assert [one[1] for one in values(company)] == [90]
    [row] = rows(shop.desk.database, Connector)
    assert (row.failures, row.failed_because, row.wanted_at) == (0, None, None)


def test_what_people_are_told_says_what_to_do(shop: Shop, desk: Desk, company: Company) -> None:
    shop.answers = [SLOW] * 3
    for minutes in (0, 10, 40):
        shop.fetch(MONDAY_SIX + timedelta(minutes=minutes))
    said = {
        one.target: desk.rt.render.message(
            one.kind, one.params, locale=one.locale, tz=one.tz
        ).blocks[0]["text"]["text"]
        for one in desk.prepared(kind="connector_failed")
    }
    assert "bi.example gave no whole answer within 10 seconds." in said[EMMA]
    assert f"/kpi set #{company.kpi('kpi1').id}" in said[EMMA]
    assert "bi.example không trả lời trọn vẹn trong 10 giây." in said[CHI]
    assert "okrbot connectors try kpi1" in said[CHI]


@pytest.mark.parametrize(
    ("figure", "because"),
    [
        (Figure(Decimal(90_000)), "readings.jump"),
        (Figure(Decimal(90), date(2026, 11, 18)), "readings.future"),
        (Figure(Decimal(10) ** 16), "number.out_of_range"),
    ],
)
def test_a_figure_that_cannot_be_taken_is_a_failure(
    shop: Shop, company: Company, figure: Figure, because: str
) -> None:
    shop.answers = [[Figure(Decimal(90))], [figure]]
    shop.fetch(MONDAY_SIX)
    shop.fetch(MONDAY_SIX + timedelta(days=1))
    [row] = rows(shop.desk.database, Connector)
    assert (row.failures, row.failed_because) == (1, because)
    assert [one[1] for one in values(company)] == [90]


def test_one_that_was_removed_while_it_was_asked_writes_nothing(
    shop: Shop, company: Company
) -> None:
    def fetch(_: Source) -> Sequence[Figure]:
        with shop.desk.database.unit_of_work() as session:
            arranging.remove(session, WORKSPACE, "kpi1", at=shop.desk.now)
        return [Figure(Decimal(90))]

    shop.desk.tick(MONDAY_SIX)
    assert fetching.fetch_wanted(shop.desk.rt, fetch) == 1
    assert values(company) == []
    assert [one for one in rows(shop.desk.database, Schedule) if one.kind == "connector"] == []


def test_two_processes_ask_a_source_once(shop: Shop, company: Company) -> None:
    def fetch(source: Source) -> Sequence[Figure]:
        assert fetching.fetch_wanted(shop.desk.rt, shop) == 0, "the first one has it"
        return shop(source)

    shop.answers = [[Figure(Decimal(90))]]
    shop.desk.tick(MONDAY_SIX)
    assert fetching.fetch_wanted(shop.desk.rt, fetch) == 1
    assert len(values(company)) == 1


def test_a_process_that_ends_while_it_asks_leaves_it_to_the_next(
    shop: Shop, company: Company
) -> None:
    def killed(_: Source) -> Sequence[Figure]:
        raise KeyboardInterrupt

    shop.desk.tick(MONDAY_SIX)
    with pytest.raises(KeyboardInterrupt):
        fetching.fetch_wanted(shop.desk.rt, killed)
    shop.answers = [[Figure(Decimal(90))]]
    assert shop.fetch(MONDAY_SIX + timedelta(minutes=4)) == 0
    assert shop.fetch(MONDAY_SIX + timedelta(minutes=5)) == 1
    assert len(values(company)) == 1


def test_a_kpi_has_one_connector_and_another_workspace_none(desk: Desk, shop: Shop) -> None:
    assert shop
    with pytest.raises(Conflict, match="has_one"):
        add(desk)
    with pytest.raises(NotFound, match=r"kpi\.unknown"):
        add(desk, "kpi9")
    desk.company("T0OTHER").write()
    with desk.database.reading() as session:
        assert arranging.listed(session, "T0OTHER") == []
        [row] = arranging.listed(session, WORKSPACE)
    assert (row["kpi"], row["rule"], row["failures"]) == ("kpi1", {"at": "06:00"}, 0)


def test_an_answer_that_comes_after_another_process_took_over_is_dropped(
    shop: Shop, company: Company
) -> None:
    def slow(_: Source) -> Sequence[Figure]:
        shop.desk.now += fetching.LEASE
        assert fetching.fetch_wanted(shop.desk.rt, shop) == 1
        return [Figure(Decimal(90))]

    shop.answers = [[Figure(Decimal(95))]]
    shop.desk.tick(MONDAY_SIX)
    fetching.fetch_wanted(shop.desk.rt, slow)
    assert [one[1] for one in values(company)] == [95]

"""What a KPI stands at: several readings of a period, other periods, the KPIs below it."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, LONDON, Company, rows
from desk import Desk
from sqlmodel import select

from bot.domain.commands import parse
from bot.domain.commands.kpis import KpiSet
from bot.domain.errors import Invalid, NotFound
from bot.services import kpis, recording, undoing
from bot.services.recording import Origin, Said
from storage.tables import Alert, Kpi, Message, Reading, Reply
from storage.uow import Database

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
CHURN = {"unit": "%", "at_most": 3, "frequency": "month"}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Desk:
    return Desk(sqlite_database, tmp_path)


@pytest.fixture
def company(desk: Desk) -> Company:
    desk.now = MONDAY
    return desk.company()


def says(desk: Desk, line: str, *, who: str = EMMA) -> None:
    desk.now += timedelta(minutes=1)
    asked = parse("/kpi", f"set {line}")
    assert isinstance(asked, KpiSet)
    kpis.set_value(desk.rt, asked, by=desk.by(who), key=desk.key())


def undo(desk: Desk) -> None:
    desk.now += timedelta(minutes=1)
    newest = [reply for reply in rows(desk.database, Reply) if reply.undone_at is None][-1]
    undoing.undo(desk.rt, newest.id, by=desk.by(EMMA), key=desk.key())


def figure(desk: Desk, title: str) -> Decimal | None:
    return _kpi(desk, title).value


def _kpi(desk: Desk, title: str) -> Kpi:
    return next(kpi for kpi in rows(desk.database, Kpi) if kpi.title == title)


def alerts(desk: Desk, title: str) -> list[tuple[str, str]]:
    kpi_id = _kpi(desk, title).id
    return [(a.state, a.severity) for a in rows(desk.database, Alert) if a.kpi_id == kpi_id]


def shown(desk: Desk, title: str) -> dict[str, Any]:
    return kpis.show(desk.rt, title, by=desk.by(EMMA))


def test_readings_of_a_period_add_up_and_a_second_one_of_a_day_corrects(
    desk: Desk, company: Company
) -> None:
    counted = {"unit": "posts", "at_least": 10, "aggregation": "sum"}
    company.given_kpi("emma", "Posts", **counted, readings=[{"on": "2026-11-12", "value": 12}])
    company.write()
    for posts in (4, 3, 7):
        says(desk, f"posts {posts}")
        desk.now += DAY if posts == 4 else timedelta()
    assert figure(desk, "Posts") == 11
    undo(desk)
    # Seven posts until Tuesday are no bad week yet: last week's twelve are what counts.
    assert (figure(desk, "Posts"), alerts(desk, "Posts")) == (7, [])
    assert (shown(desk, "Posts")["status"], shown(desk, "Posts")["judged"]) == ("inside", "12")
    # Late news of last week changes last week alone.
    says(desk, "posts 2 last week")
    assert (figure(desk, "Posts"), shown(desk, "Posts")["recent"]) == (
        7,
        [{"on": "2026-11-09", "value": "14"}, {"on": "2026-11-16", "value": "7"}],
    )
    desk.now += 3 * DAY
    says(desk, "posts 1")
    assert (figure(desk, "Posts"), alerts(desk, "Posts")) == (8, [("firing", "critical")])


@pytest.mark.parametrize(("off", "judged"), [([], "12"), ([{"on": "2026-11-20"}], None)])
def test_a_week_is_whole_on_its_last_working_day(
    desk: Desk, company: Company, off: list[dict[str, str]], judged: str | None
) -> None:
    """Eight posts until Thursday: where Friday is a day off, that was the week."""
    company.calendar = {"holidays": off}
    counted = {"unit": "posts", "at_least": 10, "aggregation": "sum"}
    company.given_kpi("emma", "Posts", **counted, readings=[{"on": "2026-11-12", "value": 12}])
    company.write()
    desk.now += 3 * DAY
    says(desk, "posts 8")
    assert shown(desk, "Posts")["judged"] == judged
    assert alerts(desk, "Posts") == ([] if judged else [("firing", "critical")])


def test_the_mean_of_a_period_is_judged_as_it_stands(desk: Desk, company: Company) -> None:
    company.given_kpi("emma", "Reply time", unit="min", at_most=30, aggregation="mean")
    company.write()
    desk.now += DAY
    for day, minutes in (("16/11", 20), ("17/11", 50)):
        says(desk, f"reply time {minutes} {day}")
    assert (figure(desk, "Reply time"), alerts(desk, "Reply time")) == (
        35,
        [("firing", "critical")],
    )


def test_the_latest_day_counts_whatever_is_entered_after_it(desk: Desk, company: Company) -> None:
    company.given_kpi("emma", "Followers", unit="people", at_least=100)
    company.write()
    desk.now += DAY
    says(desk, "followers 120")
    says(desk, "followers 90 yesterday forgotten")
    assert figure(desk, "Followers") == 120
    assert rows(desk.database, Reading)[-1].note == "forgotten"
    says(desk, "followers 95")
    assert figure(desk, "Followers") == 95


def test_growth_on_last_year_raises_the_alarm_and_names_the_change(
    desk: Desk, company: Company
) -> None:
    """Revenue 100 a year ago: at least +30 % is wanted. More periods than an alert looks at."""
    months = [*(f"2025-{n}-28" for n in (11, 12)), *(f"2026-{n:02}-28" for n in range(1, 11))]
    last_year = [{"on": month, "value": 100 - n} for n, month in enumerate(months)]
    limits = {"unit": "tỷ ₫", "at_least": 30, "basis": "last_year", "frequency": "month"}
    company.given_kpi("emma", "Revenue", **limits, readings=last_year)
    company.write()
    assert (shown(desk, "Revenue")["status"], alerts(desk, "Revenue")) == ("no_data", [])
    says(desk, "revenue 125")
    found = shown(desk, "Revenue")
    assert (found["value"], found["judged"], found["status"]) == ("125", "25", "outside")
    assert alerts(desk, "Revenue") == [("firing", "critical")]
    [card] = [one for one in rows(desk.database, Message) if one.kind == "alert_card"]
    assert (card.params["value"], card.params["judged"]) == ("125", "25")
    says(desk, "revenue 131")
    assert (shown(desk, "Revenue")["judged"], alerts(desk, "Revenue")) == (
        "31",
        [("resolved", "critical")],
    )


def test_a_weak_week_is_made_up_for(desk: Desk, company: Company) -> None:
    limits = {"unit": "posts", "at_least": 10, "make_up": True}
    before = [{"on": "2026-11-06", "value": 14}]
    company.given_kpi("emma", "Posts", **limits, readings=before)
    company.write()
    says(desk, "posts 7 last week")
    assert (alerts(desk, "Posts"), shown(desk, "Posts")["judged"]) == ([], "10.5")
    says(desk, "posts 6")
    assert (alerts(desk, "Posts"), shown(desk, "Posts")["judged"]) == ([], "9")
    desk.now += 7 * DAY
    says(desk, "posts 10")
    assert (alerts(desk, "Posts"), shown(desk, "Posts")["judged"]) == (
        [("firing", "warning")],
        "9.25",
    )


def test_days_of_a_month_are_made_up_for_from_its_first_one(desk: Desk, company: Company) -> None:
    """Two good days at the beginning carry thirteen that are a bit too weak."""
    days = [{"on": f"2026-11-{n:02}", "value": 40 if n < 3 else 9} for n in range(1, 16)]
    limits = {"unit": "orders", "at_least": 10, "make_up": True, "frequency": "day"}
    company.given_kpi("emma", "Orders", **limits, readings=days)
    company.write()
    says(desk, "orders 9")
    assert (alerts(desk, "Orders"), shown(desk, "Orders")["judged"]) == ([], "12.875")


def test_whoever_brings_a_reading_brings_none_of_the_future(desk: Desk, company: Company) -> None:
    company.given_kpi("emma", "Response time")
    company.write()
    origin = Origin(desk.by(EMMA).person_id, desk.now, "Europe/London", "api")
    with desk.database.unit_of_work() as session:
        kpi = session.exec(select(Kpi)).one()
        with pytest.raises(Invalid, match=r"reading\.future"):
            recording.reading(session, kpi, Said(Decimal(9)), origin, on=desk.now.date() + DAY)


def parts(company: Company) -> None:
    """Churn of the company is that of two regions; each of them of its customers."""
    whole = company.given_kpi("emma", "Churn", **CHURN, combines="ratio")
    company.given_kpi("emma", "Churn north", **CHURN, parent=whole)
    company.given_kpi("emma", "Churn south", **CHURN, parent=whole)
    company.write()


def test_a_ratio_follows_from_its_parts_with_an_alert_of_its_own(
    desk: Desk, company: Company
) -> None:
    """14 of 200 and 6 of 800 are 2 %, where their mean would be 3.9 %."""
    parts(company)
    says(desk, "Churn north 14/200")
    assert figure(desk, "Churn north") == 7
    assert (figure(desk, "Churn"), alerts(desk, "Churn north")) == (
        None,
        [("firing", "critical")],
    )
    says(desk, "Churn south 6/800")
    assert (figure(desk, "Churn"), alerts(desk, "Churn")) == (2, [])
    says(desk, "Churn south 46/800")
    assert (figure(desk, "Churn"), alerts(desk, "Churn")) == (6, [("firing", "critical")])
    computed = [row for row in rows(desk.database, Reading) if row.source == "computed"]
    assert [(row.value, row.numerator, row.denominator) for row in computed] == [
        (2, 20, 1000),
        (6, 60, 1000),
    ]
    undo(desk)
    assert (figure(desk, "Churn"), alerts(desk, "Churn")) == (2, [("resolved", "critical")])
    undo(desk)
    assert figure(desk, "Churn") is None


def test_a_percentage_without_its_parts_makes_no_ratio(desk: Desk, company: Company) -> None:
    parts(company)
    says(desk, "Churn north 14/200")
    says(desk, "Churn south 2%")
    assert (figure(desk, "Churn south"), figure(desk, "Churn")) == (Decimal(2), None)


def test_a_key_result_follows_a_kpi_that_follows_from_others(desk: Desk, company: Company) -> None:
    follows = {"unit": "%", "from": 7, "to": 3, "value": None, "follows": "kpi1"}
    goal = company.given_key_result("emma", "Rebuild loyalty", **follows)
    parts(company)
    says(desk, "Churn north 14/200")
    assert company.value(goal) is None
    says(desk, "Churn south 36/800 October")
    assert company.value(goal) is None
    says(desk, "Churn south 36/800")
    assert (figure(desk, "Churn"), company.value(goal)) == (5, 5)
    says(desk, "Churn north 4/200")
    assert (figure(desk, "Churn"), company.value(goal)) == (4, 4)
    undo(desk)
    assert (figure(desk, "Churn"), company.value(goal)) == (5, 5)


def test_sums_climb_to_the_top_by_period(desk: Desk, company: Company) -> None:
    limits = {"unit": "tỷ ₫", "at_least": 10, "frequency": "month"}
    top = company.given_kpi("emma", "Revenue", **limits, combines="sum")
    middle = company.given_kpi("emma", "Retail", **limits, combines="weighted", parent=top)
    for title, weight in (("Hanoi", 3), ("Hue", 1)):
        company.given_kpi("emma", title, **limits, parent=middle, weight=weight)
    company.given_kpi("emma", "Online", **limits, parent=top)
    company.write()
    says(desk, "Online 5 tháng 10")
    says(desk, "Hanoi 9 tháng 10")
    assert (figure(desk, "Retail"), figure(desk, "Revenue")) == (None, None)
    says(desk, "Hue 5 tháng 10")
    assert (figure(desk, "Retail"), figure(desk, "Revenue")) == (8, 13)
    # November is another period, of which only one part is there.
    says(desk, "Hanoi 20")
    assert (figure(desk, "Retail"), figure(desk, "Revenue")) == (8, 13)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Churn 3%", "reading.computed"),
        ("Churn north 3% 20/11", "reading.future"),
        ("Churn north 3% Q3", "reading.longer"),
        ("Churn north 3/0", "reading.of_nothing"),
        ("Churn north NaN", "value.none"),
        ("Churn north inf", "value.none"),
        ("Churn north", "value.none"),
    ],
)
def test_what_is_no_reading_is_refused(desk: Desk, company: Company, line: str, error: str) -> None:
    parts(company)
    with pytest.raises(Invalid, match=re.escape(error)):
        says(desk, line)
    assert rows(desk.database, Reading) == []


def test_a_slip_of_the_unit_is_asked_about_and_keeps_its_day(desk: Desk, company: Company) -> None:
    """A jump of 1,000 times, and per cent of minutes."""
    read = [{"on": f"2026-11-{day:02}", "value": 30} for day in (1, 8)]
    company.given_kpi("emma", "Response time", readings=read)
    company.write()
    for said in ("31000", "0.031", "40%"):
        says(desk, f"response time {said} last week")
    assert figure(desk, "Response time") == 30


def test_a_private_kpi_is_seen_by_few(desk: Desk, company: Company) -> None:
    company.given_kpi("emma", "Turnover", unit="%", at_most=5, visibility="private")
    company.write()
    for person in (EMMA, BINH, CHI):
        assert kpis.show(desk.rt, "Turnover", by=desk.by(person))["title"] == "Turnover"
    for person in (AN, DAN):
        with pytest.raises(NotFound, match=r"kpi\.unknown"):
            kpis.show(desk.rt, "Turnover", by=desk.by(person))

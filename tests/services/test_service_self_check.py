"""The bot holds its KPIs against their readings now and then, and mends what differs."""

from datetime import datetime
from decimal import Decimal

from company import EMMA, LONDON, rows
from desk import Desk
from sqlalchemy import update

from bot.services import answering
from bot.services.alerting import handling, self_check
from bot.services.saving import Came
from storage.tables import Alert, Kpi

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=LONDON)


def given_an_alert(desk: Desk) -> Alert:
    company = desk.company()
    company.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    company.write()
    desk.now = MONDAY
    came = Came(desk.key(), "response time 58 min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))
    [alert] = rows(desk.database, Alert)
    assert alert.state == "firing"
    return alert


def write(desk: Desk, **values: object) -> None:
    """Behind the bot's back."""
    with desk.database.unit_of_work() as session:
        session.execute(update(Kpi).values(**values))


def test_what_a_kpi_shows_is_mended_by_its_readings(desk: Desk) -> None:
    given_an_alert(desk)
    [before] = rows(desk.database, Kpi)
    assert self_check.check(desk.rt) == 0
    write(desk, value=Decimal(12), observed="")
    assert self_check.check(desk.rt) == 1
    [after] = rows(desk.database, Kpi)
    assert (after.value, after.observed) == (Decimal(58), before.observed)
    assert [alert.state for alert in rows(desk.database, Alert)] == ["firing"]


def test_an_open_alert_follows_and_a_closed_one_stays_closed(desk: Desk) -> None:
    alert = given_an_alert(desk)
    handling.close(desk.rt, alert.id, "two more people", by=desk.by(EMMA), key=desk.key())
    assert self_check.check(desk.rt) == 0
    came = Came(desk.key(), "response time 59 min", "reply")
    answering.reply(desk.rt, came, by=desk.by(EMMA))
    assert [one.state for one in rows(desk.database, Alert)] == ["closed", "firing"]
    write(desk, high=Decimal(60), target=Decimal(60))
    assert self_check.check(desk.rt) == 1
    assert [one.state for one in rows(desk.database, Alert)] == ["closed", "recovering"]

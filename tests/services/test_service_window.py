"""More than two thousand rows of the schedule: each person has their own moment."""

from datetime import datetime, time, timedelta
from typing import Any

from company import HANOI, WORKSPACE
from desk import Desk
from sqlalchemy import insert
from sqlmodel import col, select

from bot.services import rules
from bot.services.importing import schedule_rows
from bot.services.planning import Planner
from storage.tables import Person, Schedule

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def test_thousands_are_asked_in_a_window_each_at_the_same_moment_every_week(desk: Desk) -> None:
    people = desk.company()
    people.write()
    with desk.database.unit_of_work() as session:
        session.execute(insert(Person), [stranger(n) for n in range(2_001)])
    with desk.database.unit_of_work() as session:
        ids = session.exec(select(Person.id).where(col(Person.key).is_(None))).all()
        session.execute(insert(Schedule), [question(person_id, desk.now) for person_id in ids])
    weeks = [planned(desk, MONDAY + week * WEEK - DAY) for week in (0, 1, 2)]
    assert len(weeks[0]) == 2_001
    assert weeks[0] == weeks[1] == weeks[2]
    assert min(weeks[0].values()) >= time(7, 30)
    assert max(weeks[0].values()) < time(10)
    assert len(set(weeks[0].values())) > 1_700, "hardly anybody shares a second"


def stranger(n: int) -> dict[str, Any]:
    facts = {"name": f"P{n}", "slack_user_id": f"U{n:08}", "locale": "vi", "created_at": MONDAY}
    return facts | {"workspace_id": WORKSPACE, "tz": "Asia/Ho_Chi_Minh"}


def question(person_id: int, at: datetime) -> dict[str, Any]:
    rule = rules.stored(schedule_rows.CHECK_IN)
    facts = {"kind": "check_in", "subject_id": person_id, "tz": "Asia/Ho_Chi_Minh", "rule": rule}
    return facts | {"workspace_id": WORKSPACE, "next_at": at}


def planned(desk: Desk, after: datetime) -> dict[int, time]:
    """When each person is asked next, on the clock in Hà Nội."""
    with desk.database.reading() as session:
        planner = Planner(session)
        due = session.exec(select(Schedule).where(Schedule.kind == "check_in")).all()
        moments = {row.subject_id: planner.next(row, after=after).at for row in due}
    assert {at.astimezone(HANOI).date() for at in moments.values()} == {(after + DAY).date()}
    return {subject: at.astimezone(HANOI).time() for subject, at in moments.items()}

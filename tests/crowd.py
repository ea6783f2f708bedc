"""Many people, each with a goal, all due at one moment: rows alone, without an import file."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from bot.sandbox.model import Person as SlackPerson
from bot.sandbox.seed import PEOPLE, TEAM, Seed
from storage.inserting import insert_all
from storage.tables import Cycle, KeyResult, Objective, Person, Schedule, Workspace
from storage.uow import Database

MONDAY = {"weekday": 0, "at": "09:00"}
TZ = "Asia/Ho_Chi_Minh"
STARTS, ENDS = date(2026, 1, 1), date(2099, 12, 31)
GOAL, VALUE = "Renewals", 40


def slack_id(n: int) -> str:
    """The Slack user of the n-th person."""
    return f"U0CROWD{n:05}"


def seed(count: int) -> Seed:
    """A Slack workspace in which they all are."""
    crowd = (
        SlackPerson(slack_id(n), f"crowd{n}", f"Crowd {n}", f"c{n}@ml.example", TEAM.id, tz=TZ)
        for n in range(count)
    )
    return Seed(people=(*PEOPLE, *crowd))


def populate(
    database: Database, count: int, *, at: datetime, due_at: datetime, first: int = 0
) -> None:
    """Make `count` of them from the `first` on: each has a goal called GOAL, which stands at VALUE,
    and a check-in due at `due_at`."""
    with database.unit_of_work() as session:
        cycle = session.get(Cycle, 1) or _cycle(session, at)
        people = _people(session, range(first, first + count), at)
        _goals(session, cycle, people)
        session.add_all(_due(person, due_at) for person in people)


def _cycle(session: Session, at: datetime) -> Cycle:
    workspace = session.get(Workspace, TEAM.id)
    if workspace is None:
        workspace = Workspace(id=TEAM.id, name="Crowd", tz=TZ, created_at=at)
        session.add(workspace)
    workspace.pilot = False  # all of them are asked
    made = Cycle(workspace_id=TEAM.id, key="c", name="Cycle", starts_on=STARTS, ends_on=ENDS)
    session.flush()
    session.add(made)
    session.flush()
    return made


def _people(session: Session, numbers: range, at: datetime) -> list[Person]:
    """A bot that runs already reads them in Slack at the same time: whoever is first adds a row."""
    rows = [_row(n, at) for n in numbers]
    insert_all(session, Person, rows, unique=("workspace_id", "slack_user_id"), by="slack_user_id")
    everybody = session.exec(select(Person).where(Person.workspace_id == TEAM.id))
    found = {person.slack_user_id: person for person in everybody}
    people = [found[slack_id(n)] for n in numbers]
    for n, person in zip(numbers, people, strict=True):
        person.key, person.locale = f"c{n}", "en"
    session.flush()
    return people


def _row(n: int, at: datetime) -> dict[str, Any]:
    made = Person(
        workspace_id=TEAM.id,
        slack_user_id=slack_id(n),
        name=f"Crowd {n}",
        tz=TZ,
        created_at=at,
        locale="en",
    )
    return made.model_dump(exclude={"id"})


def _goals(session: Session, cycle: Cycle, people: list[Person]) -> None:
    objectives = [
        Objective(
            workspace_id=TEAM.id,
            cycle_id=cycle.id or 0,
            key=f"o-{person.key}",
            title="Grow",
            level="person",
            owner_id=person.id or 0,
        )
        for person in people
    ]
    session.add_all(objectives)
    session.flush()
    session.add_all(
        KeyResult(
            workspace_id=TEAM.id,
            objective_id=objective.id or 0,
            owner_id=objective.owner_id,
            key="kr",
            position=1,
            title=GOAL,
            shape="reach",
            unit="%",
            direction="up",
            start=Decimal(0),
            target=Decimal(100),
            value=Decimal(VALUE),
            progress=VALUE * 10_000,
            start_on=STARTS,
            due_on=ENDS,
        )
        for objective in objectives
    )


def _due(person: Person, due_at: datetime) -> Schedule:
    return Schedule(
        workspace_id=TEAM.id,
        kind="check_in",
        subject_id=person.id or 0,
        tz=TZ,
        rule=MONDAY,
        next_at=due_at,
        occurs_on=due_at.date(),
    )

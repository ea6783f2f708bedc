"""A small import file, and what its tests ask of the database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session, select

from bot.services import importing
from bot.services.importing import ImportFile, ImportReport
from storage import organisation
from storage.tables import (
    KeyResult,
    Person,
    metadata,
)
from storage.uow import Database

WS = "T0MINHLONG"
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # Monday 08:00 in Hà Nội, 01:00 in London
LATER = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
MEASURE = "unit: lượt, from: 220000, to: 308000, value: 256400"
SMALL = """\
workspace: {name: Minh Long, locale: vi, timezone: Asia/Ho_Chi_Minh, pilot: off}
people:
  - {key: lan, name: Trần Ngọc Lan, slack: U0LAN0001, manager: hung}
  - {key: hung, name: Phạm Quốc Hùng, slack: U0HUNG0001, email: Hung@ML.example, admin: true}
  - {key: tom, name: Tom, slack: U0TOM0001, locale: en, timezone: Europe/London}
teams:
  - key: company
    name: Minh Long
    teams:
      - {key: marketing, name: Marketing, lead: hung, channel: C0MARKETING, members: [lan, hung]}
cycle: {key: 2026-Q4, name: Quý 4/2026, starts: 2026-10-01, ends: 2026-12-31}
objectives:
  - key: o2
    title: Con
    team: marketing
    owner: hung
    parent: o1
  - key: o1
    title: Tăng trưởng
    team: marketing
    owner: hung
    key_results:
      - {key: traffic, title: Tổng traffic, owner: lan, unit: lượt, from: 220000, to: 308000, value: 256400, aliases: [traffic, lượt xem]}
kpis:
  - {key: churn, title: Tỷ lệ rời bỏ, team: marketing, owner: hung, unit: "%", at_most: 3, frequency: month, protects: o1, readings: [{on: 2026-10-05, value: 2.1}, {on: 2026-09-30, value: 7}]}
"""  # noqa: E501


def load(text: str, directory: Path) -> ImportFile:
    """The text as an import file."""
    path = directory / "file.yaml"
    path.write_text(text, "utf-8")
    return importing.load(path)


Load = Callable[[str], ImportFile]


def run(
    database: Database, file: ImportFile, *, at: datetime = AT, dry_run: bool = False
) -> ImportReport:
    return importing.run(database, file, workspace_id=WS, at=at, dry_run=dry_run)


def person(session: Session, key: str) -> Person:
    return organisation.people_by_key(session, WS)[key]


def only_key_result(session: Session) -> KeyResult:
    return session.exec(select(KeyResult)).one()


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        connection = session.connection()
        counted = {
            t.name: len(connection.execute(t.select()).all()) for t in metadata.sorted_tables
        }
    return {name: number for name, number in counted.items() if number}

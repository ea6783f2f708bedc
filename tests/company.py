"""A tiny company for tests, which grows by what a test says it has."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.services import importing
from storage.tables import Audit, CheckIn, KeyResult, Kpi, Person, Reading
from storage.uow import Database

HANOI, LONDON = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/London")
AN, EMMA, BINH = "U0AN0000001", "U0EMMA00001", "U0BINH00001"
CHI, DAN = "U0CHI000001", "U0DAN000001"
SALES = "C0SALES0001"
WORKSPACE = "T0MINHLONG"
SUNDAY = datetime(2026, 11, 15, 20, 0, tzinfo=HANOI)

# An answers in Vietnamese, Emma in English from London; Bình leads both, Chi is an administrator
# and Dan works next door.
PEOPLE = (
    {"key": "an", "name": "An", "slack": AN, "manager": "binh"},
    {"key": "emma", "name": "Emma", "slack": EMMA, "manager": "binh", "locale": "en"}
    | {"timezone": "Europe/London"},
    {"key": "binh", "name": "Bình", "slack": BINH},
    {"key": "chi", "name": "Chi", "slack": CHI, "admin": True},
    {"key": "dan", "name": "Dan", "slack": DAN, "locale": "en"},
)
TEAMS = (
    {"key": "sales", "name": "Sales", "lead": "binh", "channel": SALES, "members": ["an", "emma"]},
    {"key": "support-hanoi", "name": "Support Hanoi", "lead": "dan"},
    {"key": "support-hue", "name": "Support Hue", "lead": "dan"},
)
# Files that were read before, by their text: the tests of a module often say the same.
READ: dict[str, importing.ImportFile] = {}


@dataclass(slots=True)
class Company:
    """Everything that the import file says; what was given is written before anybody looks."""

    database: Database
    folder: Path
    at: datetime
    workspace_id: str = WORKSPACE
    people: list[dict[str, Any]] = field(default_factory=lambda: [dict(one) for one in PEOPLE])
    teams: list[dict[str, Any]] = field(default_factory=lambda: [dict(one) for one in TEAMS])
    key_results: list[dict[str, Any]] = field(default_factory=list)
    kpis: list[dict[str, Any]] = field(default_factory=list)
    calendar: dict[str, Any] | None = None
    pilot: list[str] | str | None = "off"
    escalation: dict[str, Any] | str | None = None
    scorecards: dict[str, Any] | None = None
    private: bool = False
    objective: dict[str, Any] = field(default_factory=lambda: {"team": "sales"})
    written: bool = False

    def write(self) -> None:
        """Bring the database to what was given so far."""
        if self.written:
            return
        self.written = True
        text = json.dumps(self._file(), ensure_ascii=False)
        if text not in READ:
            path = self.folder / f"{self.workspace_id}.yaml"
            path.write_text(text, "utf-8")
            READ[text] = importing.load(path)
        importing.run(self.database, READ[text], workspace_id=self.workspace_id, at=self.at)

    def given_key_result(self, owner: str, title: str, **facts: Any) -> str:
        """A key result from 0 to 100 % at 40 % unless `facts` say something else; its key."""
        wordy = facts.keys() & {"done", "milestones"}
        measured = wordy or facts.keys() & {"to", "keep", "every", "at_least", "at_most"}
        usual = {} if measured else {"from": 0, "to": 100, "value": 40}
        chosen = usual | ({} if wordy else {"unit": "%"}) | facts
        key = f"kr{len(self.key_results) + 1}"
        self.key_results.append({"key": key, "title": title, "owner": owner, **chosen})
        self.written = False
        return key

    def given_kpi(self, owner: str, title: str, **facts: Any) -> str:
        """A weekly KPI that is at most 30 minutes unless `facts` say something else; its key."""
        limits = facts.keys() & {"at_least", "at_most", "between", "watch_only"}
        chosen = facts if limits else {"unit": "min", "at_most": 30} | facts
        key = f"kpi{len(self.kpis) + 1}"
        self.kpis.append({"key": key, "title": title, "owner": owner, "team": "sales", **chosen})
        self.written = False
        return key

    def key_result(self, key: str) -> KeyResult:
        """The key result as it stands."""
        self.write()
        with self.database.reading() as session:
            return session.exec(self._own(select(KeyResult), KeyResult, key)).one()

    def kpi(self, key: str) -> Kpi:
        """The KPI as it stands."""
        self.write()
        with self.database.reading() as session:
            return session.exec(self._own(select(Kpi), Kpi, key)).one()

    def value(self, key: str) -> Decimal | None:
        """What a key result or a KPI stands at."""
        return self.kpi(key).value if key.startswith("kpi") else self.key_result(key).value

    def person(self, slack_user_id: str) -> Person:
        """The person behind a Slack id."""
        with self.database.reading() as session:
            statement = select(Person).where(
                Person.workspace_id == self.workspace_id, Person.slack_user_id == slack_user_id
            )
            return session.exec(statement).one()

    def check_ins(self, key: str) -> list[CheckIn]:
        """The check-ins of a key result after the import, oldest first."""
        return self._rows(CheckIn, CheckIn.key_result_id == self.key_result(key).id)

    def readings(self, key: str) -> list[Reading]:
        """The readings of a KPI after the import, oldest first."""
        return self._rows(Reading, Reading.kpi_id == self.kpi(key).id)

    def audited(self) -> list[tuple[str, str]]:
        """Action and subject of every audit row but those of imports."""
        with self.database.reading() as session:
            rows = session.exec(
                select(Audit)
                .where(Audit.workspace_id == self.workspace_id, Audit.action != "import")
                .order_by(col(Audit.id))
            )
            return [(row.action, row.subject) for row in rows]

    def change(self, row: Any, **values: Any) -> None:
        """Change a stored row behind everybody's back, as time or an administrator would."""
        with self.database.unit_of_work() as session:
            stored = session.get_one(type(row), row.id)
            for name, value in values.items():
                setattr(stored, name, value)

    def _rows(self, table: Any, which: Any) -> list[Any]:
        with self.database.reading() as session:
            statement = select(table).where(which, table.source != "import").order_by(table.id)
            return list(session.exec(statement))

    def _own(self, statement: Any, table: Any, key: str) -> Any:
        return statement.where(table.workspace_id == self.workspace_id, table.key == key)

    def _file(self) -> dict[str, Any]:
        file: dict[str, Any] = {
            "workspace": {
                "name": "Minh Long",
                "locale": "vi",
                "timezone": "Asia/Ho_Chi_Minh",
                "pilot": self.pilot,
                "escalation": self.escalation,
            },
            "people": self.people,
            "teams": self.teams,
            "cycle": {
                "key": "2026-Q4",
                "name": "Q4/2026",
                "starts": "2026-10-01",
                "ends": "2026-12-31",
            },
        }
        if self.calendar is not None:
            file["calendar"] = self.calendar
        if self.key_results:
            objective = {"key": "o1", "title": "Grow", "owner": "binh", **self.objective}
            objective["visibility"] = "private" if self.private else "public"
            file["objectives"] = [objective | {"key_results": self.key_results}]
        if self.kpis:
            file["kpis"] = self.kpis
        if self.scorecards is not None:
            file["scorecards"] = self.scorecards
        return file


def rows(database: Database, table: Any) -> list[Any]:
    """Every row of a table in the order of ids."""
    with database.reading() as session:
        return list(session.exec(select(table).order_by(table.id)))

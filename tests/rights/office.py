"""A company with somebody of every kind, one of everything that can be acted on, and a look at
what a delivery changed."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from company import AN, BINH, CHI, DAN, EMMA, HANOI, SALES, rows
from house import STRANGER, House
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.domain import policy
from bot.domain.policy import Action, Relation
from storage.tables import (
    Alert,
    Audit,
    CheckIn,
    CheckInRequest,
    Connector,
    Cycle,
    Dependency,
    Digest,
    KeyResult,
    Kpi,
    Message,
    Objective,
    Question,
    Reply,
    Team,
    WeekPlan,
)

Json = dict[str, Any]
HOA, GIANG, ROBO, LONG = "U0HOA000001", "U0GIANG0001", "U0ROBO00001", "U0LONG00001"
#: Each kind of person, and who it is.
CLASSES = {
    "owner": AN,
    "helper": EMMA,
    "manager": BINH,
    "lead": HOA,
    "employee": DAN,
    "admin": CHI,
    "guest": GIANG,
    "external": STRANGER,
    "bot": ROBO,
    "deactivated": LONG,
}
OUTSIDE = {"guest": GIANG, "external": STRANGER, "bot": ROBO, "deactivated": LONG}
#: Who stands how to what: to a goal, to what is a person's, to their team, to nobody's.
STANDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "goal": {"owner": ("owner",), "helper": ("helper",), "manager": ("manager",)}
    | {"lead": ("manager",)},
    # An objective has no helpers: its key results have.
    "draft": {"owner": ("owner",), "manager": ("manager",), "lead": ("manager",)},
    "person": {"owner": ("owner", "author"), "manager": ("manager",), "lead": ("manager",)},
    "team": {"lead": ("manager",)},
    "lead_goal": {"manager": ("manager",), "lead": ("manager",)},
    "lead_person": {"manager": ("manager",), "lead": ("manager",)},
    "meeting": {"owner": ("owner",), "helper": ("owner",), "lead": ("manager",)},
    "house": {},
    "self": dict.fromkeys(CLASSES, ("owner", "author")),
}
MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=HANOI)
#: What a refusal may write: that it came, that it was refused, and the answer to it.
ASIDE = {"inbox", "audit", "rate_gate"}


@dataclass(slots=True)
class Office:
    """A house where everything is there; `ids` names the rows."""

    house: House
    ids: Mapping[str, int]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def relation(self, kind: str, about: str) -> Relation:
        """How somebody of this kind stands to a thing."""
        names = STANDS[about].get(kind, ())
        return Relation(
            **{name: name in names for name in ("owner", "helper", "manager", "author", "private")}
        )

    def deliver(self, body: Json) -> list[Audit]:
        """Hand a payload to the bot; the refusals that it left in the audit log."""
        last = max((row.id for row in rows(self.house.stage.database, Audit)), default=0)
        self.house.deliver(body)
        found = rows(self.house.stage.database, Audit)
        return [row for row in found if row.id > last and row.action == "refused"]

    def interaction(self, user: str, kind: str) -> Json:
        elsewhere = user == STRANGER
        return {
            "type": kind,
            "team": {"id": self.house.company.workspace_id, "domain": "ml"},
            "user": {"id": user, "team_id": "T0ELSEWHERE" if elsewhere else "T0MINHLONG"},
            "trigger_id": f"forged.{next(self.numbers)}",
        }

    def pressed(self, user: str, action: str, value: str, view: Json | None, block: str) -> Json:
        """A pressed button, with any value."""
        element = {"type": "button", "action_id": action, "block_id": block, "value": value}
        body = self.interaction(user, "block_actions") | {"actions": [element]}
        if view is not None:
            return body | {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        return body | {
            "container": {"type": "message", "channel_id": SALES, "is_ephemeral": True},
            "response_url": self.house.stage.server.base_url + "/nowhere",
        }

    def commanded(self, user: str, line: str) -> Json:
        command, _, text = line.partition(" ")
        return {
            "command": command,
            "text": text,
            "team_id": self.house.company.workspace_id,
            "user_id": user,
            "trigger_id": f"forged.{next(self.numbers)}",
            "response_url": self.house.stage.server.base_url + "/nowhere",
            "channel_id": SALES,
        }

    def submitted(self, user: str, view: Json) -> Json:
        return self.interaction(user, "view_submission") | {"view": view}

    def checksum(self) -> dict[str, int]:
        """A hash of each table."""
        found = {}
        with self.house.stage.database.reading() as session:
            for table in SQLModel.metadata.sorted_tables:
                if table.name not in ASIDE:
                    every = session.connection().execute(select(table)).all()
                    found[table.name] = hash(tuple(sorted(map(repr, every))))
        return found


class Spied(dict[Action, policy.Rule]):
    """The table of rules, noting what is asked of it."""

    def __init__(self, rules: Mapping[Action, policy.Rule]) -> None:
        super().__init__(rules)
        self.asked: set[Action] = set()

    def __getitem__(self, action: Action) -> policy.Rule:
        self.asked.add(action)
        return super().__getitem__(action)


def opened(house: House) -> Office:
    """The company on a Monday at noon, when everybody was asked and An has answered."""
    company = house.company
    named = {"Hoa": HOA, "Giang": GIANG, "Robo": ROBO, "Long": LONG, "Stranger": STRANGER}
    for name, user in named.items():
        if user != STRANGER:
            house.stage.client.add_person(name, id=user)
        company.people.append({"key": name.lower(), "name": name, "slack": user, "locale": "en"})
    house.settle()
    company.teams[0] = {**company.teams[0], "lead": "hoa"}
    company.objective = {"team": "sales", "owner": "an"}
    company.scorecards = {"enabled": True, "templates": _TEMPLATES, "people": _CARDS}
    house.given_key_result("an", "Renewals", value=40, helpers=["emma"])
    readings = [{"on": "2026-11-06", "value": 28}, {"on": "2026-11-13", "value": 60}]
    house.given_kpi("an", "Response time", readings=readings)
    house.move_to(MONDAY)
    house.dm(AN, "renewals 45%")
    house.dm(AN, "response time 60")
    house.dm(AN, "response time 28000")
    standings = {GIANG: "guest", ROBO: "bot", LONG: "deactivated", STRANGER: "external"}
    for user, standing in standings.items():
        company.change(company.person(user), standing=standing)
    return Office(house, _everything(house))


_TEMPLATES = [{"key": "sales", "name": "Sales", "key_results": 60, "kpis": 40}]
_CARDS = [{"person": one, "template": "sales"} for one in ("an", "emma")]


def _everything(house: House) -> dict[str, int]:
    """One row of each kind; what nobody has made yet is put there."""
    company, database = house.company, house.stage.database
    an, dan = company.person(AN), company.person(DAN)
    with database.unit_of_work() as session:
        [objective] = session.exec(select(Objective)).scalars()
        [kr] = session.exec(select(KeyResult)).scalars()
        [cycle] = session.exec(select(Cycle)).scalars()
        sales = session.exec(select(Team).where(Team.key == "sales")).scalars().one()
        draft = Objective(**objective.model_dump(exclude={"id", "key"}), key="draft")
        draft.state, draft.title = "draft", "Sketch"
        session.add(draft)
        session.flush()
        kpi = session.exec(select(Kpi)).scalars().one()
        made: dict[str, Any] = {"draft": draft}
        made["dependency"] = Dependency(
            workspace_id=cycle.workspace_id,
            objective_id=objective.id,
            team_id=sales.id,
            asker_id=dan.id,
            asked_person_id=sales.lead_id,
            what="Help",
            effort="a day",
            due_on=date(2026, 12, 1),
            asked_at=house.now,
        )
        made["digest"] = Digest(
            workspace_id=cycle.workspace_id,
            kind="team",
            subject_id=sales.id,
            period="2026-W47",
            state="planned",
            open_until=house.now + timedelta(days=7),
            created_at=house.now,
        )
        made["plan"] = WeekPlan(
            workspace_id=cycle.workspace_id,
            person_id=an.id,
            key_result_id=kr.id,
            week="2026-W46",
            text="Call",
            at=house.now,
        )
        made["connector"] = Connector(
            workspace_id=cycle.workspace_id,
            kpi_id=kpi.id,
            kind="http",
            source={"url": "https://stats.example/x", "pointer": "/x"},
            created_at=house.now,
        )
        made["message"] = Message(
            workspace_id=cycle.workspace_id,
            dedup_key="dead",
            kind="note",
            params={"key": "one_moment"},
            target=AN,
            locale="en",
            tz="UTC",
            priority=1,
            state="dead",
            not_before=house.now,
            created_at=house.now,
        )
        session.add_all([one for name, one in made.items() if name != "draft"])
        session.flush()
        found = {name: one.id for name, one in made.items()}
    return (
        found
        | {
            name: rows(database, table)[-1].id
            for name, table in (
                ("request", CheckInRequest),
                ("question", Question),
                ("reply", Reply),
                ("alert", Alert),
                ("kr", KeyResult),
                ("cycle", Cycle),
                ("kpi", Kpi),
                ("check_in", CheckIn),
            )
        }
        | {"o": objective.id, "team": sales.id, "an": an.id, "dan": dan.id}
    )

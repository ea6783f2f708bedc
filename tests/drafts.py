"""Drafts in a cycle that has not begun, written straight into the tables."""

from decimal import Decimal
from typing import Any

from company import Company
from sqlmodel import select

from storage.tables import Cycle, KeyResult, Objective, Team


def draft_objective(company: Company, cycle: str, title: str, owner: str, **facts: Any) -> int:
    """A draft of a team (by its key) or, without one, of the company; its id."""
    team = facts.pop("team", None)
    with company.database.unit_of_work() as session:
        row = Objective(
            workspace_id=company.workspace_id,
            cycle_id=_id(session, company, Cycle, cycle),
            key=title,
            title=title,
            level="team" if team else "company",
            team_id=_id(session, company, Team, team) if team else None,
            owner_id=company.person(owner).id or 0,
            state="draft",
            **facts,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def draft_key_result(
    company: Company, objective_id: int, title: str, owner: str, **facts: Any
) -> int:
    """A draft from 0 to 100 % unless `facts` say something else; its id."""
    usual = {"start": Decimal(0), "target": Decimal(100), "unit": "%", "shape": "reach"}
    with company.database.unit_of_work() as session:
        objective = session.get_one(Objective, objective_id)
        cycle = session.get_one(Cycle, objective.cycle_id)
        row = KeyResult(
            workspace_id=company.workspace_id,
            objective_id=objective_id,
            owner_id=company.person(owner).id or 0,
            key=title,
            position=1,
            title=title,
            direction="up",
            start_on=cycle.starts_on,
            due_on=cycle.ends_on,
            state="draft",
            **{**usual, **facts},
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def _id(session: Any, company: Company, table: Any, key: str) -> int:
    statement = select(table.id).where(table.workspace_id == company.workspace_id, table.key == key)
    return int(session.exec(statement).one())

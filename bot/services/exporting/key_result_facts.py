"""Key results with all that belongs to them as an import file says them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from bot.domain.goals.model import Direction, GoalState, Shape
from bot.services import facts
from bot.services.exporting.texts import cadence, given, thousandths, words
from storage import check_ins, goals, kpis
from storage.tables import (
    CheckIn,
    Cycle,
    GoalHelper,
    Initiative,
    KeyResult,
    Milestone,
    Objective,
    TargetPhase,
)

Facts = dict[str, Any]
Part = TypeVar("Part", bound=SQLModel)
MANY = 500


@dataclass(slots=True)
class KeyResultFacts:
    """The key results of one cycle; `until` None leaves out what was said earlier."""

    session: Session
    cycle: Cycle
    people: Mapping[int | None, str]
    tz: str
    until: datetime | None
    rows: dict[int, list[KeyResult]] = field(default_factory=lambda: defaultdict(list))
    kpis: dict[int, str] = field(default_factory=dict)
    parts: dict[type[SQLModel], Mapping[int, Sequence[Any]]] = field(default_factory=dict)
    history: dict[int, list[CheckIn]] = field(default_factory=dict)

    def read(self) -> "KeyResultFacts":
        """Read everything with few statements."""
        workspace_id = self.cycle.workspace_id
        found = goals.key_results(self.session, workspace_id, self.cycle.id or 0)
        for row in sorted(found, key=lambda row: (row.position, row.id or 0)):
            self.rows[row.objective_id].append(row)
        ids = [row.id or 0 for row in found]
        self.kpis = {
            row.id or 0: key for key, row in kpis.kpis_by_key(self.session, workspace_id).items()
        }
        self._read_parts(GoalHelper, GoalHelper.person_id, {*ids})
        self._read_parts(Initiative, Initiative.position, {*ids})
        self._read_parts(Milestone, Milestone.position, {*ids})
        self._read_parts(TargetPhase, TargetPhase.due_on, {*ids})
        for first in range(0, len(ids), MANY) if self.until else ():
            some = ids[first : first + MANY]
            assert self.until is not None
            self.history |= check_ins.history(self.session, workspace_id, some, until=self.until)
        return self

    def _read_parts(self, table: Any, order: Any, wanted: set[int]) -> None:
        statement = select(table).where(table.workspace_id == self.cycle.workspace_id)
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self.session.exec(statement.order_by(col(order))):
            if row.key_result_id in wanted:
                found[row.key_result_id].append(row)
        self.parts[table] = found

    def of(self, objective: Objective) -> list[Facts]:
        """The key results of an objective, in their order."""
        return [self._key_result(row, objective) for row in self.rows.get(objective.id or 0, ())]

    def _key_result(self, row: KeyResult, objective: Objective) -> Facts:
        starts, ends = objective.start_on or self.cycle.starts_on, objective.due_on
        usual = GoalState.DRAFT if self.cycle.state == "draft" else GoalState.ACTIVE
        said = given(
            key=row.key,
            title=words(row.title),
            owner=self.people[row.owner_id] if row.owner_id != objective.owner_id else None,
            helpers=[self.people[one.person_id] for one in self._parts(GoalHelper, row)],
            measured_by=words(row.measured_by),
            unit=words(row.unit),
            follows=self.kpis.get(row.kpi_id or 0),
        )
        said |= self._measure(row)
        said |= given(min_sample=row.minimum_sample, **self._figures(row))
        said |= given(
            aliases=list(facts.aliases(row.aliases)),
            weight=thousandths(row.weight) if row.weight != 1000 else None,
            check_in=cadence(row.cadence_days) if row.cadence_chosen else None,
            starts=row.start_on if row.start_on != starts else None,
            due=row.due_on if row.due_on != (ends or self.cycle.ends_on) else None,
            in_reach=row.in_reach,
            initiatives=[self._initiative(one, row) for one in self._parts(Initiative, row)],
            phases=[given(by=one.due_on, value=one.value) for one in self._parts(TargetPhase, row)],
            state=row.state if row.state != usual or _is_unfinished(row) else None,
            locked=self._locked(row),
            outcome=row.outcome,
            outcome_because=words(row.outcome_because),
            self_score=None if row.self_score is None else thousandths(row.self_score),
            score=None if row.score is None else thousandths(row.score),
        )
        return said

    def _parts(self, table: type[Part], row: KeyResult) -> Sequence[Part]:
        return self.parts[table].get(row.id or 0, ())

    def _measure(self, row: KeyResult) -> Facts:
        """How it is measured, in the form that the import reads."""
        if row.shape == Shape.KEEP:
            limits = given(at_least=row.floor, at_most=row.ceiling)
            if len(limits) == 2:
                limits = {"between": [row.floor, row.ceiling]}
            return {"keep": limits}
        if row.shape == Shape.PERIODIC:
            if row.direction == Direction.DOWN:
                return given(every=row.period, at_most=row.target)
            return given(every=row.period, at_least=row.floor, to=row.target)
        if row.shape == Shape.YES_NO:
            return {"done": bool(row.value)}
        if row.shape == Shape.MILESTONES:
            return {"milestones": [_milestone(one) for one in self._parts(Milestone, row)]}
        return given(**_way(row))

    def _figures(self, row: KeyResult) -> Facts:
        """Where it stands, and with history what was said earlier, the newest of each day."""
        told = row.shape in (Shape.YES_NO, Shape.MILESTONES)
        now = {
            "value": None if told else row.value,
            "sample": None if told else row.sample,
            "confidence": row.confidence,
            "status": row.said,
        }
        if self.until is None:
            return now
        days: dict[date, Facts] = {}
        for one in self.history.get(row.id or 0, ()):
            on = facts.local_date(one.at, self.tz)
            days[on] = days.get(on, {"on": on}) | given(
                value=one.value,
                sample=one.sample,
                confidence=one.confidence,
                status=one.said,
                note=words(one.note),
                blocker=words(one.blocker),
            )
        history = [entry for entry in days.values() if len(entry) > 1]
        for name in now:
            newest = next((e[name] for e in reversed(history) if name in e), None)
            if newest == now[name]:
                now[name] = None
        return now | {"history": history}

    def _initiative(self, one: Initiative, row: KeyResult) -> Facts:
        return given(
            title=words(one.title),
            owner=self.people[one.owner_id] if one.owner_id != row.owner_id else None,
            due=one.due_on,
            state=one.state if one.state != "open" else None,
        )

    def _locked(self, row: KeyResult) -> list[Any] | None:
        """What an activation locked, where that is not what the goal says now."""
        locked = (row.locked_start, row.locked_target)
        if None in locked or locked == (row.start, row.target):
            return None
        return list(locked)


def _is_unfinished(row: KeyResult) -> bool:
    """A draft that lacks what it needs to begin, which only drafts that say so may."""
    return row.shape == Shape.REACH and (None in (row.start, row.target) or not row.unit)


def _way(row: KeyResult) -> Facts:
    return {"from": row.start, "to": row.target}


def _milestone(one: Milestone) -> Facts:
    weight = thousandths(one.weight) if one.weight != 1000 else None
    return given(title=words(one.title), weight=weight, done_on=one.done_on)

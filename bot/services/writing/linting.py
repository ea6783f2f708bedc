"""What is said of a stored objective and its key results while they are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from bot.domain.goals.lint import (
    Answer,
    Finding,
    KeyResultDraft,
    ObjectiveDraft,
    lint_key_result,
    lint_objective,
    refused,
    smart,
)
from bot.domain.goals.model import Level, Span
from bot.domain.goals.phases import outside
from bot.services import facts
from bot.services.rows import Row, number
from storage import goal_writing, kpi_goals, parts_of_goals
from storage.tables import KeyResult, Objective, Workspace


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings about an objective, and about each of its key results by id."""

    objective: tuple[Finding, ...]
    key_results: Mapping[int, tuple[Finding, ...]]

    @property
    def is_complete(self) -> bool:
        """Whether nothing keeps it from becoming active."""
        return not refused(self.objective) and not any(map(refused, self.key_results.values()))


def judge(session: Session, objective: Objective, krs: Sequence[KeyResult]) -> Judged:
    """Hold a goal against the rules of its house."""
    assert objective.id is not None
    strict = session.get_one(Workspace, objective.workspace_id).strict
    owned = goal_writing.owned(
        session, objective.workspace_id, objective.cycle_id, objective.owner_id
    )
    known = ObjectiveDraft(
        title=objective.title,
        level=Level(objective.level),
        objectives=len({one.id for one in owned} | {objective.id}),
        key_results=len(krs),
        aligned=objective.parent_objective_id is not None,
        no_parent_because=objective.no_parent_because,
        kpis=kpi_goals.titles(
            session, objective.workspace_id, [kr.kpi_id for kr in krs if kr.kpi_id]
        ),
    )
    return Judged(
        lint_objective(known, strict=strict),
        {kr.id or 0: lint_key_result(draft) for kr, draft in _drafts(session, krs)},
    )


def row(finding: Finding) -> Row:
    """A finding as JSON facts."""
    params = {
        name: number(value) if isinstance(value, Decimal) else value
        for name, value in finding.params.items()
    }
    return {"rule": finding.rule, "severity": finding.severity.value, "params": params}


def checklist(session: Session, objective: Objective, kr: KeyResult) -> list[Row]:
    """The SMART checklist of one key result as JSON facts."""
    [(_, draft)] = _drafts(session, [kr])
    answers = smart(
        draft,
        aligned=objective.parent_objective_id is not None or objective.level == Level.COMPANY,
        explained=bool(objective.no_parent_because),
        due_on=kr.due_on,
    )
    return answer_rows(answers, kr.due_on)


def answer_rows(answers: Sequence[Answer], due_on: date) -> list[Row]:
    """The letters of a SMART checklist as JSON facts."""
    return [
        {
            "letter": one.letter.value,
            "met": one.met,
            "why": one.why,
            "due": due_on.isoformat(),
            "word": one.params.get("word"),
        }
        for one in answers
    ]


def _drafts(
    session: Session, krs: Sequence[KeyResult]
) -> Sequence[tuple[KeyResult, KeyResultDraft]]:
    if not krs:
        return []
    ids = [kr.id for kr in krs if kr.id]
    counts = parts_of_goals.count_initiatives(session, krs[0].workspace_id, ids)
    return [
        (
            kr,
            KeyResultDraft(
                title=kr.title,
                measure=facts.measure(kr),
                measured_by=kr.measured_by,
                initiatives=counts.get(kr.id or 0, 0),
                in_reach=kr.in_reach,
                lost_phases=tuple(
                    one.due_on for one in outside(facts.phases(kr), Span(kr.start_on, kr.due_on))
                ),
            ),
        )
        for kr in krs
    ]

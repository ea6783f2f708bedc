"""Writes what belongs to a key result: helpers, initiatives, milestones and phases."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from bot.domain.folding import fold
from bot.domain.goals.milestones import Milestone
from bot.domain.goals.model import Span, TargetPhase
from bot.domain.goals.phases import PHASED_SHAPES, outside
from bot.services import facts, goal_parts
from bot.services.importing.changes import Changes
from bot.services.importing.choices import InitiativeState
from bot.services.importing.model import InitiativeEntry, KeyResultEntry
from bot.services.importing.problems import Findings
from storage.tables import GoalHelper, Initiative, KeyResult, Person


def write(
    changes: Changes,
    name: str,
    row: KeyResult,
    entry: KeyResultEntry,
    people_ids: Mapping[str, int],
) -> None:
    """Bring the parts to what the file says; of what it does not say everything stays."""
    parts = entry.parts
    if parts.helpers is not None:
        _helpers(changes, name, row, {people_ids[key]: key for key in parts.helpers})
    if parts.initiatives is not None:
        _initiatives(changes, name, row, parts.initiatives, people_ids)
    if entry.milestones:
        _milestones(changes, name, row, entry.milestones)
    if parts.phases is not None:
        _phases(changes, name, row, parts.phases)
    elif row.shape in PHASED_SHAPES:
        _check_kept(row, entry)


def _milestones(changes: Changes, name: str, row: KeyResult, wanted: Sequence[Milestone]) -> None:
    """Those that the file names and no others; what people have marked as done stays done."""
    before = [(one.title, one.weight) for one in facts.milestones(row)]
    if before == [(one.title, one.weight) for one in wanted]:
        return
    goal_parts.set_milestones(changes.session, row, wanted)
    titles = (", ".join(title for title, _ in before), ", ".join(one.title for one in wanted))
    changes.amend("key_result", name, "milestones", *titles)


def _phases(changes: Changes, name: str, row: KeyResult, wanted: Sequence[TargetPhase]) -> None:
    """Those that the file names and no others."""
    before, after = facts.phases(row), tuple(sorted(wanted, key=lambda one: one.due_on))
    if before == after:
        return
    goal_parts.set_phases(changes.session, row, after)
    changes.amend("key_result", name, "phases", *(_shown(one) for one in (before, after)))


def _check_kept(row: KeyResult, entry: KeyResultEntry) -> None:
    """Raise ImportProblems where the days moved away from phases that the file does not name."""
    span = Span(row.start_on, row.due_on)
    days = {"start_on": span.start_on, "due_on": span.due_on}
    findings = Findings()
    for n, one in enumerate(facts.phases(row), 1):
        if outside([one], span):
            path = f"{entry.path}.due"
            findings.add(entry.line, path, "phases.outside", n=n, on=one.due_on, **days)
    findings.raise_any()


def _shown(phases: Sequence[TargetPhase]) -> str:
    return ", ".join(f"{one.due_on}: {one.value:f}" for one in phases)


def _helpers(changes: Changes, name: str, row: KeyResult, wanted: Mapping[int, str]) -> None:
    """Those help whom the file names and no others."""
    session = changes.session
    present = {helper.person_id: helper for helper in _helpers_of(session, row)}
    for person_id in sorted(wanted.keys() - present.keys()):
        session.add(
            GoalHelper(
                workspace_id=row.workspace_id, key_result_id=row.id or 0, person_id=person_id
            )
        )
    for person_id in present.keys() - wanted.keys():
        session.delete(present[person_id])
    if wanted.keys() != present.keys():
        changes.amend("key_result", name, "helpers", None, ", ".join(wanted.values()))
    session.flush()


def _helpers_of(session: Session, row: KeyResult) -> Sequence[GoalHelper]:
    statement = select(GoalHelper).where(
        GoalHelper.workspace_id == row.workspace_id, GoalHelper.key_result_id == row.id
    )
    return session.exec(statement.order_by(col(GoalHelper.id))).all()


def _initiatives(
    changes: Changes,
    name: str,
    row: KeyResult,
    wanted: Sequence[InitiativeEntry],
    people_ids: Mapping[str, int],
) -> None:
    """Add those that are new and correct the others; how far one is, people have said since."""
    session = changes.session
    present = {fold(one.title): one for one in _initiatives_of(session, row)}
    position = max((one.position for one in present.values()), default=0)
    for entry in wanted:
        owner_id = row.owner_id if entry.owner is None else people_ids[entry.owner]
        known = present.get(fold(entry.title))
        if known is None:
            position += 1
            session.add(_initiative(row, entry, owner_id, position))
            changes.amend("key_result", name, "initiatives", None, entry.title)
            continue
        before = _told(session, known)
        known.title = entry.title
        # What the file leaves out stays.
        known.owner_id = known.owner_id if entry.owner is None else owner_id
        known.due_on = entry.due_on or known.due_on
        if before != _told(session, known):
            changes.amend("key_result", name, "initiatives", before, _told(session, known))
    session.flush()


def _told(session: Session, one: Initiative) -> str:
    owner = session.get_one(Person, one.owner_id)
    return ", ".join(str(part) for part in (one.title, owner.name, one.due_on) if part)


def _initiative(row: KeyResult, entry: InitiativeEntry, owner_id: int, position: int) -> Initiative:
    return Initiative(
        workspace_id=row.workspace_id,
        key_result_id=row.id or 0,
        owner_id=owner_id,
        position=position,
        title=entry.title,
        due_on=entry.due_on,
        state=(entry.state or InitiativeState.OPEN).value,
    )


def _initiatives_of(session: Session, row: KeyResult) -> Sequence[Initiative]:
    statement = select(Initiative).where(
        Initiative.workspace_id == row.workspace_id, Initiative.key_result_id == row.id
    )
    return session.exec(statement.order_by(col(Initiative.position))).all()

"""Erasing a person: what they wrote goes, figures stay, and nothing says any more whose."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.runtime import Runtime
from storage import audit, engine, erased, erasing, inbox, organisation, possessions
from storage.erased import Mark
from storage.possessions import Possessions
from storage.tables import Person, Workspace
from storage.traces import Traces


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing a person would touch: rows of theirs by table, and what must be handed over."""

    person_id: int
    name: str
    rows: Mapping[str, int]
    owned: Possessions
    reports: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be handed over first."""
        return self.owned.is_empty


def preview(session: Session, person: Person) -> Preview:
    """Look, and change nothing."""
    assert person.id is not None
    return Preview(
        person.id,
        person.name,
        erasing.counts(session, person),
        possessions.of(session, person.workspace_id, person.id),
        len(organisation.reports(session, person.workspace_id, person.id)),
    )


def list_file(rt: Runtime) -> Path | None:
    """The list of erased people that outlives the database."""
    return erased.file_of(rt.settings.database_url, rt.settings.erased_file)


def forget(
    rt: Runtime,
    workspace_id: str,
    person_id: int,
    *,
    actor_id: int | None,
    key: str | None = None,
    whatever_they_own: bool = False,
) -> int | None:
    """Erase the person; how many texts of others were changed, None for what was done before.

    Others' texts are gone through in small transactions, then the person's own rows change in one:
    a crash in between leaves somebody who can be erased again. Raises NotFound "erasure.gone",
    Invalid "erasure.hand_over_first".
    """
    with rt.reading() as session:
        person = _there(session, workspace_id, person_id)
        if not whatever_they_own:
            check_owned(preview(session, person))
        traces, marks = _traces(rt, session, person), erased.marks(person)
    erased.write(list_file(rt), marks)
    with rt.uow() as session:
        erasing.empty_post(session, _there(session, workspace_id, person_id), at=rt.clock())
    reached, changed = _scrub_all(rt, workspace_id, traces)
    with rt.uow() as session:
        at = rt.clock()
        if key and not inbox.claim(session, workspace_id=workspace_id, key=key, at=at):
            return None
        person = _there(session, workspace_id, person_id)
        changed += _finish(session, person, traces, reached, at=at)
        erased.note(session, marks, at=at)
        _note(session, workspace_id, person_id, actor_id, changed, at=at)
    return changed


def _finish(
    session: Session, person: Person, traces: Traces, reached: Mapping[str, int], *, at: datetime
) -> int:
    """The person's own rows, and what was written by others meanwhile: how many rows of theirs."""
    erasing.empty_post(session, person, at=at)
    changed = sum(
        _scrub(session, person.workspace_id, name, traces, after) for name, after in reached.items()
    )
    erasing.empty_own(session, person)
    erasing.pseudonymise(session, person, name=traces.pseudonym, code=traces.code)
    return changed


def again(rt: Runtime) -> int:
    """Erase again who is on the list of erased people but here, as after a restored backup; how
    many. Raises Unreadable."""
    file = list_file(rt)
    listed = erased.read(file)
    with rt.reading() as session:
        houses = organisation.workspace_ids(session)
        known = {(house, mark) for house in houses for mark in erased.noted(session, house)}
        back = _back(session, houses, known | listed)
    for person in back:
        assert person.id is not None
        forget(rt, person.workspace_id, person.id, actor_id=None, whatever_they_own=True)
    with rt.uow() as session:
        missing = [mark for mark in listed - known if mark[0] in houses]
        erased.note(session, missing, at=rt.clock())
    erased.write(file, known)
    return len(back)


def _back(session: Session, houses: Sequence[str], marked: Set[Mark]) -> list[Person]:
    if not marked:
        return []
    everybody = [person for house in houses for person in organisation.people(session, house)]
    return [
        person
        for person in everybody
        if not erasing.is_erased(person) and not marked.isdisjoint(erased.marks(person))
    ]


def empty_log(rt: Runtime) -> bool:
    """What the database keeps of earlier states for a while goes, too; False: try again later."""
    with rt.uow() as session:
        bind = session.get_bind()
    return engine.empty_log(bind.engine)


def _note(
    session: Session,
    workspace_id: str,
    person_id: int,
    actor_id: int | None,
    changed: int,
    *,
    at: datetime,
) -> None:
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=actor_id,
        action="erase_person",
        subject="person",
        subject_id=person_id,
        detail={"texts_of_others": changed},
    )


def check_owned(found: Preview) -> None:
    """Raises Invalid "erasure.hand_over_first"."""
    if not found.is_ready:
        owned = found.owned
        raise Invalid(
            "erasure.hand_over_first",
            name=found.name,
            goals=len(owned.objectives) + len(owned.key_results),
            kpis=len(owned.kpis),
            initiatives=len(owned.initiatives),
        )


def _there(session: Session, workspace_id: str, person_id: int) -> Person:
    person = organisation.person(session, workspace_id, person_id)
    if person is None or erasing.is_erased(person):
        raise NotFound("erasure.gone")
    return person


def _traces(rt: Runtime, session: Session, person: Person) -> Traces:
    house = session.get_one(Workspace, person.workspace_id)
    words = erasing.words_of(session, person) - erasing.titles(session, person.workspace_id)
    return Traces(
        [one for one in (person.slack_user_id, person.email) if one],
        person.name,
        pseudonym=rt.render.text("erasure.former_colleague", locale=house.locale),
        code=f"erased-{person.id}",
        words=words,
    )


def _scrub_all(rt: Runtime, workspace_id: str, traces: Traces) -> tuple[dict[str, int], int]:
    """Others' texts, a batch at a time: the last id of each table, and how many rows changed."""
    reached, changed = {}, 0
    for name in erasing.scanned():
        reached[name] = 0
        while True:
            with rt.uow() as session:
                last, rows = erasing.scrub(session, workspace_id, name, traces, after=reached[name])
            changed += rows
            if last is None:
                break
            reached[name] = last
    return reached, changed


def _scrub(session: Session, workspace_id: str, name: str, traces: Traces, after: int) -> int:
    """What came since, all at once."""
    changed, last = 0, after
    while True:
        found, rows = erasing.scrub(session, workspace_id, name, traces, after=last)
        changed += rows
        if found is None:
            return changed
        last = found

"""What is done for a key result: added, done, dropped."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services.rows import Row
from bot.services.writing import history, naming, parts, rights
from bot.services.writing.model import FieldErrors, Typed
from storage import form_effects, inbox, parts_of_goals
from storage.tables import Initiative, KeyResult

#: So many are shown in one form.
MOST = 30
STATES = ("open", "done", "dropped")
FIELDS = ("initiatives",)


def filled(rt: Runtime, key_result_id: int, *, by: Actor) -> Row:
    """What the form shows: everything that was not dropped, and room for one more."""
    with rt.reading() as session:
        kr, _ = _key_result(session, by, key_result_id, lock=False)
        rows = parts_of_goals.initiatives(session, by.workspace_id, key_result_id)
        return {
            "key_result_id": kr.id,
            "title": kr.title,
            "items": [
                {
                    "id": row.id,
                    "title": row.title,
                    "state": row.state,
                    "due": row.due_on.isoformat() if row.due_on else None,
                }
                for row in rows
                if row.state != "dropped"
            ][:MOST],
        }


def save(
    rt: Runtime, key_result_id: int, typed: Typed, *, by: Actor, key: str, once: str
) -> Row | None:
    """Write what changed; None when it was written before. Raises FieldErrors, Gone, NotAllowed."""
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        if form_effects.begin(session, workspace_id=by.workspace_id, once=once, at=at) is None:
            return None
        kr, grant = _key_result(session, by, key_result_id, lock=True)
        rows = {row.id: row for row in _rows(session, kr)}
        for row_id, state in _states(typed).items():
            row = rows.get(row_id)
            if row is not None and row.state != state:
                before = f"{row.title}: {row.state}"
                history.note(session, by, kr, "initiative", before, f"{row.title}: {state}", at=at)
                row.state = state
        if typed.text("new_initiative"):
            try:
                title = naming.title(typed.text("new_initiative"))
            except DomainError as error:
                raise FieldErrors({"new_initiative": error}) from None
            parts.add_initiatives(session, by, kr, [title], at=at)
            _due(session, kr, typed.day("new_due"))
        session.flush()
        if grant is Grant.AUDITED:
            history.told(session, by, kr, "edit_goal", grant=grant, fields=FIELDS, at=at)
        return {"title": kr.title}


def _due(session: Session, kr: KeyResult, on: date | None) -> None:
    _rows(session, kr)[-1].due_on = on


def _rows(session: Session, kr: KeyResult) -> list[Initiative]:
    assert kr.id is not None
    return list(parts_of_goals.initiatives(session, kr.workspace_id, kr.id))


def _states(typed: Typed) -> Mapping[int, str]:
    found = {}
    for name in typed.values:
        text = name.removeprefix("initiative_")
        if text != name and text.isdecimal() and typed.text(name) in STATES:
            found[int(text)] = typed.text(name)
    return found


def _key_result(
    session: Session, by: Actor, key_result_id: int, *, lock: bool
) -> tuple[KeyResult, Grant]:
    """Who may edit a key result may say what is done for it: its helpers, too."""
    kr, objective = rights.key_result_seen(session, by, key_result_id, lock=lock)
    rights.open_cycle(session, objective)
    relation, who = rights.to_key_result(session, by, kr, objective)
    return kr, authorize(by, Action.EDIT_GOAL, relation, who_can=who)

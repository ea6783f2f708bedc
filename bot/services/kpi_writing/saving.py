"""A person writes a KPI: what the form shows, and what it comes to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.errors import DomainError, Gone
from bot.domain.kpis.library import LIBRARY
from bot.domain.people import Actor
from bot.domain.policy import Action, Grant, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, kpi_names, kpi_readings, relations
from bot.services.alerting import reconsidering
from bot.services.kpi_writing import agreed, fields, filling, history, linting
from bot.services.rows import Row, kpi, moment
from bot.services.writing import naming, standing
from bot.services.writing.model import ChangedMeanwhile, FieldErrors, Sent, Typed
from storage import form_effects, inbox, kpis, ownership
from storage.tables import Kpi

#: What changes what a KPI is judged by without a reading, and what those above it follow from.
_COUNTS = frozenset(
    {"aggregation", "basis", "make_up", "unit", "frequency", "side", "target", "low", "high"}
)
_ABOVE = frozenset({"parent_kpi_id", "weight", "combines", "aggregation"})


def blank(rt: Runtime, *, by: Actor, title: str = "", known: str | None = None) -> Row:
    """What the form for a new KPI shows; `known` is the key of a common metric."""
    with rt.reading() as session:
        metric = LIBRARY.get(known or "")
        return filling.blank(session, by, title=title, known=metric, at=rt.clock())


def filled(rt: Runtime, kpi_id: int, *, by: Actor) -> Row:
    """What the form shows of a KPI that is there; raises Gone "kpi.gone", NotAllowed."""
    with rt.reading() as session:
        row, _ = to_edit(session, by, kpi_id, lock=False)
        found = filling.of(session, by, row, at=rt.clock())
        looked = audited_looks.kpis(session, by, [row])
    audited_looks.note(rt, by, "view_kpi", "kpi", looked)
    return found


def named(rt: Runtime, name: str, *, by: Actor) -> int:
    """The id of the KPI that a name means; raises as `kpi_names.named` does."""
    with rt.reading() as session:
        return kpi_names.named(session, by, name).id or 0


def save(rt: Runtime, sent: Sent, *, by: Actor, key: str, known: str | None = None) -> int:
    """Write what the form says as a new KPI, or change what is there; its id.

    `known` is the key of the common metric that a new one was begun with: what is usual for it
    holds where the form does not show it. Raises FieldErrors, ChangedMeanwhile, Gone,
    NotAllowed.
    """
    at = rt.clock()
    with rt.uow() as session:
        inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at)
        effect = form_effects.begin(session, workspace_id=by.workspace_id, once=sent.once, at=at)
        if effect is None:
            before = form_effects.result(session, workspace_id=by.workspace_id, once=sent.once)
            return int(before["kpi"])
        if sent.row_id is None:
            metric = LIBRARY.get(known or "")
            usual = filling.usual(metric, by.locale, "") if metric else {}
            row = create(session, by, Typed({**usual, **sent.typed.values}), at=at)
        else:
            row = _change(session, by, sent, at=at)
        assert row.id is not None
        form_effects.note(session, effect, {"kpi": row.id})
        return row.id


def look(rt: Runtime, kpi_id: int, *, by: Actor) -> Row:
    """A KPI as its writer sees it when it is saved, with what is missing of it."""
    with rt.reading() as session:
        row, _ = to_edit(session, by, kpi_id, lock=False)
        owner = ownership.people_by_id(session, by.workspace_id, [row.owner_id])[row.owner_id]
        return {
            "kpi_id": kpi_id,
            "row": kpi(None, row, owner=owner.name),
            "frequency": row.frequency,
            "findings": linting.found(session, row),
        }


def to_edit(session: Session, by: Actor, kpi_id: int, *, lock: bool = True) -> tuple[Kpi, Grant]:
    """A KPI that this person may change, locked unless it is only looked at.

    Raises Gone "kpi.gone", NotAllowed.
    """
    row = ownership.kpi_for_update(session, by.workspace_id, kpi_id) if lock else None
    row = row or kpis.get(session, by.workspace_id, kpi_id)
    if row is None:
        raise Gone("kpi.gone")
    relation, who = relations.to_kpi(session, by, row)
    return row, authorize(by, Action.EDIT_KPI, relation, who_can=who)


def create(session: Session, by: Actor, typed: Typed, *, at: datetime) -> Kpi:
    """A new KPI of what a form says; raises FieldErrors."""
    values = fields.read(session, by, typed, None)
    _authorize(session, by, values)
    slug = naming.slug(values["title"], otherwise="kpi")
    taken = kpis.keys_like(session, by.workspace_id, slug)
    row = Kpi(workspace_id=by.workspace_id, key=naming.key(slug, taken), **values)
    session.add(row)
    session.flush()
    history.note(session, by, row, "created", None, row.title, at=at)
    history.told(session, by, row, "create_kpi", grant=Grant.ALLOWED, at=at)
    standing.asked(session, by.workspace_id, [row.owner_id], at=at, kpis=True)
    _compute(session, row, None, at=at)
    return row


def _change(session: Session, by: Actor, sent: Sent, *, at: datetime) -> Kpi:
    assert sent.row_id is not None
    row, grant = to_edit(session, by, sent.row_id)
    _check_version(session, row, sent, at=at)
    values = fields.read(session, by, sent.typed, row)
    if (values["owner_id"], values["team_id"]) != (row.owner_id, row.team_id):
        _authorize(session, by, values)
    agreed.check(session, by, row, values)
    before = row.parent_kpi_id
    changed = set(history.apply(session, by, row, values, grant=grant, at=at))
    if "owner_id" in changed:
        standing.asked(session, by.workspace_id, [row.owner_id], at=at, kpis=True)
    if changed & _COUNTS:
        kpi_readings.bring_up_to_date(session, row)
    if changed & _ABOVE:
        _compute(session, row, before, at=at)
    if changed & reconsidering.LIMITS:
        reconsidering.limits_changed(session, row, at=at, person_id=by.person_id)
    return row


def _authorize(session: Session, by: Actor, values: Mapping[str, Any]) -> None:
    """Say it on the field that chose for whom the KPI is."""
    private = values.get("visibility") == "private"
    relation, who = relations.deciding(
        session, by, values["owner_id"], values["team_id"], private=private
    )
    try:
        authorize(by, Action.CREATE_KPI, relation, who_can=who)
    except DomainError as error:
        raise FieldErrors({"owner": error}) from None


def _check_version(session: Session, row: Kpi, sent: Sent, *, at: datetime) -> None:
    """Raise ChangedMeanwhile when somebody wrote after the form was opened."""
    if sent.version is None or sent.version == row.version:
        return
    assert row.id is not None
    since = datetime.fromisoformat(sent.opened_at) if sent.opened_at else at
    notice = history.meanwhile(session, row.workspace_id, row.id, since)
    raise ChangedMeanwhile(notice, row.version, moment(at) or "")


def _compute(session: Session, row: Kpi, left: int | None, *, at: datetime) -> None:
    """Let what follows from others follow from those that are below it now, in the newest period.

    `left` is the id of the KPI that it was below of before.
    """
    assert row.id is not None
    below = kpis.parts(session, row.workspace_id, row.id)
    newest = [one.value_on for one in below if one.value_on is not None]
    if newest:
        kpi_readings.compute(session, row, max(newest), at=at)
    if row.value_on is None:
        return
    kpi_readings.climb(session, row, row.value_on, at=at)
    if left is not None and left != row.parent_kpi_id:
        former = ownership.kpi_for_update(session, row.workspace_id, left)
        if former is not None:
            kpi_readings.compute(session, former, row.value_on, at=at)
            kpi_readings.climb(session, former, row.value_on, at=at)

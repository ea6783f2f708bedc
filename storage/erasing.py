"""Taking a person out of what is stored, column by column as the register says."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, cast, delete, func, or_, select, update
from sqlmodel import Session

from storage import append_only, home_changes
from storage.personal_columns_work import TABLES
from storage.tables import Person, Workspace, metadata
from storage.traces import REMOVED, Traces

#: Rows that one transaction looks through: others write in between.
BATCH = 500
#: Kinds of schedules whose subject is a person.
OWN_SCHEDULES = ("check_in", "kpi_due", "following")
#: JSON that holds facts by name; all other JSON that is emptied holds a list.
OBJECTS = ("figures",)
NAMED = (("objective", "title"), ("key_result", "title"), ("kpi", "title"), ("team", "name"))


def mine(table: Table, columns: Sequence[str], person_id: int) -> Any:
    """The condition that one of these columns says that a row is the person's."""
    return or_(*(_is_mine(table, name, person_id) for name in columns))


def counts(session: Session, person: Person) -> dict[str, int]:
    """How many rows of each table are the person's; tables without any are absent."""
    assert person.id is not None
    found: dict[str, int] = {}
    for name, register in TABLES.items():
        if register.whose:
            table = metadata.tables[name]
            ours = table.c.workspace_id == person.workspace_id
            where = (ours, mine(table, register.whose, person.id))
            counted = select(func.count()).select_from(table).where(*where)
            number = session.execute(counted).scalar_one()
            found |= {name: int(number)} if number else {}
    return found


def words_of(session: Session, person: Person) -> set[str]:
    """Everything that the person wrote, as it is stored in the columns that are to be emptied."""
    assert person.id is not None
    found: set[str] = set()
    for name, register in TABLES.items():
        table = metadata.tables[name]
        for column, whose in register.erased():
            if name == "person" or not whose:
                continue
            where = (table.c.workspace_id == person.workspace_id, mine(table, whose, person.id))
            for (value,) in session.execute(select(table.c[column]).where(*where)):
                found.update(_strings(value))
    return found


def titles(session: Session, workspace_id: str) -> set[str]:
    """What goals and teams are called: somebody may have written just that."""
    found: set[str] = set()
    for name, column in NAMED:
        table = metadata.tables[name]
        where = table.c.workspace_id == workspace_id
        found.update(session.execute(select(table.c[column]).where(where)).scalars())
    return found


def scanned() -> Iterator[str]:
    """Tables whose texts may name a person, but for that of people."""
    for name, register in TABLES.items():
        if name != "person" and any(True for _ in register.scanned()):
            yield name


def scrub(
    session: Session,
    workspace_id: str,
    name: str,
    traces: Traces,
    *,
    after: int,
    limit: int = BATCH,
) -> tuple[int | None, int]:
    """Take the person out of the next rows of a table.

    The last row's id, None when there was none after `after`, and how many rows were changed.
    """
    table, columns = metadata.tables[name], dict(TABLES[name].scanned())
    statement = (
        select(table.c.id, *(table.c[column] for column in columns))
        .where(_ours(session, table) == workspace_id, table.c.id > after)
        .order_by(table.c.id)
        .limit(limit)
    )
    rows = session.execute(statement).mappings().all()
    changed = {row["id"]: values for row in rows if (values := _changed(row, columns, traces))}
    if changed:
        with append_only.lifted(session, name):
            for row_id, values in changed.items():
                session.execute(update(table).where(table.c.id == row_id).values(**values))
    return (rows[-1]["id"] if rows else None), len(changed)


def _ours(session: Session, table: Table) -> Any:
    """The workspace of a row, for going through a table in the order of its ids.

    SQLite would take an index on the workspace, and sort all that it finds for every batch: hours
    among 100,000 people. An expression has no index.
    """
    column = table.c.workspace_id
    return column + "" if session.get_bind().dialect.name == "sqlite" else column


def empty_own(session: Session, person: Person) -> None:
    """Delete the person's own rows, or empty what in them are their words."""
    assert person.id is not None
    for name, register in TABLES.items():
        table = metadata.tables[name]
        erased = [] if name == "person" else list(register.erased())
        if register.goes:
            ours = table.c.workspace_id == person.workspace_id
            session.execute(delete(table).where(ours, mine(table, register.whose, person.id)))
        elif erased:
            with append_only.lifted(session, name):
                _empty(session, table, erased, person)
    _empty_private(session, person)
    schedule = metadata.tables["schedule"]
    session.execute(
        delete(schedule).where(
            schedule.c.workspace_id == person.workspace_id,
            schedule.c.kind.in_(OWN_SCHEDULES),
            schedule.c.subject_id == person.id,
        )
    )


def empty_post(session: Session, person: Person, *, at: datetime) -> None:
    """Empty the messages to the person, those that wait are not sent, and what Slack delivered of
    them; before the person's account is replaced, by which they are known."""
    account = person.slack_user_id
    if account is None:
        return
    message, inbox = metadata.tables["message"], metadata.tables["inbox"]
    ours = (message.c.workspace_id == person.workspace_id, message.c.target == account)
    waiting = message.c.state.in_(("pending", "sending"))
    session.execute(update(message).where(*ours, waiting).values(state="skipped", error="erased"))
    session.execute(update(message).where(*ours).values(params={}, channel_id=None))
    own = inbox.c.id.in_([row.id for row in deliveries_of(session, person)])
    session.execute(update(inbox).where(own).values(payload={}))
    session.execute(update(inbox).where(own, inbox.c.done_at.is_(None)).values(done_at=at))


def deliveries_of(session: Session, person: Person) -> Sequence[Any]:
    """What Slack delivered of the person's doing: id, kind, received_at, payload."""
    inbox, account = metadata.tables["inbox"], person.slack_user_id or ""
    told = (
        inbox.c.workspace_id == person.workspace_id,
        cast(inbox.c.payload, String).contains(account, autoescape=True),
    )
    columns = (inbox.c.id, inbox.c.kind, inbox.c.received_at, inbox.c.payload)
    rows = session.execute(select(*columns).where(*told).order_by(inbox.c.id)).all()
    return [row for row in rows if account in _authors(row.payload)]


def pseudonymise(session: Session, person: Person, *, name: str, code: str) -> None:
    """The person's own row: it stays, as goals and figures point at it, and tells nothing."""
    heads, reports = metadata.tables["team"], metadata.tables["person"]
    ours = heads.c.workspace_id == person.workspace_id
    session.execute(update(heads).where(ours, heads.c.lead_id == person.id).values(lead_id=None))
    theirs = (reports.c.workspace_id == person.workspace_id, reports.c.manager_id == person.id)
    session.execute(update(reports).where(*theirs).values(manager_id=person.manager_id))
    house = session.get_one(Workspace, person.workspace_id)
    person.key = person.slack_user_id = person.title = person.manager_id = None
    person.slack_tz = person.slack_locale = person.slack_admin = person.admin_since = None
    # A row must have an account; nobody can ever have this one.
    person.email, person.name = f"{code}@erased.invalid", name
    person.locale, person.tz = house.locale, house.tz
    person.standing, person.is_admin = "deactivated", False
    session.add(person)
    home_changes.note(session, [(person.workspace_id, None, None)])


def is_erased(person: Person) -> bool:
    """Whether the person's row tells nothing any more."""
    return person.slack_user_id is None and (person.email or "").endswith("@erased.invalid")


def _empty_private(session: Session, person: Person) -> None:
    """Private goals that were nobody else's lose their words; their figures stay."""
    goals, results = metadata.tables["objective"], metadata.tables["key_result"]
    ours = (goals.c.workspace_id == person.workspace_id, goals.c.owner_id == person.id)
    private = select(goals.c.id).where(*ours, goals.c.visibility == "private")
    below = results.c.objective_id.in_(private)
    initiatives = metadata.tables["initiative"]
    inside = initiatives.c.key_result_id.in_(select(results.c.id).where(below))
    session.execute(update(initiatives).where(inside).values(title=REMOVED))
    told: dict[str, str | None] = {"title": REMOVED, "outcome_because": None}
    session.execute(update(results).where(below).values(**told))
    told |= dict.fromkeys(("no_parent_because", "worked", "did_not_work", "next_time"))
    session.execute(update(goals).where(*ours, goals.c.visibility == "private").values(**told))


def _empty(
    session: Session, table: Table, erased: Sequence[tuple[str, Sequence[str]]], person: Person
) -> None:
    assert person.id is not None
    for column, whose in erased:
        where = (table.c.workspace_id == person.workspace_id, mine(table, whose, person.id))
        values = {column: _emptied(table.c[column])}
        session.execute(update(table).where(*where).values(**values))


def _emptied(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return {} if column.name in OBJECTS else []
    return ""


def _is_mine(table: Table, name: str, person_id: int) -> Any:
    column, _, through = name.partition(">")
    if not through:
        return table.c[column] == person_id
    there = metadata.tables[through]
    return table.c[column].in_(select(there.c.id).where(there.c.person_id == person_id))


def _changed(row: Mapping[Any, Any], columns: Mapping[str, bool], traces: Traces) -> dict[str, Any]:
    """The columns of a row that name the person, without them."""
    found: dict[str, Any] = {}
    for name, quotes in columns.items():
        if row[name] is not None:
            cleaned = traces.without(row[name], quotes=quotes)
            found |= {name: cleaned} if cleaned != row[name] else {}
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _authors(payload: Mapping[str, Any]) -> set[str]:
    """Slack ids of who did what a delivery tells of."""
    event = payload.get("event") or {}
    users = [payload.get("user_id"), payload.get("user"), event.get("user")]
    users += [(event.get(name) or {}).get("user") for name in ("message", "previous_message")]
    return {str(one.get("id") if isinstance(one, Mapping) else one) for one in users if one}

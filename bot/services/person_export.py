"""Everything about one person, as rows by table with the titles of what they point at."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from bot.domain.spreadsheets.safe_cells import quoted
from storage import erasing
from storage.personal_columns_work import TABLES
from storage.tables import Person, metadata

Rows = list[dict[str, Any]]
#: One text of a language by its key.
Text = Callable[[str], str]
#: What a delivery of Slack holds beside the person's words: keys that open something.
NOT_THEIRS = ("token", "response_url", "trigger_id", "authorizations", "api_app_id", "hash")
#: Columns of ids, and where the titles of what they point at stand.
TITLED: Mapping[str, tuple[str, str]] = {
    "key_result_id": ("key_result", "title"),
    "objective_id": ("objective", "title"),
    "kpi_id": ("kpi", "title"),
    "team_id": ("team", "name"),
    "cycle_id": ("cycle", "name"),
    "initiative_id": ("initiative", "title"),
}
#: Columns of the spreadsheets, in this order; the JSON has them all.
SHOWN = (
    *("at", "created_at", "received_at", "key_result", "objective", "kpi", "team", "cycle"),
    *("initiative", "name", "email", "title", "text", "said", "note", "blocker", "value"),
    *("previous_value", "confidence", "promised_on", "period", "starts_on", "ends_on", "week"),
    *("what", "effort", "because", "plan", "verdict", "link", "field", "before", "after"),
    *("start", "target", "due_on", "unit", "state", "action", "kind", "locale", "tz", "weight"),
)


def collect(session: Session, person: Person) -> dict[str, Rows]:
    """Rows of theirs by table; tables without any are absent."""
    assert person.id is not None
    found: dict[str, Rows] = {}
    for name, register in TABLES.items():
        if register.whose:
            table = metadata.tables[name]
            where = (
                table.c.workspace_id == person.workspace_id,
                erasing.mine(table, register.whose, person.id),
            )
            rows = _rows(session, table, register.exported(), where)
            found |= {name: rows} if rows else {}
    found |= {name: rows for name, rows in _post(session, person).items() if rows}
    _title(session, person.workspace_id, found)
    return found


def zipped(found: Mapping[str, Rows], text: Text, *, locale: str) -> bytes:
    """An archive: data.json with everything, and a table of each kind for people to read."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1))
        archive.writestr(f"{text('person_export.read_me')}.txt", text("person_export.what"))
        for number, (name, rows) in enumerate(found.items(), 1):
            title = text(f"person_export.tables.{name}")
            written = _sheet(rows, text, separator=";" if locale.startswith("vi") else ",")
            archive.writestr(f"{number:02} {title}.csv", written)
    return raw.getvalue()


def _rows(session: Session, table: Table, columns: Sequence[str], where: Sequence[Any]) -> Rows:
    chosen = [table.c[name] for name in columns if name != "workspace_id"]
    asked = select(*chosen).where(*where).order_by(table.c.id)
    return [
        {name: _plain(value) for name, value in row.items() if value is not None}
        for row in session.execute(asked).mappings()
    ]


def _post(session: Session, person: Person) -> dict[str, Rows]:
    """What the bot wrote to them, and what Slack delivered of them and is still kept."""
    account = person.slack_user_id
    if account is None:
        return {}
    message = metadata.tables["message"]
    ours = (message.c.workspace_id == person.workspace_id, message.c.target == account)
    columns = ("id", "kind", "params", "state", "created_at", "sent_at")
    deliveries = erasing.deliveries_of(session, person)
    return {
        "message": _rows(session, message, columns, ours),
        "inbox": [
            {
                "id": one.id,
                "kind": one.kind,
                "received_at": _plain(one.received_at),
                "text": _said(one.payload),
                "payload": {k: v for k, v in one.payload.items() if k not in NOT_THEIRS},
            }
            for one in deliveries
        ],
    }


def _said(payload: Mapping[str, Any]) -> str:
    event = payload.get("event") or {}
    return str(payload.get("text") or event.get("text") or "")


def _title(session: Session, workspace_id: str, found: Mapping[str, Rows]) -> None:
    """Beside each id what it points at is called."""
    for column, (name, called) in TITLED.items():
        ids = {row[column] for rows in found.values() for row in rows if column in row}
        table = metadata.tables[name]
        asked = select(table.c.id, table.c[called]).where(
            table.c.workspace_id == workspace_id, table.c.id.in_(ids)
        )
        titles: dict[int, str] = dict(session.execute(asked).all()) if ids else {}
        for row in (row for rows in found.values() for row in rows if column in row):
            row[column.removesuffix("_id")] = titles.get(row[column])


def _sheet(rows: Rows, text: Text, *, separator: str) -> bytes:
    columns = [name for name in SHOWN if any(name in row for row in rows)]
    made = io.StringIO(newline="")
    lines = csv.writer(made, delimiter=separator)
    lines.writerow([text(f"person_export.columns.{name}") for name in columns])
    for row in rows:
        lines.writerow([quoted(str(row.get(name, "") or "")) for name in columns])
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value

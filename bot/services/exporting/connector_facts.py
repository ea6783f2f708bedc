"""Connectors as an import file says them: secrets by their names, as they are stored."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from bot.domain.connectors import Every, Weekday
from bot.services.connecting import arranging
from bot.services.exporting.texts import given

Facts = dict[str, Any]


def section(session: Session, workspace_id: str) -> list[Facts]:
    """The section `connectors`."""
    return [_entry(row) for row in arranging.listed(session, workspace_id)]


def _entry(row: Mapping[str, Any]) -> Facts:
    source, rule = row["source"], row["rule"] or {}
    return given(
        kpi=row["kpi"],
        sql=source.get("query"),
        url=source.get("url"),
        pointer=source.get("pointer"),
        secret=source.get("secret"),
        **_times(rule),
        day=None if row["day"] == "today" else row["day"],
        paused=row["paused"] or None,
    )


def _times(rule: Mapping[str, Any]) -> Facts:
    if "minute" in rule:
        return {"every": Every.HOUR.value, "at": f"00:{rule['minute']:02}"}
    if "weekday" in rule:
        on = [*Weekday][rule["weekday"]].value
        return {"every": Every.WEEK.value, "on": on, "at": rule["at"]}
    return {"at": rule.get("at")}

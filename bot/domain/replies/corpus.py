"""Corpus rows in, predictions out: the format the referee compares."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.replies.model import Change, Direction, Reading, Subject, Update
from bot.domain.replies.reader import read_reply

_ANY_DAY = date(2025, 1, 6)


def subjects_from_row(row: Mapping[str, Any]) -> tuple[Subject, ...]:
    """The subjects of a corpus row's `krs`."""
    return tuple(
        Subject(
            n=int(kr["n"]),
            id=str(kr["id"]),
            title=str(kr["title"]),
            unit=str(kr["unit"]),
            direction=Direction(kr["direction"]),
            start=_decimal(kr["start"]),
            current=None if kr["current"] is None else _decimal(kr["current"]),
            target=_decimal(kr["target"]),
        )
        for kr in row["krs"]
    )


def _decimal(number: object) -> Decimal:
    return Decimal(str(number))


def predict(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the reader makes of a corpus row."""
    subjects = subjects_from_row(row)
    reading = read_reply(row["reply"], subjects, locale=row["locale"], today=_ANY_DAY)
    return prediction(reading)


def prediction(reading: Reading) -> dict[str, Any]:
    """`{"updates": […], "ask": […]}` with JSON numbers."""
    ask: list[Any] = [q.ns[0] if len(q.ns) == 1 else list(q.ns) for q in reading.questions]
    said: dict[str, Any] = {"updates": [_update(update) for update in reading.updates], "ask": ask}
    if reading.note:
        said["note"] = reading.note
    return said


def _update(update: Update) -> dict[str, Any]:
    row: dict[str, Any] = {"kr": update.n}
    if update.change in (Change.VALUE, Change.DELTA, Change.PERCENT_COMPLETE):
        if update.amount is not None:
            row[str(update.change)] = _number(update.amount)
    elif update.change in (Change.NO_CHANGE, Change.SKIP):
        row[str(update.change)] = True
    for key in ("confidence", "note", "blocker"):
        if getattr(update, key) is not None:
            row[key] = getattr(update, key)
    if update.status is not None:
        row["status"] = str(update.status)
    return row


def _number(value: Decimal) -> int | float:
    """JSON has no decimals; a whole number stays whole."""
    return int(value) if value == value.to_integral_value() else float(value)

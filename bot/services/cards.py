"""The facts of the card that answers a reply, always rebuilt from what is stored."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from sqlmodel import Session

from bot.domain.goals.progress import from_millionths
from bot.domain.kpis.model import Aggregation
from bot.services import agenda, facts, hints, plan_rows, step_records
from bot.services.agenda import Item
from bot.services.rows import Row, moment, number
from storage import alerts, check_ins, organisation, week_plans
from storage.tables import CheckIn, Question, Reading, Reply

UNDO_WITHIN = timedelta(hours=24)
T = TypeVar("T")


def answer(session: Session, reply: Reply, *, tz: str, at: datetime) -> Row:
    """What the reply changed, what is asked back, and what was left unsaid."""
    assert reply.id is not None
    items = agenda.of_pointers(session, reply.workspace_id, reply.items)
    on = facts.local_date(at, tz)
    rows = _rows(session, reply, items, on=on, tz=tz)
    asked = check_ins.questions(session, reply.workspace_id, reply.id)
    open_questions = [question for question in asked if question.state == "open"]
    spoken = {row["n"] for row in rows} | {s["n"] for q in asked for s in q.subjects}
    undone = reply.undone_at is not None
    planned = [] if undone else week_plans.of_reply(session, reply.workspace_id, reply.id)
    standing = planned or any(row["written"] and not row["undone"] for row in rows)
    return {
        "reply_id": reply.id,
        "state": _state([*rows, *planned], open_questions, undone=undone),
        "rows": rows,
        "questions": [_question(question, items) for question in asked],
        "silent": _silent(session, reply, items, spoken),
        "undo_until": moment(reply.at + UNDO_WITHIN) if standing else None,
        "plans": plan_rows.said(planned, items),
        "hints": [] if undone else hints.shown(session, reply, items),
        "on_behalf_of": _on_behalf_of(session, reply, items, rows),
        "cut": any(pointer.get("cut") for pointer in reply.items),
    }


def _silent(session: Session, reply: Reply, items: Sequence[Item], spoken: set[int]) -> list[Row]:
    """What was asked and has had no news since, in this reply or an earlier one."""
    if reply.request_id is None:
        return []
    request = check_ins.request(session, reply.workspace_id, reply.request_id)
    assert request is not None
    return [
        {"n": item.n, "title": item.title}
        for item in items
        if item.asked
        and item.n not in spoken
        and not _news_since(session, item, request.created_at)
    ]


def _news_since(session: Session, item: Item, moment: datetime) -> bool:
    if item.key_result is not None:
        checked_in = item.key_result.checked_in_at
        return checked_in is not None and checked_in >= moment
    assert item.kpi is not None
    newest = alerts.newest_readings(session, item.kpi.workspace_id, item.id, most=1)
    return bool(newest) and newest[-1].at >= moment


def _on_behalf_of(
    session: Session, reply: Reply, items: Sequence[Item], rows: Sequence[Row]
) -> str | None:
    """Whose goals they are, where somebody else wrote of them."""
    written = {row["n"] for row in rows if row["written"]}
    owners = {item.owner_id for item in items if item.n in written} - {reply.person_id}
    if not owners or reply.person_id in {item.owner_id for item in items}:
        return None
    owner = organisation.person(session, reply.workspace_id, owners.pop())
    return owner.name if owner else None


def _state(rows: Sequence[object], open_questions: Sequence[Question], *, undone: bool) -> str:
    if undone:
        return "undone"
    if rows:
        return "saved"
    return "asking" if open_questions else "nothing"


def _rows(session: Session, reply: Reply, items: Sequence[Item], *, on: date, tz: str) -> list[Row]:
    assert reply.id is not None
    written = check_ins.of_reply(session, reply.workspace_id, reply.id)
    taken_back = check_ins.undone(
        session, reply.workspace_id, [row.id for row in written if row.id is not None]
    )
    by_key_result: dict[int, list[CheckIn]] = {}
    for written_row in written:
        by_key_result.setdefault(written_row.key_result_id, []).append(written_row)
    for key_result_id, rows in by_key_result.items():
        # An edited message was read twice: what stands is shown, else what was undone.
        by_key_result[key_result_id] = [r for r in rows if r.id not in taken_back] or rows
    readings = alerts.readings_of_reply(session, reply.workspace_id, reply.id)
    by_kpi = {row.kpi_id: row for row in sorted(readings, key=lambda row: row.withdrawn_at is None)}
    said = {int(pointer["n"]): pointer for pointer in reply.items}
    found = []
    for item in items:
        row = item.row(on=on, tz=tz)
        spoken = said[item.n]
        if item.kind == "kr" and item.id in by_key_result:
            row |= _checked_in(by_key_result[item.id], item, on=on, tz=tz)
            row["written"] = True
            row["undone"] = by_key_result[item.id][-1].id in taken_back
        elif item.kind == "kpi" and item.id in by_kpi:
            row |= _read(by_kpi[item.id], item, tz=tz)
            row["written"] = True
        elif "change" in spoken:
            row |= _words(spoken)
            row["written"] = False
        else:
            continue
        row["change"] = spoken.get("change", "value")
        row["read_as"] = spoken.get("said")
        undone = row["written"] and bool(reply.undone_at) and not row["undone"]
        row["kept_newer"] = undone or bool(spoken.get("older"))
        found.append(row)
    return found


def _checked_in(check_ins_made: Sequence[CheckIn], item: Item, *, on: date, tz: str) -> Row:
    """One row for all that a reply said of a key result: words first, a figure when asked."""
    return {
        **_figures(check_ins_made[0], check_ins_made[-1], item, on=on, tz=tz),
        "confidence": _first(made.confidence for made in check_ins_made),
        "said": _first(made.said for made in check_ins_made),
        "likely": any(made.likely for made in check_ins_made),
        "note": _first(made.note for made in check_ins_made),
        "blocker": _first(made.blocker for made in check_ins_made),
        "promised_on": _day(_first(made.promised_on for made in check_ins_made)),
        "marked": [mark for made in check_ins_made for mark in step_records.marks(made)],
    }


def _figures(first: CheckIn, last: CheckIn, item: Item, *, on: date, tz: str) -> Row:
    """Both sides of the arrow as they were when the check-ins were made, judged on this day."""
    assert item.key_result is not None
    assert item.objective is not None
    now = facts.key_result(item.key_result, item.objective, tz=tz)
    before = facts.with_figures(
        now,
        value=first.previous_value,
        progress=_share(first.previous_progress),
        sample=first.previous_sample,
    )
    value, sample = last.value, last.sample
    if last.value is None:
        value, sample = last.previous_value, last.previous_sample
    after = facts.with_figures(now, value=value, progress=_share(last.progress), sample=sample)
    return {
        "value": number(value),
        "sample": sample,
        "progress": number(after.progress),
        "status": facts.status(after, on=on),
        "before_value": number(first.previous_value),
        "before_progress": number(before.progress),
        "before_status": facts.status(before, on=on),
    }


def _read(reading: Reading, item: Item, *, tz: str) -> Row:
    """A reading for another day, or one of several, does not take the place of what was there."""
    assert item.kpi is not None
    day = reading.observed_on
    dated = day is not None and day != facts.local_date(reading.at, tz)
    adds_up = item.kpi.aggregation != Aggregation.LAST
    stands = reading.withdrawn_at is None
    before = None if stands and (dated or adds_up) else reading.previous_value
    return {
        "value": number(reading.value),
        "before_value": number(before),
        "observed_on": day.isoformat() if day and dated else None,
        "period_figure": number(item.kpi.value) if adds_up and stands else None,
        "before_progress": None,
        "before_status": None,
        "confidence": None,
        "said": None,
        "likely": reading.likely,
        "note": reading.note,
        "blocker": reading.blocker,
        "promised_on": None,
        "undone": reading.withdrawn_at is not None,
    }


def _words(spoken: dict[str, Any]) -> Row:
    return {
        "before_value": None,
        "before_progress": None,
        "before_status": None,
        "confidence": None,
        "said": None,
        "likely": False,
        "note": spoken.get("note"),
        "blocker": spoken.get("blocker"),
        "promised_on": None,
        "undone": False,
    }


def _question(question: Question, items: Sequence[Item]) -> Row:
    known = {item.n: item for item in items}
    return {
        "id": question.id,
        "reason": question.reason,
        "said": question.said,
        "state": question.state,
        "subjects": [
            {
                "n": n,
                "title": known[n].title,
                "unit": known[n].unit,
                "shape": known[n].shape,
            }
            for n in (int(subject["n"]) for subject in question.subjects)
            if n in known
        ],
        "candidates": [
            {
                "index": index,
                "n": candidate["n"],
                "title": known[candidate["n"]].title,
                "unit": known[candidate["n"]].unit,
                "shape": known[candidate["n"]].shape,
                "value": candidate["value"],
            }
            | _step_titles(candidate)
            for index, candidate in enumerate(question.candidates)
            if candidate["n"] in known
        ],
    }


def _step_titles(candidate: dict[str, Any]) -> Row:
    steps = candidate.get("steps")
    return {"marks": [step["title"] for step in steps]} if steps else {}


def _first(found: Iterable[T | None]) -> T | None:
    return next((one for one in found if one is not None), None)


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _share(stored: int | None) -> Decimal | None:
    return None if stored is None else from_millionths(stored)

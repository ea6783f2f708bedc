"""A Monday planned by the bare driver: few statements, plain tuples, nothing decided twice.

What is said of each goal is worked out as the bot does it, by the same functions. It knows what the
bot has to find out: that nobody is away, was asked before or has a day off.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.cadence import local_date, local_time_on, week_of
from bot.domain.windows import Window
from bot.services import agenda, request_card
from tests.bench.baselines.bare_driver import Driver

DUE = """
SELECT s.id, s.workspace_id, s.subject_id, s.occurs_on, p.name, p.slack_user_id, p.locale, p.tz
FROM schedule s JOIN person p ON p.id = s.subject_id
WHERE s.next_at <= {p} ORDER BY s.next_at, s.id LIMIT 200 {locked}"""
CYCLE = "SELECT name, starts_on, ends_on FROM cycle WHERE state = 'active'"
GOALS = """
SELECT k.owner_id, k.id, k.title, k.shape, k.unit, k.direction, k.start, k.target, k.floor,
       k.ceiling, k.period, k.minimum_sample, k.start_on, k.due_on, k.value, k.progress, k.said,
       k.confidence,
       k.checked_in_at, k.weight, k.cadence_days, k.state, k.sample, k.steps, k.phases, k.kpi_id,
       o.ambition, o.visibility
FROM key_result k JOIN objective o ON o.id = k.objective_id JOIN cycle c ON c.id = o.cycle_id
WHERE k.owner_id IN ({people}) AND k.state = 'active' AND o.state = 'active'
  AND c.state = 'active'
ORDER BY o.id, k.position, k.id"""
KPIS = """
SELECT owner_id, id, title, unit, side, target, low, high, critical, critical_high, frequency,
       value, value_on, basis, make_up, judged, aggregation
FROM kpi WHERE owner_id IN ({people}) AND state = 'active' ORDER BY id"""
REQUEST = """
INSERT INTO check_in_request (workspace_id, person_id, week, items, state, created_at)
VALUES ({p}, {p}, {p}, {p}, 'open', {p}) RETURNING id"""
MESSAGE = """
INSERT INTO message (workspace_id, dedup_key, operation, kind, params, target, locale, tz, priority,
                     state, attempt, doubts, failures, not_before, created_at)
VALUES ({p}, {p}, 'post', 'check_in', {p}, {p}, {p}, {p}, 2, 'pending', 0, 0, 0, {p}, {p})
RETURNING id"""
ASKED_BY = "UPDATE check_in_request SET message_id = {p} WHERE id = {p}"
REMINDER = """
INSERT INTO schedule (workspace_id, kind, subject_id, tz, rule, next_at, failures, skipped_params)
VALUES ({p}, 'reminder', {p}, {p}, {p}, {p}, 0, {p})"""
MOVE = """
UPDATE schedule SET next_at = {p}, occurs_on = {p}, skipped_at = {p}, skipped_why = {p}
WHERE id = {p}"""


def plan(driver: Driver, now: datetime, window: Window | None) -> int:
    """Ask everybody who is due, 200 people in a transaction; how many were due."""
    planned = 0
    while due := _plan_some(driver, now, window):
        planned += due
    return planned


def _plan_some(driver: Driver, now: datetime, window: Window | None) -> int:
    driver.begin()
    due = driver.read(DUE.format(p=driver.sign, locked=driver.locked), (driver.moment(now),))
    if due:
        _ask(driver, due, now, window)
    driver.commit()
    return len(due)


def _ask(driver: Driver, due: Sequence[Any], now: datetime, window: Window | None) -> None:
    ids = ", ".join(str(row.subject_id) for row in due)
    [cycle] = driver.read(CYCLE)
    goals = _by_owner(driver.read(GOALS.format(people=ids)))
    kpis = _by_owner(driver.read(KPIS.format(people=ids)))
    asked, silent = [], []
    for row in due:
        day = local_date(now, row.tz)
        owned = [(kr, kr) for kr in goals[row.subject_id]]
        everything = agenda.numbered(owned, kpis[row.subject_id], (), on=day, tz=row.tz)
        items = agenda.asked_first(everything)
        if any(item.asked for item in items):
            asked.append((row, week_of(row.occurs_on), items))
        else:
            silent.append(row.id)
    _write(driver, asked, cycle, now)
    moved = (_moved(driver, row, row.id in silent, now, window) for row in due)
    driver.write(MOVE.format(p=driver.sign), moved)


def _write(driver: Driver, asked: Sequence[Any], cycle: Any, now: datetime) -> None:
    sign, at = driver.sign, driver.moment(now)
    requests = driver.insert(
        REQUEST.format(p=sign),
        [
            (row.workspace_id, row.subject_id, week, _json([i.pointer() for i in items]), at)
            for row, week, items in asked
        ],
    )
    known = list(zip(requests, asked, strict=True))
    messages = driver.insert(
        MESSAGE.format(p=sign),
        [
            (
                row.workspace_id,
                f"check_in:{row.subject_id}:{week}",
                _json(
                    {"request_id": request_id}
                    | request_card.shown(row, items, cycle, week=week, welcome=True, at=now)
                ),
                *(row.slack_user_id, row.locale, row.tz, at, at),
            )
            for request_id, (row, week, items) in known
        ],
    )
    driver.write(ASKED_BY.format(p=sign), zip(messages, requests, strict=True))
    reminders = [
        (row.workspace_id, request_id, row.tz, "{}", driver.moment(_remind_at(row.tz, now)), "{}")
        for request_id, (row, _, _) in known
    ]
    driver.write(REMINDER.format(p=sign), reminders)


def _remind_at(tz: str, now: datetime) -> datetime:
    """In the afternoon where there are four hours left to answer, else tomorrow morning."""
    today = local_date(now, tz)
    afternoon = local_time_on(today, time(15), tz)
    if afternoon >= now + timedelta(hours=4):
        return afternoon
    return local_time_on(today + timedelta(days=1), time(9), tz)


def _moved(
    driver: Driver, row: Any, silent: bool, now: datetime, window: Window | None
) -> Sequence[Any]:
    on = row.occurs_on + timedelta(days=7)
    at = window.time_of(row.workspace_id, row.subject_id) if window else time(9)
    skipped = (driver.moment(now), "nothing_due") if silent else (None, None)
    return driver.moment(local_time_on(on, at, row.tz)), driver.day(on), *skipped, row.id


def _by_owner(rows: Sequence[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.owner_id].append(row)
    return found


def _json(value: Any) -> str:
    return json.dumps(value)

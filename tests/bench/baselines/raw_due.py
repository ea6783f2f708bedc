"""Who is due, by the bare driver: taken, read with the values that a tick needs, and given back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tests.bench.baselines.bare_driver import Driver

COLUMNS = (
    *("id", "workspace_id", "kind", "subject_id", "tz", "rule", "next_at", "occurs_on"),
    *("failures", "retry_at", "skipped_at", "skipped_why", "skipped_params"),
)
DUE = """
SELECT s.id FROM schedule s
WHERE s.next_at <= {p} AND (s.retry_at IS NULL OR s.retry_at <= {p})
ORDER BY s.next_at, s.id LIMIT {p} {locked}"""
TAKE = "UPDATE schedule SET failures = failures + 1, retry_at = {p} WHERE id IN ({ids})"
TAKEN = """
SELECT {columns} FROM schedule s WHERE s.id IN ({ids}) AND s.retry_at = {p}
ORDER BY s.next_at, s.id {locked}"""
GIVE_BACK = """
UPDATE schedule SET failures = failures - 1, retry_at = NULL
WHERE id IN ({ids}) AND retry_at = {p}"""


def due(driver: Driver, now: datetime, until: datetime, most: int) -> Sequence[Any]:
    """Rows of COLUMNS as they were while they were taken; two transactions."""
    sign, lock = driver.sign, driver.locked
    at, end = driver.moment(now), driver.moment(until)
    driver.begin()
    found = driver.fetch(DUE.format(p=sign, locked=lock), (at, at, most))
    ids = ", ".join(str(row[0]) for row in found)
    driver.run(TAKE.format(p=sign, ids=ids), (end,))
    driver.commit()
    driver.begin()
    columns = ", ".join(COLUMNS)
    taken = driver.read(TAKEN.format(columns=columns, ids=ids, p=sign, locked=lock), (end,))
    driver.run(GIVE_BACK.format(ids=ids, p=sign), (end,))
    driver.commit()
    return taken

"""Every KPI judged by its last twelve periods, fetched by the bare driver.

With the bot's own rule for what a reading does to an alert. The KPIs of the company are read once a
period, are held against a ceiling and follow from no other, so that nothing else has to be known.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.domain.goals.model import Observation
from bot.domain.kpis.alerts import OpenAlert, Step, next_step
from bot.domain.kpis.model import AlertState, Frequency, KpiMeasure, KpiSide, Severity
from tests.bench.baselines.bare_driver import Driver

KPIS = """
SELECT id, unit, side, target, low, high, frequency FROM kpi
WHERE workspace_id = {p} AND state = 'active' ORDER BY id"""
READINGS = """
WITH last AS (
  SELECT k.id, coalesce((
    SELECT DISTINCT r.period FROM reading r
    WHERE r.workspace_id = k.workspace_id AND r.kpi_id = k.id AND r.withdrawn_at IS NULL
    ORDER BY r.period DESC LIMIT 1 OFFSET 11
  ), '0001-01-01') AS first
  FROM kpi k WHERE k.workspace_id = {p} AND k.state = 'active'
)
SELECT r.kpi_id, r.period AS first, r.value FROM last
JOIN reading r ON r.kpi_id = last.id AND r.period >= last.first
WHERE r.workspace_id = {p} AND r.withdrawn_at IS NULL ORDER BY r.kpi_id, r.period, r.id"""
ALERTS = """
SELECT kpi_id, state, severity, unstable FROM alert
WHERE workspace_id = {p} AND kind = 'target'
  AND state IN ('firing', 'acknowledged', 'recovering')"""


def judged(driver: Driver, workspace: str) -> Mapping[int, Step]:
    """What the alert of each KPI would do next."""
    current = {
        row.kpi_id: OpenAlert(AlertState(row.state), Severity(row.severity), bool(row.unstable))
        for row in driver.read(ALERTS.format(p=driver.sign), (workspace,))
    }
    read: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for row in driver.read(READINGS.format(p=driver.sign), (workspace, workspace)):
        read[row.kpi_id][row.first] = row.value
    return {
        kpi.id: _judged(kpi, read[kpi.id], current.get(kpi.id))
        for kpi in driver.read(KPIS.format(p=driver.sign), (workspace,))
    }


def _judged(kpi: Any, read: Mapping[date, Decimal], alert: OpenAlert | None) -> Step:
    measure = KpiMeasure(
        kpi.unit,
        KpiSide(kpi.side),
        kpi.target,
        low=kpi.low,
        high=kpi.high,
        frequency=Frequency(kpi.frequency),
    )
    observations = [Observation(first, value) for first, value in read.items()]
    return next_step(measure, observations, alert, 0)

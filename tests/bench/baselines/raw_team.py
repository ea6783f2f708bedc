"""A team's page by the bare driver: the same rows in three statements, and the same answer.

What is said of each goal is worked out as the bot does it, by the same functions.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.services import facts, team_overviews, team_sums
from tests.bench.baselines.bare_driver import Driver

#: Of more key results only the team's own are read.
LARGE = team_overviews.LARGE
TEAM = """
WITH RECURSIVE tree (id, depth, is_large) AS (
  SELECT t.id, 0, coalesce(f.counted, 0) > {large}
  FROM team t LEFT JOIN team_figure f ON f.team_id = t.id
  WHERE t.workspace_id = {p} AND t.id = (
    SELECT id FROM (
      SELECT id, 0 AS rank FROM team WHERE workspace_id = {p} AND lead_id = {p}
      UNION ALL
      SELECT n.id, 1 FROM team n JOIN membership m ON m.team_id = n.id
      WHERE n.workspace_id = {p} AND m.person_id = {p}) AS mine
    ORDER BY rank, id LIMIT 1)
  UNION
  SELECT c.id, tree.depth + 1, tree.is_large
  FROM tree JOIN team c ON c.parent_id = tree.id
  WHERE tree.depth < CASE WHEN tree.is_large THEN 1 ELSE 32 END)
SELECT t.id, t.key, t.name, t.parent_id, f.points, f.weight, f.counted, f.known,
  CAST(f.rest AS VARCHAR) AS rest,
  (SELECT count(*) FROM dependency d
   WHERE d.workspace_id = t.workspace_id AND d.team_id = t.id AND d.state = 'open') AS asked,
  (SELECT count(*) FROM dependency d JOIN objective o ON o.id = d.objective_id
   WHERE o.workspace_id = t.workspace_id AND o.team_id = t.id AND d.state = 'open') AS asks
FROM tree JOIN team t ON t.id = tree.id LEFT JOIN team_figure f ON f.team_id = t.id
ORDER BY tree.depth, t.id"""
GOALS = """
SELECT k.id, k.title, k.shape, k.unit, k.direction, k.start, k.target, k.floor, k.ceiling, k.period,
  k.minimum_sample, k.start_on, k.due_on, k.value, k.progress, k.said, k.confidence,
  k.checked_in_at, k.weight, k.cadence_days, k.state, k.sample, k.steps, k.phases, k.kpi_id,
  o.ambition, o.visibility, o.team_id, o.id AS objective_id, o.title AS objective_title,
  p.name AS owner, q.name AS objective_owner,
  NOT EXISTS (SELECT 1 FROM initiative i WHERE i.workspace_id = k.workspace_id
              AND i.key_result_id = k.id AND i.state <> 'dropped') AS is_idle,
  o.level <> 'company' AND o.parent_objective_id IS NULL
    AND coalesce(o.no_parent_because, '') = '' AS is_unaligned,
  (SELECT c.progress FROM check_in c WHERE c.workspace_id = k.workspace_id
   AND c.key_result_id = k.id AND c.at < {p} ORDER BY c.at DESC, c.id DESC LIMIT 1) AS last_week
FROM key_result k JOIN objective o ON o.id = k.objective_id JOIN cycle y ON y.id = o.cycle_id
  JOIN person p ON p.id = k.owner_id JOIN person q ON q.id = o.owner_id
WHERE o.workspace_id = {p} AND k.state = 'active'
  AND o.state = 'active'
  AND o.visibility = 'public' AND y.state = 'active' AND o.team_id IN ({teams})
ORDER BY o.id, k.position, k.id"""
KPIS = """
SELECT k.id, k.title, k.unit, k.side, k.target, k.low, k.high, k.critical, k.critical_high,
  k.frequency, k.basis, k.make_up, k.value, k.judged, k.aggregation, p.name AS owner
FROM kpi k JOIN person p ON p.id = k.owner_id
WHERE k.workspace_id = {p} AND k.team_id IN ({teams}) AND k.state = 'active'
  AND k.visibility = 'public'
ORDER BY k.id"""


def page(driver: Driver, workspace_id: str, person_id: int, at: datetime, tz: str) -> Any:
    """The first page of the person's own team, as `/okr team` tells it."""
    sign, person = driver.sign, (workspace_id, person_id)
    driver.begin()
    found = driver.read(TEAM.format(p=sign, large=LARGE), (workspace_id, *person, *person))
    place = team_overviews.place_of(found, large=LARGE)
    week_ago = driver.moment(team_sums.week_ago(facts.local_date(at, tz), tz))
    goals = driver.read(_of(GOALS, sign, place.ids), (week_ago, workspace_id, *place.ids))
    kpis = driver.read(_of(KPIS, sign, place.ids), (workspace_id, *place.ids))
    driver.commit()
    return team_overviews.of_rows(place, goals, kpis, 1, at=at, tz=tz)


def _of(statement: str, sign: str, teams: Sequence[int]) -> str:
    return statement.format(p=sign, teams=", ".join([sign] * len(teams)))

"""The whole company counted by the bare driver: the sums of every team with all teams below it.

What is said of each goal is worked out as the bot does it, by the same functions.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import groupby

from bot.services import team_sums
from tests.bench.baselines.bare_driver import Driver

TEAMS = "SELECT id, parent_id FROM team WHERE workspace_id = {p} ORDER BY id"
GOALS = """
SELECT k.id, k.title, k.shape, k.unit, k.direction, k.start, k.target, k.floor, k.ceiling, k.period,
  k.minimum_sample, k.start_on, k.due_on, k.value, k.progress, k.said, k.confidence,
  k.checked_in_at, k.weight, k.cadence_days, k.state, k.sample, k.steps, k.phases, k.kpi_id,
  o.ambition, o.visibility, o.team_id, o.id AS objective_id,
  NOT EXISTS (SELECT 1 FROM initiative i WHERE i.workspace_id = k.workspace_id
              AND i.key_result_id = k.id AND i.state <> 'dropped') AS is_idle,
  o.level <> 'company' AND o.parent_objective_id IS NULL
    AND coalesce(o.no_parent_because, '') = '' AS is_unaligned,
  (SELECT c.progress FROM check_in c WHERE c.workspace_id = k.workspace_id
   AND c.key_result_id = k.id AND c.at < {p} ORDER BY c.at DESC, c.id DESC LIMIT 1) AS last_week
FROM key_result k JOIN objective o ON o.id = k.objective_id JOIN cycle y ON y.id = o.cycle_id
WHERE o.workspace_id = {p} AND k.state = 'active'
  AND o.state = 'active'
  AND o.visibility = 'public' AND y.state = 'active'
  AND o.team_id BETWEEN {p} AND {p}
ORDER BY o.team_id"""


def sums(driver: Driver, workspace_id: str, on: date, tz: str) -> Mapping[int, Mapping[str, int]]:
    """By team; a team without anything that counts is absent. As many rows at a time as the bot."""
    driver.begin()
    teams = driver.read(TEAMS.format(p=driver.sign), (workspace_id,))
    parents = {team.id: team.parent_id for team in teams}
    week_ago = driver.moment(team_sums.week_ago(on, tz))
    total: dict[int, Counter[str]] = {}
    ids = sorted(parents)
    for at in range(0, len(ids), team_sums.BATCH):
        some = ids[at : at + team_sums.BATCH]
        given = (week_ago, workspace_id, some[0], some[-1])
        goals = driver.read(GOALS.format(p=driver.sign), given)
        for team, group in groupby(goals, key=lambda row: row.team_id):
            own = team_sums.of_rows(list(group), on=on, tz=tz)
            above: int | None = team
            while own and above is not None:
                total.setdefault(above, Counter()).update(own)
                above = parents[above]
    driver.commit()
    return total

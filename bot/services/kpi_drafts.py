"""From a KPI to a goal: what the form of the objective is filled with."""

from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import kpis, relations, rows
from bot.services.rows import Row
from bot.services.writing import objectives
from storage import kpi_goals, ownership
from storage.tables import Kpi

MOST_RELATED = 3


def begin(rt: Runtime, name: str, *, by: Actor) -> Row:
    """An objective for the KPI that a name means: for its team and owner, below what it protects.

    Raises NotFound "kpi.unknown", SeveralFit, NotAllowed, NotFound "writing.no_cycle".
    """
    kpi = kpis.named(rt, name, by=by)
    with rt.reading() as session:
        relation, who = relations.to_kpi(session, by, kpi)
        authorize(by, Action.DRAFT_OKR, relation, who_can=who)
        owner = ownership.people_by_id(session, by.workspace_id, [kpi.owner_id])[kpi.owner_id]
        near = kpi_goals.offered(
            session,
            by.workspace_id,
            person_ids=[kpi.owner_id],
            team_id=kpi.team_id,
            most=MOST_RELATED + 1,
        )
    above = f"o:{kpi.protects_objective_id}" if kpi.protects_objective_id else ""
    return objectives.blank(rt, by=by, parent=above) | {
        "level": f"team:{kpi.team_id}",
        "owner": owner.slack_user_id or by.slack_user_id,
        "kpi": _shown(kpi) | {"related": [_shown(one) for one in near if one.id != kpi.id]},
    }


def _shown(kpi: Kpi) -> Row:
    return rows.kpi(None, kpi)

"""The KPIs that somebody asks for, grouped by whose they are."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from bot.domain.commands.kpis import KpiList
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.runtime import Runtime
from bot.services import audited_looks, choices, kpi_names, rows
from bot.services.choices import SeveralFit
from bot.services.overviews import EVERYBODY
from bot.services.rows import Row
from storage import alerts, ownership, teams
from storage.tables import Alert, Kpi, Person, Team

#: Worst first; what is well stays in the order in which it was made.
_WORST: Sequence[str] = ("outside", "near")


def overview(rt: Runtime, asked: KpiList, *, by: Actor) -> Row:
    """The KPIs that fit, those of the person first, then by team; private ones to few alone.

    "near" are those of the person and of their teams, all of them where they have none. Raises
    NotFound "team.unknown" and "team.none", SeveralFit.
    """
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        tree = teams.all_teams(session, by.workspace_id)
        seen: Sequence[Kpi] = [
            kpi for kpi in kpi_names.visible(session, by).values() if _fits(kpi, asked)
        ]
        team, shown = None, seen
        if asked.scope == "team":
            team = choices.team_named(session, by, asked.team, tree)
            below = set(teams.subtree(tree, team.id or 0))
            shown = [kpi for kpi in seen if kpi.team_id in below]
        else:
            shown = _in_scope(session, by, asked.scope, seen, tree)
        found = {
            "groups": _groups(session, by, shown, tree, split=asked.scope != "team"),
            "count": len(shown),
            "scope": asked.scope,
            "trait": asked.trait,
            "team": team.name if team else None,
        }
        looked = audited_looks.kpis(session, by, shown)
    audited_looks.note(rt, by, "view_kpi", "kpi", looked)
    return found


def meant(rt: Runtime, asked: KpiList, *, by: Actor) -> str | None:
    """The KPI that the word of a list is the name of, as a name that finds it; None for none.

    Raises SeveralFit where several are called so.
    """
    if asked.word is None:
        return None
    authorize(by, Action.VIEW_GOAL, EVERYBODY)
    with rt.reading() as session:
        found = kpi_names.called(session, by, asked.word)
    if len(found) > 1:
        raise SeveralFit(asked.word, {kpi.id or 0: kpi.title for kpi in found})
    return f"#{found[0].id}" if found else None


def _fits(kpi: Kpi, asked: KpiList) -> bool:
    return asked.trait is None or asked.trait in (kpi.dimension, kpi.level, kpi.timing)


def _in_scope(
    session: Session, by: Actor, scope: str, seen: Sequence[Kpi], tree: Mapping[int, Team]
) -> Sequence[Kpi]:
    mine = [kpi for kpi in seen if kpi.owner_id == by.person_id]
    if scope == "mine":
        return mine
    if scope == "all":
        return seen
    led = [team_id for team_id, team in tree.items() if team.lead_id == by.person_id]
    own = [*teams.teams_of_person(session, by.workspace_id, by.person_id), *led]
    below = {team_id for top in own for team_id in teams.subtree(tree, top)}
    return [kpi for kpi in seen if kpi.owner_id == by.person_id or kpi.team_id in below] or seen


def _groups(
    session: Session, by: Actor, kpis: Sequence[Kpi], tree: Mapping[int, Team], *, split: bool
) -> list[Row]:
    ids = [kpi.id for kpi in kpis if kpi.id]
    firing = alerts.open_alerts(session, by.workspace_id, ids)
    people = ownership.people_by_id(session, by.workspace_id, [kpi.owner_id for kpi in kpis])
    return [
        {"mine": name is None, "team": name, "kpis": _sorted(group, firing, people)}
        for name, group in _split(by, kpis, tree, split=split)
    ]


def _split(
    by: Actor, kpis: Sequence[Kpi], tree: Mapping[int, Team], *, split: bool
) -> Iterator[tuple[str | None, Sequence[Kpi]]]:
    """The person's own, then those of each team in the order of the teams."""
    by_team: dict[int | None, list[Kpi]] = {}
    for kpi in kpis:
        own = split and kpi.owner_id == by.person_id
        by_team.setdefault(None if own else kpi.team_id, []).append(kpi)
    if None in by_team:
        yield None, by_team[None]
    for team_id, team in tree.items():
        if team_id in by_team:
            yield team.name, by_team[team_id]


def _sorted(
    kpis: Sequence[Kpi], firing: Mapping[int, Alert], people: Mapping[int, Person]
) -> list[Row]:
    found = [
        rows.with_alert(
            rows.kpi(None, kpi, owner=people[kpi.owner_id].name), firing.get(kpi.id or 0)
        )
        | {
            "value_on": kpi.value_on.isoformat() if kpi.value_on else None,
            "frequency": kpi.frequency,
            "private": kpi.visibility == "private",
        }
        for kpi in kpis
    ]
    return sorted(found, key=lambda row: (row["alert"] is None, _rank(row["status"])))


def _rank(status: str) -> int:
    return _WORST.index(status) if status in _WORST else len(_WORST)

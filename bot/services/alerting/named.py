"""The alert that a command is about, by the name of its KPI."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session

from bot.domain.errors import NotFound
from bot.domain.kpis.model import AlertKind
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import facts, sight
from bot.services.choices import SeveralFit
from bot.services.sight import Sight
from storage import alerts, ownership, teams
from storage.tables import Alert, Kpi


def find(rt: Runtime, name: str, *, by: Actor) -> int:
    """The id of the open alert of the KPI called so; without a name of the only one of one's own.

    Of a KPI with two, that about its target. Raises NotFound "alert.none", "alert.none_of",
    "kpi.unknown", SeveralFit.
    """
    with rt.reading() as session:
        opened = _by_kpi(alerts.all_open(session, by.workspace_id))
        seen = sight.of(session, by)
        everything = ownership.kpis(session, by.workspace_id)
        known = {kpi.id: kpi for kpi in everything if kpi.id and _sees(seen, kpi)}
        opened = {kpi_id: alert for kpi_id, alert in opened.items() if kpi_id in known}
        kpi_id = _named(name, known, opened) if name.strip() else _only(session, by, known, opened)
        return opened[kpi_id].id or 0


def _sees(seen: Sight, kpi: Kpi) -> bool:
    """A private KPI is its owner's and theirs who lead them."""
    near = kpi.owner_id == seen.person_id or kpi.owner_id in seen.managed
    return kpi.visibility == "public" or near or kpi.team_id in seen.led


def _by_kpi(found: Sequence[Alert]) -> dict[int, Alert]:
    late_first = sorted(found, key=lambda alert: alert.kind == AlertKind.TARGET)
    return {alert.kpi_id: alert for alert in late_first}


def _named(name: str, known: Mapping[int, Kpi], opened: Mapping[int, Alert]) -> int:
    """KPIs with an alert go first: the name is most probably one of theirs."""
    match = best_match(name, _names(opened, known))
    if match.one is not None:
        return match.one
    if len(match.several) < 2:  # a guess among few; the name may be that of another KPI
        match = best_match(name, _names(known, known))
    if match.several:
        raise SeveralFit(name, {one: known[one].title for one in match.several})
    if match.one is None:
        raise NotFound("kpi.unknown", name=name)
    if match.one not in opened:
        raise NotFound("alert.none_of", title=known[match.one].title)
    return match.one


def _names(ids: Iterable[int], known: Mapping[int, Kpi]) -> dict[int, list[str]]:
    return {one: [known[one].title, *facts.aliases(known[one].aliases)] for one in ids}


def _only(
    session: Session, by: Actor, known: Mapping[int, Kpi], opened: Mapping[int, Alert]
) -> int:
    tree = teams.all_teams(session, by.workspace_id)
    led = {team_id for team_id, team in tree.items() if team.lead_id == by.person_id}
    mine = [one for one in opened if known[one].owner_id == by.person_id]
    mine = mine or [one for one in opened if known[one].team_id in led]
    if not mine:
        raise NotFound("alert.none")
    if len(mine) > 1:
        raise SeveralFit("…", {one: known[one].title for one in mine})
    return mine[0]

"""Which KPI somebody means, among those that they may see."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.matching import best_match, spoken
from bot.domain.people import Actor
from bot.services import facts, sight
from bot.services.choices import SeveralFit
from bot.services.sight import Sight
from storage import kpis, teams
from storage.tables import Kpi


def sees(seen: Sight, kpi: Kpi) -> bool:
    """Whether the person may know of a KPI: a private one is its owner's, and theirs who lead."""
    return (
        kpi.visibility != "private"
        or seen.is_admin
        or kpi.owner_id == seen.person_id
        or kpi.owner_id in seen.managed
        or kpi.team_id in seen.led
    )


def visible(session: Session, by: Actor, *, state: str = "active") -> dict[int, Kpi]:
    """Every KPI of this state that the person may see, by id."""
    found = [row for row in kpis.of_state(session, by.workspace_id, state) if row.id]
    if all(row.visibility != "private" for row in found):
        return {row.id: row for row in found if row.id}
    seen = sight.of(session, by)
    return {row.id: row for row in found if row.id and sees(seen, row)}


def named(session: Session, by: Actor, name: str, *, state: str = "active") -> Kpi:
    """The KPI of this state that a name means: "#12", title, alias, key, or words like them.

    Raises Invalid "kpi.unnamed", NotFound "kpi.unknown", SeveralFit.
    """
    if not name.strip():
        raise Invalid("kpi.unnamed")
    known = visible(session, by, state=state)
    match = best_match(name, {kpi_id: names(kpi) for kpi_id, kpi in known.items()})
    if match.one is not None:
        return known[match.one]
    if match.several:
        raise SeveralFit(name, _told_apart(session, known, match.several))
    raise NotFound("kpi.unknown", name=name)


def name_in(words: Sequence[str], known: Mapping[int, Kpi]) -> int:
    """How many words at the head are the whole name of a KPI, 0 for none; the longest counts."""
    folded = {spoken(name) for kpi in known.values() for name in names(kpi)}
    for count in range(len(words), 0, -1):
        if spoken(" ".join(words[:count])) in folded:
            return count
    return 0


def called(session: Session, by: Actor, name: str) -> list[Kpi]:
    """The running KPIs of which this is a whole name."""
    wanted = spoken(name)
    known = visible(session, by).values()
    return [kpi for kpi in known if wanted in [spoken(one) for one in names(kpi)]]


def names(kpi: Kpi) -> list[str]:
    """What a KPI is called, its title first."""
    return [kpi.title, *facts.aliases(kpi.aliases), kpi.key]


def _told_apart(session: Session, known: Mapping[int, Kpi], ids: Sequence[int]) -> dict[int, str]:
    """Their titles, with the team behind those of which there are two."""
    titles = [known[kpi_id].title for kpi_id in ids]
    if len(set(titles)) == len(titles):
        return {kpi_id: known[kpi_id].title for kpi_id in ids}
    tree = teams.all_teams(session, known[ids[0]].workspace_id)
    return {kpi_id: f"{known[kpi_id].title} · {tree[known[kpi_id].team_id].name}" for kpi_id in ids}

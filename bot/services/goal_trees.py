"""The tree of aligned goals, a screen at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from bot.domain.goals.model import KeyResultFacts
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import break_glass, facts, rows, sight
from bot.services.goal_figures import Figures
from bot.services.looking import line, short
from bot.services.rows import Row
from bot.services.sight import Sight
from storage import goal_tree, ownership
from storage.tables import KeyResult, Objective

#: Lines of one page; while no more than MOST_OPEN lines come of it, the next level is opened too.
PAGE = 16
MOST_OPEN = 40
LEVELS = 4


@dataclass(slots=True)
class Branches:
    """What is opened of the tree below some objectives; `closed` has more below than is shown."""

    session: Session
    by: Actor
    seen: Sight
    below: dict[int, list[Objective]] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)

    def first(self, objective: Objective, key_result: KeyResult | None) -> list[Objective]:
        """What is aligned to an objective, or to one of its key results."""
        found = goal_tree.children(self.session, self.by.workspace_id, [objective.id or 0])
        return [
            one
            for one in found
            if one.id != objective.id
            and self.seen.sees(one)
            and (key_result is None or one.parent_key_result_id == key_result.id)
        ]

    def open(
        self, tops: Sequence[Objective], *, shown: int, above: Sequence[Objective] = ()
    ) -> None:
        """Open level by level, as long as all of it stays within a few screens."""
        level, count = list(tops), shown
        known = {one.id for one in (*tops, *above)}
        for _ in range(LEVELS):
            ids = [one.id for one in level if one.id]
            sizes = self._sizes(ids)
            if not sizes or count + sum(sizes.values()) > MOST_OPEN:
                self.closed = sizes
                return
            found = goal_tree.children(self.session, self.by.workspace_id, ids)
            level = [one for one in found if one.id not in known and self.seen.sees(one)]
            known |= {one.id for one in level}
            count += len(level)
            for one in level:
                self.below.setdefault(one.parent_objective_id or 0, []).append(one)
        self.closed = self._sizes([one.id for one in level if one.id])

    def all(self) -> list[Objective]:
        return [one for found in self.below.values() for one in found]

    def _sizes(self, ids: Sequence[int]) -> dict[int, int]:
        return goal_tree.child_counts(
            self.session, self.by.workspace_id, ids, seen_by=self.by.person_id
        )


def tree(rt: Runtime, name: str | None, page: int, *, by: Actor) -> Row:
    """A page of what serves the named goal, or of everything from the top.

    To administrators that of a private goal of others is shown for a reason, of which its owner is
    told. Raises as `goal_named` does, and Invalid "look.no_reason".
    """
    with rt.reading() as session:
        on = facts.local_date(rt.clock(), by.tz)
        if name is None:
            return _from_the_top(session, by, page, on=on) | {"for_reason": None}
        found, opened = break_glass.goal(session, by, name, "tree", prefers="o")
        shown = _below(session, by, found.objective, found.key_result, page, on=on)
    return break_glass.noted(rt, by, opened, shown)


def _from_the_top(session: Session, by: Actor, page: int, *, on: date) -> Row:
    cycle = ownership.active_cycle(session, by.workspace_id)
    if cycle is None or cycle.id is None:
        return _facts(None, [], page, more=False) | {"cycle": None, "total": 0}
    given = {"seen_by": by.person_id}
    total = goal_tree.count_tops(session, by.workspace_id, cycle.id, **given)
    skip = (page - 1) * PAGE
    tops = goal_tree.tops(session, by.workspace_id, cycle.id, **given, most=PAGE, skip=skip)
    branches = Branches(session, by, sight.of(session, by))
    branches.open(tops, shown=len(tops))
    look = Figures(session, by.workspace_id, by.person_id, by.tz, on)
    look.load([*tops, *branches.all()])
    lines = [one for top in tops for one in _lines(look, branches, top, 0)]
    more = total > skip + len(tops)
    return _facts(None, lines, page, more=more) | {"cycle": cycle.name, "total": total}


def _below(
    session: Session,
    by: Actor,
    objective: Objective,
    key_result: KeyResult | None,
    page: int,
    *,
    on: date,
) -> Row:
    seen = sight.of(session, by)
    look = Figures(session, by.workspace_id, by.person_id, by.tz, on, opened_id=objective.id)
    look.load([objective])
    own = look.facts(objective) if key_result is None else []
    branches = Branches(session, by, seen)
    first = branches.first(objective, key_result)
    branches.open(first, shown=len(first) + len(own), above=[objective])
    look.load([*first, *branches.all()])
    lines = _with_key_results(look, branches, own, first)
    above = [
        one for one in goal_tree.parents(session, by.workspace_id, objective) if seen.sees(one)
    ]
    top = line(look, objective)
    if key_result is not None:
        known = facts.key_result(key_result, objective, tz=by.tz)
        top, above = _key_result(rows.key_result(None, known, on=on)), [objective, *above]
    skip = (page - 1) * PAGE
    more = len(lines) > skip + PAGE
    found = _facts(top, lines[skip : skip + PAGE], page, more=more)
    return found | {"above": [short(one) for one in above[:3]], "total": len(lines)}


def _with_key_results(
    look: Figures,
    branches: Branches,
    own: Sequence[KeyResultFacts],
    first: Sequence[Objective],
) -> list[Row]:
    """Each key result with what is aligned to it, then what serves the objective as a whole."""
    aligned: dict[int | None, list[Objective]] = {}
    for one in first:
        aligned.setdefault(one.parent_key_result_id, []).append(one)
    lines: list[Row] = []
    for kr in own:
        lines.append(_key_result(rows.key_result(None, kr, on=look.on)))
        lines += _all(look, branches, aligned.pop(kr.id, []), 1)
    rest = [one for found in aligned.values() for one in found]
    return lines + _all(look, branches, rest, 0)


def _facts(top: Row | None, lines: Sequence[Row], page: int, *, more: bool) -> Row:
    return {"top": top, "lines": [*lines], "page": page, "more": more, "above": []}


def _all(
    look: Figures, branches: Branches, objectives: Sequence[Objective], depth: int
) -> list[Row]:
    return [one for top in objectives for one in _lines(look, branches, top, depth)]


def _lines(look: Figures, branches: Branches, objective: Objective, depth: int) -> list[Row]:
    """An objective and what is opened below it; every goal was opened once, so this ends."""
    assert objective.id is not None
    own = line(look, objective) | {
        "kind": "o",
        "depth": depth,
        "below": branches.closed.get(objective.id, 0),
    }
    return [own, *_all(look, branches, branches.below.get(objective.id, []), depth + 1)]


def _key_result(row: Mapping[str, object]) -> Row:
    return {
        "kind": "kr",
        "depth": 0,
        "below": 0,
        "title": row["title"],
        "reference": f"kr:{row['id']}",
        "progress": row["progress"],
        "status": row["status"],
        "state": "active",
        "private": False,
    }

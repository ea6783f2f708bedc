"""The names of a clause that belong together."""

import itertools
from dataclasses import dataclass

from bot.domain.replies.naming import Mention
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Clause, Word
from bot.domain.replies.signals import Found, Signal


@dataclass(slots=True)
class Group:
    """Mentions that belong together, and where in their clause's items they stand."""

    mentions: list[Mention]
    places: list[int]


_JOINING = frozenset({Signal.AND, Signal.FILLER, Signal.ALL, Signal.COMPARE})


def groups_of(clause: Clause) -> list[Group]:
    """Names joined by "and" form a group; two names of one subject side by side do as well."""
    groups: list[Group] = []
    joined = False
    noted = False
    for place, item in enumerate(clause.items):
        if isinstance(item, Found) and item.signal in (Signal.REASON, Signal.BLOCKER):
            noted = True
        if isinstance(item, Mention) and (item.label or not noted):
            last = groups[-1].mentions[-1] if groups else None
            if last is not None and (joined or last.end == item.start or _same(last, item)):
                groups[-1].mentions.append(item)
                groups[-1].places.append(place)
            else:
                groups.append(Group([item], [place]))
            joined = True
        elif isinstance(item, Quantity):
            joined = False
        elif isinstance(item, Found):
            joined = joined and item.signal in _JOINING
        elif not (isinstance(item, Word) and item.token.text in "&+/"):
            joined = False
    return groups


def _same(first: Mention, second: Mention) -> bool:
    """The same subject again, said in other words."""
    return bool(set(first.ns) & set(second.ns))


def values_first(clause: Clause, groups: list[Group]) -> bool:
    """A figure stands before each name and none behind the last."""
    if len(groups) < 2:
        return False
    starts = {group.places[0] for group in groups}
    kinds = "".join(
        "q" if isinstance(item, Quantity) else "m"
        for place, item in enumerate(clause.items)
        if isinstance(item, Quantity) or place in starts
    )
    return kinds == "qm" * len(groups)


def at_odds(clause: Clause, group: Group) -> bool:
    """Two names side by side, no "and" between them, for different subjects: "KR2 NPS"."""
    between = itertools.pairwise(group.places)
    for (first, second), (place, after) in zip(
        itertools.pairwise(group.mentions), between, strict=True
    ):
        joined = any(
            (isinstance(i, Found) and i.signal is Signal.AND) or isinstance(i, Word)
            for i in clause.items[place + 1 : after]
        )
        if first.ns != second.ns and not joined and not (first.label and second.label):
            return True
    return False

"""Which of the goals that somebody sees they mean by a few words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz, process

from bot.domain.matching import (
    LEAD,
    LONGEST_QUERY,
    MEANT,
    MOST_OFFERED,
    OFFERED,
    likeness,
    spoken,
    spoken_all,
)

Kind = Literal["kr", "o"]

_REFERENCE: Final = re.compile(r"(?:(kr|o)[:：])?\s*(#)?([0-9]{1,18})", re.IGNORECASE)
#: From this rank on a goal is somebody else's.
FAR: Final = 2
#: From this likeness (0..100) on two words are the same but for a slip.
_SAME: Final = 75.0
#: So many of the goals of a company are looked at word by word; a quick look picks them.
_LOOKED_AT: Final = 60


class Goal(NamedTuple):
    """An objective ("o") or key result ("kr") by its id, with everything it is called.

    `rank` says how near it is to who asks: 0 is their own, higher is farther away.
    """

    kind: Kind
    id: int
    title: str
    aliases: tuple[str, ...]
    key: str
    rank: int

    @property
    def reference(self) -> str:
        """What can be typed to mean this one and no other: "kr:12"."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """`one` is the goal that was meant; else `several` to ask about, best first, or neither.

    `guessed`: nothing has that name, and `several` are the nearest.
    """

    one: Goal | None
    several: tuple[Goal, ...] = ()
    guessed: bool = False


def reference(query: str) -> tuple[Kind | None, int] | None:
    """The kind and id that "kr:12", "o:12" or "#12" name; no kind is either one's."""
    found = _REFERENCE.fullmatch(query.strip())
    if found is None or not (found[1] or found[2]):
        return None
    kind: Kind | None = None
    if found[1]:
        kind = "kr" if found[1].lower() == "kr" else "o"
    return kind, int(found[3])


def find(query: str, goals: Sequence[Goal], *, prefers: Kind) -> Found:
    """The goal that `query` means: its name, a beginning of it, or words like its own.

    Case, accents, punctuation and quotes do not count. The nearest goal goes first, but a farther
    one that is called exactly so is asked about rather than passed over. Of an objective and a
    key result that fit alike, the kind that is preferred is meant.
    """
    words = spoken(query[:LONGEST_QUERY])
    if not words:
        return Found(None)
    names = [(goal, name) for goal in goals for name in (goal.title, *goal.aliases)]
    spoken_names = spoken_all([name for _, name in names])
    called = [(goal, name) for (goal, _), name in zip(names, spoken_names, strict=True)]
    key = query.strip().casefold()
    equal = {
        goal
        for goal, name in called
        if name == words or (len(goal.key) == len(key) and goal.key.casefold() == key)
    }
    starting = {goal for goal, name in called if name.startswith(words)}
    if equal or starting:
        return _nearest(sorted(equal, key=_order), sorted(starting, key=_order), prefers)
    return _alike(words, called, prefers)


def worth_a_look(
    query: str, titles: Sequence[str], aliases: Mapping[int, Sequence[str]], keys: Sequence[str]
) -> Sequence[int]:
    """Which of very many goals `find` could answer with, by their places: the rest costs little.

    `titles` and `keys` are in the same order, `aliases` by the place of the few that have any.
    """
    words, key = spoken(query[:LONGEST_QUERY]), query.strip().casefold()
    if not words:
        return []
    places = [*range(len(titles)), *(at for at, others in aliases.items() for _ in others)]
    others = [name for several in aliases.values() for name in several]
    names = spoken_all([*titles, *others])
    found = {places[n] for n, name in enumerate(names) if name.startswith(words)}
    found |= {at for at, own in enumerate(keys) if len(own) == len(key) and own.casefold() == key}
    if not found:
        quick = process.extract(words, names, scorer=fuzz.token_set_ratio, limit=_LOOKED_AT)
        found = {places[n] for _, _, n in quick}
    return sorted(found)


def _order(goal: Goal) -> tuple[int, str, int]:
    return goal.rank, goal.kind, goal.id


def _nearest(equal: Iterable[Goal], starting: Iterable[Goal], prefers: Kind) -> Found:
    rank = min(goal.rank for goal in (*equal, *starting))
    near = [goal for goal in equal if goal.rank == rank]
    if near:
        return _one_of(near, prefers)
    near = [goal for goal in starting if goal.rank == rank]
    return _several([*near, *equal]) if equal else _one_of(near, prefers)


def _alike(words: str, called: Sequence[tuple[Goal, str]], prefers: Kind) -> Found:
    """By words: everything near, and of what is far away what looks most like it."""
    near = [(goal, name) for goal, name in called if goal.rank < FAR]
    far = [(goal, name) for goal, name in called if goal.rank >= FAR]
    texts = [name for _, name in far]
    quick = process.extract(words, texts, scorer=fuzz.token_set_ratio, limit=_LOOKED_AT)
    best: dict[Goal, float] = {}
    worth: set[Goal] = set()
    for goal, name in (*near, *(far[at] for _, _, at in quick)):
        best[goal] = max(best.get(goal, 0.0), likeness(words, name))
        if _shares_a_word(words, name):
            worth.add(goal)
    ranked = sorted(best, key=lambda goal: (-best[goal], goal.rank, goal.kind, goal.id))
    meant = [goal for goal in ranked if best[goal] >= MEANT]
    if meant:
        rank = min(goal.rank for goal in meant)
        same = [goal for goal in meant if goal.rank == rank]
        return _one_of([goal for goal in same if best[goal] > best[same[0]] - LEAD], prefers)
    offered = [goal for goal in ranked if best[goal] >= OFFERED and goal in worth]
    return Found(None, tuple(offered[:MOST_OFFERED]), guessed=True)


def _shares_a_word(words: str, name: str) -> bool:
    """Whether some word is nearly the same: many that are a little alike are no guess."""
    return any(fuzz.ratio(word, own) >= _SAME for word in words.split() for own in name.split())


def _one_of(goals: Sequence[Goal], prefers: Kind) -> Found:
    preferred = [goal for goal in goals if goal.kind == prefers]
    if len(goals) == 1 or len(preferred) == 1:
        return Found((preferred or goals)[0])
    return _several([*preferred, *(goal for goal in goals if goal.kind != prefers)])


def _several(goals: Iterable[Goal]) -> Found:
    return Found(None, tuple(dict.fromkeys(goals))[:MOST_OFFERED])

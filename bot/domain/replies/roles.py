"""What a figure in a clause is: an ordered table of rules, the first that fits decides."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.domain.replies import rules_of_change as change
from bot.domain.replies import rules_of_reference as reference
from bot.domain.replies.contexts import (
    Context,
    Cue,
    Judged,
    Role,
    Verdict,
    behind,
    during,
    gap,
    made,
    name,
    noun,
    plain,
    signals,
)
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Item, Word
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Token

Rule = Callable[[Context], Verdict | None]

#: Rules in the order in which they are tried: the id, the rule, and its cues. Without one of
#: them around the figure it cannot fit, so it is not tried.
RULES: tuple[tuple[str, Rule, frozenset[Signal | Cue]], ...] = (
    ("confidence", reference.confidence, frozenset({Signal.CONFIDENCE, Cue.NEIGHBOUR})),
    ("in_note", reference.in_note, frozenset({Cue.LED})),
    ("foreign", reference.foreign, frozenset({Cue.LED, Cue.LEFT, Signal.FOREIGN})),
    ("span_of_time", reference.span_of_time, frozenset({Cue.LEFT, Cue.RIGHT})),
    ("replaced", reference.replaced, frozenset({Signal.NOT_BUT, Signal.NEGATION})),
    ("whole", reference.whole, frozenset({Cue.LEFT})),
    ("range", change.ranged, frozenset({Signal.OR, Cue.NEIGHBOUR, Cue.WRITTEN})),
    ("ordinal", change.ordinal, frozenset({Cue.LEFT, Cue.WRITTEN})),
    ("previous_first", reference.previous_first, frozenset({Signal.PREVIOUS})),
    (
        *("previous", reference.previous),
        frozenset({Signal.YESTERDAY, Signal.PREVIOUS, Signal.COMPARE}),
    ),
    ("of_target", reference.of_target, frozenset({Signal.TARGET})),
    ("target", reference.target, frozenset({Signal.TARGET, Signal.DONE})),
    ("needed", reference.needed, frozenset({Cue.LEFT, Signal.AT})),
    ("future", reference.future, frozenset({Cue.LED, Signal.FUTURE, Signal.CONTRAST})),
    ("negated", reference.negated, frozenset({Signal.NEGATION, Signal.NOT_DONE, Cue.RIGHT})),
    ("bound", change.bound, frozenset({Cue.RIGHT, Cue.WRITTEN, Signal.BOUND})),
    ("from_to", change.from_to, frozenset({Signal.FROM, Cue.NEIGHBOUR})),
    ("range_second", change.range_second, frozenset({Cue.NEIGHBOUR})),
    ("left_over", change.left_over, frozenset({Signal.NEGATION, Signal.NOT_DONE})),
    ("remaining", change.remaining, frozenset({Cue.LEFT, Cue.RIGHT})),
    ("signed", change.signed, frozenset({Cue.WRITTEN})),
    ("complete", change.complete, frozenset({Cue.LEFT, Signal.DONE})),
    ("more", change.more, frozenset({Signal.MORE, Signal.MORE_AFTER})),
    ("new", change.newly, frozenset({Signal.MORE, Signal.MORE_AFTER})),
    ("moved", change.moved, frozenset({Signal.UP, Signal.DOWN})),
    ("gained", change.gained, frozenset({Signal.TO})),
    ("rate", change.rate, frozenset({Cue.RIGHT, Cue.WRITTEN})),
)
_STATUSES = frozenset({Signal.ON_TRACK, Signal.AT_RISK, Signal.OFF_TRACK, Signal.SLOW})
_OPENINGS = frozenset({Signal.REASON, Signal.BLOCKER, Signal.DETAIL})


def judge(
    items: Sequence[Item], tokens: Sequence[Token], *, noted: bool, planned: bool
) -> list[Judged]:
    """Roles of all figures among `items`, a stretch of a clause about one subject.

    `noted`: the stretch lies inside a reason or blocker; `planned`: a plan leads into it.
    """
    return [_judge(context) for context in _contexts(items, tokens, noted, planned)]


def _contexts(
    items: Sequence[Item], tokens: Sequence[Token], noted: bool, planned: bool
) -> Iterator[Context]:
    """Each figure with the windows to its neighbours, from left to right."""
    at = [i for i, item in enumerate(items) if isinstance(item, Quantity)]
    edges = [-1, *at, len(items)]
    windows = [items[a + 1 : b] for a, b in pairwise(edges)]
    figures = [item for item in items if isinstance(item, Quantity)]
    foreign = False
    for index, quantity in enumerate(figures):
        left = windows[index]
        noted = noted or _opens_note(left)
        planned = planned or Signal.FUTURE in signals(left)
        foreign = foreign or Signal.FOREIGN in signals(left)
        last = index + 1 == len(figures)
        yield Context(
            *(quantity, left, windows[index + 1], tokens, noted, planned, foreign),
            preceding=figures[index - 1] if index else None,
            following=None if last else figures[index + 1],
            earlier=windows[index - 1] if index else (),
            beyond=() if last else windows[index + 2],
        )


def _opens_note(items: Sequence[Item]) -> bool:
    """A word for a reason, or a colon or dash behind a status: "at risk: 3 wards closed"."""
    for index, item in enumerate(items):
        if isinstance(item, Found) and item.signal in _OPENINGS:
            return True
        colon = isinstance(item, Word) and item.token.text in ":-–"
        if colon and index and _STATUSES & set(signals(items[index - 1 : index])):
            return True
    return False


def _judge(context: Context) -> Judged:
    rule_id, verdict = _decide(context)
    before = context.before
    head, last = name(context)
    return Judged(
        *(context.quantity, verdict[0], rule_id, verdict[1], verdict[2]),
        to=Signal.TO in before or Signal.STILL in before,
        gap=gap(context),
        noun=noun(context),
        behind=behind(context),
        made=made(context),
        head=head,
        name=last,
        during=during(context),
    )


def _decide(context: Context) -> tuple[str, Verdict]:
    """The first rule that fits and what it says; a figure is the value when none does."""
    for rule_id, rule in _awake(context.cues()):
        verdict = rule(context)
        if verdict is not None:
            return rule_id, verdict
    return "value", plain(Role.VALUE)


@lru_cache(maxsize=1024)
def _awake(cues: frozenset[Signal | Cue]) -> tuple[tuple[str, Rule], ...]:
    return tuple((rule_id, rule) for rule_id, rule, own in RULES if own & cues)

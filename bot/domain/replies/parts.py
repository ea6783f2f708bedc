"""A stretch of a reply about some subjects."""

from dataclasses import dataclass, field

from bot.domain.replies.contexts import Judged
from bot.domain.replies.masked import Mask, Masked
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Clause, Item, Word
from bot.domain.replies.sections import Section
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Sort

_OF_TODAY = (Section.PRESENT, Section.CONFIDENCE)


@dataclass(slots=True, eq=False)
class Part:
    """Items of one clause about the subjects `ns`.

    `named`: the subjects are named here, not carried over. `doubtful`: several fit the name.
    `some`: fewer than all are meant, by a number. `figures`: some item is a figure; `unknown`: how
    many words mean nothing to us; `of_period`: "this week" stands here, or before it in the
    sentence. `carried`: its subject was named in an earlier clause, `resumed`: in an earlier
    sentence. `now`: it says how things are at present ("giờ", "as of today").
    """

    clause: Clause
    items: list[Item]
    ns: tuple[int, ...]
    named: bool
    doubtful: bool = False
    missing: bool = False
    listed: bool = False
    noted: bool = False
    everyone: bool = False
    rest: bool = False
    some: bool = False
    section: Section = Section.PRESENT
    of_period: bool = False
    now: bool = False
    resumed: bool = False
    carried: bool = False
    judged: list[Judged] = field(default_factory=list)
    signals: frozenset[Signal] = field(init=False)
    figures: bool = field(init=False)
    unknown: int = field(init=False)

    def __post_init__(self) -> None:
        found = set()
        self.figures, self.unknown = False, 0
        for item in self.items:
            if isinstance(item, Found):
                found.add(item.signal)
            elif isinstance(item, Word):
                self.unknown += item.token.sort is Sort.WORD
            elif isinstance(item, Quantity):
                self.figures = True
            elif isinstance(item, Masked) and item.mask is Mask.SUBJECT_COUNT:
                self.everyone = True
        self.signals = frozenset(found)
        self.everyone = self.everyone or Signal.ALL in found
        self.rest = Signal.REST in found

    def has(self, *signals: Signal) -> bool:
        return not self.signals.isdisjoint(signals)

    @property
    def present(self) -> bool:
        """It tells how things are: no plan, no past, no note, no quote."""
        return self.section in _OF_TODAY and not self.clause.quoted

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


#: What may be said of a subject without a figure.
VERDICTS = frozenset(
    {
        *(Signal.NO_CHANGE, Signal.SKIP, Signal.DONE, Signal.ON_TRACK, Signal.AT_RISK),
        *(Signal.OFF_TRACK, Signal.NOT_DONE, Signal.CONFIDENCE, Signal.NO_FIGURE),
    }
)

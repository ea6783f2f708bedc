"""Stretches of a reply, each about some subjects."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.replies.contexts import Judged
from bot.domain.replies.groups import Group, at_odds, groups_of, values_first
from bot.domain.replies.masked import Mask, Masked
from bot.domain.replies.naming import Mention
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.roles import judge
from bot.domain.replies.scene import Clause, Item, Scene, Word
from bot.domain.replies.sections import Section, as_of, sections_of
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Sort, Token

_OF_TODAY = (Section.PRESENT, Section.CONFIDENCE)


@dataclass(slots=True, eq=False)
class Part:
    """Items of one clause about the subjects `ns`.

    `named`: the subjects are named here, not carried over. `doubtful`: several fit the name.
    `some`: fewer than all are meant, by a number. `figures`: some item is a figure; `unknown`: how
    many words mean nothing to us; `of_period`: "this week" stands here, or before it in the
    sentence.
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


def split(scene: Scene, numbers: Sequence[int]) -> list[Part]:
    """Parts in reading order with their figures judged; `numbers` were asked about."""
    parts = _Splitter(scene, numbers).run()
    lines = [(part.clause.line, part.items) for part in parts]
    for part, section in zip(parts, sections_of(lines, scene.tokens), strict=True):
        part.section = section
    _judge(scene, parts)
    _mark_things(parts)
    return parts


class _Splitter:
    def __init__(self, scene: Scene, numbers: Sequence[int]) -> None:
        self.scene = scene
        self.numbers = tuple(numbers)
        self.topic: Part | None = None
        self.waiting: list[Part] = []
        self.parts: list[Part] = []

    def run(self) -> list[Part]:
        for clause in self.scene.clauses:
            groups = groups_of(clause)
            if not groups:
                self.carry(clause)
            elif values_first(clause, groups):
                self.backwards(clause, groups)
            else:
                self.forwards(clause, groups)
        return self.parts

    def carry(self, clause: Clause, items: Sequence[Item] | None = None) -> None:
        """A clause without a name is about the subject named before it."""
        topic = self.topic
        if topic is not None and topic.clause.line != clause.line and not self.is_heading(topic):
            topic = None if clause.quantities else topic
        only = self.numbers if len(self.numbers) == 1 else ()
        ns = topic.ns if topic is not None else only
        part = Part(clause, list(items or clause.items), ns, named=False)
        if topic is not None and ns:
            part.doubtful, part.missing = topic.doubtful, topic.missing
        self.add(part, named=False)

    def is_heading(self, topic: Part) -> bool:
        """A line with nothing but a name heads the lines below it; so does a quoted one."""
        if topic.clause.quoted:
            return True
        same = [p for p in self.parts if p.clause.line == topic.clause.line]
        return not any(p.clause.quantities or p.unknown or p.clause.question for p in same)

    def forwards(self, clause: Clause, groups: list[Group]) -> None:
        """Each name leads what follows it up to the next name."""
        starts = [group.places[0] for group in groups]
        first = _own_start(clause, starts, self.scene.tokens)
        if first:
            self.carry(clause, clause.items[:first])
        for index, group in enumerate(groups):
            begin = first if index == 0 else starts[index]
            end = starts[index + 1] if index + 1 < len(groups) else len(clause.items)
            self.add(_part(clause, list(clause.items[begin:end]), group), named=True)

    def backwards(self, clause: Clause, groups: list[Group]) -> None:
        """Each name closes what stands before it: "45 demos 8 case studies"."""
        begin = 0
        for index, group in enumerate(groups):
            end = group.places[-1] + 1
            if index + 1 == len(groups):
                end = len(clause.items)
            self.add(_part(clause, list(clause.items[begin:end]), group), named=True)
            begin = end

    def add(self, part: Part, *, named: bool) -> None:
        shared = part.rest or (part.everyone and not part.figures and len(self.numbers) > 1)
        if shared and not named:
            part.ns = ()
        if named:
            self.join_waiting(part)
            self.give_reason(part)
            self.topic = part
        self.parts.append(part)

    def join_waiting(self, part: Part) -> None:
        """In "KR1, KR2 và KR3 giữ nguyên" the first name waits for its predicate."""
        lone = all(isinstance(i, Mention) for i in part.items)
        same = [w for w in self.waiting if w.clause.sentence == part.clause.sentence]
        shared = part.has(*_VERDICTS) and not part.figures
        joins = shared or part.everyone or len(part.ns) > 1
        if same and joins and not part.doubtful and not lone:
            part.ns = tuple(dict.fromkeys([*(n for w in same for n in w.ns), *part.ns]))
        head = self.list_head(part) if lone and not part.doubtful else None
        if head is not None:
            head.ns = part.ns = tuple(dict.fromkeys([*head.ns, *part.ns]))
        self.waiting = [*same, part] if lone and not part.doubtful else []

    def give_reason(self, part: Part) -> None:
        """In "thiếu người nên KR1 vẫn 62" the reason is that of what follows."""
        first = part.items[0]
        if not (isinstance(first, Found) and first.signal is Signal.HENCE):
            return
        for before in reversed(self.parts):
            stated = before.figures and not before.has(Signal.REASON, Signal.BLOCKER)
            if before.named or stated or before.clause.sentence != part.clause.sentence:
                return
            before.ns, before.doubtful, before.missing = part.ns, part.doubtful, part.missing

    def list_head(self, part: Part) -> Part | None:
        """In "no change for KR1, KR2" the second name shares what stands before the first."""
        for last in reversed(self.parts):
            if not last.named or last.clause.sentence != part.clause.sentence:
                return None
            if all(isinstance(i, Mention) for i in last.items):
                continue
            opened = isinstance(last.items[0], Found) and isinstance(last.items[-1], Mention)
            return last if opened and not last.figures and last.has(*_VERDICTS) else None
        return None


def _part(clause: Clause, items: list[Item], group: Group) -> Part:
    mentions = group.mentions
    ns = tuple(dict.fromkeys([n for mention in mentions for n in mention.ns]))
    common = set(ns).intersection(*[mention.ns for mention in mentions])
    several = any(len(mention.ns) > 1 and not mention.every for mention in mentions)
    if common and several:
        ns = tuple(sorted(common))
    return Part(
        *(clause, items, ns, True),
        doubtful=(several and len(ns) > 1) or (not common and at_odds(clause, group)),
        missing=any(mention.missing for mention in mentions),
        listed=all(mention.listed for mention in mentions),
    )


_SETTLING = frozenset(
    {Signal.NO_CHANGE, Signal.SKIP, Signal.ON_TRACK, Signal.AT_RISK, Signal.OFF_TRACK}
)


def _own_start(clause: Clause, starts: Sequence[int], tokens: Sequence[Token]) -> int:
    """Where the first name's stretch begins: a figure before it may belong to another."""
    if starts[0] == 0:
        return 0
    before = clause.items[: starts[0]]
    end = starts[1] if len(starts) > 1 else len(clause.items)
    after = clause.items[starts[0] + 1 : end]
    figure = any(isinstance(item, Quantity) for item in before)
    claimed = any(
        (isinstance(item, Quantity) and tokens[item.start - 1].fold != "of")
        or (isinstance(item, Found) and item.signal in _SETTLING)
        for item in after
    )
    return starts[0] if figure and claimed else 0


def _judge(scene: Scene, parts: list[Part]) -> None:
    """Judge all figures; a reason covers its sentence until the next named clause."""
    noted_in = planned_in = period_in = -1
    for part in parts:
        sentence = part.clause.sentence
        if part.clause.has(Signal.THIS_PERIOD):
            period_in = sentence
        part.of_period = period_in == sentence
        if part.named and (noted_in != sentence or _leads(part)):
            noted_in = -1
        part.noted = noted_in == sentence or part.section is Section.NOTES
        planned = planned_in == sentence and not part.has(Signal.CONTRAST, *_NOW)
        if part.figures:
            judged = judge(part.items, scene.tokens, noted=part.noted, planned=planned)
            part.judged = [as_of(part.section, figure) for figure in judged]
        if part.has(Signal.REASON, Signal.BLOCKER, Signal.DETAIL):
            noted_in = sentence
        if Signal.FUTURE in part.signals and _leads_plan(part):
            planned_in = sentence
        elif part.judged and part.has(*_NOW):
            planned_in = -1


def _mark_things(parts: Sequence[Part]) -> None:
    """In "KR1 47 stores" the second name says what is counted."""
    for part, after in itertools.pairwise(parts):
        if part.clause is not after.clause or not part.judged or after.judged:
            continue
        first = after.items[0]
        counted = isinstance(first, Mention) and not first.label and first.start == part.end
        if counted and not after.has(*_VERDICTS):
            part.judged[-1] = part.judged[-1]._replace(behind="other")


_NOW = (Signal.STILL, Signal.THIS_PERIOD, Signal.PREVIOUS)


def _leads_plan(part: Part) -> bool:
    """ "Next week we aim for churn 5, demos 44": the plan goes on to the end of the sentence."""
    for item in part.items:
        if isinstance(item, Mention | Quantity):
            return False
        if isinstance(item, Found) and item.signal is Signal.FUTURE:
            return True
    return False


_OPENERS = (Signal.FILLER, Signal.CONTRAST, Signal.HENCE)


def _leads(part: Part) -> bool:
    """The part starts with the name and goes on with a figure or a verdict."""
    for item in part.items:
        if isinstance(item, Mention):
            return part.figures or part.has(*_VERDICTS)
        if not (isinstance(item, Found) and item.signal in _OPENERS):
            return False
    return False


_VERDICTS = frozenset(
    {
        *(Signal.NO_CHANGE, Signal.SKIP, Signal.DONE, Signal.ON_TRACK, Signal.AT_RISK),
        *(Signal.OFF_TRACK, Signal.NOT_DONE, Signal.CONFIDENCE, Signal.NO_FIGURE),
    }
)

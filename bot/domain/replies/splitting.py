"""Cuts clauses into stretches, each about some subjects."""

import itertools
from collections.abc import Sequence

from bot.domain.replies.groups import Group, at_odds, groups_of, values_first
from bot.domain.replies.judging import judge_parts
from bot.domain.replies.naming import Mention
from bot.domain.replies.parts import VERDICTS, Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Clause, Item, Scene
from bot.domain.replies.sections import sections_of
from bot.domain.replies.signals import Found, Signal, says
from bot.domain.replies.tokens import Token


def split(scene: Scene, numbers: Sequence[int]) -> list[Part]:
    """Parts in reading order with their figures judged; `numbers` were asked about."""
    parts = _Splitter(scene, numbers).run()
    lines = [(part.clause.line, part.clause.sentence, part.items) for part in parts]
    for part, section in zip(parts, sections_of(lines, scene.tokens), strict=True):
        part.section = section
    judge_parts(scene, parts)
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
            part.carried = True
            part.resumed = topic.clause.sentence != clause.sentence
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
        shared = part.has(*VERDICTS) and not part.figures
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
        if not says(first, (Signal.HENCE,)):
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
            return last if opened and not last.figures and last.has(*VERDICTS) else None
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
    after: Sequence[Item] = clause.items[starts[0] + 1 : end]
    # The 130 of "6 more MQLs to reach 130" is none that the name could claim.
    after = [*itertools.takewhile(lambda item: not says(item, (Signal.TARGET,)), after)]
    figure = any(isinstance(item, Quantity) for item in before)
    claimed = any(
        (isinstance(item, Quantity) and tokens[item.start - 1].fold != "of")
        or says(item, _SETTLING)
        for item in after
    )
    return starts[0] if figure and claimed else 0

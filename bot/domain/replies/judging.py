"""The roles of all figures of a reply, stretch by stretch."""

import itertools
from collections.abc import Sequence

from bot.domain.replies.frames import Past, framed_as, mark_shares
from bot.domain.replies.naming import Mention
from bot.domain.replies.parts import VERDICTS, Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.roles import judge
from bot.domain.replies.scene import Clause, Scene
from bot.domain.replies.sections import Section, as_of
from bot.domain.replies.signals import Signal, says
from bot.domain.replies.tokens import keys_of, spellings


def judge_parts(scene: Scene, parts: list[Part]) -> None:
    """Give the figures of all parts their roles.

    A reason covers its sentence until the next named clause, a plan that leads it all of it.
    """
    noted_in = planned_in = period_in = -1
    led: Clause | None = None
    past = Past()
    for part in parts:
        sentence = part.clause.sentence
        if part.clause.has(Signal.THIS_PERIOD):
            period_in = sentence
        part.of_period = period_in == sentence
        part.now = part.figures and _says_now(part, scene)
        if part.named and (noted_in != sentence or _leads(part)):
            noted_in = -1
        part.noted = noted_in == sentence or part.section is Section.NOTES
        planned = part.clause is led or planned_in == sentence
        planned = planned and not (part.now or part.has(Signal.CONTRAST, *_NOW))
        if part.figures:
            judged = judge(part.items, scene.tokens, noted=part.noted, planned=planned)
            part.judged = [as_of(part.section, figure) for figure in judged]
        framed = past.covers(part, scene.tokens)
        if part.judged:
            part.judged = framed_as(part, scene, past=framed)
        if part.has(Signal.REASON, Signal.BLOCKER, Signal.DETAIL):
            noted_in = sentence
        if Signal.FUTURE in part.signals and _leads_plan(part):
            led = part.clause
            if part.named or not part.figures:  # "124, forecast 145" plans no more than that
                planned_in = sentence
        elif part.judged and (part.now or part.has(*_NOW)):
            planned_in = -1
    mark_shares(parts, scene)
    _mark_things(parts)


def _mark_things(parts: Sequence[Part]) -> None:
    """In "KR1 47 stores" the second name says what is counted."""
    for part, after in itertools.pairwise(parts):
        if part.clause is not after.clause or not part.judged or after.judged:
            continue
        first = after.items[0]
        counted = isinstance(first, Mention) and not first.label and first.start == part.end
        if counted and not after.has(*VERDICTS):
            part.judged[-1] = part.judged[-1]._replace(behind="other")


def _says_now(part: Part, scene: Scene) -> bool:
    told = [item for item in part.items if says(item, (Signal.AT, Signal.FILLER))]
    return any(t.key in _NOW_WORDS for item in told for t in scene.tokens[item.start : item.end])


_NOW_WORDS = spellings("giờ hiện") | keys_of("nay now currently today")
_NOW = (Signal.STILL, Signal.THIS_PERIOD, Signal.PREVIOUS)


def _leads_plan(part: Part) -> bool:
    """ "Next week we aim for churn 5, demos 44": the plan goes on to the end of the sentence."""
    for item in part.items:
        if isinstance(item, Mention | Quantity):
            return False
        if says(item, (Signal.FUTURE,)):
            return True
    return False


_OPENERS = (Signal.FILLER, Signal.CONTRAST, Signal.HENCE)


def _leads(part: Part) -> bool:
    """The part starts with the name and goes on with a figure or a verdict."""
    for item in part.items:
        if isinstance(item, Mention):
            return part.figures or part.has(*VERDICTS)
        if not says(item, _OPENERS):
            return False
    return False

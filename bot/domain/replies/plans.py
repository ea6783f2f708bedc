"""What a person means to do next: the lines below "Kế hoạch:", "Next week:", "Plan:"."""

from collections.abc import Sequence
from itertools import groupby

from bot.domain.folding import fold
from bot.domain.replies.model import Plan, Subject
from bot.domain.replies.parts import Part
from bot.domain.replies.scene import Scene
from bot.domain.replies.sections import Section, heading_of

MOST_PLANS = 5
LONGEST_PLAN = 300
_BULLETS = "-–•*· \t"
_NONE = frozenset({"none", "nothing", "no", "n/a", "na", "khong", "khong co", "chua co"})


def plans_of(parts: Sequence[Part], subjects: Sequence[Subject], scene: Scene) -> tuple[Plan, ...]:
    """One plan per line, in the person's own words, of the subject that the line names.

    A line that names none, or several, is a plan of nothing in particular unless there is only one
    subject.
    """
    planned = [part for part in parts if part.section is Section.PLAN and not part.clause.quoted]
    only = subjects[0].n if len(subjects) == 1 else None
    found = []
    for _, line in groupby(planned, key=lambda part: part.clause.line):
        together = list(line)
        text = _words(together, scene)
        if text and fold(text).strip(" .!") not in _NONE:
            named = {n for part in together if part.named and not part.doubtful for n in part.ns}
            found.append(Plan(named.pop() if len(named) == 1 else only, text[:LONGEST_PLAN]))
    return tuple(found[:MOST_PLANS])


def _words(line: Sequence[Part], scene: Scene) -> str:
    """The line as written, without the heading before it and the bullet in front."""
    first, end = line[0], line[-1].end
    start = first.start
    if heading_of(first.items, scene.tokens, alone=len(line) == 1) is not None:
        opening = range(start, first.end)
        colon = next((at for at in opening if scene.tokens[at].text == ":"), None)
        start = end if colon is None else colon + 1
    return scene.text(start, end).strip(_BULLETS)

"""Questions about figures whose subject is unclear."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.replies.bands import band_of
from bot.domain.replies.contexts import Judged, Role
from bot.domain.replies.measures import measure_of
from bot.domain.replies.model import Candidate, Question, Subject
from bot.domain.replies.movements import movement
from bot.domain.replies.parts import Part
from bot.domain.replies.resolve import resolve
from bot.domain.replies.scene import Scene, Word
from bot.domain.replies.signals import Signal
from bot.domain.replies.tokens import word_set
from bot.domain.replies.unnamed import STATED, fits


def questions_of_names(
    parts: Sequence[Part], subjects: Sequence[Subject], scene: Scene, locale: str
) -> Iterator[Question]:
    """A question for each figure with a number that does not exist, a name that fits several
    subjects, or no name at all."""
    asker = _Asker(subjects, scene, locale)
    for part in parts:
        yield from asker.unclear_name(part)
    if len(subjects) > 1:
        yield from asker.no_name(parts)


_NEW = word_set("new moi")
#: So many words may stand between a figure and what says that it is new.
_NEAR_WORDS = 4
#: A reply with more unnamed figures than this is no list of answers.
_MOST_LOOSE = 12


class _Asker:
    def __init__(self, subjects: Sequence[Subject], scene: Scene, locale: str) -> None:
        self.subjects = subjects
        self.scene = scene
        self.locale = locale

    def unclear_name(self, part: Part) -> Iterator[Question]:
        stated = [j for j in part.judged if j.role in STATED and j.quantity.figures]
        if part.clause.quoted or part.noted or not stated:
            return
        if part.clause.aside and not part.named:
            return
        if part.missing and part.named:
            yield self.question(tuple(subject.n for subject in self.subjects), part, stated[0])
        elif part.ns and (part.doubtful or len(part.ns) > 1):
            yield self.question(part.ns, part, stated[0])

    def no_name(self, parts: Sequence[Part]) -> Iterator[Question]:
        named = {n for part in parts if part.named for n in part.ns}
        stating = [part for part in parts if any(j.role in STATED for j in part.judged)]
        listing = sum(part.named for part in stating) >= 2 or all(
            part.named or _starts_with_name(part) for part in stating
        )
        loose = [(p, j) for p in parts for j in p.judged if not p.named and j.role in STATED]
        loose = [(p, j) for p, j in loose if not (p.ns and _compares(p, j))]
        for part, judged in loose[:_MOST_LOOSE]:
            ns = self.open_to(part, judged, named)
            own = any(judged.noun in measure_of(s).nouns for s in self.subjects if s.n in ns)
            if ns and _answers(part, judged, ns, listing=listing, own=own):
                yield self.question(ns, part, judged)

    def open_to(self, part: Part, judged: Judged, named: set[int]) -> tuple[int, ...]:
        """Subjects that the figure may be about; those not yet named come first."""
        fitting = [subject for subject in self.subjects if fits(judged, subject)]
        fresh = [subject for subject in fitting if subject.n not in named]
        if any(subject.n in part.ns for subject in fitting):
            fresh = [s for s in fresh if part.unknown and self.value(judged, s) is not None]
            return tuple(subject.n for subject in fresh)
        return tuple(subject.n for subject in fresh or fitting)

    def value(self, judged: Judged, subject: Subject) -> Candidate | None:
        """The figure as an answer for the subject, when it is believable."""
        quantity = judged.quantity
        value = resolve(quantity, subject, self.locale).value
        if value is None or not band_of(subject).usual(value):
            return None
        return Candidate(subject.n, value, self.scene.text(quantity.start, quantity.end))

    def question(self, ns: tuple[int, ...], part: Part, judged: Judged) -> Question:
        said = self.scene.text(judged.quantity.start, judged.quantity.end)
        candidates = [
            candidate
            for subject in self.subjects
            if subject.n in ns
            for candidate in self.answers(part, judged, subject)
        ]
        rules = (f"role.{judged.rule}",)
        more = len(ns) == 1 and len(candidates) > 1
        reason = "period_or_total" if more else "which_subject"
        return Question(ns, reason, said, tuple(candidates[:4]), rules)

    def answers(self, part: Part, judged: Judged, subject: Subject) -> list[Candidate]:
        """What the figure may mean for the subject; of new things also that they came on top."""
        if judged.role is Role.DELTA:
            moved = movement(judged, part, subject, self.locale) if self.counts(judged) else None
            values = [] if moved is None else [moved.value, *moved.candidates]
            said = self.scene.text(judged.quantity.start, judged.quantity.end)
            return [Candidate(subject.n, value, said) for value in values if value is not None]
        stated = self.value(judged, subject) if judged.role is Role.VALUE else None
        if stated is None:
            return []
        on_top = self.on_top(part, judged, subject, stated)
        return [stated] if on_top is None else [on_top, stated]

    def counts(self, judged: Judged) -> bool:
        """The figure counts something, and is no share."""
        return judged.quantity.unit is None and bool(judged.quantity.figures)

    def on_top(
        self, part: Part, judged: Judged, subject: Subject, stated: Candidate
    ) -> Candidate | None:
        """ "4 khách hàng mới": four more, where what is counted adds up."""
        behind = self.scene.tokens[judged.quantity.end : part.end][:_NEAR_WORDS]
        new = any(token.fold in _NEW for token in behind)
        measure = measure_of(subject)
        if not (new and measure.cumulative and subject.current is not None):
            return None
        return replace(stated, value=subject.current + stated.value)


def _compares(part: Part, judged: Judged) -> bool:
    """ "271k, up almost 6 %" and "271k (88 % of target)" say more of what was just named."""
    relative = judged.role in (Role.MOVED, Role.OF_TARGET, Role.COMPLETE)
    return relative or (judged.role is Role.BOUND and part.has(Signal.UP, Signal.DOWN))


def _answers(
    part: Part, judged: Judged, fitting: Sequence[int], *, listing: bool, own: bool
) -> bool:
    """The figure is likely an answer: no words around it that tell another story.

    `listing`: the reply goes through the subjects one by one, so an unknown name is a name.
    `own`: what is counted may be the subject's.
    """
    quantity = judged.quantity
    if part.noted or part.clause.quoted or part.clause.question:
        return False
    if quantity.over is not None and (quantity.over.value or 0) <= 12:
        return False
    if listing and 1 <= part.unknown <= 2 and _name_like(part, judged, own=own):
        return True
    return part.unknown <= (len(fitting) == 1 and quantity.unit is not None)


def _starts_with_name(part: Part) -> bool:
    """ "chờ 52": one unknown word in front of a figure."""
    return (
        part.unknown == 1 and isinstance(part.items[0], Word) and _name_like(part, part.judged[0])
    )


def _name_like(part: Part, judged: Judged, *, own: bool = False) -> bool:
    """ "abc 38 %": nothing but an unknown name and a figure."""
    behind = [item for item in part.items if item.start >= judged.quantity.end]
    aside = part.clause.aside or len(part.judged) > 1
    plain = own or not judged.noun
    return not aside and not any(isinstance(item, Word) for item in behind) and plain

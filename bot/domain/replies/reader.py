"""Reading one reply: from Slack text to updates and questions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.replies import growth, leaves, samples, steps
from bot.domain.replies.claims import claim
from bot.domain.replies.clean import LIMIT, clean
from bot.domain.replies.contexts import Role
from bot.domain.replies.counted_subjects import narrow_to_named
from bot.domain.replies.details import blocker_of, confidence_of, note_of, status_of
from bot.domain.replies.intents import intent_of
from bot.domain.replies.measures import measure_of
from bot.domain.replies.model import (
    Change,
    Intent,
    Promise,
    Question,
    Reading,
    Subject,
    Update,
)
from bot.domain.replies.movements import Claim
from bot.domain.replies.outcome import Said, decide
from bot.domain.replies.parts import Part
from bot.domain.replies.plans import plans_of
from bot.domain.replies.promises import promised_on
from bot.domain.replies.scene import Scene, lay_out
from bot.domain.replies.sections import Section
from bot.domain.replies.signals import Found, Signal, says
from bot.domain.replies.splitting import split
from bot.domain.replies.unnamed import place_unnamed
from bot.domain.replies.which_subject import questions_of_names


def read_reply(text: str, subjects: Sequence[Subject], *, locale: str, today: date) -> Reading:
    """Understand a check-in reply.

    `locale` ("vi" or "en") only settles separators that nothing else settles; `today` is the
    person's local date, from which a leave is counted. Never raises for any text.
    """

    def plain(said: str, of: Sequence[Subject]) -> Reading:
        return read_figures(said, of, locale=locale, today=today)

    def of_growth(said: str, of: Sequence[Subject]) -> Reading:
        return growth.read(said, of, plain)

    def of_steps(said: str, of: Sequence[Subject]) -> Reading:
        return steps.read(said, of, of_growth)

    reading = samples.read(text[:LIMIT], subjects, of_steps)
    return replace(reading, cut=True) if len(text) > LIMIT else reading


def read_figures(text: str, subjects: Sequence[Subject], *, locale: str, today: date) -> Reading:
    """The same without an eye on steps, samples and growth."""
    scene, parts = understand(text, subjects, locale)
    due = _due(parts, scene, today)
    questions = list(questions_of_names(parts, subjects, scene, locale))
    updates: list[Update] = []
    for subject in subjects:
        said = _said(subject, parts, scene, locale, due)
        if said is None:
            continue
        update, question = decide(said, scene)
        if update is not None:
            updates.append(update)
        if question is not None:
            questions.append(question)
    updates = _uncontested(updates, questions)
    questions = _settled(questions, updates)
    intent = Intent.NONE if questions or not _only_words(updates, parts) else intent_of(scene)
    if intent is not Intent.NONE:
        updates = []
    updates, away = _leave(intent, updates, scene, today)
    note = _loose_note(parts, scene) if updates else None
    promises = _promises(parts, due) if intent is Intent.NONE else ()
    plans = plans_of(parts, subjects, scene) if intent is Intent.NONE else ()
    return Reading(
        tuple(updates), tuple(questions), intent, note, *away, scene.cut, promises, plans
    )


def _leave(
    intent: Intent, updates: list[Update], scene: Scene, today: date
) -> tuple[list[Update], tuple[date | None, date | None]]:
    """The days of a leave, which is no note of a goal."""
    if intent is Intent.LEAVE:
        return updates, leaves.leave_days(scene.tokens, today)
    told = leaves.told_beside(scene, today) if intent is Intent.NONE else None
    if told is None:
        return updates, (None, None)
    clause, first, last = told
    said = scene.text(clause.start, clause.end)
    return leaves.without_note(updates, said), (first, last)


def _due(parts: Sequence[Part], scene: Scene, today: date) -> dict[Part, date]:
    """Parts that promise to be done by a day to come."""
    named = [part for part in parts if part.ns and not part.doubtful]
    days = {part: promised_on(scene.tokens[part.start : part.end], today) for part in named}
    return {part: day for part, day in days.items() if day is not None}


def _promises(parts: Sequence[Part], due: Mapping[Part, date]) -> tuple[Promise, ...]:
    """The days by which the person expects to be done, by subject; the last one said counts."""
    found = {n: due[part] for part in parts if part in due for n in part.ns}
    return tuple(Promise(n, on) for n, on in sorted(found.items()))


def understand(text: str, subjects: Sequence[Subject], locale: str) -> tuple[Scene, list[Part]]:
    """The reply's clauses and whom each is about."""
    scene = lay_out(clean(text), subjects, [measure_of(s) for s in subjects], locale)
    parts = split(scene, [subject.n for subject in subjects])
    narrow_to_named(parts, scene.tokens, len(subjects))
    place_unnamed([part for part in parts if part.present], subjects)
    return scene, parts


def _said(
    subject: Subject, parts: Sequence[Part], scene: Scene, locale: str, due: Collection[Part]
) -> Said | None:
    """Collect what the parts say about one subject; None when they say nothing."""
    own = [p for p in parts if subject.n in p.ns and not p.doubtful and not p.missing]
    rest = [p for p in parts if p not in own and (p.rest or p.everyone) and p.present]
    named = {n for part in parts if rest and part.named and part.present for n in part.ns}
    shared = [p for p in rest if _includes(p, subject.n, named)]
    if not own and not shared:
        return None
    everything = [p for p in parts if p in own or p in shared] if shared else own
    present = [part for part in everything if part.present]
    claims = _claims([p for p in own if len(p.ns) == 1 and p.present], subject, locale)
    taken_back = _last_index(present, lambda part: Signal.RETRACTION in part.signals)
    claims = [made for made in claims if not _is_withdrawn(made, present, taken_back)]
    figures = [made.part for made in claims if made.value is not None]
    stated = _last_index(present, lambda part: part in figures)
    return Said(
        subject=subject,
        parts=everything,
        claims=claims,
        unsure=_unsure(own, claims) or _mistaken(present, stated) or _put_off(present, stated),
        corrected=len(claims) > 1
        and (taken_back >= 0 or any(p.has(Signal.CORRECTION, Signal.MISTAKE) for p in own)),
        retracted=taken_back >= max(stated, 0),
        # "Done before 28/11" says when it will be done, not that it is.
        flags=_flags([part for part in present if part not in due], own),
        confidence=confidence_of(present),
        status=status_of(present),
        note=note_of(own, scene),
        blocker=blocker_of(own, scene),
    )


def _is_withdrawn(made: Claim, parts: Sequence[Part], taken_back: int) -> bool:
    """The figure stands before "scrap that"; one behind it counts."""
    if taken_back < 0 or parts.index(made.part) > taken_back:
        return False
    words = [item for item in parts[taken_back].items if says(item, (Signal.RETRACTION,))]
    return made.part is not parts[taken_back] or made.judged.quantity.end <= words[-1].start


def _last_index(parts: Sequence[Part], fits: Callable[[Part], bool]) -> int:
    """Where the last part that fits stands; -1 when none does."""
    return max((at for at, part in enumerate(parts) if fits(part)), default=-1)


def _includes(part: Part, n: int, named: set[int]) -> bool:
    """Said of everyone, or of the rest when `n` was not named."""
    if part.named and part.ns:
        return False
    if part.rest:
        return n not in named
    return part.everyone and part.unknown <= 1


def _claims(parts: Sequence[Part], subject: Subject, locale: str) -> list[Claim]:
    claims = []
    for part in parts:
        for judged in part.judged:
            made = claim(judged, part, subject, locale)
            if made is not None:
                claims.append(made)
    return claims


def _unsure(parts: Sequence[Part], claims: Sequence[Claim]) -> bool:
    """A doubt of the person about the figure: in its clause, or right behind it."""
    stated = [c.part for c in claims]
    for index, part in enumerate(parts):
        if Signal.UNSURE in _before_reason(part) and not part.noted:
            if part.judged and all(j.role is Role.FUTURE for j in part.judged):
                continue  # "124, next week maybe 130": the doubt is about the plan
            before = index and parts[index - 1] in stated
            beside = any(other.clause.sentence == part.clause.sentence for other in stated)
            if part in stated or before or (beside and not part.judged):
                return True
        if part.clause.question and part in stated:
            return True
    return False


def _mistaken(parts: Sequence[Part], stated: int) -> bool:
    """ "99 %, oops, that is another store": a mistake without the right figure behind it."""
    after = parts[stated + 1 :] if stated >= 0 else []
    return any(Signal.MISTAKE in part.signals and not part.judged for part in after)


def _put_off(parts: Sequence[Part], stated: int) -> bool:
    """ "NPS 75, NPS để tuần sau": skipped behind its figure."""
    after = parts[stated + 1 :] if stated >= 0 else []
    return any(part.named and Signal.SKIP in part.signals for part in after)


_DENIALS = frozenset(
    {Signal.NEGATION, Signal.FUTURE, Signal.NOT_DONE, Signal.NEARLY, Signal.NO_FIGURE}
)


def _flags(parts: Sequence[Part], own: Sequence[Part]) -> frozenset[Signal]:
    """What the parts say without a figure: skip, no change, done, live, moved somehow."""
    found: set[Signal] = set()
    for part in parts:
        if not part.signals or part.noted or part.clause.question or part.clause.quoted:
            continue
        opened = set(_before_reason(part))
        if not opened & _DENIALS:
            found |= _plain_flags(part, opened)
            if part in own:
                found |= _own_flags(part, opened)
    return frozenset(found)


def _plain_flags(part: Part, opened: set[Signal]) -> set[Signal]:
    """Said in words that leave nothing unread; a skip may give its reason."""
    if Signal.VAGUE in opened:
        return set()
    room = {Signal.NO_CHANGE: 0, Signal.DONE: 0, Signal.SKIP: 2}
    return {flag for flag, words in room.items() if flag in opened and part.unknown <= words}


def _own_flags(part: Part, opened: set[Signal]) -> set[Signal]:
    found = set()
    if Signal.LIVE in opened and part.unknown <= (not part.resumed):
        found.add(Signal.LIVE)
    moved = {Signal.UP, Signal.DOWN, Signal.VAGUE, Signal.BOUND} & opened
    if moved and part.unknown <= 2 * part.named and not part.judged:
        found.add(Signal.VAGUE)
    return found


def _before_reason(part: Part) -> list[Signal]:
    signals: list[Signal] = []
    for item in part.items:
        if isinstance(item, Found):
            if item.signal in (Signal.REASON, Signal.BLOCKER):
                break
            signals.append(item.signal)
    return signals


def _only_words(updates: Sequence[Update], parts: Sequence[Part]) -> bool:
    """Nothing but a note on nobody's name: to an only goal it may be "thanks" as well as news."""
    if any(part.named for part in parts):
        return not updates
    return all(
        update.change is Change.NONE
        and update.confidence is None
        and update.status is None
        and update.blocker is None
        for update in updates
    )


def _uncontested(updates: Sequence[Update], questions: Sequence[Question]) -> list[Update]:
    """ "The rest is unchanged" is not said of a subject that an unnamed figure would suit."""
    open_to = {c.n for q in questions if q.reason == "which_subject" for c in q.candidates}
    return [u for u in updates if u.change is not Change.NO_CHANGE or u.n not in open_to]


def _settled(questions: Sequence[Question], updates: Sequence[Update]) -> list[Question]:
    """One question for the same subjects, and none about a subject that has got its value."""
    written = {update.n for update in updates if update.value is not None}
    kept: dict[tuple[int, ...], Question] = {}
    for question in questions:
        ns = tuple(n for n in question.ns if n not in written)
        if ns and ns not in kept:
            candidates = tuple(c for c in question.candidates if c.n in ns)
            kept[ns] = replace(question, ns=ns, candidates=candidates)
    return list(kept.values())


def _loose_note(parts: Sequence[Part], scene: Scene) -> str | None:
    loose = [p for p in parts if not p.ns and p.unknown >= 2 and p.section is not Section.PLAN]
    pieces = [scene.text(p.start, p.end) for p in loose]
    return ", ".join(pieces) or None

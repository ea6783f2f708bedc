"""One subject's claims become one update or one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.replies.measures import measure_of
from bot.domain.replies.model import (
    Candidate,
    Certainty,
    Change,
    Direction,
    Kind,
    Question,
    StatusWord,
    Subject,
    Update,
)
from bot.domain.replies.movements import Claim
from bot.domain.replies.parts import Part
from bot.domain.replies.rivals import (
    QUIET,
    competes,
    contradicts,
    has_twin,
    is_most,
    is_one_of_several,
    is_rival,
    present_ones,
    stands_behind,
)
from bot.domain.replies.scene import Scene
from bot.domain.replies.signals import Signal

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that was said about one subject."""

    subject: Subject
    parts: Sequence[Part]
    claims: Sequence[Claim]
    unsure: bool
    corrected: bool
    retracted: bool
    flags: frozenset[Signal]
    confidence: int | None
    status: StatusWord | None
    note: str | None
    blocker: str | None


def decide(said: Said, scene: Scene) -> tuple[Update | None, Question | None]:
    """At most one update and one question; a question never comes with a written value."""
    if said.retracted:
        return _details(said), None
    written, doubt = _figure(said)
    if doubt is not None and written is None:
        return _details(said), _question(said, doubt, scene)
    if written is not None:
        if said.unsure:
            hedged = _Doubt("hedged", (written,), _candidates([written]))
            return _details(said), _question(said, hedged, scene)
        return _update(said, written, scene), None
    return _without_figure(said, scene)


@dataclass(frozen=True, slots=True)
class _Doubt:
    reason: str
    claims: Sequence[Claim]
    candidates: tuple[Decimal, ...]


def _figure(said: Said) -> tuple[Claim | None, _Doubt | None]:
    """The claim to write, or the doubt that keeps it from being written."""
    good = [c for c in said.claims if c.value is not None and c.change is not Change.DELTA]
    strong = [c for c in good if c.strength >= 2]
    deltas = [c for c in said.claims if c.value is not None and c.change is Change.DELTA]
    doubts = [c for c in said.claims if c.reason and c.strength >= 1]
    if strong:
        return _of_values(said, strong, doubts)
    disturbing = [c for c in doubts if c.reason not in ("needs_value", "negated")]
    if deltas and not disturbing:
        if len({c.value for c in deltas}) == 1:
            return deltas[0], None
        return None, _Doubt("two_values", deltas, _candidates(deltas))
    if doubts:
        return None, _worst(doubts)
    if good:
        return None, _Doubt("needs_value", good, _candidates(good))
    return None, None


def _of_values(
    said: Said, strong: list[Claim], doubts: list[Claim]
) -> tuple[Claim | None, _Doubt | None]:
    if said.corrected:
        return strong[-1], None
    totals = [claim for claim in strong if Signal.TOTAL in claim.part.signals]
    if len({claim.value for claim in totals}) == 1 and is_most(totals[0], strong):
        strong = totals
        doubts = [doubt for doubt in doubts if Signal.THIS_PERIOD not in doubt.part.signals]
    strong = present_ones(strong)
    values = {claim.value for claim in strong}
    if len(values) > 1:
        best = [claim for claim in strong if claim.part.named and not claim.part.clause.aside]
        if len({claim.value for claim in best}) != 1 or any(
            is_rival(c) or competes(c, best[0]) for c in strong if c not in best
        ):
            return None, _Doubt("two_values", strong, _candidates(strong))
        strong = best
    apart = is_one_of_several(strong[0], said.claims) or stands_behind(strong[0], said.claims)
    if apart or has_twin(strong[0], said.claims, measure_of(said.subject)):
        return None, _Doubt("two_values", said.claims, _candidates(said.claims))
    rivals = [c for c in doubts if is_rival(c) and c.reason not in QUIET]
    rivals += [c for c in said.claims if contradicts(c, strong[0])]
    rivals += [
        c for c in doubts if c.reason == "range" and c not in rivals and Signal.OR in c.part.signals
    ]
    if rivals:
        return None, _Doubt("two_values", [*strong, *rivals], _candidates([*strong, *rivals]))
    return strong[0], None


def _worst(doubts: Sequence[Claim]) -> _Doubt:
    telling = [c for c in doubts if c.reason != "needs_value"] or list(doubts)
    chosen = max(telling, key=lambda claim: claim.strength)
    alike = [c for c in telling if c.reason == chosen.reason and c.part is chosen.part]
    offered = [value for claim in alike for value in claim.candidates]
    candidates = dict.fromkeys(offered or _candidates(telling))
    return _Doubt(chosen.reason, [chosen], tuple(candidates)[:4])


def _candidates(claims: Sequence[Claim]) -> tuple[Decimal, ...]:
    values = [v for c in claims for v in ([c.value] if c.value is not None else c.candidates)]
    return tuple(dict.fromkeys(values))[:4]


def _without_figure(said: Said, scene: Scene) -> tuple[Update | None, Question | None]:
    """No change, skip, done, or a movement without its size."""
    flags, subject = said.flags, said.subject
    if Signal.SKIP in flags:
        return _simple(said, Change.SKIP, None, scene), None
    if Signal.NO_CHANGE in flags and not said.unsure:
        if subject.current is None:
            return _details(said), _question(said, _Doubt("needs_value", (), ()), scene)
        return _simple(said, Change.NO_CHANGE, subject.current, scene), None
    milestone = measure_of(subject).kind is Kind.MILESTONE
    if Signal.DONE in flags or (Signal.LIVE in flags and milestone):
        return _done(said, scene)
    if Signal.VAGUE in flags:
        return _details(said), _question(said, _Doubt("vague", (), ()), scene)
    return _details(said), None


#: "Written, waiting for approval" is done in one sense only.
_STILL_OPEN = frozenset({Signal.BLOCKER, Signal.NOT_DONE, Signal.NEARLY, Signal.EXCEPT})


def _done(said: Said, scene: Scene) -> tuple[Update | None, Question | None]:
    """ "All done" may only close the message, so it is asked about."""
    subject = said.subject
    countable = measure_of(subject).kind in (Kind.COUNT, Kind.MILESTONE)
    telling = {Signal.DONE, Signal.LIVE}
    own = any(telling & part.signals and subject.n in part.ns for part in said.parts)
    open_yet = any(_STILL_OPEN & part.signals for part in said.parts if subject.n in part.ns)
    doubted = any(Signal.UNSURE in part.signals for part in said.parts if subject.n in part.ns)
    if countable and own and not (said.unsure or doubted or open_yet):
        return _simple(said, Change.PERCENT_COMPLETE, subject.target, scene), None
    question = _question(said, _Doubt("done_measured", (), (subject.target,)), scene)
    return _details(said, StatusWord.DONE if own else None), question


def _simple(said: Said, change: Change, value: Decimal | None, scene: Scene) -> Update:
    amount = _HUNDRED if change is Change.PERCENT_COMPLETE else None
    status = StatusWord.DONE if change is Change.PERCENT_COMPLETE else said.status
    text, rules = _said(said, scene), (f"flag.{change}",)
    return Update(
        *(said.subject.n, change, amount, value, said.confidence, status, said.note, said.blocker),
        *(Certainty.SURE, text, rules),
    )


def _said(said: Said, scene: Scene) -> str:
    part = said.parts[0] if said.parts else None
    return scene.text(part.start, part.end) if part else ""


def _update(said: Said, claim: Claim, scene: Scene) -> Update:
    fuzzy = any(m.fuzzy for m in claim.part.clause.mentions)
    likely = claim.likely or fuzzy or claim.strength < 2
    quantity = claim.judged.quantity
    status = said.status
    if status is None and Signal.DONE in said.flags and _reached(claim.value, said.subject):
        status = StatusWord.DONE
    return Update(
        n=said.subject.n,
        change=claim.change,
        amount=claim.amount,
        value=claim.value,
        confidence=said.confidence,
        status=status,
        note=said.note,
        blocker=said.blocker,
        certainty=Certainty.LIKELY if likely else Certainty.SURE,
        said=scene.text(quantity.start, quantity.end),
        rules=(f"role.{claim.judged.rule}", f"change.{claim.change}"),
    )


def _reached(value: Decimal | None, subject: Subject) -> bool:
    if value is None:
        return False
    up = subject.direction is Direction.UP
    return value >= subject.target if up else value <= subject.target


def _details(said: Said, status: StatusWord | None = None) -> Update | None:
    """Confidence, status and words without a figure."""
    status = status or said.status
    told = said.blocker or (said.note and any(part.named for part in said.parts))
    if not (said.confidence or status or told):
        return None
    return Update(
        said.subject.n,
        Change.NONE,
        confidence=said.confidence,
        status=status,
        note=said.note,
        blocker=said.blocker,
        rules=("details",),
    )


def _question(said: Said, doubt: _Doubt, scene: Scene) -> Question:
    n = said.subject.n
    first = doubt.claims[0] if doubt.claims else None
    quantity = first.judged.quantity if first else None
    text = scene.text(quantity.start, quantity.end) if quantity else _said(said, scene)
    rules = tuple(f"role.{claim.judged.rule}" for claim in doubt.claims[:3])
    candidates = tuple(Candidate(n, value, text) for value in doubt.candidates)
    return Question((n,), doubt.reason, text, candidates, rules)

"""Reads what belongs to a key result, and how a goal ended."""

from datetime import date
from decimal import Decimal

from bot.domain.errors import Invalid
from bot.domain.goals.milestones import Milestone
from bot.domain.goals.model import SaidStatus, Span, TargetPhase
from bot.domain.goals.phases import validated
from bot.services.importing.choices import InitiativeState, Outcome
from bot.services.importing.fields import Fields
from bot.services.importing.model import (
    Ending,
    InitiativeEntry,
    KeyResultEntry,
    Now,
    Parts,
    SaidEntry,
)
from bot.services.importing.references import Index

LONGEST_TITLE = 150
LONGEST_NOTE = 1000
LONGEST_NAME = 80
MOST_HELPERS = 20
LARGEST_SAMPLE = 1_000_000
HIGHEST_SCORE = Decimal(1)


def milestones(fields: Fields) -> tuple[Milestone, ...]:
    """The steps of a key result that is measured by them."""
    return tuple(_milestone(one) for one in fields.entries("milestones"))


def parts(fields: Fields, index: Index) -> Parts:
    """Helpers, initiatives and phases; None for what the file does not say."""
    said = fields.node.items
    helpers = _helpers(fields, index)
    initiatives = tuple(_initiative(one, index) for one in fields.entries("initiatives"))
    phases = tuple(found for one in fields.entries("phases") if (found := _phase(one)) is not None)
    return Parts(
        helpers=helpers if "helpers" in said else None,
        initiatives=initiatives if "initiatives" in said else None,
        phases=phases if "phases" in said else None,
    )


def _helpers(fields: Fields, index: Index) -> tuple[str, ...]:
    keys = fields.texts("helpers", longest=LONGEST_NAME, most=MOST_HELPERS)
    for key in keys:
        index.refer("person", key, fields, "helpers")
    return tuple(dict.fromkeys(keys))


def _initiative(fields: Fields, index: Index) -> InitiativeEntry:
    entry = InitiativeEntry(
        line=fields.line,
        title=fields.title("title", longest=LONGEST_TITLE),
        owner=fields.key("owner", required=False) or None,
        due_on=fields.day("due"),
        state=fields.choice("state", InitiativeState),
    )
    index.refer("person", entry.owner or "", fields, "owner")
    fields.done()
    return entry


def _milestone(fields: Fields) -> Milestone:
    weight = fields.number("weight")
    entry = Milestone(
        title=fields.title("title", longest=LONGEST_TITLE),
        weight=Decimal(1) if weight is None else weight,
        done_on=fields.day("done_on"),
    )
    fields.done()
    return entry


def _phase(fields: Fields) -> TargetPhase | None:
    by, value = fields.day("by", required=True), fields.number("value", required=True)
    fields.done()
    return None if by is None or value is None else TargetPhase(by, value)


def check_phases(fields: Fields, entry: KeyResultEntry) -> None:
    """Note phases that do not lie on the way of the key result."""
    if not entry.parts.phases or entry.due_on < entry.start_on:
        return
    try:
        validated(entry.parts.phases, entry.measure, Span(entry.start_on, entry.due_on))
    except Invalid as error:
        fields.invalid("phases", error)


def now(fields: Fields) -> Now:
    """What is said of its figure beside the value itself."""
    return Now(
        sample=fields.whole("sample", smallest=1, largest=LARGEST_SAMPLE),
        confidence=fields.whole("confidence", smallest=1, largest=10),
        status=fields.choice("status", SaidStatus),
    )


def history(fields: Fields) -> tuple[SaidEntry, ...]:
    """What was said earlier, oldest first, at most once a day."""
    found: dict[date, SaidEntry] = {}
    for nested in fields.entries("history"):
        entry = _said(nested)
        if entry is None:
            continue
        if entry.on in found:
            nested.findings.add(
                nested.line, f"{fields.path}.history", "history.same_day", day=entry.on
            )
        found[entry.on] = entry
    return tuple(sorted(found.values(), key=lambda entry: entry.on))


def _said(fields: Fields) -> SaidEntry | None:
    on, value = fields.day("on", required=True), fields.number("value")
    sample = fields.whole("sample", smallest=1, largest=LARGEST_SAMPLE)
    confidence = fields.whole("confidence", smallest=1, largest=10)
    status = fields.choice("status", SaidStatus)
    note = fields.text("note", longest=LONGEST_NOTE)
    blocker = fields.text("blocker", longest=LONGEST_NOTE)
    fields.done()
    if not any(fields.has(name) for name in ("value", "confidence", "status", "note", "blocker")):
        fields.problem("value", "field.missing", name="value")
        return None
    if on is None:
        return None
    return SaidEntry(fields.line, on, value, sample, confidence, status, note, blocker)


def ending(fields: Fields, *, scored: bool) -> Ending:
    """How a goal ended; `scored` ones are key results, the others have a retrospective."""
    outcome = fields.choice("outcome", Outcome)
    because = fields.text("outcome_because", longest=LONGEST_NOTE)
    if scored:
        own, final = _score(fields, "self_score"), _score(fields, "score")
        return Ending(outcome, because, self_score=own, score=final)
    return Ending(
        outcome,
        because,
        worked=fields.text("worked", longest=LONGEST_NOTE),
        did_not_work=fields.text("did_not_work", longest=LONGEST_NOTE),
        next_time=fields.text("next_time", longest=LONGEST_NOTE),
    )


def _score(fields: Fields, name: str) -> int | None:
    """0 to 1, in thousandths."""
    score = fields.number(name)
    if score is None:
        return None
    if not 0 <= score <= HIGHEST_SCORE:
        fields.problem(name, "field.not_between", smallest=0, largest=HIGHEST_SCORE)
        return None
    return int(score * 1000)

"""Forms around a cycle: a new one, scores, help asked of a team, why it is declined."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.errors import DomainError, NotAllowed, NotFound
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import dependencies
from bot.services.cycles import creating, scoring
from bot.services.cycles.scoring import Filled
from bot.slack.actions import number
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, words

Errors = Mapping[str, str]
#: Where an error of a new cycle is shown; others are about the choice.
NEW_CYCLE_FIELDS = {
    "cycle.no_days": ids.Block.STARTS,
    "span.empty": ids.Block.ENDS,
    "cycle.long_name": ids.Block.NAME,
}
CHOICES = ("selected_option", "selected_date", "value")


def check_new_cycle(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    try:
        creating.check(rt, *_new_cycle(incoming), by=by)
    except NotAllowed:
        raise  # no matter of what was typed
    except DomainError as error:
        block = NEW_CYCLE_FIELDS.get(error.key, ids.Block.TERM)
        return {block: rt.render.field_error(error, locale=by.locale)}
    return {}


def new_cycle(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    creating.create(rt, *_new_cycle(incoming), by=by, key=incoming.key)
    return None


def check_score(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    objective_id, filled = _score(incoming)
    wrong = scoring.check(rt, objective_id, filled, by=by)
    return {
        ids.Block.scored(*field): rt.render.field_error(error, locale=by.locale)
        for field, error in wrong.items()
    }


def score(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    objective_id, filled = _score(incoming)
    scoring.save(rt, objective_id, filled, by=by, key=incoming.key)
    return None


def check_depend(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    typed = _typed(incoming)
    objective_id, team_id = number(typed[ids.Block.OBJECTIVE]), number(typed[ids.Block.TEAM])
    due = _day(typed.get(ids.Block.DUE))
    wrong = dependencies.check(rt, objective_id, team_id, due, by=by)
    return {block: rt.render.field_error(error, locale=by.locale) for block, error in wrong.items()}


def depend(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    typed = _typed(incoming)
    due = _day(typed.get(ids.Block.DUE))
    if due is None:
        raise NotFound("button.broken")
    dependencies.ask(
        rt,
        number(typed[ids.Block.OBJECTIVE]),
        number(typed[ids.Block.TEAM]),
        typed.get(ids.Block.WHAT, ""),
        typed.get(ids.Block.EFFORT, ""),
        due,
        by=by,
        key=incoming.key,
    )
    return None


def decline(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    row_id = number(incoming.payload["view"]["private_metadata"])
    because = _typed(incoming).get(ids.Block.BECAUSE)
    dependencies.answer(rt, row_id, accepted=False, because=because, by=by, key=incoming.key)
    return None


def _new_cycle(incoming: Incoming) -> tuple[str, date | None, date | None, str]:
    typed = _typed(incoming)
    starts, ends = _day(typed.get(ids.Block.STARTS)), _day(typed.get(ids.Block.ENDS))
    return typed.get(ids.Block.TERM, ""), starts, ends, typed.get(ids.Block.NAME, "")


def _score(incoming: Incoming) -> tuple[int, Filled]:
    typed = _typed(incoming)
    fields: dict[str, dict[int, str]] = {"score": {}, "outcome": {}, "because": {}}
    for block, text in typed.items():
        found = ids.SCORED_PATTERN.match(block)
        if found is not None:
            fields[found[1]][int(found[2])] = text
    return number(incoming.payload["view"]["private_metadata"]), Filled(
        scores=fields["score"],
        outcomes=fields["outcome"],
        because=fields["because"],
        worked=typed.get(ids.Block.WORKED),
        did_not_work=typed.get(ids.Block.DID_NOT_WORK),
        next_time=typed.get(ids.Block.NEXT_TIME),
    )


def _typed(incoming: Incoming) -> dict[str, str]:
    """What was typed or chosen, by block; what was left empty is absent."""
    values = incoming.payload["view"]["state"]["values"]
    found = {block: _entry(next(iter(state.values()))) for block, state in values.items()}
    return {block: text for block, text in found.items() if text}


def _entry(entry: Mapping[str, Any]) -> str:
    held = next((entry[name] for name in CHOICES if entry.get(name)), None)
    return words(held["value"] if isinstance(held, Mapping) else held)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What is filled in of a check-in form: in its fields, and carried along in its metadata."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.render import ids
from bot.services.agenda import Key
from bot.services.filling import Entry, Form
from bot.slack.payload import words

#: The fields of a goal by the first part of their block ids, and how metadata abbreviates them.
FIELDS = {
    "goal": "value",
    "row": "unchanged",
    "confidence": "confidence",
    "status": "status",
    "note": "note",
    "blocker": "blocker",
    "plan": "plan",
    "initiative": "initiative",
}
SHORT = {"value": "v", "unchanged": "u", "confidence": "c", "status": "s"} | {
    "note": "n",
    "blocker": "b",
    "plan": "p",
    "initiative": "i",
}
LONG = {short: name for name, short in SHORT.items()}
BLOCK_OF = {name: block for block, name in FIELDS.items()}
YES = "yes"


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything that a form holds, on whatever page.

    `entries` are the fields by goal ("kr:12"), those that are empty left out. `step` is the place
    of the goal that is alone on the page, None on the page of all. `open` goals show every field.
    """

    request_id: int | None = None
    whose_id: int | None = None
    seen: Mapping[str, int | None] = field(default_factory=dict)
    open: Sequence[str] = ()
    step: int | None = None
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    rest_unchanged: bool = False

    def form(self) -> Form:
        """What was filled in, as the use case takes it."""
        return Form(
            request_id=self.request_id,
            whose_id=self.whose_id,
            entries={key_of(key): _entry(said) for key, said in self.entries.items()},
            seen={key_of(key): row_id for key, row_id in self.seen.items()},
            plans={int(plan_id): outcome for plan_id, outcome in self.plans.items()},
            rest_unchanged=self.rest_unchanged,
        )


def key_of(goal: str) -> Key:
    """ "kr:12" as the key of an item."""
    kind, _, row_id = goal.partition(":")
    return kind, int(row_id)


def read(view: Mapping[str, Any]) -> FormState:
    """What a view that came back from Slack holds."""
    kept = _metadata(str(view.get("private_metadata") or ""))
    entries = {
        goal: {LONG[short]: text for short, text in said.items()}
        for goal, said in kept.get("t", {}).items()
    }
    plans: dict[str, str] = dict(kept.get("k", {}))
    rest = bool(kept.get("x"))
    for block, element in view["state"]["values"].items():
        text = _said(element)
        about = ids.CHECK_IN_FIELD_PATTERN.match(block)
        plan = ids.WEEK_PLAN_PATTERN.match(block)
        if about and about[1] in FIELDS:
            _set(entries.setdefault(about[2], {}), FIELDS[about[1]], text)
        elif plan:
            _set(plans, plan[1], text)
        elif block == ids.Block.REST:
            rest = bool(text)
    return FormState(
        request_id=kept.get("r"),
        whose_id=kept.get("w"),
        seen=kept.get("s", {}),
        open=tuple(kept.get("o", ())),
        step=kept.get("a"),
        entries={goal: said for goal, said in entries.items() if said},
        plans=plans,
        rest_unchanged=rest,
    )


def stored(state: FormState, view: Mapping[str, Any]) -> str:
    """The metadata of a page: what its own fields do not hold."""
    shown = {block.get("block_id") for block in view["blocks"]}
    carried = {
        goal: {
            SHORT[name]: text
            for name, text in said.items()
            if ids.Block.of(BLOCK_OF[name], goal) not in shown
        }
        for goal, said in state.entries.items()
    }
    plans = {key: what for key, what in state.plans.items() if _plan(key) not in shown}
    kept: dict[str, Any] = {
        "r": state.request_id,
        "w": state.whose_id,
        "s": dict(state.seen) or None,
        "o": list(state.open) or None,
        "a": state.step,
        "t": {goal: said for goal, said in carried.items() if said} or None,
        "k": plans or None,
        "x": True if state.rest_unchanged and ids.Block.REST not in shown else None,
    }
    kept = {name: value for name, value in kept.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _metadata(text: str) -> dict[str, Any]:
    """Of a form that was opened by an older version it is the id of the request."""
    if not text or text.isdecimal():
        return {"r": int(text)} if text else {}
    found: dict[str, Any] = json.loads(text)
    return found


def _entry(said: Mapping[str, str]) -> Entry:
    confidence, status, initiative = (
        said.get(name, "") for name in ("confidence", "status", "initiative")
    )
    return Entry(
        value=said.get("value", ""),
        unchanged=bool(said.get("unchanged")),
        confidence=int(confidence) if confidence in map(str, ids.CONFIDENCES) else None,
        status=status if status in ids.SAID else None,
        note=said.get("note", ""),
        blocker=said.get("blocker", ""),
        plan=said.get("plan", ""),
        initiative_id=int(initiative) if initiative.isdecimal() else None,
    )


def _said(element: Mapping[str, Any]) -> str:
    """What is in a field: its words, the value of the chosen option, "yes" for a tick."""
    state: Mapping[str, Any] = next(iter(element.values()), {})
    if state.get("type") == "checkboxes":
        return YES if state.get("selected_options") else ""
    chosen = state.get("selected_option")
    if chosen:
        return str(chosen.get("value", ""))
    return words(state.get("value")).strip()


def _set(fields: dict[str, str], name: str, text: str) -> None:
    """A field that is on the page counts as it is there, also when it was emptied."""
    if text:
        fields[name] = text
    else:
        fields.pop(name, None)


def _plan(plan_id: str) -> str:
    return ids.Block.week_plan(plan_id)

"""One goal: all that is known of it, why it stands as it does, and its history."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

from bot.render import rows, splits
from bot.render.blocks import Block, Chart, Rendered, actions, context, message, section
from bot.render.charts import key_result_course
from bot.render.doors import after_page, door, for_reason, initiatives_button, with_reason
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.receipts import division
from bot.render.rows import Params
from bot.render.trees import goal_line

TITLE = 150
_SHORT_TITLE = 90
_BUDGET = 9_000
_ROWS = 12
_EVENTS = 10
_PARTS = 15
_INITIATIVES = 5
_VALUE = 120
HUNDREDTH = Decimal("0.01")


def goal_shown(words: Words, params: Params) -> Rendered:
    """One goal with its figures, people and parts; the ways to its reasons and its history."""
    found: list[Block | Chart | None] = [*shown(words, params)]
    if params.get("evidence"):
        found.append(context(words.mrkdwn("evidence/list", evidence=params["evidence"])))
    found += splits.shown(words, params.get("shares"))
    reference = params["reference"]
    ways = ["why", "history", "tree"]
    doors = [
        door(words.plain(f"look.{way}"), with_reason(f"/okr {way} {reference}", params), at)
        for at, way in enumerate(ways)
    ]
    if params["editable"]:
        doors.append(door(words.plain("look.edit"), f"/okr edit {reference}", len(doors)))
    if params.get("wants_initiative"):
        doors.append(initiatives_button(words, params["row"]["id"]))
    if params.get("may_split"):
        doors.append(splits.split_button(words, params["row"]["id"]))
    found.append(key_result_course(words, params.get("course")))
    found.append(for_reason(words, params))
    title = params["row"]["title"] if params["kind"] == "kr" else params["title"]
    fallback = words.line("fallback.goal", title=title)
    return message(fallback, [*found, actions(None, *doors)])


def shown(words: Words, params: Params) -> list[Block]:
    """A goal without anything to press, as it is shared too."""
    if params["kind"] == "kr":
        row = rows.known(params["row"], expected=True) | {"n": None}
        initiatives = params["initiatives"]
        goal = {
            **params,
            "initiatives": initiatives[:_INITIATIVES],
            "initiatives_more": max(len(initiatives) - _INITIATIVES, 0),
            "helpers": params["helpers"][:_INITIATIVES],
        }
        return [section(words.mrkdwn("look/shown_kr", goal=goal, row=row, limit=TITLE))]
    return _objective(words, params)


def _objective(words: Words, params: Params) -> list[Block]:
    listed = [
        words.mrkdwn("row", row=rows.known(row, expected=True), limit=_SHORT_TITLE)
        for row in params["rows"]
    ]
    children = [goal_line(words, {**one, "kind": "o"}) for one in params["children"]]
    if children:
        head = words.line("look.aligned")
        more = [words.line("lists.more", count=params["more"])] if params["more"] else []
        listed.append(Mrkdwn("\n".join([head, *children, *more])))
    head = words.mrkdwn("look/shown_objective", goal=params, limit=TITLE)
    most = _ROWS + 2
    return [section(head), *rows.sections(words, listed, most_blocks=most, budget=_BUDGET)]


def goal_why(words: Words, params: Params) -> Rendered:
    """The receipt: the arithmetic, the thresholds, what was said and when."""
    if params["kind"] == "o":
        return _why_objective(words, params)
    row = rows.known(params["row"]) | {"n": None}
    why = dict(params)
    why["stretch"] = params["ambition"] == "aspirational"
    why["share"], why["should"] = _division(params)
    figures = (row["value"], row["start"], row["target"])
    why["way"] = row["shape"] == "reach" and None not in (*figures, row["progress"])
    text = words.mrkdwn("look/why_kr", why=why, row=row, limit=TITLE)
    reference = params["reference"]
    doors = [
        door(words.plain(f"look.{word}"), with_reason(f"/okr {way} {reference}", params), at)
        for at, (word, way) in enumerate((("history", "history"), ("goal", "show")))
    ]
    below = [_attached(words, params), for_reason(words, params), actions(None, *doors)]
    return message(text, [section(text), *below])


def _attached(words: Words, params: Params) -> Block | None:
    """How many messages are attached, and the newest."""
    found = params.get("attached")
    return context(words.mrkdwn("evidence/summary", **found)) if found else None


def _division(params: Params) -> tuple[str, str]:
    """The percents whose division gives the pace that is shown, with as few digits as do."""
    progress, expected, pace = params["row"]["progress"], params["expected"], params["pace"]
    if progress is None or expected is None or pace is None:
        return "0", "0"
    for digits in (0, 1, 2):
        unit = Decimal(1).scaleb(-digits)
        share, should = ((Decimal(x) * 100).quantize(unit) for x in (progress, expected))
        if should and (share / should).quantize(HUNDREDTH, ROUND_DOWN) == Decimal(pace):
            break
    return format(share, "f"), format(should, "f")


def _why_objective(words: Words, params: Params) -> Rendered:
    parts = [*params["parts"], *({**one, "weight": "1"} for one in params["children"])]
    goal = {**params, "sum": division(words, parts)}
    head = words.mrkdwn("look/why_objective", goal=goal, limit=TITLE)
    lines = [
        words.mrkdwn("look/why_part", part=part, limit=_SHORT_TITLE) for part in parts[:_PARTS]
    ]
    if len(parts) > _PARTS:
        lines.append(words.line("lists.more", count=len(parts) - _PARTS))
    doors = [
        door(
            words.plain("look.why_of", title=part["title"]),
            with_reason(f"/okr why {part['reference']}", params),
            at,
        )
        for at, part in enumerate(parts[:4])
    ]
    listed = section(Mrkdwn("\n".join(lines))) if lines else None
    below = [listed, for_reason(words, params), actions(None, *doors) if doors else None]
    return message(head, [section(head), *below])


def goal_history(words: Words, params: Params) -> Rendered:
    """Check-ins and edits, newest first, a page at a time."""
    page, reference = params["page"], params["reference"]
    events = params["events"]
    facts = {"title": params["title"], "page": page, "any": bool(events), "limit": TITLE}
    head = words.mrkdwn("look/history_head", **facts)
    texts = [
        words.mrkdwn("look/history_event", row=_event(words, row), whole=params["whole"])
        for row in events
    ]
    told = rows.sections(words, texts, most_blocks=_EVENTS, budget=_BUDGET)
    line = with_reason(f"/okr history {reference}", params)
    ways = after_page(words, line, page, more=params["more"])
    line = with_reason(f"/okr show {reference}", params)
    ways.append(door(words.plain("look.goal"), line, len(ways)))
    attached = _attached(words, params)
    course = key_result_course(words, params.get("course"))
    below = [course, for_reason(words, params), actions(None, *ways)]
    return message(head, [section(head), attached, *told, *below])


def _event(words: Words, event: Params) -> dict[str, Any]:
    row = {"marked": [], "same_share": False, **event}
    if row["kind"] == "check_in":
        row["same_share"] = rows.is_own_share(row)
    if row["kind"] == "change":
        row["field_name"] = _word(words, "changed_fields", row["field"])
        row["before_text"] = _stored(words, row, row["before"])
        row["after_text"] = _stored(words, row, row["after"])
    return row


def _stored(words: Words, row: Params, text: str | None) -> Mrkdwn:
    """A value as the history keeps it, in the reader's language."""
    if text is None:
        return Mrkdwn("")
    if row["is_figure"]:
        return words.numbers.amount(text, row["unit"] or "")
    if row["field"] in ("start_on", "due_on"):
        return words.language.dates.day(text)
    if row["field"] == "weight" and text.isdecimal():
        return words.numbers.number(Decimal(text) / 1000)
    return _word(words, f"goal_values.{row['field']}", text)


def _word(words: Words, table: str, text: str) -> Mrkdwn:
    key = f"{table}.{text}"
    return words.line(key) if key in words.language.strings else user_text(text, _VALUE)


def undone(words: Words, params: Params) -> Rendered:
    """What was taken back: the figure that was, and the one that stands again."""
    head = words.mrkdwn("look/undone", at=params["at"])
    known = [rows.answer(row) for row in params["rows"]]
    listed = rows.texts(words, "look/undone_row", known, budget=_BUDGET)
    most = _ROWS + 2
    return message(
        head, [section(head), *rows.sections(words, listed, most_blocks=most, budget=_BUDGET)]
    )

"""The scorecard itself, the form of a review, and what is told of one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.render import fields, limits
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    modal,
    packed,
    section,
)
from bot.render.cycle_words import listed, title
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params
from bot.render.scorecard_words import names, percent, points, split, total

#: A card has so many parts; each gets so many characters and blocks for what counts in it.
_PARTS, _BUDGET, _BLOCKS, _ROWS_A_BLOCK = 2, 3_500, 8, 8
_NOTE, _NOTE_SHOWN = 2_000, 1_000


def scorecard(words: Words, params: Params) -> Rendered:
    """One card: both parts, each key result and KPI with what it counts, and the total."""
    head = _head(words, params)
    found: list[Block | None] = [section(head), *_parts(words, params), *_review(words, params)]
    pressed = []
    if params["reviews"]:
        value = f"{params['person_id']}:{params['cycle']['id']}"
        review = words.plain("scorecard.review")
        pressed.append(button(review, action_id=Action.REVIEW_SCORECARD, value=value))
    for at, one in enumerate(params["others"]):
        whose = "" if params["own"] else f" #{params['person_id']}"
        because = f" because {params['why']}" if params.get("why") else ""
        line = f"/okr scorecard{whose} {one['key']}{because}"
        pressed.append(door(one["name"], line, at, replaces=True))
    if pressed:
        found.append(actions(None, *pressed))
    if params.get("why"):
        found.append(context(words.line("look.for_reason", why=params["why"])))
    found.append(context(words.line("scorecard.who_sees")))
    return message(head, found)


def scorecard_review(words: Words, params: Params) -> dict[str, Any]:
    """The card as it will be frozen, and a note on it."""
    body: list[Block] = [
        section(_head(words, params)),
        *_parts(words, params),
        *_review(words, params),
        fields.long_text(
            words.plain("scorecard.note"),
            block_id=BlockId.REVIEW_NOTE,
            value="",
            longest=_NOTE,
            hint=words.plain("scorecard.note_hint"),
            optional=True,
        ),
    ]
    return modal(
        body,
        callback_id=View.SCORECARD_REVIEW,
        private_metadata=f"{params['person_id']}:{params['cycle']['id']}:{params['mark']}",
        title=words.plain("scorecard.form_title"),
        submit=words.plain("scorecard.freeze"),
        close=words.plain("buttons.cancel"),
    )


def scorecard_reviewed(words: Words, params: Params) -> Rendered:
    """Told to who reviewed, and to whom it is about."""
    facts = {
        "by": title(params["by"], 80),
        "name": title(params["person"], 80),
        "cycle": title(params["cycle"], 80),
        "total": total(words, params["total"]),
    }
    text = words.line(f"scorecard.reviewed_{'yours' if params['own'] else 'theirs'}", **facts)
    found: list[Block | None] = [section(text)]
    if params["note"]:
        found.append(context(_quoted(params["note"])))
    whose = "" if params["own"] else f" #{params['person_id']}"
    line = f"/okr scorecard{whose} {params['cycle_key']}"
    found.append(actions(None, door(words.plain("scorecard.open"), line, 0)))
    return message(text, found)


def _head(words: Words, params: Params) -> Mrkdwn:
    card, cycle = params["card"], params["cycle"]
    shares = {part["part"]: part["share"] for part in card["parts"]}
    lines = [
        words.line("scorecard.head", person=title(params["person"]), cycle=title(cycle["name"])),
        words.line(
            "scorecard.made",
            name=title(card["template"], 80),
            split=split(words, shares["key_results"], shares["kpis"]),
        ),
        _sum(words, card),
        words.line(f"scorecard.{'final' if cycle['state'] == 'closed' else 'so_far'}"),
    ]
    return Mrkdwn("\n".join(lines))


def _sum(words: Words, card: Params) -> Mrkdwn:
    if card["total"] is not None:
        return words.line("scorecard.total", total=points(words, card["total"]))
    lacking = [
        words.line(f"scorecard.of_{part['part']}")
        for part in card["parts"][:_PARTS]
        if part["share"] and part["attainment"] is None
    ]
    return words.line("scorecard.no_total", parts=listed(words, list(lacking)))


def _parts(words: Words, params: Params) -> list[Block]:
    found: list[Block] = []
    was = (params["review"] or {}).get("was") or {}
    for part in params["card"]["parts"][:_PARTS]:
        if not part["share"]:
            continue
        found.append(section(_part(words, part)))
        counted = [item for item in part["items"] if _counts(item)]
        rows = [_item(words, item, was) for item in counted]
        joined = [
            Mrkdwn("\n".join(rows[n : n + _ROWS_A_BLOCK]))
            for n in range(0, len(rows), _ROWS_A_BLOCK)
        ]
        blocks, left_out = packed(joined, most_blocks=_BLOCKS, budget=_BUDGET)
        found += blocks
        if left_out:
            more = len(rows) - (len(joined) - left_out) * _ROWS_A_BLOCK
            found.append(context(words.line("lists.more", count=more)))
        found += [context(line) for line in _not_counted(words, part["items"])]
    return found


def _part(words: Words, part: Params) -> Mrkdwn:
    """``*Key results: 62 % of 40 = 24.8*``."""
    name = words.line(f"scorecard.{part['part']}")
    if part["attainment"] is None:
        return words.line("scorecard.part_unknown", name=name, share=str(part["share"]))
    return words.line(
        "scorecard.part",
        name=name,
        share=str(part["share"]),
        attainment=percent(words, part["attainment"]),
        points=points(words, part["points"]),
    )


def _item(words: Words, item: Params, was: Params) -> Mrkdwn:
    """``• Budget (90–110 %) · 100 % of 12 points · 3 months``, with what it was at the review."""
    parts = [
        Mrkdwn(f"• {title(item['title'])}{_limit(words, item)}"),
        words.line(
            "scorecard.reached",
            attainment=percent(words, item["attainment"]),
            share=points(words, item["share"]),
        ),
    ]
    if item.get("figures"):
        many = "one" if item["figures"] == 1 else "many"
        key = f"scorecard.{many}_{item['frequency']}"
        parts.append(words.line(key, count=str(item["figures"])))
    elif item.get("scored"):
        parts.append(words.line("scorecard.scored"))
    if item["ref"] in was:
        before = was[item["ref"]]
        shown = Mrkdwn("–") if before is None else percent(words, before)
        parts.append(words.line("scorecard.was", before=shown))
    return Mrkdwn(" · ".join(parts))


def _limit(words: Words, item: Params) -> Mrkdwn:
    low, high, unit = item.get("low"), item.get("high"), str(item.get("unit") or "")
    amount = words.numbers.amount
    if low is not None and high is not None:
        return Mrkdwn(f" ({words.numbers.number(low)}–{amount(high, unit)})")
    if low is not None:
        return Mrkdwn(f" (≥ {amount(low, unit)})")
    return Mrkdwn(f" (≤ {amount(high, unit)})" if high is not None else "")


def _not_counted(words: Words, items: Sequence[Params]) -> list[Mrkdwn]:
    """What has no figure, no limit or no weight is named, never passed over."""
    watched = [one for one in items if one.get("watched")]
    weightless = [one for one in items if one not in watched and Decimal(one["weight"]) == 0]
    unknown = [
        one
        for one in items
        if one["attainment"] is None and one not in watched and one not in weightless
    ]
    named = (("no_figure", unknown), ("watched", watched), ("left_out", weightless))
    return [
        words.line(f"scorecard.{key}", names=names(words, [one["title"] for one in found]))
        for key, found in named
        if found
    ]


def _counts(item: Params) -> bool:
    return item["attainment"] is not None and Decimal(item["weight"]) > 0


def _review(words: Words, params: Params) -> list[Block]:
    review = params["review"]
    if review is None:
        return []
    said = words.line(
        "scorecard.was_reviewed",
        by=title(review["by"], 80),
        on=words.language.dates.day(review["at"]),
        total=total(words, review["total"]),
    )
    found = [section(said)]
    if review["note"]:
        found.append(context(_quoted(review["note"])))
    if review["changed"]:
        gone = names(words, review["gone"]) if review["gone"] else None
        found.append(context(words.line("scorecard.changed")))
        if gone is not None:
            found.append(context(words.line("scorecard.gone", names=gone)))
    return found


def _quoted(note: str) -> Mrkdwn:
    return Mrkdwn(f"“{user_text(note, min(_NOTE_SHOWN, limits.CONTEXT_TEXT - 2))}”")

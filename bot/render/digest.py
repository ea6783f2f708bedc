"""The week of a team on one screen."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.render.alert_words import line
from bot.render.blocks import Block, Rendered, context, message, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.rows import Params

MOST_CHANGED, MOST_NEEDS, MOST_WINS, MOST_ALERTS = 4, 4, 2, 2
TITLE_LENGTH = 80
TEXT_LENGTH = 160

_CHANGED = dict.fromkeys(
    ("owner", "progress", "before_progress", "status", "before_status", "value", "before_value")
)
_NEEDS = dict.fromkeys(("text", "days", "status", "said"))


def team_digest(words: Words, params: Params) -> Rendered:
    """What changed first, then who needs help, then wins; the missing only as a count."""
    facts = {"team": params["team"], "week": params["week"], "roll_up": params["roll_up"]}
    head = words.mrkdwn("digest/head", quiet=bool(params.get("quiet")), **facts)
    found: list[Block | None] = [
        section(head),
        _changed(words, params),
        _needs(words, params),
        _alerts(words, params),
        _wins(words, params),
        _rest(words, params),
    ]
    return message(words.mrkdwn("digest/fallback", team=params["team"], week=params["week"]), found)


def _changed(words: Words, params: Params) -> Block | None:
    items = [_moved(item) for item in params.get("changed") or []]
    shown, more = _cut(items, MOST_CHANGED, params.get("changed_more"))
    return _part(words, "digest/changed", shown, more)


def _moved(item: Params) -> dict[str, Any]:
    row: dict[str, Any] = _CHANGED | dict(item)
    row["unit"] = row.get("unit") or ""
    now, before = row["progress"], row["before_progress"]
    if now is None or before is None:
        now, before = None, None
    row["rose"] = now is not None and Decimal(now) > Decimal(before)
    row["fell"] = now is not None and Decimal(now) < Decimal(before)
    return row


def _needs(words: Words, params: Params) -> Block | None:
    items = [_NEEDS | dict(item) for item in params.get("needs") or []]
    shown, more = _cut(items, MOST_NEEDS, params.get("needs_more"))
    return _part(words, "digest/needs", shown, more)


def _alerts(words: Words, params: Params) -> Block | None:
    found = list(params.get("alerts") or [])
    shown, more = _cut(found, MOST_ALERTS, 0)
    if not shown:
        return None
    lines = [line(words, row, limit=TITLE_LENGTH) for row in shown]
    return section(words.mrkdwn("digest/alerts", items=lines, count=len(found), more=more))


def _wins(words: Words, params: Params) -> Block | None:
    items = [{"owner": None} | dict(item) for item in params.get("wins") or []]
    shown, more = _cut(items, MOST_WINS, params.get("wins_more"))
    return _part(words, "digest/wins", shown, more)


def _rest(words: Words, params: Params) -> Block | None:
    stale, missing = params.get("stale_count") or 0, params.get("missing_count") or 0
    if not stale and not missing:
        return None
    return context(words.mrkdwn("digest/rest", stale=stale, missing=missing))


def _cut(items: Sequence[Any], most: int, more: int | None) -> tuple[Sequence[Any], int]:
    return items[:most], (more or 0) + max(len(items) - most, 0)


def _part(words: Words, template: str, items: Sequence[Any], more: int) -> Block | None:
    if not items and not more:
        return None
    text: Mrkdwn = words.mrkdwn(
        template, items=items, more=more, limit=TITLE_LENGTH, text_limit=TEXT_LENGTH
    )
    return section(text)

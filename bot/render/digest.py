"""The week of a team, or the week or month of the company, on one screen."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from bot.render import alert_words
from bot.render.blocks import Block, Rendered, actions, button, context, message, section
from bot.render.dates import week_number
from bot.render.doors import door
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.ids import Action
from bot.render.rows import Params

#: However many the facts name: a phone shows no more at once.
MOST: Final = {
    "changed": 4,
    "teams": 5,
    "crossed": 3,
    "apart": 2,
    "blocked": 3,
    "decisions": 3,
    "wins": 3,
}
TITLE_LENGTH = 60
TEXT_LENGTH = 90

_ROW: Final = dict.fromkeys(
    (
        *("owner", "progress", "before_progress", "status", "before_status", "value"),
        *("before_value", "text", "days", "said", "count", "team", "asking", "title"),
    )
)


def digest(words: Words, params: Params) -> Rendered:
    """What changed first, then what needs somebody, then wins; the missing only as a count."""
    title = title_of(words, params)
    if params.get("quiet"):
        return _quiet(words, params, title)
    found: list[Block | None] = [
        section(words.mrkdwn("digest/head", title=title, trend=_trend(params), **_head(params))),
        _note(words, params),
        *parts(words, params),
        _rest(words, params),
        _doors(words, params),
    ]
    return message(title, found)


def title_of(words: Words, params: Params) -> Mrkdwn:
    """Whose it is and for when: "Marketing · week 47", "Minh Long · October 2026"."""
    period = str(params.get("period") or params.get("week"))
    if params.get("kind") != "month":
        when = words.line("digest.week", week=str(week_number(period)))
    else:
        before = date.fromisoformat(f"{period}-01") - timedelta(days=1)
        month = words.line(f"month_names.m{before.month}")
        when = words.line("alert_periods.month", month=month, year=str(before.year))
    return words.line("digest.title", team=user_text(params["team"], TITLE_LENGTH), when=when)


def parts(words: Words, params: Params) -> list[Block]:
    """The lists of a digest that are not empty, in their order."""
    found = [part(words, params) for part in (_changed, _needs, _waiting, _wins)]
    return [one for one in found if one is not None]


def _head(params: Params) -> dict[str, Any]:
    return {"roll_up": params["roll_up"], "kind": params.get("kind", "team")}


def _trend(params: Params) -> int:
    """By how many whole points the progress changed."""
    trend = params.get("trend")
    return 0 if trend is None else round(Decimal(trend) * 100)


def _quiet(words: Words, params: Params, title: Mrkdwn) -> Rendered:
    """One line, for nothing changed."""
    stale, missing = params.get("stale_count") or 0, params.get("missing_count") or 0
    text = words.mrkdwn("digest/quiet", title=title, stale=stale, missing=missing, **_head(params))
    return message(title, [section(text), _note(words, params)])


def _note(words: Words, params: Params) -> Block | None:
    note = params.get("note")
    if not note:
        return None
    return context(words.mrkdwn("digest/note", note=note, who=params.get("note_by"), limit=300))


def _changed(words: Words, params: Params) -> Block | None:
    """What moved, by teams and one by one; then what is newly at risk or recovered."""
    lists = {
        "moved": [moved(one) for one in _shown(params, "changed")],
        "moved_more": _more(params, "changed"),
        "teams": [moved(one) for one in _shown(params, "teams")],
        "teams_more": _more(params, "teams"),
        "crossed": _shown(params, "crossed"),
        "crossed_more": _more(params, "crossed"),
    }
    return _part(words, "digest/changed", lists)


def moved(item: Params) -> dict[str, Any]:
    """A line of what changed, with whether it rose or fell."""
    row: dict[str, Any] = _ROW | dict(item)
    row["unit"] = row.get("unit") or ""
    now, before = row["progress"], row["before_progress"]
    if now is None or before is None:
        now, before = None, None
    row["rose"] = now is not None and Decimal(now) > Decimal(before)
    row["fell"] = now is not None and Decimal(now) < Decimal(before)
    return row


def _needs(words: Words, params: Params) -> Block | None:
    lists = {
        "apart": _shown(params, "apart"),
        "apart_more": _more(params, "apart"),
        "stale": params.get("stale_count") or 0,
        "blocked": [{"unblockers": [], **one} for one in _shown(params, "blocked")],
        "blocked_more": _more(params, "blocked"),
    }
    return _part(words, "digest/needs", lists)


def _waiting(words: Words, params: Params) -> Block | None:
    """Alerts are one line as everywhere, requests and drafts have their own."""
    rows = []
    for one in _shown(params, "decisions"):
        alert = one["what"] == "alert"
        line = (
            alert_words.line(words, {**one, "owner": None}, limit=TITLE_LENGTH) if alert else None
        )
        rows.append({**one, "line": line})
    lists = {"items": rows, "items_more": _more(params, "decisions")}
    return _part(words, "digest/waiting", lists)


def _wins(words: Words, params: Params) -> Block | None:
    lists = {"items": _shown(params, "wins"), "items_more": _more(params, "wins")}
    return _part(words, "digest/wins", lists)


def _rest(words: Words, params: Params) -> Block | None:
    missing, updated = params.get("missing_count") or 0, params.get("updated_at")
    if not missing and not updated:
        return None
    return context(words.mrkdwn("digest/rest", missing=missing, updated_at=updated))


def _doors(words: Words, params: Params) -> Block | None:
    if params.get("digest_id") is None:
        return None
    team_id = params.get("team_id")
    line = f"/okr team #{team_id}" if team_id else "/okr company"
    found = [
        button(
            words.plain("digest.run_meeting"),
            action_id=Action.RUN_MEETING,
            value=str(params["digest_id"]),
        ),
        door(words.plain("digest.details"), line, 0),
    ]
    if team_id:
        follow = words.plain("digest.follow")
        found.append(button(follow, action_id=Action.FOLLOW, value=f"team:{team_id}"))
    return actions(None, *found)


def _shown(params: Params, name: str) -> list[dict[str, Any]]:
    return [_ROW | dict(one) for one in (params.get(name) or [])[: MOST[name]]]


def _more(params: Params, name: str) -> int:
    cut = max(len(params.get(name) or []) - MOST[name], 0)
    return int(params.get(f"{name}_more") or 0) + cut


def _part(words: Words, template: str, lists: dict[str, Any]) -> Block | None:
    """Nothing for a part without anything in it."""
    if not any(lists.values()):
        return None
    return section(
        dense(words.mrkdwn(template, limit=TITLE_LENGTH, text_limit=TEXT_LENGTH, **lists))
    )


def dense(text: Mrkdwn) -> Mrkdwn:
    """Without empty lines: a phone has none to spare."""
    return Mrkdwn("\n".join(line for line in text.split("\n") if line))

"""Figures that are fetched: which connectors there are, and what becomes of what they ask."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.domain.errors import DomainError
from bot.render import errors
from bot.render.blocks import Block, Rendered, actions, button, message, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.ids import Action
from bot.render.rows import Params

_FIGURES = ("before", "value")
_LONGEST_TITLE = 100
#: Each takes two blocks.
_MOST_LISTED = 20


def connector_failed(words: Words, params: Params) -> Rendered:
    """The same failure three times in a row, and what to do about it."""
    text = words.mrkdwn(
        "kpi/connector_failed",
        title=params["title"],
        unit=params["unit"],
        value=params["value"],
        fetched_at=params["fetched_at"],
        failures=params["failures"],
        because=_because(words, params["because"], params["because_params"]),
        is_admin=params["is_admin"],
        try_command=f"okrbot connectors try {params['key']}",
        list_command=words.plain("commands.connectors"),
        set_command=words.plain("commands.kpi_set", id=params["kpi_id"]),
    )
    return message(words.line("fallback.connector_failed", title=params["title"]), [section(text)])


def connector_tried(words: Words, params: Params) -> Rendered:
    """What came of asking just now."""
    title = user_text(params["title"], _LONGEST_TITLE)
    if params["because"] is not None:
        because = _because(words, params["because"], params["because_params"])
        text = words.line("connectors.tried_failed", title=title, because=because)
    else:
        figures = [_fetched(words, one, params["unit"]) for one in params["figures"]]
        if params["more"]:
            figures.append(words.line("lists.more", count=params["more"]))
        text = words.line("connectors.tried", title=title, figures=Mrkdwn("\n".join(figures)))
    return message(words.line("fallback.connector_tried", title=params["title"]), [section(text)])


def connectors_listed(words: Words, params: Params) -> Rendered:
    """Every connector with when it asks and how it went, and what can be done about it."""
    rows = params["connectors"]
    head = words.line("connectors.head" if rows else "connectors.none")
    blocks: list[Block | None] = [section(head)]
    for row in rows[:_MOST_LISTED]:
        blocks += [section(_listed(words, row)), actions(None, *_buttons(words, row))]
    if len(rows) > _MOST_LISTED:
        blocks.append(section(words.line("lists.more", count=len(rows) - _MOST_LISTED)))
    return message(head, [*blocks, section(words.line("connectors.how"))])


def _listed(words: Words, row: Mapping[str, Any]) -> Mrkdwn:
    state = "paused" if row["paused"] else "failing" if row["failures"] else "works"
    if state == "works" and row["fetched_at"] is None:
        state = "new"
    lines = [
        words.line(
            f"connectors.{state}",
            title=user_text(row["title"], _LONGEST_TITLE),
            times=_times(words, row["rule"]),
            kind=words.line(f"connectors.kind_{row['kind']}"),
        )
    ]
    if row["fetched_at"] is not None:
        lines.append(words.line("connectors.fetched", at=_moment(words, row["fetched_at"])))
    if row["failures"]:
        because = _because(words, row["failed_because"], row["failed_params"])
        lines.append(words.line("connectors.failed", count=row["failures"], because=because))
        lines.append(words.line("connectors.way_out", key=user_text(row["kpi"], _LONGEST_TITLE)))
    if row["asked"]:
        lines.append(words.line("connectors.asked"))
    elif row["next_at"] is not None and not row["paused"]:
        lines.append(words.line("connectors.next", at=_moment(words, row["next_at"])))
    return Mrkdwn("\n".join(lines))


def _buttons(words: Words, row: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    step = Action.RESUME_CONNECTOR if row["paused"] else Action.PAUSE_CONNECTOR
    return [
        button(words.plain(f"buttons.{name}"), action_id=name, value=str(row["id"]))
        for name in (Action.TRY_CONNECTOR, step)
    ]


def _times(words: Words, rule: Mapping[str, Any] | None) -> Mrkdwn:
    if rule is None:
        return words.line("connectors.never")
    if "minute" in rule:
        return words.line("connectors.hourly", minute=f"{rule['minute']:02}")
    if "weekday" in rule:
        day = words.language.dates.weekday(rule["weekday"])
        return words.line("connectors.weekly", weekday=day, time=rule["at"])
    return words.line("connectors.daily", time=rule["at"])


def _moment(words: Words, at: str) -> Mrkdwn:
    return words.language.dates.date_time(at, words.tz)


def _fetched(words: Words, one: Mapping[str, Any], unit: str) -> Mrkdwn:
    value = words.numbers.amount(one["value"], unit)
    before = None if one["before"] is None else words.numbers.amount(one["before"], unit)
    return words.line(
        f"connectors.figure_{one['effect']}",
        day=words.language.dates.day(one["on"]),
        value=value,
        before=before or "",
    )


def _because(words: Words, key: str, params: Mapping[str, Any]) -> Mrkdwn:
    known = {name: _figure(name, said) for name, said in params.items()}
    return errors.told(words, DomainError(key, **known))


def _figure(name: str, said: str) -> object:
    """Figures are in JSON as texts."""
    try:
        return Decimal(said) if name in _FIGURES else said
    except InvalidOperation:
        return said

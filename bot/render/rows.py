"""Goals as people see them: one row of a list, in a check-in, an overview or an answer card."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.domain.goals.growth import is_growth
from bot.render.blocks import Block, context, packed
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.numbers import mentions

Params = Mapping[str, Any]
Facts = dict[str, Any]

_ROW = dict.fromkeys(
    (
        "n", "kind", "id", "shape", "direction", "start", "target", "floor", "ceiling", "value",
        "progress", "status", "expected", "owner", "stale_days", "sample", "minimum_sample",
        "steps", "stage", "follows", "judged", "judged_as", "limit_unit",
    )
)  # fmt: skip
_ANSWER = dict.fromkeys(
    (
        "change", "before_value", "before_progress", "before_status", "confidence", "said",
        "likely", "read_as", "note", "blocker", "promised_on", "undone", "kept_newer", "marked",
        "observed_on", "period_figure",
    )
)  # fmt: skip
_KPI = dict.fromkeys(("alert", "value_on", "frequency", "private", "late", "pending"))

BEHIND = frozenset({"at_risk", "off_track"})
LONGEST_TITLE, SHORTEST_TITLE = 150, 30
_ROW_WITHOUT_TITLE = 130
"""Characters that a row usually takes beside its title."""


def known(given: Params, *, also: Params | None = None, expected: bool = False) -> Facts:
    """A row with every field there is; what was not given is None.

    With `expected` a row that lags behind says where it should be.
    """
    row = _ROW | dict(also or {}) | dict(given)
    row["unit"] = row.get("unit") or ""
    # The limits of a change are in percent, whatever the value is in.
    row["limit_unit"] = row["limit_unit"] or row["unit"]
    row["title"] = row.get("title") or ""
    row["named"] = _title_names_aim(row)
    row["no_aim"] = row["target"] is None and row["floor"] is None and row["ceiling"] is None
    row["behind"] = expected and row["status"] in BEHIND and row["expected"] is not None
    return row


def answer(given: Params) -> Facts:
    """A row of an answer card."""
    row = known(given, also=_ANSWER)
    return row | {"same_share": is_own_share(row)}


def is_own_share(row: Params) -> bool:
    """Whether a figure in % and its progress are the same number: it is said once then."""
    pairs = [(row["value"], row["progress"]), (row["before_value"], row["before_progress"])]
    given = [pair for pair in pairs if None not in pair]
    return (
        row["unit"] == "%"
        and bool(given)
        and all(Decimal(value) == Decimal(share) * 100 for value, share in given)
    )


def kpi(given: Params) -> Facts:
    """A row of a list of KPIs."""
    return known(given, also=_KPI)


def decimal(text: str) -> Decimal:
    """A figure of JSON facts."""
    return Decimal(text)


def _title_names_aim(row: Facts) -> bool:
    """Titles such as "CPA ≤ 120,000 ₫" already say where the goal goes; no need to repeat it."""
    if row["shape"] in ("yes_no", "milestones"):
        return True
    if is_growth(row["unit"]) and row["value"] is not None and row["target"] is not None:
        return True  # "+12 % of +30 % on last year"
    aims = (row["floor"], row["ceiling"]) if row["shape"] == "keep" else (row["target"],)
    given = [aim for aim in aims if aim is not None]
    return bool(given) and all(mentions(row["title"], aim) for aim in given)


def title_limit(count: int, *, budget: int) -> int:
    """How long the title of each of `count` rows may be, so that all fit into `budget`."""
    room = budget // max(count, 1) - _ROW_WITHOUT_TITLE
    return min(max(room, SHORTEST_TITLE), LONGEST_TITLE)


def texts(words: Words, template: str, rows: Sequence[Facts], *, budget: int) -> list[Mrkdwn]:
    """Each row through `template`, its title cut so that all of them may fit."""
    limit = title_limit(len(rows), budget=budget)
    return [words.mrkdwn(template, row=row, limit=limit, quote_limit=2 * limit) for row in rows]


def sections(
    words: Words,
    rows: Iterable[Mrkdwn],
    *,
    most_blocks: int,
    budget: int,
    more: str = "lists.more",
) -> list[Block]:
    """Sections with `rows`; what does not fit is counted in a last small line, `more`."""
    found, left_out = packed(list(rows), most_blocks=most_blocks - 1, budget=budget)
    if left_out:
        found.append(context(words.line(more, count=left_out)))
    return found

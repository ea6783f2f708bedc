"""The rules for an objective."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.goals.lint.model import Finding, Severity
from bot.domain.goals.model import Level
from bot.domain.matching import spoken

MOST_OBJECTIVES: Final = 3
FEWEST_KEY_RESULTS: Final = 2
MOST_KEY_RESULTS: Final = 5
MOST_KEY_RESULTS_IF_STRICT: Final = 3
MOST_KEY_RESULTS_EVER: Final = 10
#: Quarters, years, and names with a number in them are no measure.
_NO_MEASURE: Final = re.compile(
    r"\b(?:q[1-4]|h[12]|(?:quý|quy|quarter) ?(?:[1-4]|iv|i{1,3})|(?:năm|nam)? ?(?:19|20)\d\d)\b"
    r"|(?<=\w)\d+|\d+(?=[^\W\d_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ObjectiveDraft:
    """What is known of an objective while it is written.

    `objectives` counts those that its owner has in the cycle, this one included. `key_results`
    None: it is too early to ask for them. `kpis` are the titles of those that they follow.
    """

    title: str
    level: Level
    objectives: int = 1
    key_results: int | None = None
    aligned: bool = False
    no_parent_because: str | None = None
    kpis: tuple[str, ...] = ()


def lint_objective(draft: ObjectiveDraft, *, strict: bool = False) -> tuple[Finding, ...]:
    """What to say of an objective, heaviest first; a strict house refuses more."""
    order = list(Severity)
    found = [*_numbers(draft, strict=strict), *_words(draft)]
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def most_key_results(*, strict: bool) -> int:
    """How many key results an objective should have at most."""
    return MOST_KEY_RESULTS_IF_STRICT if strict else MOST_KEY_RESULTS


def _numbers(draft: ObjectiveDraft, *, strict: bool) -> Iterator[Finding]:
    limit = Severity.REFUSED if strict else Severity.WARNING
    if draft.objectives > MOST_OBJECTIVES:
        given = {"count": draft.objectives, "most": MOST_OBJECTIVES}
        yield Finding("too_many_objectives", limit, given)
    count = draft.key_results
    if count is None:
        return
    most = most_key_results(strict=strict)
    if count < FEWEST_KEY_RESULTS:
        # An objective with none cannot be told to be reached.
        few = Severity.REFUSED if count == 0 else Severity.WARNING
        yield Finding("too_few_key_results", few, {"count": count, "least": FEWEST_KEY_RESULTS})
    elif count > MOST_KEY_RESULTS_EVER:
        given = {"count": count, "most": MOST_KEY_RESULTS_EVER}
        yield Finding("too_many_key_results", Severity.REFUSED, given)
    elif count > most:
        yield Finding("too_many_key_results", limit, {"count": count, "most": most})


def _words(draft: ObjectiveDraft) -> Iterator[Finding]:
    if re.search(r"\d", _NO_MEASURE.sub("", draft.title)):
        yield Finding("number_in_objective", Severity.HINT)
    copied = next((one for one in draft.kpis if spoken(one) == spoken(draft.title)), None)
    if copied is not None:
        yield Finding("copy_of_kpi", Severity.WARNING, {"kpi": copied})
    reasoned = bool((draft.no_parent_because or "").strip())
    if draft.level is not Level.COMPANY and not draft.aligned and not reasoned:
        yield Finding("not_aligned", Severity.HINT)

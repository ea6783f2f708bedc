"""What a finding is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding weighs, heaviest first.

    REFUSED keeps a goal from becoming active, never from being drafted. ASK wants an answer.
    """

    REFUSED = "refused"
    WARNING = "warning"
    ASK = "ask"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a goal breaks. `params` fill its words: numbers, Decimals, what was written."""

    rule: str
    severity: Severity
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)


#: Every `Finding.rule`.
RULES: Final = frozenset(
    {
        "no_measure",  # neither start → target nor a limit
        "no_unit",
        "vague",  # "better" is the whole measure
        "vague_title",  # the measure is there, but the title does not say it
        "task",  # something to do, not what comes of it
        "too_many_objectives",
        "too_few_key_results",
        "too_many_key_results",
        "number_in_objective",
        "not_aligned",
        "copy_of_kpi",
        "no_initiative",
        "in_reach",  # can the team move it within the cycle?
        "out_of_reach",  # it was said that the team cannot
        "keep_or_reach",  # the start lies inside the limit already
        "not_measured_by",
    }
)


def refused(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a goal from becoming active."""
    return tuple(found for found in findings if found.severity is Severity.REFUSED)

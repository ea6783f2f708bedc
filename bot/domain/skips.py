"""Why something that was due did not happen: a key with parameters, put into words elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Why(StrEnum):
    """Every reason; the words are under [skips] of prompts/<locale>/strings.toml."""

    TOO_LATE = "too_late"
    FAILED = "failed"
    DAYS_OFF = "days_off"
    AWAY = "away"
    NOT_EMPLOYED = "not_employed"
    NOT_IN_SLACK = "not_in_slack"
    NOT_IN_PILOT = "not_in_pilot"
    NOTHING_DUE = "nothing_due"
    ASKED_ALREADY = "asked_already"
    ANSWERED = "answered"
    NO_CHANNEL = "no_channel"
    NO_GOALS = "no_goals"
    NOTHING_COUNTED = "nothing_counted"
    NO_MANAGER = "no_manager"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Skip:
    """A reason; `params` are JSON texts, days as "2026-02-16"."""

    why: Why
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

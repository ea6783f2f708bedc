"""Words of an import file that stand for a choice, where the domain has no enum of its own."""

from enum import StrEnum


class RollUpSource(StrEnum):
    """What the figure of an objective comes from."""

    KEY_RESULTS = "key_results"
    CHILDREN = "children"
    BOTH = "both"


class InitiativeState(StrEnum):
    """How far an initiative is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class KpiState(StrEnum):
    """Whether a KPI is still read."""

    ACTIVE = "active"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a goal ended."""

    FINISHED = "finished"
    DROPPED = "dropped"
    CARRIED_OVER = "carried_over"
    POSTPONED = "postponed"

"""What goes into and comes out of reading a check-in reply."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Direction(StrEnum):
    """Which way a subject is meant to move."""

    UP = "up"
    DOWN = "down"


class Kind(StrEnum):
    """How a subject is measured; only counts and milestones can be *done* without a figure."""

    MEASURE = "measure"
    COUNT = "count"
    MILESTONE = "milestone"


class StatusWord(StrEnum):
    """A status that the person states in words or with a coloured emoji."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DONE = "done"


class Change(StrEnum):
    """In which form an update was said."""

    VALUE = "value"
    DELTA = "delta"
    PERCENT_COMPLETE = "percent_complete"
    NO_CHANGE = "no_change"
    SKIP = "skip"
    NONE = "none"


class Certainty(StrEnum):
    """SURE: one plain reading. LIKELY: a hedge ("about 36") or a conversion stood in between."""

    SURE = "sure"
    LIKELY = "likely"


class Intent(StrEnum):
    """What a reply without updates is about."""

    NONE = "none"
    LEAVE = "leave"
    UNDO = "undo"
    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a subject that moves by steps alone; `weight` is what it adds once it is done."""

    title: str
    weight: Decimal
    done: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """One numbered row of the check-in message: a key result or a KPI.

    `start`, `current`, `target` are in `unit`; `current` is None before the first check-in.
    `history` (newest last) may widen the band of plausible values. `kind` overrides what the
    unit and the title suggest. With `steps` its value is the sum of the weights of those that are
    done. `sampled`: it matters how many answers a figure was taken from. `growth`: its figures are
    percent against an earlier time, so "+12 %" is where it stands.
    """

    n: int
    id: str
    title: str
    unit: str
    direction: Direction
    start: Decimal
    current: Decimal | None
    target: Decimal
    aliases: tuple[str, ...] = ()
    history: tuple[Decimal, ...] = ()
    kind: Kind | None = None
    steps: tuple[Step, ...] = ()
    sampled: bool = False
    growth: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """What may be written for one subject.

    `amount` is the figure as said (value, delta or percent), `value` the subject's value after
    the update in its own unit; both are None when no figure is written. `confidence` is 1..10.
    `note` and `blocker` are the person's own words, `said` the span the update was read from.
    `steps` are those that were said, by their index in `Subject.steps`: done or not. `sample` is
    the number of answers that the figure was taken from.
    """

    n: int
    change: Change
    amount: Decimal | None = None
    value: Decimal | None = None
    confidence: int | None = None
    status: StatusWord | None = None
    note: str | None = None
    blocker: str | None = None
    certainty: Certainty = Certainty.SURE
    said: str = ""
    rules: tuple[str, ...] = ()
    steps: tuple[tuple[int, bool], ...] = ()
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to offer as a button: `value` for subject `n`, `said` as it was written.

    `steps` are those that it calls done, by their index; `sample` as in an update.
    """

    n: int
    value: Decimal
    said: str
    steps: tuple[int, ...] = ()
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt that only the person can settle; nothing is written for `ns` meanwhile.

    `ns` holds several numbers when the doubt is which subject was meant. `reason` is one of
    REASONS. `candidates` holds at most four readings, best first, all different.
    """

    ns: tuple[int, ...]
    reason: str
    said: str = ""
    candidates: tuple[Candidate, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Subject `n` is expected to be done by the end of the day `on`."""

    n: int
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person means to do next, in their own words; `n` None: for no subject they name."""

    n: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood from one reply; `cut` tells that the text was too long to read."""

    updates: tuple[Update, ...] = ()
    questions: tuple[Question, ...] = ()
    intent: Intent = Intent.NONE
    note: str | None = None
    leave_from: date | None = None
    leave_until: date | None = None
    cut: bool = False
    promises: tuple[Promise, ...] = ()
    plans: tuple[Plan, ...] = ()


#: Every value of `Question.reason`; the wording of each lives in the prompts.
REASONS = frozenset(
    {
        "bound",  # "over 120", "almost 40"
        "confidence_or_value",  # "7/10" where 7 may be either
        "delta_or_value",  # "down 30": by 30 or to 30?
        "delta_unknown",  # a change, but the current value is unknown
        "done_measured",  # "done" on something that is measured
        "fraction",  # 0.27 for a percentage: 27 % or 0.27 %?
        "hedged",  # "I think", "not final"
        "needs_value",  # the subject is named, a figure is missing or unreadable
        "negated",  # "not at 80 yet"
        "out_of_band",  # far from anything seen
        "percent_of_target",  # "60 % of target" with a start other than zero
        "percent_or_points",  # "up 2 %": relative or points?
        "period_or_total",  # "3 this week": more, or the total?
        "range",  # "125–130"
        "relative_or_points",  # "improved by 20 %" on an absolute figure
        "scale",  # 129 where 129,000 is likely
        "separator",  # "1.500": one and a half or fifteen hundred?
        "two_values",  # two figures for one subject
        "unit_mismatch",  # "84 %" on a score out of ten
        "vague",  # "a few", "roughly halved"
        "which_steps",  # something is done of what moves by steps, but which?
        "which_subject",  # a figure without a name
    }
)

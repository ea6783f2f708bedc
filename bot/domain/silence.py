"""Why somebody hears nothing from the bot: every reason that holds, the widest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.people import Standing
from bot.domain.rhythm import CADENCE_DAYS, Cadence

#: A bot that works notes it every minute.
_QUIET_FOR: Final = timedelta(minutes=5)


class Cause(StrEnum):
    """Every reason; the words are under [silence] of prompts/<locale>/strings.toml."""

    NEVER_RAN = "never_ran"
    BOT_STOPPED = "bot_stopped"
    NOT_INSTALLED = "not_installed"
    TOKEN_REFUSED = "token_refused"
    SENDING_STOPPED = "sending_stopped"
    PILOT_EMPTY = "pilot_empty"
    NOT_IN_PILOT = "not_in_pilot"
    SHADOW = "shadow"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    DEACTIVATED = "deactivated"
    NOT_IN_SLACK = "not_in_slack"
    AWAY = "away"
    DAY_OFF = "day_off"
    OWNS_NOTHING = "owns_nothing"
    NOTHING_DUE = "nothing_due"


#: Time alone ends these; everything else has to be changed by somebody.
PASSING: Final = frozenset({Cause.AWAY, Cause.DAY_OFF})


#: What Slack answers to a token that is no good.
REFUSALS: Final = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)


class Last(StrEnum):
    """What became of the last question; the words are under [last_question]."""

    NONE = "none"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    CLOSED = "closed"
    WAITING = "waiting"
    DEAD = "dead"
    SHADOWED = "shadowed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Situation:
    """All that keeps the bot from speaking to one person.

    `ran` and `runs`: whether it ever worked, and works now. `installed` is False where the app was
    taken out of the workspace; `token_refused`: Slack does not take its token. `owns` counts active
    goals and KPIs, `due` those of them that the next question is about.
    """

    ran: bool
    runs: bool
    installed: bool
    token_refused: bool
    sending_stopped: bool
    pilot: bool
    pilot_is_empty: bool
    in_pilot: bool
    shadow: bool
    standing: Standing
    in_slack: bool
    away: bool
    day_off: bool
    owns: int
    due: int


def causes(found: Situation) -> tuple[Cause, ...]:
    """Every reason that holds: of the bot, of the workspace, of the person, of their goals."""
    return (*_of_the_house(found), *_of_the_person(found))


def works(ticked_at: datetime | None, now: datetime) -> bool:
    """Whether a bot that last looked for work at `ticked_at` works at the moment."""
    return ticked_at is not None and now - ticked_at <= _QUIET_FOR


def last(request: str | None, message: str | None, *, shadowed: bool) -> Last:
    """What became of a question, by the states of its request and of its message."""
    if request is None:
        return Last.NONE
    if request == "answered":
        return Last.ANSWERED
    if shadowed:
        return Last.SHADOWED
    if request != "open":
        return Last.CLOSED
    if message in ("pending", "sending"):
        return Last.WAITING
    if message == "dead":
        return Last.DEAD
    return Last.UNANSWERED if message == "sent" else Last.DROPPED


def rhythm(cadence_days: int) -> Cadence:
    """How often a goal is asked about, by the days that are stored."""
    fitting = [one for one, days in CADENCE_DAYS.items() if days >= cadence_days > 0]
    if cadence_days <= 0:
        return Cadence.NEVER
    return min(fitting, key=lambda one: CADENCE_DAYS[one], default=Cadence.MONTHLY)


def _of_the_house(found: Situation) -> Iterator[Cause]:
    if not found.runs:
        yield Cause.BOT_STOPPED if found.ran else Cause.NEVER_RAN
    if not found.installed:
        yield Cause.NOT_INSTALLED
    elif found.token_refused:
        yield Cause.TOKEN_REFUSED
    if found.sending_stopped:
        yield Cause.SENDING_STOPPED
    if found.pilot and not found.in_pilot:
        yield Cause.PILOT_EMPTY if found.pilot_is_empty else Cause.NOT_IN_PILOT
    if found.shadow:
        yield Cause.SHADOW


def _of_the_person(found: Situation) -> Iterator[Cause]:
    if found.standing is not Standing.EMPLOYEE:
        yield Cause(found.standing.value)
    if not found.in_slack:
        yield Cause.NOT_IN_SLACK
    if found.away:
        yield Cause.AWAY
    if found.day_off:
        yield Cause.DAY_OFF
    if not found.owns:
        yield Cause.OWNS_NOTHING
    elif not found.due:
        yield Cause.NOTHING_DUE

"""Why somebody hears nothing: every reason that holds, in one order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.people import Standing
from bot.domain.rhythm import Cadence
from bot.domain.silence import Cause, Last, Situation, causes, last, rhythm, works

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
ALL_WELL = Situation(
    ran=True,
    runs=True,
    installed=True,
    token_refused=False,
    sending_stopped=False,
    pilot=False,
    pilot_is_empty=False,
    in_pilot=True,
    shadow=False,
    standing=Standing.EMPLOYEE,
    in_slack=True,
    away=False,
    day_off=False,
    owns=3,
    due=2,
)


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"runs": False}, Cause.BOT_STOPPED),
        ({"runs": False, "ran": False}, Cause.NEVER_RAN),
        ({"installed": False}, Cause.NOT_INSTALLED),
        ({"token_refused": True}, Cause.TOKEN_REFUSED),
        ({"installed": False, "token_refused": True}, Cause.NOT_INSTALLED),
        ({"sending_stopped": True}, Cause.SENDING_STOPPED),
        ({"pilot": True, "in_pilot": False}, Cause.NOT_IN_PILOT),
        ({"pilot": True, "in_pilot": False, "pilot_is_empty": True}, Cause.PILOT_EMPTY),
        ({"shadow": True}, Cause.SHADOW),
        *(({"standing": one}, Cause(one)) for one in Standing if one is not Standing.EMPLOYEE),
        ({"in_slack": False}, Cause.NOT_IN_SLACK),
        ({"away": True}, Cause.AWAY),
        ({"day_off": True}, Cause.DAY_OFF),
        ({"owns": 0, "due": 0}, Cause.OWNS_NOTHING),
        ({"due": 0}, Cause.NOTHING_DUE),
    ],
)
def test_each_reason_alone(changed: dict[str, Any], cause: Cause) -> None:
    assert causes(ALL_WELL) == ()
    assert causes(replace(ALL_WELL, pilot=True)) == (), "their team was chosen"
    assert causes(replace(ALL_WELL, **changed)) == (cause,)


def test_the_widest_reason_comes_first() -> None:
    found = Situation(
        ran=True,
        runs=False,
        installed=False,
        token_refused=True,
        sending_stopped=True,
        pilot=True,
        pilot_is_empty=False,
        in_pilot=False,
        shadow=True,
        standing=Standing.DEACTIVATED,
        in_slack=False,
        away=True,
        day_off=True,
        owns=0,
        due=0,
    )
    assert causes(found) == (
        Cause.BOT_STOPPED,
        Cause.NOT_INSTALLED,
        Cause.SENDING_STOPPED,
        Cause.NOT_IN_PILOT,
        Cause.SHADOW,
        Cause.DEACTIVATED,
        Cause.NOT_IN_SLACK,
        Cause.AWAY,
        Cause.DAY_OFF,
        Cause.OWNS_NOTHING,
    )


@pytest.mark.parametrize(
    ("request_state", "message", "shadowed", "found"),
    [
        (None, None, False, Last.NONE),
        ("open", "pending", False, Last.WAITING),
        ("open", "sending", False, Last.WAITING),
        ("open", "dead", False, Last.DEAD),
        ("open", "sent", False, Last.UNANSWERED),
        ("open", "skipped", True, Last.SHADOWED),
        ("open", "skipped", False, Last.DROPPED),
        ("open", None, False, Last.DROPPED),
        ("answered", "skipped", True, Last.ANSWERED),
        ("expired", "sent", False, Last.CLOSED),
    ],
)
def test_what_became_of_the_last_question(
    request_state: str | None, message: str | None, shadowed: bool, found: Last
) -> None:
    assert last(request_state, message, shadowed=shadowed) is found


def test_a_bot_that_was_seen_five_minutes_ago_works() -> None:
    assert works(NOW - timedelta(minutes=5), NOW)
    assert not works(NOW - timedelta(minutes=5, seconds=1), NOW)
    assert not works(None, NOW)


def test_every_number_of_days_has_a_rhythm() -> None:
    found = [rhythm(days) for days in (0, 1, 7, 8, 14, 15, 30, 90)]
    assert found == [
        Cadence.NEVER,
        *[Cadence.WEEKLY] * 2,
        *[Cadence.BIWEEKLY] * 2,
        *[Cadence.MONTHLY] * 3,
    ]

"""Every refusal that Slack documents has a meaning, and each meaning its consequence."""

import json
import re
from pathlib import Path

import pytest
from post_office import LostAnswer, PostOffice

from bot.delivery.errors import MEANINGS, Meaning, meaning
from bot.delivery.sender import MOST_TRIES
from bot.protocols import NotConnected, SlackRefused

ROOT = Path(__file__).resolve().parents[2]
#: By method, as Slack's reference lists them; "*" is what any method may answer.
DOCUMENTED = json.loads((Path(__file__).parent / "documented_errors.json").read_text("utf-8"))
#: The methods that the gateway names in its code.
CALLED = sorted(
    {
        name.replace("_", ".")
        for name in re.findall(
            r"self\.client\.([a-z]+_[a-zA-Z_]+)\b", (ROOT / "bot/slack/gateway.py").read_text()
        )
    }
)
PERMANENT = ("channel_not_found", "is_archived", "not_in_channel", "user_disabled")


def test_the_methods_that_are_called_are_found() -> None:
    assert {"chat.postMessage", "chat.update", "conversations.history", "views.open"} < set(CALLED)


@pytest.mark.parametrize("method", CALLED)
def test_every_documented_error_of_a_method_has_a_meaning(method: str) -> None:
    assert set(DOCUMENTED[method]) <= set(MEANINGS)


def test_the_errors_of_all_methods_have_a_meaning() -> None:
    assert set(DOCUMENTED["*"]) <= set(MEANINGS)


@pytest.mark.parametrize("code", PERMANENT)
def test_what_is_permanent_for_a_target(code: str) -> None:
    assert meaning(code) is Meaning.TARGET


def test_a_code_that_nobody_documented_is_about_the_message() -> None:
    assert meaning("brand_new_error") is Meaning.MESSAGE


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("user_disabled", ("dead", "sent")),
        ("invalid_blocks", ("dead", "sent")),
        ("message_limit_exceeded", ("pending", "sent")),
        ("fatal_error", ("sending", "sent")),
        ("account_inactive", ("pending", "pending")),
    ],
)
def test_what_becomes_of_a_message_and_of_the_others(
    office: PostOffice, code: str, expected: tuple[str, str]
) -> None:
    met, other = office.prepare("met"), office.prepare("other")
    office.weather.fails("post", SlackRefused(code))
    office.send()
    assert (office.state(met), office.state(other)) == expected


def tries_until_dead(office: PostOffice, *faults: Exception) -> int:
    message = office.prepare("one")
    office.weather.fails("post", *faults)
    for n in range(len(faults)):
        office.send()
        if office.state(message) == "dead":
            return n + 1
        office.lease_ends()
        office.pass_time(minutes=20)
    return 0


def test_what_slack_puts_off_eight_times_is_given_up(office: PostOffice) -> None:
    assert tries_until_dead(office, *[SlackRefused("service_unavailable")] * 20) == MOST_TRIES == 8
    assert office.posts() == []


def test_unknown_outcomes_and_refusals_count_together(office: PostOffice) -> None:
    mixed = [SlackRefused("service_unavailable"), LostAnswer()] * 10
    message = office.prepare("one")
    office.weather.fails("post", *mixed)
    office.send()
    office.pass_time(minutes=20)
    office.send()
    office.lease_ends()
    office.send()
    assert office.state(message) == "sent", "found where the second try left it"
    assert office.row(message).failures == 1


def test_a_try_that_never_left_is_not_counted(office: PostOffice) -> None:
    assert tries_until_dead(office, *[NotConnected("x")] * 20) == 0


def test_back_offs_differ_by_up_to_a_half(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", NotConnected("x"))
    office.sender(chance=lambda: 1.0).send_next()
    assert (office.row(message).not_before - office.now).total_seconds() == 5

"""What an outage, a doubt or a crash may do to messages and to the order of their edits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from post_office import RENDERER, WORKSPACE, LostAnswer, NeverArrived, PostOffice

from bot.domain.silence import REFUSALS
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from storage import holding, outbox

Fault = Callable[[], None]


def revised_while(office: PostOffice, message: int, fault: Exception | None) -> Fault:
    """An edit that meets a fault, while another one of the same message is prepared."""

    def meet() -> None:
        office.revise(message, "newest")
        office.pass_time(seconds=1)  # between what is paused and what is given back
        if fault is not None:
            raise fault

    return meet


@pytest.mark.parametrize(
    "fault",
    [RateLimited(30, "chat.update"), NotConnected("x"), SlackRefused("service_unavailable")],
    ids=["rate limit", "no network", "Slack is down"],
)
def test_an_edit_that_is_tried_again_never_undoes_a_newer_one(
    office: PostOffice, fault: Exception
) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "newer")
    office.weather.fails("edit", revised_while(office, message, fault))
    for _ in range(3):
        office.send()
        office.pass_time(minutes=1)
    assert office.posts() == ["newest"]
    assert {edit.state for edit in office.edits()} == {"sent"}


@pytest.mark.parametrize("doubt", [LostAnswer(), NeverArrived()], ids=["arrived", "lost"])
def test_an_edit_in_doubt_never_undoes_a_newer_one(office: PostOffice, doubt: Exception) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "newer")
    office.weather.fails("edit", doubt)
    office.send()
    office.revise(message, "newest")
    assert office.send() == 0, "it waits for what may still arrive"
    office.lease_ends()
    office.send()
    assert office.posts() == ["newest"]


def test_an_edit_that_waits_out_a_limit_is_sent_with_the_newest_facts(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "newer")
    office.weather.fails("edit", RateLimited(30, "chat.update"))
    office.send()
    office.revise(message, "newest")
    office.pass_time(seconds=30)
    office.send()
    assert office.posts() == ["newest"]
    assert office.calls("chat.update") == 1


def test_revisions_side_by_side_all_count(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    together = Barrier(4)

    def revise(n: int) -> None:
        together.wait()
        office.revise(message, f"{n}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(revise, range(4)))
    [edit] = office.edits()
    office.send()
    assert office.posts() == [edit.params["text"]]


def test_a_token_revoked_for_hours_loses_nothing(office: PostOffice) -> None:
    messages = [office.prepare(f"{n}") for n in range(3)]
    tokens = office.server.workspace.tokens
    [name] = [name for name, token in tokens.items() if token.kind == "bot"]
    good = tokens[name]
    tokens[name] = replace(good, revoked=True)
    for _ in range(10):
        office.send()
        office.pass_time(hours=2)
    tokens[name] = good
    office.send()
    assert office.posts() == ["0", "1", "2"]
    assert {office.state(message) for message in messages} == {"sent"}


def test_one_refused_token_spares_the_other_messages_the_try(office: PostOffice) -> None:
    for n in range(3):
        office.prepare(f"{n}")
    office.weather.fails("post", SlackRefused("token_revoked"))
    assert office.send() == 1
    office.pass_time(minutes=5)
    assert office.send() == 3


def test_a_good_token_ends_the_pause_at_once_and_lets_nothing_go_that_is_held(
    office: PostOffice,
) -> None:
    """As at a new installation, or at a start whose token Slack takes."""
    held = office.prepare("held")
    with office.database.unit_of_work() as session:
        holding.hold(session, may_be_sent=False)
    messages = [office.prepare(f"{n}") for n in range(3)]
    office.weather.fails("post", SlackRefused("token_revoked"))
    assert office.send() == 1
    assert office.send() == 0
    with office.database.unit_of_work() as session:
        assert outbox.refused_with(session, WORKSPACE, REFUSALS) == "token_revoked"
        outbox.resume_workspace(session, WORKSPACE, at=office.now)
        assert sorted(outbox.prepared(session)) == messages  # senders are called for them
        assert outbox.refused_with(session, WORKSPACE, REFUSALS) is None
    assert office.send() == 3
    assert office.posts() == ["0", "1", "2"]
    assert "held" in str(office.row(held).error)


def test_a_doubt_after_a_long_outage_is_looked_into(office: PostOffice) -> None:
    """Attempts that certainly failed are no doubts."""
    message = office.prepare("one")
    office.weather.fails("post", *[NotConnected("x")] * 12, LostAnswer())
    for _ in range(13):
        office.send()
        office.pass_time(hours=1)
    office.lease_ends()
    office.send()
    assert office.posts() == ["one"]
    assert office.state(message) == "sent"


def test_what_waited_while_sending_was_stopped_survives_a_limit(office: PostOffice) -> None:
    office.stop(stopped=True)
    office.prepare("one")
    office.pass_time(days=3)
    office.stop(stopped=False)
    office.weather.fails("post", RateLimited(30))
    office.send()
    office.pass_time(seconds=30)
    office.send()
    assert office.posts() == ["one"]


@pytest.mark.parametrize(
    "fault",
    [SlackRefused("ratelimited"), SlackRefused("internal_error"), SlackRefused("token_revoked")],
    ids=lambda fault: str(fault),
)
def test_a_passing_error_in_the_look_keeps_the_message(
    office: PostOffice, fault: SlackRefused
) -> None:
    message = office.prepare("one")
    office.weather.fails("post", LostAnswer())
    office.weather.fails("find", fault)
    office.send()
    office.lease_ends()
    office.send()
    assert office.state(message) == "sending"
    office.lease_ends()
    office.send()
    assert office.posts() == ["one"]
    assert office.calls("chat.postMessage") == 1


def test_a_message_in_doubt_is_given_up_after_eight_doubts(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", *[NeverArrived()] * 20)
    tried = 0
    for _ in range(12):
        tried += office.send()
        office.lease_ends()
    assert (office.state(message), office.row(message).error) == ("dead", "in doubt")
    assert tried == 9, "eight tries, and the one that gives up"
    assert office.send() == 0


NOTHING_LEARNT = [OutcomeUnknown("x"), NotConnected("x"), SlackRefused("token_revoked")]


@pytest.mark.parametrize("fault", NOTHING_LEARNT, ids=lambda fault: type(fault).__name__)
def test_what_was_in_doubt_when_the_network_went_is_sent_once_when_it_is_back(
    office: PostOffice, fault: Exception
) -> None:
    office.prepare("one")
    office.weather.fails("post", NeverArrived())
    office.weather.fails("find", *[fault] * 12)
    for _ in range(14):
        office.send()
        office.lease_ends()
        office.pass_time(hours=1)
    assert office.posts() == ["one"]


def test_an_edit_in_doubt_when_the_network_went_is_made_when_it_is_back(
    office: PostOffice,
) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "new")
    office.weather.fails("edit", *[NeverArrived()] * 12)
    for _ in range(13):
        office.send()
        office.lease_ends()
        office.pass_time(hours=1)
    assert office.posts() == ["new"]


def test_a_look_that_fails_for_a_day_is_given_up(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", LostAnswer())
    office.weather.fails("find", *[OutcomeUnknown("x")] * 10)
    for _ in range(10):
        office.send()
        office.lease_ends()
        office.pass_time(hours=3)
    assert (office.state(message), office.row(message).error) == ("dead", "in doubt")


class Killed(BaseException):
    """The process dies: nothing of it runs any more."""


class Deadly:
    """A renderer that ends the process."""

    def __init__(self) -> None:
        self.calls = 0

    def message(self, kind: str, params: Any, **more: Any) -> Any:
        if params["text"] != "deadly":
            return RENDERER.message(kind, params, **more)
        self.calls += 1
        raise Killed


def test_a_message_that_kills_every_process_is_given_up(office: PostOffice) -> None:
    message, other = office.prepare("deadly"), office.prepare("other")
    deadly = Deadly()
    for life in range(12):
        sender = replace(office.sender(f"{life}"), render=deadly)  # type: ignore[arg-type]
        try:
            while sender.send_next():
                pass
        except Killed:
            office.lease_ends()
    assert deadly.calls == 8
    assert (office.state(message), office.state(other)) == ("dead", "sent")

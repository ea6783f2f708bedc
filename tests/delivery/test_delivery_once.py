"""Each prepared message is posted once, as far as Slack's own history can tell."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from post_office import CHANNEL, PERSON, LostAnswer, NeverArrived, PostOffice

from bot.delivery.dispatcher import Bell, Dispatcher
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from storage.claiming import claim_next


def test_a_message_is_posted_and_recorded(office: PostOffice) -> None:
    message = office.prepare("one")
    assert office.send() == 1
    assert office.posts() == ["one"]
    row = office.row(message)
    assert (row.state, row.attempt, row.sent_at) == ("sent", 1, office.now)
    [posted] = office.server.workspace.messages.visible(row.channel_id, PERSON)
    assert posted.ts == row.ts


def test_what_was_sent_is_not_sent_again(office: PostOffice) -> None:
    office.prepare("one")
    office.send()
    office.lease_ends()
    assert office.send() == 0
    assert office.posts() == ["one"]


def test_a_lost_answer_is_found_in_the_history_and_not_posted_again(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", LostAnswer())
    office.send()
    assert office.state(message) == "sending"
    office.lease_ends()
    office.send()
    assert office.posts() == ["one"]
    assert office.state(message) == "sent"
    assert office.row(message).ts is not None
    assert office.calls("chat.postMessage") == 1


def test_while_its_lease_lives_nobody_touches_a_message_in_doubt(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", LostAnswer())
    office.send()
    office.pass_time(hours=3)
    assert not office.sender("two").send_next(), "leases run on the database's clock"
    assert office.state(message) == "sending"


def test_what_never_arrived_is_posted_after_a_look(office: PostOffice) -> None:
    office.prepare("one")
    office.weather.fails("post", NeverArrived())
    office.send()
    assert office.posts() == []
    office.lease_ends()
    office.send()
    assert office.posts() == ["one"]


def test_a_lost_answer_in_a_thread_is_found_there(office: PostOffice) -> None:
    question = office.prepare("question")
    reminder = office.prepare("reminder", thread_of_id=question)
    office.weather.fails("post", None, LostAnswer())
    office.send()
    office.lease_ends()
    office.send()
    assert office.posts() == ["question", "reminder"]
    assert office.state(reminder) == "sent"


def test_a_like_message_is_not_mistaken_for_the_lost_one(office: PostOffice) -> None:
    """Same words to the same person: only the mark tells them apart."""
    office.prepare("same")
    office.send()
    office.prepare("same")
    office.weather.fails("post", NeverArrived())
    office.send()
    office.lease_ends()
    office.send()
    assert office.posts() == ["same", "same"]


@pytest.mark.parametrize("fault", [OutcomeUnknown("x"), RateLimited(5), NotConnected("x")])
def test_nothing_is_posted_on_a_failed_look(office: PostOffice, fault: Exception) -> None:
    office.prepare("one")
    office.weather.fails("post", LostAnswer())
    office.weather.fails("find", fault)
    office.send()
    for _ in range(2):
        office.lease_ends()
        office.send()
    assert office.posts() == ["one"]
    assert office.calls("chat.postMessage") == 1


def test_a_lost_answer_in_a_channel_ends_in_doubt_and_is_not_repeated(office: PostOffice) -> None:
    """The bot has no right to read channels, so it cannot look."""
    message = office.prepare("digest", target=CHANNEL)
    office.weather.fails("post", LostAnswer())
    for _ in range(3):
        office.send()
        office.lease_ends()
    assert office.posts(CHANNEL) == ["digest"]
    assert office.state(message) == "dead"
    assert office.row(message).error == "in doubt: missing_scope"


def test_a_sender_that_lost_its_lease_overwrites_nothing(office: PostOffice) -> None:
    """It froze before its post; another one looked, found nothing, and posted."""
    message = office.prepare("one")

    def frozen() -> None:
        office.lease_ends()
        assert office.sender("two").send_next()

    office.weather.fails("post", frozen)
    office.sender("one").send_next()
    row = office.row(message)
    assert (row.state, row.owner) == ("sent", "two")
    assert row.ts == office.server.workspace.messages.visible(row.channel_id, PERSON)[0].ts


def test_a_refusal_that_comes_too_late_ends_nothing(office: PostOffice) -> None:
    """Another sender has claimed the message meanwhile and is about to post it."""
    message = office.prepare("one")

    def claimed_by_another() -> None:
        office.lease_ends()
        with office.database.unit_of_work() as session:
            assert claim_next(session, owner="two", now=office.now, lease_ms=60_000)
        raise SlackRefused("msg_too_long")

    office.weather.fails("post", claimed_by_another)
    office.sender("one").send_next()
    row = office.row(message)
    assert (row.state, row.owner, row.error) == ("sending", "two", None)


def test_with_half_of_its_lease_gone_a_sender_does_not_post(office: PostOffice) -> None:
    message = office.prepare("one")
    assert office.sender(lease_seconds=0.0).send_next()
    assert office.posts() == []
    assert office.state(message) == "sending"
    office.lease_ends()
    office.send()
    assert office.posts() == ["one"]


def test_two_dispatchers_with_two_threads_each_send_everything_once(office: PostOffice) -> None:
    messages = [office.prepare(f"message {n}") for n in range(24)]
    both = [Dispatcher(office.sender(owner), Bell()) for owner in ("one", "two")]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda dispatcher: dispatcher.drain(), both * 2))
    office.send()
    assert sorted(office.posts()) == sorted(f"message {n}" for n in range(24))
    assert {office.state(message) for message in messages} == {"sent"}
    assert {office.row(message).attempt for message in messages} == {1}


def test_a_revoked_token_waits_and_sends_once_it_is_back(office: PostOffice) -> None:
    message = office.prepare("one")
    tokens = office.server.workspace.tokens
    [name] = [name for name, token in tokens.items() if token.kind == "bot"]
    good = tokens[name]
    tokens[name] = replace(good, revoked=True)
    office.send()
    assert office.state(message) == "pending"
    assert office.row(message).error == "token_revoked"
    tokens[name] = good
    assert office.send() == 0, "not before five minutes"
    office.pass_time(minutes=5)
    office.send()
    assert office.posts() == ["one"]


@pytest.mark.parametrize("code", ["invalid_blocks", "msg_too_long", "user_not_found", "nonsense"])
def test_a_definite_refusal_ends_a_message_and_only_that_one(office: PostOffice, code: str) -> None:
    bad, good = office.prepare("bad"), office.prepare("good")
    office.weather.fails("post", SlackRefused(code))
    office.send()
    assert (office.state(bad), office.row(bad).error) == ("dead", code)
    assert office.state(good) == "sent"
    office.lease_ends()
    office.pass_time(days=1)
    assert office.send() == 0


def test_slacks_own_refusal_of_a_target(office: PostOffice) -> None:
    nobody = office.prepare("one", target="U0NOBODY001")
    office.send()
    assert (office.state(nobody), office.row(nobody).error) == ("dead", "channel_not_found")


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout"])
def test_an_answer_that_says_nothing_is_looked_into(office: PostOffice, code: str) -> None:
    message = office.prepare("one")
    office.weather.fails("post", SlackRefused(code))
    office.send()
    assert office.state(message) == "sending"
    office.lease_ends()
    office.send()
    assert office.calls("conversations.history") == 1
    assert office.posts() == ["one"]

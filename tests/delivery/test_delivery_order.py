"""What goes first, what waits for what, and when something is tried again."""

from datetime import timedelta

import pytest
from patience import until
from post_office import PERSON, WORKSPACE, LostAnswer, NeverArrived, PostOffice

from bot.delivery import sender
from bot.delivery.dispatcher import Bell, Dispatcher
from bot.delivery.sender import pause
from bot.protocols import NotConnected, RateLimited, SlackRefused
from storage import outbox
from storage.outbox import Draft, Priority


def test_a_rate_limit_is_kept_to_the_second(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", RateLimited(30))
    office.send()
    assert office.state(message) == "pending"
    office.pass_time(seconds=29)
    assert office.send() == 0
    office.pass_time(seconds=1)
    assert office.send() == 1
    assert office.posts() == ["one"]


def test_a_limit_holds_everything_until_it_is_over(office: PostOffice) -> None:
    for text in ("limited", "other"):
        office.prepare(text)
    office.weather.fails("post", RateLimited(30))
    office.send()
    assert office.calls("chat.postMessage") == 0
    office.pass_time(seconds=30)
    office.send()
    assert office.posts() == ["limited", "other"]


@pytest.mark.parametrize("fault", [NotConnected("x"), SlackRefused("service_unavailable")])
def test_what_did_not_leave_is_tried_again_ever_later(office: PostOffice, fault: Exception) -> None:
    message = office.prepare("one")
    office.weather.fails("post", fault, fault)
    office.send()
    office.pass_time(seconds=9)
    assert office.send() == 0
    office.pass_time(seconds=1)
    assert office.send() == 1
    office.pass_time(seconds=19)
    assert office.send() == 0
    office.pass_time(seconds=1)
    assert office.send() == 1
    assert office.state(message) == "sent"


def test_an_outage_of_hours_loses_nothing(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", *[NotConnected("x")] * 20)
    for _ in range(21):
        office.send()
        office.pass_time(hours=1)
    assert office.state(message) == "sent"


def test_after_a_day_it_is_given_up(office: PostOffice) -> None:
    message = office.prepare("one")
    office.weather.fails("post", *[NotConnected("x")] * 40)
    for _ in range(40):
        office.send()
        office.pass_time(hours=1)
    assert office.state(message) == "dead"
    assert office.row(message).attempt <= 26


def test_pauses_double_up_to_half_an_hour() -> None:
    assert [pause(n).total_seconds() for n in (1, 2, 3, 8, 20)] == [10, 20, 40, 1280, 1800]
    assert pause(20) == timedelta(minutes=30)


def test_the_more_urgent_goes_first(office: PostOffice) -> None:
    for priority in (Priority.DIGEST, Priority.REMINDER, Priority.CHECK_IN):
        office.prepare(priority.name, priority=priority)
    for priority in (Priority.ALERT, Priority.INTERACTIVE):
        office.prepare(priority.name, priority=priority)
    office.send()
    assert office.posts() == ["INTERACTIVE", "ALERT", "CHECK_IN", "REMINDER", "DIGEST"]


def test_alike_urgent_ones_keep_their_order(office: PostOffice) -> None:
    for n in range(5):
        office.prepare(f"{n}")
    office.send()
    assert office.posts() == ["0", "1", "2", "3", "4"]


def test_an_edit_before_the_post_changes_what_is_posted(office: PostOffice) -> None:
    message = office.prepare("old")
    office.revise(message, "new")
    office.send()
    assert office.posts() == ["new"]
    assert office.edits() == []


def test_an_edit_after_the_post_changes_it_in_place(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "new")
    office.send()
    assert office.posts() == ["new"]
    assert office.calls("chat.postMessage") == 1


def test_edits_that_wait_are_folded_into_the_newest(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    for text in ("newer", "newest"):
        office.revise(message, text)
    office.send()
    assert office.posts() == ["newest"]
    assert office.calls("chat.update") == 1


def test_an_edit_waits_for_a_post_in_doubt(office: PostOffice) -> None:
    message = office.prepare("old")
    office.weather.fails("post", LostAnswer())
    office.send()
    office.revise(message, "new")
    assert office.send() == 0
    office.lease_ends()
    office.send()
    assert office.posts() == ["new"]


def test_an_edit_of_a_dead_post_is_skipped(office: PostOffice) -> None:
    message = office.prepare("old")
    office.weather.fails("post", LostAnswer(), SlackRefused("user_not_found"))
    office.weather.fails("find", SlackRefused("channel_not_found"))
    office.send()
    office.revise(message, "new")
    office.lease_ends()
    office.send()
    [edit] = office.edits()
    assert (office.state(message), edit.state) == ("dead", "skipped")
    assert edit.error == "the message to edit was never sent"


def test_an_edit_in_doubt_is_repeated_without_a_look(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "new")
    office.weather.fails("edit", NeverArrived())
    office.send()
    assert office.posts() == ["old"]
    office.lease_ends()
    office.send()
    assert office.posts() == ["new"]
    assert office.calls("conversations.history") == 0


def test_an_edit_while_another_is_under_way_comes_after_it(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    office.revise(message, "first")
    office.weather.fails("edit", lambda: office.revise(message, "second"))
    office.send()
    assert office.posts() == ["second"]


def test_an_edit_of_a_deleted_message_ends(office: PostOffice) -> None:
    message = office.prepare("old")
    office.send()
    row = office.row(message)
    workspace = office.server.workspace
    workspace.delete(workspace.messages.get(row.channel_id, row.ts))
    office.revise(message, "new")
    office.send()
    assert [(edit.state, edit.error) for edit in office.edits()] == [("dead", "message_not_found")]


def test_an_answer_in_a_thread_waits_for_the_message_above_it(office: PostOffice) -> None:
    question = office.prepare("question", priority=Priority.DIGEST)
    office.prepare("answer", thread_of_id=question)
    office.send()
    assert office.posts() == ["question", "answer"]
    found = office.server.workspace.messages.visible(office.row(question).channel_id, PERSON)
    assert found[1].thread_ts == found[0].ts


def test_if_the_message_above_never_came_the_answer_stands_alone(office: PostOffice) -> None:
    question = office.prepare("question")
    answer = office.prepare("answer", thread_of_id=question)
    office.weather.fails("post", SlackRefused("msg_too_long"))
    office.send()
    assert (office.state(question), office.state(answer)) == ("dead", "sent")
    assert office.posts() == ["answer"]


def test_one_switch_holds_everything_and_resuming_sends_it(office: PostOffice) -> None:
    office.stop(stopped=True)
    for n in range(3):
        office.prepare(f"{n}")
    office.pass_time(hours=1)
    assert office.send() == 0
    office.stop(stopped=False)
    assert office.send() == 3
    assert office.posts() == ["0", "1", "2"]


def test_a_broken_template_ends_one_message_only(office: PostOffice) -> None:
    broken = [office.prepare("x", kind="no_such_kind"), office.prepare("x", params={})]
    office.prepare("good")
    office.send()
    assert [office.state(message) for message in broken] == ["dead", "dead"]
    assert [office.row(message).error for message in broken] == [
        "render: UnknownKind",
        "render: KeyError",
    ]
    assert office.posts() == ["good"]


def test_a_message_is_prepared_once_per_key(office: PostOffice) -> None:
    office.prepare("one", dedup_key="check_in:1:2026-W47")
    draft = Draft(
        "check_in:1:2026-W47", "error", {"text": "two"}, PERSON, "en", "UTC", Priority.CHECK_IN
    )
    with office.database.unit_of_work() as session:
        assert outbox.add(session, draft, workspace_id=WORKSPACE, at=office.now) is None
    office.send()
    assert office.posts() == ["one"]


def test_a_dispatcher_sends_in_the_background_and_stops_when_told(office: PostOffice) -> None:
    bell = Bell()
    dispatcher = Dispatcher(office.sender(), bell, workers=2, idle_seconds=60)
    dispatcher.start()
    try:
        office.prepare("one")
        bell.ring()
        until(lambda: office.posts() == ["one"])
    finally:
        dispatcher.stop(within_seconds=5)
    office.prepare("two")
    assert office.posts() == ["one"]


def test_a_dispatcher_outlives_a_moment_without_database(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, calls = sender.claim_next, []

    def away_at_first(*given: object, **more: object) -> object:
        calls.append(1)
        if len(calls) < 3:
            raise ConnectionError("away")
        return really(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sender, "claim_next", away_at_first)
    office.prepare("one")
    dispatcher = Dispatcher(office.sender(), Bell(), workers=1, idle_seconds=0.01)
    dispatcher.start()
    try:
        until(lambda: office.posts() == ["one"])
    finally:
        dispatcher.stop(within_seconds=5)

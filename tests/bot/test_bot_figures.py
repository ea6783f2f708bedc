"""Each figure counts for the period and the moment that it was said about."""

from datetime import datetime, timedelta

import pytest
from company import EMMA, LONDON, rows
from house import House, OpenHouse

from bot.services import people, sending
from storage.tables import Cycle

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
LAST_MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=LONDON)
DECEMBER = datetime(2026, 12, 1, 10, 0, tzinfo=LONDON)
RENEWALS, RESPONSE = "kr1", "kpi1"


@pytest.fixture
def asked(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(MONDAY)
    return house


@pytest.fixture
def november(open_at: OpenHouse) -> House:
    """Emma counted 52 posts in November and was asked on its last Monday."""
    house = open_at(datetime(2026, 11, 29, 20, 0, tzinfo=LONDON))
    house.given_key_result("emma", "Blog posts", unit="posts", every="month", to=50)
    house.given_kpi("emma", "Sales calls", unit="calls", frequency="month", at_least=30)
    house.move_to(LAST_MONDAY)
    return house


POSTS, CALLS = "kr1", "kpi1"


def late(house: House, text: str, *, said: datetime) -> None:
    """A message of Emma's that Slack delivers only now."""
    house.dm(EMMA, "hello")
    sent = [d["payload"] for d in house.stage.client.deliveries() if d["type"] == "message"]
    [*_, body] = [payload for payload in sent if payload["event"].get("user") == EMMA]
    ts = f"{said.timestamp():.6f}"
    event = body["event"] | {"text": text, "ts": ts, "event_ts": ts}
    house.deliver(body | {"event_id": f"Ev late {text}", "event": event})


# What is counted anew every month


@pytest.mark.parametrize("first", [None, "No change", "blog posts: at risk, waiting for design"])
def test_three_more_in_a_new_month_are_three(november: House, first: str | None) -> None:
    """Neither silence nor words of the new month turn last month's count into this one's."""
    november.dm(EMMA, "blog posts 52")
    november.move_to(DECEMBER)
    if first:
        november.dm(EMMA, first)
    november.dm(EMMA, "3 more blog posts")
    assert november.value(POSTS) == 3
    november.dm(EMMA, "3 more blog posts")
    assert november.value(POSTS) == 6


def test_no_change_is_no_count_of_a_month_that_has_only_begun(november: House) -> None:
    november.dm(EMMA, "blog posts 52")
    november.move_to(DECEMBER + timedelta(days=6))
    november.press(EMMA, "No change")
    assert november.company.check_ins(POSTS)[-1].value is None
    assert november.company.key_result(POSTS).progress == 500_000
    november.dm(EMMA, "3 more blog posts")
    assert november.value(POSTS) == 3


def test_a_count_of_this_month_is_confirmed_by_no_change(november: House) -> None:
    november.move_to(DECEMBER)
    november.dm(EMMA, "blog posts 12")
    november.move_to(DECEMBER + timedelta(days=6))
    november.press(EMMA, "No change")
    assert november.company.check_ins(POSTS)[-1].value == 12


def test_a_count_of_last_month_is_not_met_in_the_new_one(november: House) -> None:
    november.dm(EMMA, "blog posts 52")
    assert november.company.key_result(POSTS).progress == 500_000
    november.move_to(DECEMBER + timedelta(days=31))
    assert november.company.key_result(POSTS).progress == 333_333


# A late answer


def test_a_kpi_answered_on_the_first_counts_for_the_month_that_was_asked_about(
    november: House,
) -> None:
    november.move_to(DECEMBER)
    november.dm(EMMA, "sales calls 33")
    [reading] = november.company.readings(CALLS)
    assert reading.period.isoformat() == "2026-11-01"
    # Monday the 28th is a bank holiday.
    november.move_to(datetime(2026, 12, 29, 9, 0, tzinfo=LONDON))
    assert "Sales calls" in november.last(EMMA)
    november.dm(EMMA, "sales calls 31")
    assert november.company.readings(CALLS)[-1].period.isoformat() == "2026-12-01"


def test_a_doubt_settled_on_the_first_counts_for_the_month_that_was_asked_about(
    november: House,
) -> None:
    november.dm(EMMA, "sales calls almost 33")
    november.move_to(DECEMBER)
    november.press(EMMA, "33 calls")
    [reading] = november.company.readings(CALLS)
    assert reading.period.isoformat() == "2026-11-01"


def test_what_was_said_earlier_and_comes_later_overwrites_nothing(asked: House) -> None:
    asked.stage.clock.jump_to(MONDAY + timedelta(minutes=10))
    asked.dm(EMMA, "renewals 47%")
    asked.stage.clock.jump_to(MONDAY + timedelta(minutes=20))
    late(asked, "renewals 45%, response time 26 min", said=MONDAY + timedelta(minutes=5))
    assert asked.value(RENEWALS) == 47
    assert asked.value(RESPONSE) == 26
    card = asked.last(EMMA)
    assert "47 % stays, because something newer builds on it" in card
    assert "28 → 26 min" in card
    assert [row.value for row in asked.company.check_ins(RENEWALS)] == [47]


def test_a_late_reading_of_a_kpi_overwrites_nothing(asked: House) -> None:
    asked.stage.clock.jump_to(MONDAY + timedelta(minutes=10))
    asked.dm(EMMA, "response time 26 min")
    late(asked, "response time 58 min", said=MONDAY + timedelta(minutes=5))
    assert asked.value(RESPONSE) == 26
    assert "26 min stays, because something newer builds on it" in asked.last(EMMA)
    assert asked.channel_texts() == [], "no alert either"
    assert "[Undo]" not in asked.last(EMMA)


def test_late_words_count_when_nothing_newer_was_said(asked: House) -> None:
    asked.stage.clock.jump_to(MONDAY + timedelta(hours=3))
    late(asked, "renewals 45%", said=MONDAY + timedelta(minutes=5))
    assert asked.value(RENEWALS) == 45
    assert asked.company.check_ins(RENEWALS)[0].at == MONDAY + timedelta(minutes=5)


# What a card says


def test_a_reply_too_long_to_be_read_whole_says_so(asked: House) -> None:
    asked.dm(EMMA, f"renewals 45%\n{'and so on ' * 400}\nresponse time 26 min")
    assert asked.value(RENEWALS) == 45
    assert asked.value(RESPONSE) == 28
    assert "Your message was too long to read whole." in asked.last(EMMA)


@pytest.mark.parametrize("text", ["response time: blocked by legal", "skip response time"])
def test_where_nothing_was_written_nothing_can_be_undone(asked: House, text: str) -> None:
    asked.dm(EMMA, text)
    assert asked.last(EMMA).startswith("Saved ✓")
    assert "[Undo]" not in asked.last(EMMA)
    assert "Undo is possible" not in asked.last(EMMA)


def test_only_what_was_written_can_be_undone_one_by_one(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, response time: blocked by legal")
    assert "[Undo]" in asked.last(EMMA)
    assert "[Undo one…]" not in asked.last(EMMA)
    assert "too long" not in asked.last(EMMA)


# Requests


def test_undoing_an_answer_after_the_next_question_leaves_the_old_week_closed(
    asked: House,
) -> None:
    asked.move_to(MONDAY + timedelta(days=6, hours=12))
    asked.dm(EMMA, "renewals 45%")
    asked.move_to(MONDAY + timedelta(days=7))
    asked.press(EMMA, "Undo")
    assert asked.value(RENEWALS) == 40
    [old, new] = [text for text in asked.dm_texts(EMMA) if text.startswith("Weekly check-in")]
    assert "This week is closed" in old
    assert "[No change]" not in old
    assert "[No change]" in new
    asked.move_to(MONDAY + timedelta(days=7, hours=6))
    assert sum("waiting for news" in text for text in asked.dm_texts(EMMA)) == 2


def test_a_question_back_leaves_the_week_open_until_it_is_settled(asked: House) -> None:
    asked.dm(EMMA, "renewals up 2%")
    assert "❓" in asked.last(EMMA)
    assert "[No change]" in asked.dm_texts(EMMA)[0]
    asked.move_to(MONDAY.replace(hour=15))
    assert "waiting for news" in asked.last(EMMA)
    asked.press(EMMA, "42 %")
    assert asked.value(RENEWALS) == 42
    assert "✅ Answered" in asked.dm_texts(EMMA)[0]


def test_an_edit_that_settles_a_question_answers_the_week(asked: House) -> None:
    said = asked.stage.client.say(EMMA, "renewals up 2%")
    asked.settle()
    asked.stage.client.edit(EMMA, said["channel"], said["ts"], "renewals 42%")
    asked.settle()
    assert asked.value(RENEWALS) == 42
    asked.move_to(MONDAY.replace(hour=18))
    assert not any("waiting for news" in text for text in asked.dm_texts(EMMA))


def test_undoing_the_only_answer_opens_the_week_although_a_question_waits(asked: House) -> None:
    asked.dm(EMMA, "renewals up 2%")
    asked.dm(EMMA, "response time 26 min")
    asked.press(EMMA, "Undo")
    assert "[No change]" in asked.dm_texts(EMMA)[0]


def test_after_two_weeks_without_sending_only_the_newest_question_comes(asked: House) -> None:
    rt = asked.bot.runtime
    chi = people.actor(rt, asked.company.workspace_id, "U0CHI000001")
    sending.switch(rt, stopped=True, by=chi)
    asked.move_to(MONDAY + timedelta(days=15))
    sending.switch(rt, stopped=False, by=chi)
    asked.settle()
    questions = [text.splitlines()[0] for text in asked.dm_texts(EMMA)]
    assert questions[0] == "Weekly check-in · week 47"
    assert questions.count("Weekly check-in · week 48") == 0
    assert questions.count("Weekly check-in · week 49") == 1
    assert "This week is closed" in asked.dm_texts(EMMA)[0]


# A cycle that is over


def test_a_key_result_of_a_closed_cycle_is_neither_asked_about_nor_written(
    asked: House,
) -> None:
    close_cycle(asked)
    asked.dm(EMMA, "1: 45%")
    asked.press(EMMA, "Update all")
    labels = [block.get("label", {}).get("text", "") for block in asked.form(EMMA)["blocks"]]
    assert not any("Renewals" in label for label in labels)
    asked.press(EMMA, "No change")
    assert asked.company.check_ins(RENEWALS) == []
    asked.move_to(MONDAY + timedelta(days=7))
    assert "Response time" in asked.last(EMMA)
    assert "Renewals" not in asked.last(EMMA)
    assert asked.value(RENEWALS) == 40


def test_a_form_that_was_open_when_the_cycle_closed_writes_nothing(asked: House) -> None:
    asked.press(EMMA, "Update all")
    close_cycle(asked)
    asked.fill(EMMA, {"Renewals": "45%", "Response time": "26 min"})
    assert (asked.value(RENEWALS), asked.value(RESPONSE)) == (40, 26)


def close_cycle(house: House) -> None:
    [cycle] = rows(house.stage.database, Cycle)
    house.company.change(cycle, state="closed")

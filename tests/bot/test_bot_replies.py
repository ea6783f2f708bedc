"""A reply is read, written, and shown as old → new on one card."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from company import AN, BINH, EMMA, HANOI, LONDON, rows
from house import House

from bot.slack.payload import words
from storage.tables import CheckIn, Reply

MONDAY_HANOI = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
MONDAY_LONDON = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)


@pytest.fixture
def asked(house: House) -> House:
    """An and Emma were asked about two key results each, Emma about a KPI as well."""
    house.given_key_result(
        "an", "Tổng traffic", unit="lượt", value=256400, to=308000, **{"from": 220000}
    )
    house.given_key_result("an", "Tỷ lệ combo", value=23.4)
    house.given_key_result("emma", "Renewals", value=40, aliases=["renewal rate"])
    house.given_key_result(
        "emma", "New customers", unit="customers", value=90, to=200, **{"from": 0}
    )
    house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
    house.move_to(MONDAY_LONDON)
    return house


TRAFFIC, COMBO, RENEWALS, CUSTOMERS, RESPONSE = "kr1", "kr2", "kr3", "kr4", "kpi1"


@pytest.mark.parametrize(
    ("text", "key", "value", "line"),
    [
        ("1: 45%", RENEWALS, 45, "40 % → 45 % · 🟢 on track"),
        ("renewals 45%", RENEWALS, 45, "40 % → 45 %"),
        ("renewal rate is now 45.5%", RENEWALS, Decimal("45.5"), "40 % → 45.5 %"),
        ("new customers +12", CUSTOMERS, 102, "90 → 102 customers · 45 % → 51 %"),
        ("new customers: 150", CUSTOMERS, 150, "90 → 150 customers"),
        ("response time 26 min", RESPONSE, 26, "28 → 26 min"),
        ("renewals no change", RENEWALS, 40, "40 %, no change"),
    ],
)
def test_english(asked: House, text: str, key: str, value: Decimal, line: str) -> None:
    asked.dm(EMMA, text)
    assert asked.value(key) == value
    assert asked.last(EMMA).startswith("Saved ✓")
    assert line in asked.last(EMMA)


@pytest.mark.parametrize(
    ("text", "key", "value", "line"),
    [
        ("1: 271.500", TRAFFIC, 271500, "256.400 → 271.500 lượt · 41 % → 59 %"),
        ("traffic 271,5k", TRAFFIC, 271500, "256.400 → 271.500 lượt"),
        ("combo 25,4%", COMBO, Decimal("25.4"), "23,4 % → 25,4 %"),
        ("ty le combo len 25,4%", COMBO, Decimal("25.4"), "23,4 % → 25,4 %"),
        ("traffic thêm 10 nghìn", TRAFFIC, 266400, "256.400 → 266.400 lượt"),
        ("combo không đổi", COMBO, Decimal("23.4"), "23,4 %, không đổi"),
    ],
)
def test_vietnamese(asked: House, text: str, key: str, value: Decimal, line: str) -> None:
    asked.dm(AN, text)
    assert asked.value(key) == value
    assert asked.last(AN).startswith("Đã ghi ✓")
    assert line in asked.last(AN)


def test_several_goals_in_one_reply_get_one_card(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, new customers 102, response time 26 min")
    assert len(asked.dm_texts(EMMA)) == 2
    card = asked.last(EMMA)
    for line in ("40 % → 45 %", "90 → 102 customers", "28 → 26 min"):
        assert line in card


def test_what_was_not_spoken_of_is_named_on_the_card(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    assert "No news yet: 2 New customers · 3 Response time" in asked.last(EMMA)
    asked.dm(AN, "combo 25%")
    assert "Chưa có tin: 1 Tổng traffic" in asked.last(AN)


def test_a_blocker_and_confidence_and_a_status_are_kept_and_shown(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, at risk, confidence 4/10, blocked by legal")
    [row] = asked.company.check_ins(RENEWALS)
    assert (row.value, row.confidence, row.said) == (45, 4, "at_risk")
    assert row.blocker is not None
    assert "legal" in row.blocker
    card = asked.last(EMMA)
    assert "you say 🟡 at risk" in card
    assert "confidence 4/10" in card
    assert "🚧 “blocked by legal”" in card


def test_a_vietnamese_blocker(asked: House) -> None:
    asked.dm(AN, "combo 25,4%, tự tin 8/10, kẹt API đối tác")
    [row] = asked.company.check_ins(COMBO)
    assert (row.value, row.confidence) == (Decimal("25.4"), 8)
    assert "mức tự tin 8/10" in asked.last(AN)
    assert "🚧 “kẹt API đối tác”" in asked.last(AN)


def test_an_uncertain_reading_says_what_it_was_read_from(asked: House) -> None:
    asked.dm(EMMA, "renewals about 45%")
    assert asked.value(RENEWALS) == 45
    assert "≈ read from “" in asked.last(EMMA)


def test_nothing_is_written_that_the_card_does_not_show(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%, new customers 102, and the weather is fine")
    written = [row for row in rows(asked.stage.database, CheckIn) if row.source == "reply"]
    assert [row.value for row in written] == [45, 102]
    assert "40 % → 45 %" in asked.last(EMMA)
    assert "90 → 102 customers" in asked.last(EMMA)


def test_the_question_shows_the_new_figures_once_it_is_answered(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    question = asked.dm_texts(EMMA)[0]
    assert "✅ Answered, thank you." in question
    assert "45 % · " in question


def test_an_answer_in_the_thread_is_answered_in_the_thread(asked: House) -> None:
    asked.dm(EMMA, "1: 45%", thread="Weekly check-in")
    question = asked.message(EMMA, "Weekly check-in")
    card = asked.message(EMMA, "Saved ✓")
    assert card["thread_ts"] == question["ts"]
    assert asked.value(RENEWALS) == 45


def test_an_answer_at_the_top_is_answered_at_the_top(asked: House) -> None:
    asked.dm(EMMA, "1: 45%")
    assert "thread_ts" not in asked.message(EMMA, "Saved ✓")


def test_an_answer_in_the_thread_of_last_week_uses_last_weeks_numbers(asked: House) -> None:
    """A goal was closed and another added meanwhile, so the numbers moved."""
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    added = asked.given_key_result("emma", "Referrals", value=10)
    asked.move_to(MONDAY_LONDON + timedelta(days=7))
    assert "1  New customers" in asked.last(EMMA)
    asked.dm(EMMA, "2: 110", thread="Weekly check-in · week 47")
    assert asked.value(CUSTOMERS) == 110
    assert asked.value(added) == 10


def test_late_news_still_counts(asked: House) -> None:
    asked.move_to(MONDAY_LONDON + timedelta(days=4))
    asked.dm(EMMA, "renewals 47%")
    assert asked.value(RENEWALS) == 47


def test_a_later_reply_corrects_an_earlier_one(asked: House) -> None:
    asked.dm(EMMA, "renewals 45%")
    asked.dm(EMMA, "renewals 46%")
    assert asked.value(RENEWALS) == 46
    assert "45 % → 46 %" in asked.last(EMMA)
    assert [row.previous_value for row in asked.company.check_ins(RENEWALS)] == [40, 45]


def test_before_the_first_question_one_can_write_as_well(house: House) -> None:
    key = house.given_key_result("emma", "Renewals", value=40)
    house.dm(EMMA, "renewals 45%")
    assert house.value(key) == 45
    assert "No news yet" not in house.last(EMMA)


def test_a_goal_closed_meanwhile_is_not_written(asked: House) -> None:
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    asked.dm(EMMA, "1: 45%")
    assert asked.value(RENEWALS) == 40
    asked.dm(EMMA, "2: 104")
    assert asked.value(CUSTOMERS) == 104, "the other numbers stay what they were"


def test_a_reply_in_a_long_silence_is_read_against_todays_goals(asked: House) -> None:
    asked.company.change(asked.company.person(EMMA), standing="guest")
    asked.move_to(MONDAY_LONDON + timedelta(days=9))
    asked.company.change(asked.company.person(EMMA), standing="employee")
    asked.company.change(asked.company.key_result(RENEWALS), state="closed")
    asked.dm(EMMA, "1: 110")
    assert asked.value(CUSTOMERS) == 110


@pytest.mark.parametrize(
    ("user", "text", "answer"),
    [
        (EMMA, "hello", "👋 Hello!"),
        (EMMA, "thanks!", "🙌 You're welcome!"),
        (EMMA, "help", "Write what is new in your own words"),
        (EMMA, "how about lunch", "I found no figure in that, so nothing is saved."),
        (EMMA, "on leave until 28 Nov", "🌴 Enjoy your time off until 28 Nov!"),
        (AN, "xin chào", "👋 Xin chào!"),
        (AN, "cảm ơn nhé", "🙌 Không có gì!"),
        (AN, "trợ giúp", "Có gì mới cứ viết tự nhiên"),
        (AN, "đi ăn trưa không", "Chưa thấy con số nào nên chưa ghi gì."),
        (AN, "nghỉ phép tới 28/11", "🌴 Chúc kỳ nghỉ đến 28/11"),
    ],
)
def test_what_is_no_news_gets_a_fitting_answer(
    asked: House, user: str, text: str, answer: str
) -> None:
    asked.dm(user, text)
    assert asked.last(user).startswith(answer)
    assert rows(asked.stage.database, Reply) == []
    assert "✅" not in asked.dm_texts(user)[0], "the question stays open"


def test_who_owns_nothing_is_told_so(asked: House) -> None:
    asked.dm(BINH, "xin chào")
    assert "Hiện chưa có gì đến hạn" in asked.last(BINH)


def test_a_photo_without_words_is_answered(asked: House) -> None:
    asked.dm(EMMA, "hello")
    dm = asked.message(EMMA, "Hello")
    ts = asked.stage.server.workspace.messages.next_ts()
    channel = asked.stage.server.workspace.direct_messages(EMMA).id
    photo = {"id": "F1", "mimetype": "image/png", "name": "lunch.png"}
    event = {"type": "message", "subtype": "file_share", "user": EMMA, "text": "", "ts": ts}
    event |= {"channel": channel, "channel_type": "im", "event_ts": ts, "files": [photo]}
    asked.stage.server.workspace.publish("message.im", event)
    asked.settle()
    assert asked.last(EMMA) != dm["text"]
    assert asked.last(EMMA).startswith(("I found no figure", "I can only read text"))


def test_a_photo_with_words_is_read_by_its_words(asked: House) -> None:
    workspace = asked.stage.server.workspace
    ts, channel = workspace.messages.next_ts(), workspace.direct_messages(EMMA).id
    event = {"type": "message", "subtype": "file_share", "user": EMMA, "ts": ts, "event_ts": ts}
    event |= {"text": "renewals 45%", "channel": channel, "channel_type": "im", "files": []}
    workspace.publish("message.im", event)
    asked.settle()
    assert asked.value(RENEWALS) == 45


def test_a_figure_out_of_every_range_is_not_written(asked: House) -> None:
    asked.dm(EMMA, "new customers 99999999999999999999")
    assert asked.value(CUSTOMERS) == 90


def test_a_very_long_message_is_answered(asked: House) -> None:
    asked.dm(EMMA, "renewals 45% " + "and then nothing happened " * 400)
    assert len(asked.dm_texts(EMMA)) == 2


def test_what_no_database_can_store_is_left_out(asked: House) -> None:
    asked.dm(EMMA, "renewals\0 45%")
    assert asked.value(RENEWALS) == 45
    assert words("45 % \ud83d, \0") == "45 % , "


@pytest.mark.parametrize("text", ["<!channel> renewals 45%", "renewals 45% <@U0BINH00001> `*_~"])
def test_marks_of_slack_in_a_reply_come_back_harmless(asked: House, text: str) -> None:
    asked.dm(EMMA, text)
    sent = [call["args"] for call in asked.calls("chat.postMessage")][-1]
    assert "<!channel>" not in str(sent["blocks"])
    assert "<@U0BINH00001>" not in str(sent["blocks"])

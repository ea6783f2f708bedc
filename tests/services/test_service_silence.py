"""What became of the last question, and who is meant, on both databases."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, BINH, EMMA, HANOI, WORKSPACE, Company
from desk import RENDERER, Desk

from bot.domain.errors import NotFound
from bot.render.plain import Plain
from bot.services import answering, pausing, pilot, shadow, silence
from bot.services.choices import SeveralFit
from bot.services.replying import Came

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40, check_in="never")
    found.write()
    return found


def told(desk: Desk, slack_user_id: str = AN, locale: str = "en") -> str:
    """What the person themselves read."""
    facts = silence.why(desk.rt, None, by=desk.by(slack_user_id))
    words = RENDERER.message("why_silent", facts, locale=locale, tz="UTC")
    return "\n".join(Plain({}).blocks(words.blocks))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Last check-in: prepared Monday 09:00, 16 Nov, still waiting to be sent."),
        ({"error": "rate limited"}, "still waiting to be sent (rate limited). `okrbot sending"),
        ({"state": "dead", "error": "is_archived"}, "did not take it (is_archived). An admin"),
        ({"state": "skipped", "error": "gone"}, "dropped before it was sent (gone)."),
        ({"state": "sent", "sent_at": MONDAY + timedelta(minutes=5)}, "Monday 09:05, 16 Nov, not"),
    ],
)
def test_what_became_of_the_question(
    desk: Desk, company: Company, state: dict[str, Any], said: str
) -> None:
    desk.tick(MONDAY)
    [question] = desk.prepared(kind="check_in")
    company.change(question, **state)
    assert said in told(desk)
    if state.get("state") == "dead":
        assert f"`okrbot messages resend {question.id}`" in told(desk)
        assert f"`okrbot messages resend {question.id}`" in told(desk, locale="vi")


@pytest.mark.usefixtures("company")
def test_an_answer_and_a_question_that_nobody_saw(desk: Desk) -> None:
    with desk.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=True, at=desk.now)
    desk.tick(MONDAY)
    assert "prepared Monday 09:00, 16 Nov in shadow mode, sent to nobody." in told(desk)
    answering.reply(desk.rt, Came(desk.key(), "45%", "reply"), by=desk.by(AN))
    assert "Last check-in: Monday 09:00, 16 Nov, answered Monday 09:00, 16 Nov." in told(desk)


@pytest.mark.usefixtures("company")
def test_why_the_last_one_was_left_out(desk: Desk) -> None:
    pausing.pause(desk.rt, MONDAY.date(), by=desk.by(AN), key=desk.key())
    desk.tick(MONDAY + timedelta(hours=7))
    assert "Left out on Monday 16:00, 16 Nov: Away until 16 Nov." in told(desk)
    emma = told(desk, EMMA, "vi")
    assert "Đã bỏ qua lượt thứ Hai 09:00, 16/11: Không có gì đến hạn." in emma
    assert "• Check-in kế tiếp không có gì để hỏi nên sẽ bỏ qua." in emma


@pytest.mark.usefixtures("company")
def test_a_bot_that_does_not_run_is_seen_from_outside_alone(desk: Desk) -> None:
    with desk.database.unit_of_work() as session:
        person = silence.find(session, WORKSPACE, AN)
        facts = silence.explain(session, person, at=desk.now, runs=None, private_titles=True)
        assert facts["causes"][0] == "never_ran"
        pilot.switch(session, WORKSPACE, on=True, at=desk.now)
    assert silence.why(desk.rt, None, by=desk.by(AN))["causes"][0] == "pilot_empty"


def test_who_is_meant(desk: Desk) -> None:
    company = desk.company()
    company.people[2] |= {"email": "binh@ml.example"}
    company.people += [{"key": "an2", "name": "An", "email": "other.an@ml.example"}]
    company.write()
    with desk.database.reading() as session:
        for said in (
            "Bình",
            "binh",
            "@binh",
            "BINH@ml.example",
            "<mailto:binh@ml.example|binh@ml.example>",
            BINH,
            f"<@{BINH}|binh>",
            f"#{desk.by(BINH).person_id}",
        ):
            assert silence.find(session, WORKSPACE, said).name == "Bình", said
        with pytest.raises(SeveralFit) as fit:
            silence.find(session, WORKSPACE, "An")
        assert list(fit.value.choices.values()) == ["An", "An"]
        for said in ("", "@", "nobody at all", "<@U0OTHER0001|x>"):
            with pytest.raises(NotFound, match=r"silence\.unknown"):
                silence.find(session, WORKSPACE, said)

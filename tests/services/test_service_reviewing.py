"""A manager sees who is silent and what came in: of their own people, and only once."""

from datetime import date, datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, Company, rows
from desk import Desk

from bot.domain.errors import Conflict, Gone, NotAllowed, NotFound
from bot.services import answering, on_behalf, pausing, reviewing, waiting_for
from bot.services.replying import Came
from bot.services.reviewing import Correction
from storage.tables import CheckIn, CheckInRequest

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
EVENING = MONDAY + timedelta(hours=9)
TUESDAY = MONDAY + timedelta(days=1, hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.given_key_result("dan", "Tickets", value=40)
    found.write()
    desk.tick(EVENING)
    return found


def say(desk: Desk, who: str, text: str) -> None:
    answering.reply(desk.rt, Came(desk.key(), text, "reply"), by=desk.by(who))


def request_of(desk: Desk, who: str) -> int:
    person = desk.by(who).person_id
    return [r.id for r in rows(desk.database, CheckInRequest) if r.person_id == person][-1]


def newest(desk: Desk) -> CheckIn:
    found: CheckIn = rows(desk.database, CheckIn)[-1]
    return found


@pytest.mark.usefixtures("company")
def test_who_is_silent_away_or_done(desk: Desk) -> None:
    before = waiting_for.people(desk.rt, by=desk.by(BINH))
    assert [one["name"] for one in before["silent"]] == ["An", "Emma"]
    say(desk, AN, "45")
    pausing.pause(desk.rt, date(2026, 11, 20), by=desk.by(EMMA), key=desk.key())
    found = waiting_for.people(desk.rt, by=desk.by(BINH))
    assert (found["silent"], found["answered"]) == ([], 1)
    assert found["away"] == [{"name": "Emma", "until": "2026-11-20"}]
    with pytest.raises(Gone, match="away"):
        waiting_for.nudge(desk.rt, request_of(desk, EMMA), by=desk.by(BINH), key=desk.key())
    for nobody in (AN, CHI):
        with pytest.raises(NotFound, match="none"):
            waiting_for.people(desk.rt, by=desk.by(nobody))


@pytest.mark.usefixtures("company")
def test_a_nudge_goes_to_ones_own_people_once(desk: Desk) -> None:
    for other, told in ((DAN, NotAllowed), (CHI, NotAllowed), (AN, NotAllowed), (EMMA, NotFound)):
        with pytest.raises(told):
            waiting_for.nudge(desk.rt, request_of(desk, EMMA), by=desk.by(other), key=desk.key())
    found = waiting_for.nudge(desk.rt, request_of(desk, EMMA), by=desk.by(BINH), key=desk.key())
    assert found is not None
    assert [(one["name"], one["nudged"]) for one in found["silent"]] == [
        ("An", False),
        ("Emma", True),
    ]
    with pytest.raises(Gone, match="already"):
        waiting_for.nudge(desk.rt, request_of(desk, EMMA), by=desk.by(BINH), key=desk.key())
    assert [message.target for message in desk.prepared(kind="nudge")] == [EMMA]


@pytest.mark.usefixtures("company")
def test_the_last_check_in_of_each_goal_is_looked_at_once(desk: Desk) -> None:
    for who, text in ((AN, "45"), (AN, "47, kẹt API"), (EMMA, "50%"), (DAN, "60%")):
        say(desk, who, text)
    found = reviewing.waiting(desk.rt, by=desk.by(BINH))["items"]
    assert [(one["title"], one["value"]) for one in found] == [
        ("Doanh số", "47"),
        ("Renewals", "50"),
    ]
    left = reviewing.agree(desk.rt, found[0]["check_in_id"], by=desk.by(BINH), key=desk.key())
    assert left is not None
    assert [one["title"] for one in left["items"]] == ["Renewals"]
    with pytest.raises(Gone, match="done"):
        reviewing.agree(desk.rt, found[0]["check_in_id"], by=desk.by(BINH), key=desk.key())
    with pytest.raises(NotAllowed):
        reviewing.agree(desk.rt, found[1]["check_in_id"], by=desk.by(DAN), key=desk.key())
    with pytest.raises(NotFound):
        reviewing.agree(desk.rt, found[1]["check_in_id"], by=desk.by(EMMA), key=desk.key())


def test_a_correction_does_not_stand_on_something_newer(desk: Desk, company: Company) -> None:
    say(desk, AN, "45")
    made = newest(desk)
    say(desk, AN, "46")

    def correct(check_in: CheckIn, text: str) -> None:
        right = Correction(text, "why", sure=False)
        by, key = desk.by(BINH), desk.key()
        reviewing.correct(desk.rt, check_in.id or 0, right, by=by, key=key, view_id="V1")

    with pytest.raises(Conflict, match="newer"):
        correct(made, "44")
    correct(newest(desk), "44")
    correct(newest(desk), "43")
    assert company.value("kr1") == 44, "one form counts once"
    [told] = desk.prepared(kind="answered_for_you")
    assert (told.target, told.params["corrected"]) == (AN, True)
    assert told.params["rows"][0]["note"] == "why"


def test_who_leads_somebody_answers_for_them_and_closes_the_question(
    desk: Desk, company: Company
) -> None:
    pausing.pause(desk.rt, date(2026, 11, 20), by=desk.by(AN), key=desk.key())
    for other in (EMMA, DAN, CHI):
        with pytest.raises(NotAllowed):
            on_behalf.named(desk.rt, f"<@{AN}|an>", by=desk.by(other))
    person_id = on_behalf.named(desk.rt, f"<@{AN}|an>", by=desk.by(BINH))
    on_behalf.answer(desk.rt, person_id, "1: 45", by=desk.by(BINH), key=desk.key())
    assert company.value("kr1") == 45
    assert newest(desk).on_behalf
    request = next(r for r in rows(desk.database, CheckInRequest) if r.person_id == person_id)
    assert request.state == "answered"
    [card] = desk.prepared(kind="answer_card")
    assert (card.target, card.params["on_behalf_of"]) == (BINH, "An")
    [told] = desk.prepared(kind="answered_for_you")
    assert (told.target, told.params["by"]) == (AN, "Bình")


@pytest.mark.usefixtures("company")
def test_with_the_digest_the_lead_gets_one_list(desk: Desk) -> None:
    say(desk, AN, "45")
    desk.tick(TUESDAY)
    [letter] = desk.prepared(kind="review")
    assert letter.target == BINH
    assert [item["title"] for item in letter.params["items"]] == ["Doanh số"]

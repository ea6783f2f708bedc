"""Word to the manager of questions that stay unanswered, where a workspace wants it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from company import AN, BINH, EMMA, HANOI, LONDON, WORKSPACE, Company, rows
from desk import Desk

from bot.services import answering, asking, catching_up, pausing, shadow, undoing
from bot.services.importing import ImportProblems
from bot.services.replying import Came
from storage.tables import CheckInRequest, Message, Reply, Schedule

MONDAY = datetime(2026, 11, 16, 16, 0, tzinfo=HANOI)  # both have been asked
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=HANOI)
DAY = timedelta(days=1)


@pytest.fixture
def company(desk: Desk) -> Company:
    """An in Hanoi and Emma in London report to Bình, who hears after two working days."""
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.escalation = {"after": 2}
    return found


def told(desk: Desk) -> list[tuple[str, list[str]]]:
    found = desk.prepared(kind="escalation")
    return [(message.target, message.params["names"]) for message in found]


def waiting(desk: Desk) -> list[datetime]:
    return [row.next_at for row in rows(desk.database, Schedule) if row.kind == "escalation"]


def say(desk: Desk, who: str, text: str) -> None:
    key = desk.key()
    answering.reply(desk.rt, Came(key, text, "reply", once=key), by=desk.by(who))


def request_of(desk: Desk, company: Company, who: str) -> int:
    person_id = company.person(who).id
    found = [row for row in rows(desk.database, CheckInRequest) if row.person_id == person_id]
    return found[-1].id or 0


def tick_the_week(desk: Desk) -> None:
    for days in range(6):
        desk.tick(MONDAY + days * DAY)


def test_nobody_hears_unless_the_workspace_wants_it(desk: Desk, company: Company) -> None:
    company.escalation = None
    company.write()
    tick_the_week(desk)
    assert told(desk) == []


def test_the_manager_hears_once_a_day_of_all_that_are_due(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    assert waiting(desk) == [WEDNESDAY, WEDNESDAY.replace(tzinfo=LONDON)]
    desk.tick(WEDNESDAY - timedelta(minutes=1))
    assert told(desk) == []
    desk.tick(WEDNESDAY)
    assert told(desk) == [(BINH, ["An", "Emma"])]
    desk.tick(WEDNESDAY.replace(tzinfo=LONDON))
    assert len(told(desk)) == 1
    assert waiting(desk) == []


def test_whose_word_is_due_later_is_not_named_before(desk: Desk, company: Company) -> None:
    company.people[1]["timezone"] = "America/Los_Angeles"
    company.write()
    desk.tick(MONDAY)
    desk.tick(MONDAY + 9 * timedelta(hours=1))
    desk.tick(WEDNESDAY)
    assert told(desk) == [(BINH, ["An"])]
    desk.tick(WEDNESDAY.replace(day=19, hour=1))  # Wednesday 10:00 there
    assert told(desk) == [(BINH, ["An"]), (BINH, ["Emma"])]


def test_who_has_answered_is_not_named(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    say(desk, AN, "45")
    assert len(waiting(desk)) == 1
    desk.tick(WEDNESDAY.replace(tzinfo=LONDON))
    assert told(desk) == [(BINH, ["Emma"])]


def test_an_answer_that_is_undone_is_none(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    say(desk, AN, "45")
    [reply] = rows(desk.database, Reply)
    undoing.undo(desk.rt, reply.id, by=desk.by(AN), key=desk.key())
    assert sorted(waiting(desk)) == [WEDNESDAY, WEDNESDAY.replace(tzinfo=LONDON)]


def test_a_snooze_does_not_put_it_off(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    request_id = request_of(desk, company, AN)
    asking.snooze(desk.rt, request_id, "tomorrow", by=desk.by(AN), key=desk.key())
    assert len(waiting(desk)) == 2


def test_who_is_away_is_left_out(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    pausing.pause(
        desk.rt, WEDNESDAY.date(), starts=WEDNESDAY.date(), by=desk.by(EMMA), key=desk.key()
    )
    tick_the_week(desk)
    assert told(desk) == [(BINH, ["An"])]


def test_who_leaves_today_is_not_reported(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    pausing.pause(desk.rt, MONDAY.date(), by=desk.by(AN), key=desk.key())
    assert waiting(desk) == [WEDNESDAY.replace(tzinfo=LONDON)]


def test_days_off_do_not_count(desk: Desk, company: Company) -> None:
    company.calendar = {"holidays": [{"on": "2026-11-17"}]}
    company.write()
    desk.tick(MONDAY)
    assert waiting(desk)[0] == WEDNESDAY + DAY


def test_a_day_that_turns_out_to_be_off_disturbs_nobody(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    company.calendar, company.written = {"holidays": [{"on": "2026-11-18"}]}, False
    company.write()
    tick_the_week(desk)
    assert told(desk) == []


def test_what_would_fall_on_the_next_question_is_left_out(desk: Desk, company: Company) -> None:
    company.escalation = {"after": 5}
    company.write()
    desk.tick(MONDAY)
    assert waiting(desk) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"manager": None}, "no_manager"),
        ({"slack": None, "email": "binh@ml.example"}, "not_in_slack"),
    ],
)
def test_a_manager_who_cannot_be_told_is_not(
    desk: Desk, company: Company, change: dict[str, str | None], why: str
) -> None:
    whom = 2 if "slack" in change else 0
    company.people[whom] |= change
    company.people[1]["manager"] = None
    company.write()
    desk.tick(MONDAY)
    with desk.database.reading() as session:
        found = catching_up.foresee(session, WORKSPACE, at=WEDNESDAY)
    assert ("escalation", why) in [(group.kind, group.outcome) for group in found]
    tick_the_week(desk)
    assert told(desk) == []


def test_a_manager_who_is_away_is_left_alone(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    pausing.pause(desk.rt, WEDNESDAY.date(), by=desk.by(BINH), key=desk.key())
    desk.tick(WEDNESDAY.replace(tzinfo=LONDON))
    assert told(desk) == []


def test_it_ends_with_the_next_import(desk: Desk, company: Company) -> None:
    company.write()
    desk.tick(MONDAY)
    company.escalation, company.written = "never", False
    company.write()
    tick_the_week(desk)
    assert told(desk) == []
    company.escalation, company.written = None, False
    company.write()
    desk.tick(MONDAY + 7 * DAY)
    assert waiting(desk) == []


def test_in_shadow_it_is_kept_back(desk: Desk, company: Company) -> None:
    company.write()
    with desk.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=True, at=desk.now)
    desk.tick(MONDAY)
    desk.tick(WEDNESDAY)
    [found] = [row for row in rows(desk.database, Message) if row.kind == "escalation"]
    assert found.state == "skipped"
    with desk.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=False, at=desk.now)
    assert waiting(desk) == []


@pytest.mark.parametrize("said", ["sometimes", {"after": 0}, {"after": 6}, {"before": 2}, [2]])
def test_a_file_that_says_it_wrongly_is_refused(desk: Desk, company: Company, said: Any) -> None:
    company.escalation = said
    with pytest.raises(ImportProblems) as refused:
        company.write()
    assert all(one.field.startswith("workspace.escalation") for one in refused.value.problems)
    assert rows(desk.database, Schedule) == []

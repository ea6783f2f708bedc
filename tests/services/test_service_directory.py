"""What Slack says of people is taken over, what it says again changes nothing."""

from datetime import datetime, timedelta

import pytest
from company import AN, HANOI, WORKSPACE, rows
from desk import Desk

from bot.domain.people import language_in_slack
from bot.protocols import Member
from bot.services import people
from bot.settings import Settings
from storage.tables import Person, Schedule

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


def member(slack_id: str, name: str, **facts: object) -> Member:
    given = {"email": None, "tz": "Asia/Ho_Chi_Minh", "locale": "en-US"}
    return Member(slack_id, name, **given | {"standing": "employee", "is_admin": False} | facts)  # type: ignore[arg-type]


def known(desk: Desk) -> dict[str, Person]:
    found = rows(desk.database, Person)
    return {row.slack_user_id: row for row in found if row.slack_user_id}


def test_everybody_who_works_here_is_known_page_by_page(desk: Desk) -> None:
    desk.company().write()
    desk.directory.found = [
        member("U0NEW1", "Hoa", tz="Europe/Paris", locale="vi-VN", email="Hoa@ml.example"),
        member("U0NEW2", "Tom", locale="en-GB", tz="Mars/Base", is_admin=True),
        member("U0NEW3", "Bot", standing="bot"),
        member("U0NEW4", "Guest", standing="guest"),
        member("U0NEW5", "Gone", standing="deactivated"),
    ]
    reader = people.Reader(lambda: [WORKSPACE])
    assert reader.run(desk.rt) == 2
    hoa, tom = known(desk)["U0NEW1"], known(desk)["U0NEW2"]
    assert (hoa.email, hoa.locale, hoa.tz) == ("hoa@ml.example", "vi", "Europe/Paris")
    assert (tom.locale, tom.tz, tom.is_admin) == ("en", "Asia/Ho_Chi_Minh", True)
    assert known(desk).keys().isdisjoint({"U0NEW3", "U0NEW4", "U0NEW5"})
    desk.directory.found.append(member("U0NEW6", "Late"))
    assert reader.run(desk.rt) == 0, "the list is read once a day"
    desk.now += timedelta(days=1)
    assert people.Reader(lambda: [WORKSPACE]).run(desk.rt) == 1


def test_people_of_other_companies_in_shared_channels_are_outsiders(desk: Desk) -> None:
    """Slack lists them like anybody else; only their team says where they belong."""
    company = desk.company()
    company.write()
    elsewhere, both = frozenset({"T0ELSEWHERE"}), frozenset({"T0ELSEWHERE", WORKSPACE})
    people.changed(desk.rt, WORKSPACE, member("U0NEW1", "Eve", homes=elsewhere, is_admin=True))
    people.changed(desk.rt, WORKSPACE, member("U0NEW2", "Tom", homes=both, is_admin=True))
    people.changed(desk.rt, WORKSPACE, member(AN, "An", homes=elsewhere, is_admin=True))
    assert "U0NEW1" not in known(desk)
    assert (known(desk)["U0NEW2"].standing, known(desk)["U0NEW2"].is_admin) == ("employee", True)
    assert (company.person(AN).standing, company.person(AN).is_admin) == ("external", False)


def test_who_moves_is_asked_by_the_clock_there(desk: Desk) -> None:
    company = desk.company()
    company.given_key_result("an", "Doanh số", value=40)
    company.write()
    people.changed(desk.rt, WORKSPACE, member(AN, "An"))
    people.changed(desk.rt, WORKSPACE, member(AN, "An", tz="Europe/London"))
    [row] = [row for row in rows(desk.database, Schedule) if row.kind == "check_in"]
    assert row.tz == "Europe/London"
    assert row.next_at == datetime.fromisoformat("2026-11-16T09:00+00:00")


def test_the_last_word_counts_slacks_or_the_persons(desk: Desk) -> None:
    """What Slack says for the first time is no choice; what it says anew is."""
    company = desk.company()
    company.write()
    people.changed(desk.rt, WORKSPACE, member(AN, "An", locale="en-GB"))
    assert company.person(AN).locale == "vi"
    people.changed(desk.rt, WORKSPACE, member(AN, "An", locale="vi-VN"))
    people.changed(desk.rt, WORKSPACE, member(AN, "An", locale="en-GB"))
    assert company.person(AN).locale == "en"


@pytest.mark.parametrize("named", [AN, "an@ml.example", "x@y.z, " + AN.lower()])
def test_admins_are_those_of_slack_and_those_named(desk: Desk, named: str) -> None:
    company = desk.company()
    company.write()
    for is_admin in (True, False):
        people.changed(desk.rt, WORKSPACE, member(AN, "An", is_admin=is_admin))
        assert company.person(AN).is_admin is is_admin
    desk.settings = Settings(_env_file=None, admins=named)
    people.changed(desk.rt, WORKSPACE, member(AN, "An", email="An@ml.example"))
    assert company.person(AN).is_admin


def test_who_leaves_administers_nothing_when_they_come_back(desk: Desk) -> None:
    company = desk.company()
    company.write()
    people.changed(desk.rt, WORKSPACE, member(AN, "An"))
    company.change(company.person(AN), is_admin=True, admin_since=desk.rt.clock())
    people.changed(desk.rt, WORKSPACE, member(AN, "An"))
    assert company.person(AN).is_admin, "Slack has said nothing anew"
    people.changed(desk.rt, WORKSPACE, member(AN, "An", standing="deactivated"))
    people.changed(desk.rt, WORKSPACE, member(AN, "An"))
    assert (company.person(AN).is_admin, company.person(AN).admin_since) == (False, None)
    assert company.audited() == [("remove_admin", "person")]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("vi-VN", "vi"),
        ("vi", "vi"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        ("en-US", None),
        (None, None),
    ],
)
def test_what_a_language_in_slack_says(said: str | None, meant: str | None) -> None:
    assert language_in_slack(said) == meant

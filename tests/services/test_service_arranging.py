"""Settings, teams and managers, arranged in Slack: who may, what is refused, what follows."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, WORKSPACE, Company, rows
from desk import Desk

from bot.domain.errors import DomainError, NotAllowed
from bot.domain.rhythm import Cadence
from bot.services import arranging_teams, house_settings, managers, own_settings, team_lists
from bot.services.arranging_teams import TeamForm
from bot.services.house_settings import House
from bot.services.own_settings import Chosen
from storage.tables import Membership, Schedule, Team, Workspace

SUNDAY = datetime(2026, 11, 15, 20, 0, tzinfo=HANOI)
NOTHING = Chosen("vi", None, None, None)
NEW = TeamForm(
    team_id=None,
    name="Nội dung",
    parent_id=None,
    lead=EMMA,
    channel="C0CONTENT01",
    members=[AN],
    also=[],
    group=None,
    in_pilot=True,
)


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("an", "Doanh số", value=40)
    found.given_key_result("emma", "Renewals", value=40)
    found.write()
    return found


def save(desk: Desk, chosen: Chosen, who: str = AN) -> None:
    own_settings.save(desk.rt, chosen, by=desk.by(who), key=desk.key())


def test_a_person_chooses_for_themselves(desk: Desk, company: Company) -> None:
    away = date(2026, 11, 20), date(2026, 11, 27)
    save(desk, Chosen("en", Cadence.BIWEEKLY, *away))
    shown = own_settings.shown(desk.rt, by=desk.by(AN))
    assert (shown["locale"], shown["cadence"]) == ("en", "biweekly")
    assert (shown["away_from"], shown["away_until"]) == ("2026-11-20", "2026-11-27")
    assert company.key_result("kr1").cadence_days == 14
    assert company.key_result("kr2").cadence_days == 7
    assert {action for action, _ in company.audited()} == {"change_own_settings"}
    save(desk, Chosen("en", None, None, None))
    shown = own_settings.shown(desk.rt, by=desk.by(AN))
    assert (shown["away_until"], shown["cadence"]) == (None, "biweekly")


def test_a_leave_that_began_is_kept_when_something_else_is_saved(
    desk: Desk, company: Company
) -> None:
    away = Chosen("vi", None, date(2026, 11, 16), date(2026, 11, 27))
    save(desk, away)
    desk.now += timedelta(days=4)
    assert own_settings.check(desk.rt, replace(away, locale="en"), by=desk.by(AN)) == {}
    save(desk, replace(away, locale="en"))
    assert company.person(AN).locale == "en"
    assert own_settings.shown(desk.rt, by=desk.by(AN))["away_from"] == "2026-11-16"


@pytest.mark.parametrize(
    ("days", "key"),
    [
        ((None, date(2026, 11, 1)), "pause.past"),
        ((date(2026, 11, 20), None), "settings.no_last_day"),
        ((date(2026, 11, 20), date(2026, 11, 18)), "pause.reversed"),
        ((None, date(2028, 1, 1)), "pause.too_long"),
    ],
)
@pytest.mark.usefixtures("company")
def test_days_that_cannot_be_are_said_on_their_field(
    desk: Desk, days: tuple[date | None, date | None], key: str
) -> None:
    found = own_settings.check(desk.rt, Chosen("vi", None, *days), by=desk.by(AN))
    assert {name: error.key for name, error in found.items()} == {"away_until": key}


def test_an_unknown_language_changes_nothing(desk: Desk, company: Company) -> None:
    with pytest.raises(DomainError, match=r"settings\.locale"):
        own_settings.speak(desk.rt, "tlh", by=desk.by(AN), key=desk.key())
    assert company.person(AN).locale == "vi"


def house(desk: Desk) -> House:
    shown = house_settings.shown(desk.rt, by=desk.by(CHI))
    return House(**{name: shown[name] for name in House.__dataclass_fields__})


def test_an_admin_moves_the_house(desk: Desk, company: Company) -> None:
    wanted = replace(
        house(desk),
        tz="Asia/Tokyo",
        strict=True,
        year_starts=4,
        escalate_after=2,
        pilot=True,
        alert_clock="working",
    )
    house_settings.save(desk.rt, wanted, by=desk.by(CHI), key=desk.key())
    assert house(desk) == wanted
    digest = next(row for row in rows(desk.database, Schedule) if row.kind == "digest")
    assert (digest.tz, digest.next_at.isoformat()) == ("Asia/Tokyo", "2026-11-17T01:00:00+00:00")
    assert company.audited() == [("change_settings", "workspace")]


@pytest.mark.usefixtures("company")
def test_a_zone_that_is_none_is_said_on_its_field(desk: Desk) -> None:
    found = house_settings.check(replace(house(desk), tz="Mars/Base"))
    assert {name: error.key for name, error in found.items()} == {"tz": "time.unknown_zone"}


def test_who_was_admin_when_the_form_was_opened_may_not_be_any_more(
    desk: Desk, company: Company
) -> None:
    wanted = replace(house(desk), strict=True)
    company.change(company.person(CHI), is_admin=False)
    with pytest.raises(NotAllowed):
        house_settings.save(desk.rt, wanted, by=desk.by(CHI), key=desk.key())
    with pytest.raises(NotAllowed):
        arranging_teams.save(desk.rt, NEW, by=desk.by(CHI), key=desk.key())
    with pytest.raises(NotAllowed):
        managers.set_manager(desk.rt, AN, DAN, by=desk.by(CHI), key=desk.key())
    [workspace] = rows(desk.database, Workspace)
    assert not workspace.strict


def team(desk: Desk, name: str) -> Team:
    return next(row for row in rows(desk.database, Team) if row.name == name)


def arrange(desk: Desk, form: TeamForm, who: str = CHI) -> None:
    arranging_teams.save(desk.rt, form, by=desk.by(who), key=desk.key())


def members(desk: Desk, name: str) -> set[str]:
    found = team(desk, name)
    shown = team_lists.form(desk.rt, found.id, by=desk.by(CHI))
    return {*shown["members"]}


def test_a_team_is_made_moved_and_filled_from_a_user_group(desk: Desk, company: Company) -> None:
    sales = team(desk, "Sales")
    desk.directory.group = [EMMA, DAN, "U0STRANGE"]
    arrange(desk, NEW)
    made = team(desk, "Nội dung")
    assert (made.key, made.parent_id, made.in_pilot) == ("noi-dung", None, True)
    digests = {row.subject_id for row in rows(desk.database, Schedule) if row.kind == "digest"}
    assert digests == {sales.id, made.id}
    moved = replace(NEW, team_id=made.id, name="Content", parent_id=sales.id, channel=None)
    arrange(desk, replace(moved, lead=None, members=[AN], group="S0ALL"))
    assert members(desk, "Content") == {AN, EMMA, DAN}
    made = team(desk, "Content")
    assert (made.parent_id, made.lead_id) == (sales.id, None)
    digests = {row.subject_id for row in rows(desk.database, Schedule) if row.kind == "digest"}
    assert digests == {sales.id}
    assert company.audited() == [("create_team", "team"), ("change_team", "team")]
    listed = team_lists.listed(desk.rt, by=desk.by(AN))
    names = [(one["name"], one["depth"]) for one in listed["teams"]]
    assert names[:2] == [("Sales", 0), ("Content", 1)]
    assert not listed["is_admin"]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"name": " 🦆 "}, "team_name", "team.no_name"),
        ({"name": "SALES"}, "team_name", "team.name_taken"),
        ({"parent_id": 9999}, "team_parent", "team.gone"),
        ({"members": ["U0GUEST"]}, "team_members", "team.not_here"),
        ({"lead": "U0GUEST"}, "team_lead", "team.not_here"),
    ],
)
def test_what_cannot_be_is_said_on_its_field(
    desk: Desk, changes: dict[str, object], field: str, key: str
) -> None:
    form = replace(NEW, **changes)  # type: ignore[arg-type]
    found = arranging_teams.check(desk.rt, form, by=desk.by(CHI))
    assert {name: error.key for name, error in found.items()} == {field: key}
    with pytest.raises(DomainError, match=key.replace(".", r"\.")):
        arrange(desk, form)
    assert len(rows(desk.database, Team)) == 3


@pytest.mark.usefixtures("company")
def test_teams_do_not_go_round_in_circles(desk: Desk) -> None:
    sales = team(desk, "Sales")
    arrange(desk, replace(NEW, parent_id=sales.id))
    below = team(desk, "Nội dung")
    for parent_id in (below.id, sales.id):
        form = replace(NEW, team_id=sales.id, name="Sales", parent_id=parent_id, lead=BINH)
        with pytest.raises(DomainError, match=r"team\.circle"):
            arrange(desk, form)
    offered = team_lists.form(desk.rt, sales.id, by=desk.by(CHI))["parents"]
    assert {one["name"] for one in offered} == {"Support Hanoi", "Support Hue"}


@pytest.mark.usefixtures("company")
def test_a_team_that_is_gone_is_not_made_anew(desk: Desk) -> None:
    with pytest.raises(DomainError, match=r"team\.gone"):
        arrange(desk, replace(NEW, team_id=9999))


def test_managers_are_set_taken_back_and_never_go_round(desk: Desk, company: Company) -> None:
    def set_manager(person: str, manager: str | None) -> None:
        managers.set_manager(desk.rt, person, manager, by=desk.by(CHI), key=desk.key())

    set_manager(f"<@{BINH}|bình>", f"<@{DAN}>")
    assert company.person(BINH).manager_id == company.person(DAN).id
    for person, manager, key in ((DAN, AN, "manager.circle"), (DAN, DAN, "manager.self")):
        with pytest.raises(DomainError, match=key.replace(".", r"\.")):
            set_manager(person, manager)
    set_manager(BINH, None)
    assert company.person(BINH).manager_id is None
    assert company.audited() == [("set_manager", "person")] * 2


@pytest.mark.usefixtures("company")
def test_members_stay_in_the_workspace_of_their_team(desk: Desk) -> None:
    other = desk.company("T0OTHER")
    other.write()
    arrange(desk, NEW)
    made = team(desk, "Nội dung")
    joined = [row for row in rows(desk.database, Membership) if row.team_id == made.id]
    assert {row.workspace_id for row in joined} == {WORKSPACE}

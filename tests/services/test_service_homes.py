"""Whose home tabs are published again, and what is on them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, WORKSPACE, rows
from desk import Desk, Directory

from bot.domain.rhythm import Cadence
from bot.protocols import NotConnected, RateLimited, SlackRefused
from bot.services import answering, home, home_looking, home_publishing, reminding
from bot.services.replying import Came
from storage.tables import Home, HomeChange, Team

MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=HANOI)


class Tabs(Directory):
    """Slack's home tabs; `fails` is raised instead, once."""

    def __init__(self) -> None:
        super().__init__()
        self.published: list[str] = []
        self.views: dict[str, Mapping[str, Any]] = {}
        self.fails: Exception | None = None

    def publish_view(self, *, user: str, view: Mapping[str, Any]) -> None:
        failure, self.fails = self.fails, None
        if failure is not None:
            raise failure
        self.published.append(user)
        self.views[user] = view


@pytest.fixture
def tabs(desk: Desk) -> Tabs:
    """Everybody but Dan has opened their tab."""
    company = desk.company()
    company.given_key_result("an", "Doanh số", value=40)
    company.given_key_result("emma", "Renewals", value=40)
    company.write()
    desk.directory = found = Tabs()
    desk.now = MONDAY
    for who in (AN, EMMA, BINH, CHI):
        opened(desk, who)
    found.published.clear()
    return found


def opened(desk: Desk, who: str) -> None:
    home_looking.opened(desk.rt, is_blank=False, by=desk.by(who), key=desk.key())


def reply(desk: Desk, who: str, text: str) -> None:
    answering.reply(desk.rt, Came(desk.key(), text, "command"), by=desk.by(who))


def test_a_check_in_is_seen_by_its_owner_and_those_who_lead_them(desk: Desk, tabs: Tabs) -> None:
    reply(desk, AN, "1: 60")
    assert home_publishing.publish_changed(desk.rt) == 1
    assert tabs.published == [AN], "Bình saw nothing worrying before or after"
    looked_at = {row.person_id: row.changes for row in rows(desk.database, Home)}
    assert looked_at[desk.by(BINH).person_id] == 2
    assert looked_at[desk.by(EMMA).person_id] == looked_at[desk.by(CHI).person_id] == 1
    assert home_publishing.publish_changed(desk.rt) == 0
    assert rows(desk.database, HomeChange) == []


def test_what_everybody_sees_is_looked_at_but_published_only_where_it_differs(
    desk: Desk, tabs: Tabs
) -> None:
    desk.company().change(_team(desk), name="Sales Hanoi")
    assert home_publishing.publish_changed(desk.rt) == 1
    assert tabs.published == [BINH]


def _team(desk: Desk) -> Team:
    return next(row for row in rows(desk.database, Team) if row.key == "sales")


@pytest.mark.usefixtures("tabs")
def test_nothing_is_noted_where_nobody_has_a_tab(desk: Desk) -> None:
    other = desk.company("T0OTHER")
    other.given_key_result("an", "Doanh số", value=40)
    other.write()
    assert {row.workspace_id for row in rows(desk.database, HomeChange)} <= {WORKSPACE}


@pytest.mark.parametrize("failure", [RateLimited(5, "views.publish"), NotConnected("x")])
def test_what_could_not_be_published_is_published_later(
    desk: Desk, tabs: Tabs, failure: Exception
) -> None:
    reply(desk, AN, "1: 60")
    tabs.fails = failure
    assert home_publishing.publish_changed(desk.rt) == 0
    desk.now = desk.now.replace(minute=5)
    assert home_publishing.publish_changed(desk.rt) == 1
    assert tabs.published == [AN]


def test_what_slack_refuses_is_not_tried_for_ever(desk: Desk, tabs: Tabs) -> None:
    reply(desk, AN, "1: 60")
    tabs.fails = SlackRefused("not_enabled")
    assert home_publishing.publish_changed(desk.rt) == 0
    assert home_publishing.publish_changed(desk.rt) == 0
    opened(desk, AN)
    assert tabs.published == [AN]


def test_a_change_while_a_tab_is_published_is_shown_afterwards(desk: Desk, tabs: Tabs) -> None:
    reply(desk, AN, "1: 60")
    publish = tabs.publish_view

    def meanwhile(**given: Any) -> None:
        tabs.publish_view = publish  # type: ignore[method-assign]
        reply(desk, AN, "1: 70")
        assert home_publishing.publish_changed(desk.rt) == 0, "somebody looks after it already"
        publish(**given)

    tabs.publish_view = meanwhile  # type: ignore[method-assign]
    home_publishing.publish_changed(desk.rt)
    home_publishing.publish_changed(desk.rt)
    assert tabs.published == [AN, AN]
    assert "70" in str(tabs.views[AN])


def shown(desk: Desk, who: str, page: int = 0) -> dict[str, Any]:
    with desk.rt.reading() as session:
        return home.shown(session, desk.by(who), page=page, at=desk.now)


def test_settings_and_cadence_are_on_the_tab(desk: Desk, tabs: Tabs) -> None:
    reminding.set_cadence(desk.rt, Cadence.MONTHLY, "Doanh số", by=desk.by(AN), key=desk.key())
    assert home_publishing.publish_changed(desk.rt) == 1
    assert shown(desk, AN)["settings"]["cadence"] == "monthly"
    assert tabs.published == [AN]


def test_two_hundred_goals_come_by_pages(desk: Desk) -> None:
    company = desk.company()
    for n in range(200):
        given = company.given_key_result if n < 5 else company.given_kpi
        given("an", f"Goal {n}")
    company.write()
    desk.now = MONDAY
    first, last = shown(desk, AN), shown(desk, AN, page=99)
    assert (first["mine"]["last"], first["mine"]["total"]) == (20, 200)
    assert (last["mine"]["first"], last["mine"]["page"], last["mine"]["pages"]) == (181, 9, 10)
    assert len(first["mine"]["objectives"][0]["rows"] + first["mine"]["kpis"]) == 20


def attention(desk: Desk, who: str) -> list[str]:
    team = shown(desk, who)["team"]
    return [row["title"] for row in team["attention"]] if team else []


def test_private_goals_are_seen_by_their_owner_and_those_who_lead_them_alone(desk: Desk) -> None:
    company = desk.company()
    company.private = True
    company.given_key_result("an", "Secret", value=2)
    company.teams.append({"key": "chess", "name": "Chess", "lead": "dan", "members": ["an"]})
    company.write()
    desk.now = MONDAY
    assert attention(desk, BINH) == ["Secret"]
    assert attention(desk, DAN) == [], "he leads another team that An is in"
    assert shown(desk, CHI)["company"]["objectives"] == []
    assert "Secret" in str(shown(desk, AN)["mine"])


def test_an_admin_sees_what_is_left_to_do(desk: Desk) -> None:
    company = desk.company()
    company.pilot = None
    company.write()
    desk.now = MONDAY
    steps = {step["key"]: step["done"] for step in shown(desk, CHI)["setup"]}
    assert steps == {
        "language": True,
        "working_days": True,
        "teams": True,
        "pilot": False,
        "cycle": True,
        "goals": False,
    }
    assert shown(desk, AN)["setup"] is None


def test_who_left_has_no_tab(desk: Desk, tabs: Tabs) -> None:
    person = desk.company().person(AN)
    desk.company().change(person, standing="deactivated")
    reply(desk, EMMA, "1: 60")
    home_publishing.publish_changed(desk.rt)
    assert AN not in tabs.published

"""The workspace, its calendar, its people and its teams as an import file says them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from bot.domain.calendars import DayKind
from bot.services.exporting.texts import cadence, given, words
from bot.services.importing.known import key_of
from storage import calendars, organisation
from storage.tables import Person, Team, Workspace

Facts = dict[str, Any]


def workspace(house: Workspace, teams: Sequence[Team]) -> Facts:
    """The section `workspace`."""
    pilot: object = [team.key for team in teams if team.in_pilot] if house.pilot else "off"
    after = house.escalate_after
    said = given(name=words(house.name), locale=house.locale, timezone=house.tz)
    said["pilot"] = pilot
    said["escalation"] = "never" if after is None else {"after": after}
    said["strict"], said["year_starts"] = house.strict, house.year_starts
    if house.company_channel_id is not None:
        said["company_channel"] = house.company_channel_id
    said["company_digest"] = house.company_digest
    return said


def calendar(session: Session, house: Workspace) -> Facts | None:
    """The section `calendar`; None where nothing was chosen."""
    found = calendars.days(session, house.id)
    days = [found[day] for day in sorted(found)]
    listed = {
        kind: [given(on=row.day, name=words(row.name)) for row in days if row.kind == kind]
        for kind in DayKind
    }
    said = given(
        country=house.country,
        saturdays=True if house.saturdays else None,
        holidays=listed[DayKind.OFF],
        worked=listed[DayKind.WORKED],
    )
    return said or None


def people(everybody: Sequence[Person], house: Workspace) -> list[Facts]:
    """The section `people`: all but bots."""
    by_id = {person.id: person for person in everybody}
    return [_person(one, by_id, house) for one in everybody if one.standing != "bot"]


def _person(person: Person, by_id: Mapping[int | None, Person], house: Workspace) -> Facts:
    manager = by_id.get(person.manager_id)
    return given(
        key=key_of(person),
        name=words(person.name) or key_of(person),
        slack=person.slack_user_id,
        email=person.email,
        title=words(person.title),
        locale=person.locale if person.locale != house.locale else None,
        timezone=person.tz if person.tz != house.tz else None,
        manager=key_of(manager) if manager else None,
        admin=True if person.is_admin else None,
        standing=person.standing if person.standing != "employee" else None,
    )


def teams(session: Session, rows: Sequence[Team], keys: Mapping[int | None, str]) -> list[Facts]:
    """The section `teams`, nested; `keys` are those of people by id."""
    members = organisation.members_by_team(session, rows[0].workspace_id) if rows else {}

    def below(parent_id: int | None) -> list[Facts]:
        return [_team(row) for row in rows if row.parent_id == parent_id]

    def _team(row: Team) -> Facts:
        return given(
            key=row.key,
            name=words(row.name) or row.key,
            lead=keys.get(row.lead_id),
            channel=row.channel_id,
            locale=row.locale,
            check_in=cadence(row.cadence_days),
            preview_digest=True if row.previews else None,
            members=[keys[one] for one in sorted(members.get(row.id or 0, ()))],
            teams=below(row.id),
        )

    return below(None)

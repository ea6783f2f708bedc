"""Reads the workspace, the people and the teams of an import file."""

import re
from datetime import date, time
from enum import StrEnum

from bot.domain.cadence import local_time_on
from bot.domain.errors import Invalid
from bot.domain.people import Standing
from bot.services.importing.fields import Fields
from bot.services.importing.model import (
    EscalationEntry,
    PersonEntry,
    PilotEntry,
    TeamEntry,
    WorkspaceEntry,
)
from bot.services.importing.references import Index

LONGEST_NAME = 80
LONGEST_ZONE = 60
MOST_MEMBERS = 5000
MOST_TEAMS = 500
PILOT_OFF = "off"
NEVER = "never"
#: A working week has six days at most, and then the next question comes.
LATEST_ESCALATION = 5
PERSON_COLUMNS = {"title": "title", "manager": "manager_id"}
TEAM_COLUMNS = {
    "lead": "lead_id",
    "channel": "channel_id",
    "locale": "locale",
    "members": "members",
    "under": "parent_id",
}
SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,20}")
SLACK_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,30}")


class Locale(StrEnum):
    """The languages that the bot speaks."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


class CompanyDigest(StrEnum):
    """How often the digest of the company comes."""

    BOTH = "both"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    OFF = "off"


def workspace(root: Fields, index: Index) -> WorkspaceEntry:
    """The section `workspace`."""
    house = index.known.house
    fields = root.entry("workspace", required=house is None)
    if fields is None:
        there = (house.name, house.locale, house.tz) if house else ("", Locale.ENGLISH, "UTC")
        return WorkspaceEntry(root.line, *there)
    name = fields.text("name", longest=LONGEST_NAME, required=house is None)
    entry = WorkspaceEntry(
        line=fields.line,
        name=name or (house.name if house else ""),
        locale=fields.choice("locale", Locale) or (house.locale if house else Locale.ENGLISH),
        tz=_zone(fields, "timezone") or (house.tz if house else "UTC"),
        pilot=_pilot(fields, index),
        escalation=_escalation(fields),
        strict=fields.flag("strict"),
        year_starts=fields.whole("year_starts", smallest=1, largest=12),
        company_channel_id=fields.pattern(
            "company_channel", SLACK_CHANNEL, "field.not_a_slack_channel"
        ),
        company_digest=fields.choice("company_digest", CompanyDigest),
    )
    fields.done()
    return entry


def _pilot(fields: Fields, index: Index) -> PilotEntry | None:
    """Keys of teams, or `off`."""
    if not fields.has("pilot"):
        return None
    word = fields.word("pilot")
    if word is not None:
        if word.lower() != PILOT_OFF:
            fields.problem("pilot", "pilot.not_understood", said=word[:LONGEST_NAME])
        return PilotEntry(is_on=False)
    keys = tuple(dict.fromkeys(fields.texts("pilot", longest=LONGEST_NAME, most=MOST_TEAMS)))
    for key in keys:
        index.refer("team", key, fields, "pilot")
    return PilotEntry(is_on=True, teams=keys)


def _escalation(fields: Fields) -> EscalationEntry | None:
    """Working days after the question, or `never`."""
    if not fields.has("escalation"):
        return None
    word = fields.word("escalation")
    if word is not None:
        if word.lower() != NEVER:
            fields.problem("escalation", "escalation.not_understood", said=word[:LONGEST_NAME])
        return EscalationEntry(after=None)
    entry = fields.entry("escalation")
    if entry is None:
        return None
    if not entry.has("after"):
        entry.problem("after", "field.missing", name="after")
    found = EscalationEntry(entry.whole("after", smallest=1, largest=LATEST_ESCALATION))
    entry.done()
    return found


def people(root: Fields, index: Index) -> tuple[PersonEntry, ...]:
    """The section `people`."""
    if not root.has("people") and not index.known.people:
        root.problem("people", "field.missing", name="people")
    return tuple(_person(fields, index) for fields in root.entries("people"))


def _person(fields: Fields, index: Index) -> PersonEntry:
    email = fields.pattern("email", EMAIL, "field.not_an_email")
    entry = PersonEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        name=fields.text("name", longest=LONGEST_NAME, required=True) or "",
        slack_user_id=fields.pattern("slack", SLACK_USER, "field.not_a_slack_user"),
        email=None if email is None else email.lower(),
        title=fields.text("title", longest=LONGEST_NAME),
        locale=fields.choice("locale", Locale),
        tz=_zone(fields, "timezone"),
        manager=fields.key("manager", required=False) or None,
        is_admin=fields.flag("admin"),
        standing=fields.choice("standing", Standing),
        keeps=fields.keeps(PERSON_COLUMNS),
    )
    there = index.known.people.get(entry.key)
    known = there is not None and (there.email or there.slack_user_id)
    if not fields.has("slack") and not fields.has("email") and not known:
        fields.problem("slack", "person.unreachable")
    index.define("person", entry.key, fields)
    index.define("slack", entry.slack_user_id, fields, "slack")
    index.define("email", entry.email, fields, "email")
    index.refer("person", entry.manager or "", fields, "manager", upward_from=entry.key)
    fields.done()
    return entry


def teams(root: Fields, index: Index, parent: str | None = None) -> tuple[TeamEntry, ...]:
    """The section `teams`: each team is followed by the teams nested in it."""
    found: list[TeamEntry] = []
    for fields in root.entries("teams"):
        under = fields.key("under", required=False) if parent is None else ""
        index.refer("team", under, fields, "under")
        entry = _team(fields, index, parent or under or None)
        found += [entry, *teams(fields, index, entry.key or None)]
        fields.done()
    return tuple(found)


def _team(fields: Fields, index: Index, parent: str | None) -> TeamEntry:
    members = fields.texts("members", longest=LONGEST_NAME, most=MOST_MEMBERS)
    entry = TeamEntry(
        line=fields.line,
        path=fields.path,
        key=fields.key("key"),
        name=fields.text("name", longest=LONGEST_NAME, required=True) or "",
        parent=parent,
        lead=fields.key("lead", required=False) or None,
        channel_id=fields.pattern("channel", SLACK_CHANNEL, "field.not_a_slack_channel"),
        locale=fields.choice("locale", Locale),
        cadence_days=fields.cadence("check_in"),
        previews=fields.flag("preview_digest"),
        members=tuple(dict.fromkeys(members)),
        keeps=fields.keeps(TEAM_COLUMNS),
    )
    index.define("team", entry.key, fields)
    index.refer("person", entry.lead or "", fields, "lead")
    for member in entry.members:
        index.refer("person", member, fields, "members")
    return entry


def _zone(fields: Fields, name: str) -> str | None:
    raw = fields.text(name, longest=LONGEST_ZONE)
    if raw is None:
        return None
    try:
        local_time_on(date(2026, 1, 1), time(), raw)
    except Invalid as error:
        fields.invalid(name, error)
    return raw

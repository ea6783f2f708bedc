"""Writes the workspace, the people and the teams of a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.services.importing import known
from bot.services.importing.changes import Changes
from bot.services.importing.model import ImportFile, PersonEntry, TeamEntry, WorkspaceEntry
from bot.services.importing.problems import Findings
from storage import organisation
from storage.tables import Person, Team, Workspace


def workspace(changes: Changes, entry: WorkspaceEntry, *, at: datetime) -> Workspace:
    """The row of the workspace, locked: a second import waits."""
    values: dict[str, Any] = {"name": entry.name, "locale": entry.locale, "tz": entry.tz}
    if entry.escalation is not None:
        values["escalate_after"] = entry.escalation.after
    if entry.strict is not None:
        values["strict"] = entry.strict
    if entry.year_starts is not None:
        values["year_starts"] = entry.year_starts
    if entry.company_channel_id is not None:
        values["company_channel_id"] = entry.company_channel_id
    if entry.company_digest is not None:
        values["company_digest"] = entry.company_digest
    row = organisation.workspace_for_update(changes.session, changes.workspace_id)
    if row is None:
        row = Workspace(id=changes.workspace_id, created_at=at, **values)
        return changes.create("workspace", entry.name, row)
    changes.update("workspace", entry.name, row, values)
    return row


def people(changes: Changes, file: ImportFile, *, at: datetime) -> dict[str, int]:
    """Ids of people by key. Raises ImportProblems when one entry fits two rows."""
    rows = _Known(changes).rows(file)
    for entry in file.people:
        row = rows[entry.key]
        if row is None:
            rows[entry.key] = changes.create(
                "person", entry.key, _new_person(changes.workspace_id, file.workspace, entry, at)
            )
        else:
            was_admin = row.is_admin
            changes.update("person", entry.key, row, _said_of(entry, row), keeps=entry.keeps)
            if row.is_admin is not was_admin:
                row.admin_since = at if row.is_admin else None
    everybody = organisation.people(changes.session, changes.workspace_id)
    ids = {known.key_of(row): _id(row) for row in everybody}
    ids |= {key: _id(row) for key, row in rows.items()}
    for entry in file.people:
        row = rows[entry.key]
        assert row is not None
        manager_id = None if entry.manager is None else ids[entry.manager]
        if row.manager_id != manager_id and "manager_id" not in entry.keeps:
            _set_manager(changes, entry, row, manager_id)
    changes.session.flush()
    return ids


def _set_manager(changes: Changes, entry: PersonEntry, row: Person, manager_id: int | None) -> None:
    """A manager may come later in the file, so this is a second look at a counted entry."""
    changes.amend("person", entry.key, "manager_id", row.manager_id, manager_id)
    row.manager_id = manager_id


class _Known:
    """People who are there already: an entry is theirs by key, Slack account or e-mail."""

    def __init__(self, changes: Changes) -> None:
        everybody = organisation.people(changes.session, changes.workspace_id)
        self.by_key = {row.key: row for row in everybody if row.key}
        self.by_slack = {row.slack_user_id: row for row in everybody if row.slack_user_id}
        self.by_email = {row.email: row for row in everybody if row.email}

    def rows(self, file: ImportFile) -> dict[str, Person | None]:
        """The row of each entry by key, None for who is new. Raises ImportProblems."""
        findings = Findings()
        found: dict[str, Person | None] = {}
        taken: set[int | None] = set()
        for entry in file.people:
            row = self._row(entry)
            for name, said, other in (
                ("slack", entry.slack_user_id, self.by_slack.get(entry.slack_user_id or "")),
                ("email", entry.email, self.by_email.get(entry.email or "")),
            ):
                if other is not None and (other is not row or other.id in taken):
                    path, whose = f"{entry.path}.{name}", other.name
                    findings.add(entry.line, path, "person.taken", said=said, whose=whose)
            found[entry.key] = row
            taken.add(None if row is None else row.id)
        findings.raise_any()
        return found

    def _row(self, entry: PersonEntry) -> Person | None:
        return (
            self.by_key.get(entry.key)
            or self.by_slack.get(entry.key)
            or self.by_slack.get(entry.slack_user_id or "")
            or self.by_email.get(entry.email or "")
        )


def _new_person(
    workspace_id: str, house: WorkspaceEntry, entry: PersonEntry, at: datetime
) -> Person:
    values = {"locale": house.locale, "tz": house.tz, **_said(entry)}
    since = at if values.get("is_admin") else None
    return Person(workspace_id=workspace_id, created_at=at, admin_since=since, **values)


def _said_of(entry: PersonEntry, row: Person) -> dict[str, Any]:
    """The same for somebody who is there; their Slack ID is no key that anybody chose."""
    said = _said(entry)
    if row.key is None and entry.key == row.slack_user_id:
        del said["key"]
    return said


def _said(entry: PersonEntry) -> dict[str, Any]:
    """What the file says of a person; on the rest it is silent and nothing changes."""
    optional = {
        "slack_user_id": entry.slack_user_id,
        "email": entry.email,
        "locale": entry.locale,
        "tz": entry.tz,
        "is_admin": entry.is_admin,
        "standing": None if entry.standing is None else entry.standing.value,
    }
    said = {name: value for name, value in optional.items() if value is not None}
    return {"key": entry.key, "name": entry.name, "title": entry.title, **said}


def teams(changes: Changes, file: ImportFile, people_ids: Mapping[str, int]) -> dict[str, int]:
    """Ids of teams by key; a team has the members that the file names and no others."""
    rows = organisation.teams_by_key(changes.session, changes.workspace_id)
    members = organisation.members_by_team(changes.session, changes.workspace_id)
    ids = {key: _id(row) for key, row in rows.items()}
    for entry in file.teams:
        values: dict[str, Any] = {
            "name": entry.name,
            "parent_id": None if entry.parent is None else ids[entry.parent],
            "lead_id": None if entry.lead is None else people_ids[entry.lead],
            "channel_id": entry.channel_id,
            "locale": entry.locale,
            **({} if entry.cadence_days is None else {"cadence_days": entry.cadence_days}),
            **({} if entry.previews is None else {"previews": entry.previews}),
        }
        row = rows.get(entry.key)
        if row is None:
            team = Team(workspace_id=changes.workspace_id, key=entry.key, **values)
            row = changes.create("team", entry.key, team)
        else:
            changes.update("team", entry.key, row, values, keeps=entry.keeps)
        ids[entry.key] = _id(row)
        if "members" in entry.keeps:
            continue
        wanted = {people_ids[key] for key in entry.members}
        _set_members(changes, entry, ids[entry.key], members.get(ids[entry.key], set()), wanted)
    return ids


def _set_members(
    changes: Changes, entry: TeamEntry, team_id: int, present: set[int], wanted: set[int]
) -> None:
    session, workspace_id = changes.session, changes.workspace_id
    if wanted != present and not changes.is_new("team", entry.key):
        names = (_names(changes, ids) for ids in (present, wanted))
        changes.amend("team", entry.key, "members", *names)
    for person_id in sorted(wanted - present):
        organisation.add_member(session, workspace_id, team_id=team_id, person_id=person_id)
    for person_id in sorted(present - wanted):
        organisation.remove_member(session, workspace_id, team_id=team_id, person_id=person_id)
    session.flush()


def _names(changes: Changes, ids: set[int]) -> str:
    people = organisation.people(changes.session, changes.workspace_id)
    return ", ".join(row.name for row in people if row.id in ids)


def _id(row: Person | Team | None) -> int:
    assert row is not None
    assert row.id is not None
    return row.id

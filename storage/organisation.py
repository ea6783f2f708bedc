"""Workspaces, people, teams and who belongs to which."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from storage.tables import Membership, Person, Team, Workspace


def workspace(session: Session, workspace_id: str) -> Workspace | None:
    """The workspace, None before it is installed or imported."""
    return session.get(Workspace, workspace_id)


def workspace_ids(session: Session) -> Sequence[str]:
    """Slack's team ids of every workspace in this database."""
    return session.exec(select(Workspace.id).order_by(col(Workspace.id))).all()


def workspace_for_update(session: Session, workspace_id: str) -> Workspace | None:
    """The workspace, locked until the transaction ends."""
    statement = select(Workspace).where(Workspace.id == workspace_id).with_for_update()
    return session.exec(statement).first()


def note_tick(session: Session, *, at: datetime) -> None:
    """The bot looked for what is due in every workspace."""
    session.execute(update(Workspace).values(ticked_at=at))


def unattended(session: Session, *, since: datetime) -> Sequence[Workspace]:
    """Workspaces where the bot looked for what is due once, but not after `since`."""
    statement = select(Workspace).where(col(Workspace.ticked_at) < since)
    return session.exec(statement.order_by(col(Workspace.id))).all()


def people(session: Session, workspace_id: str) -> Sequence[Person]:
    """Everybody of the workspace, whatever their standing."""
    statement = select(Person).where(Person.workspace_id == workspace_id).order_by(col(Person.id))
    return session.exec(statement).all()


def managers(session: Session, workspace_id: str) -> dict[int, int | None]:
    """The id of everybody's manager by their own id."""
    statement = select(Person.id, Person.manager_id).where(Person.workspace_id == workspace_id)
    return {row_id: manager_id for row_id, manager_id in session.exec(statement) if row_id}


def managed_by(session: Session, workspace_id: str, manager_id: int) -> Sequence[Person]:
    """Employees whose manager this is, by name."""
    statement = select(Person).where(
        Person.workspace_id == workspace_id,
        Person.manager_id == manager_id,
        Person.standing == "employee",
    )
    return session.exec(statement.order_by(col(Person.name), col(Person.id))).all()


def people_by_key(session: Session, workspace_id: str) -> dict[str, Person]:
    """Everybody who has a key, by it."""
    return {row.key: row for row in people(session, workspace_id) if row.key is not None}


def person(session: Session, workspace_id: str, person_id: int) -> Person | None:
    """The person with this id in this workspace."""
    statement = select(Person).where(Person.workspace_id == workspace_id, Person.id == person_id)
    return session.exec(statement).first()


def person_of_slack_user(session: Session, workspace_id: str, slack_user_id: str) -> Person | None:
    """The person behind a Slack account."""
    statement = select(Person).where(
        Person.workspace_id == workspace_id, Person.slack_user_id == slack_user_id
    )
    return session.exec(statement).first()


def people_of_slack_users(
    session: Session, workspace_id: str, slack_user_ids: Sequence[str]
) -> Sequence[Person]:
    """The people behind these Slack accounts."""
    statement = select(Person).where(
        Person.workspace_id == workspace_id, col(Person.slack_user_id).in_(slack_user_ids)
    )
    return session.exec(statement.order_by(col(Person.id))).all()


def reports(session: Session, workspace_id: str, person_id: int) -> Sequence[int]:
    """Ids of the people whose manager this is."""
    statement = select(Person.id).where(
        Person.workspace_id == workspace_id, Person.manager_id == person_id
    )
    return [found for found in session.exec(statement) if found is not None]


def without_manager(session: Session, workspace_id: str, ids: Sequence[int]) -> Sequence[int]:
    """Those of these people who have no manager of their own."""
    statement = select(Person.id).where(
        Person.workspace_id == workspace_id,
        col(Person.id).in_(ids),
        col(Person.manager_id).is_(None),
    )
    return [found for found in session.exec(statement) if found is not None]


def admins(session: Session, workspace_id: str) -> Sequence[Person]:
    """The workspace's administrators that can be written to."""
    statement = select(Person).where(
        Person.workspace_id == workspace_id,
        col(Person.is_admin).is_(True),
        Person.standing == "employee",
        col(Person.slack_user_id).is_not(None),
    )
    return session.exec(statement.order_by(col(Person.id))).all()


def set_admin(person: Person, is_admin: bool, *, at: datetime) -> bool:
    """Make somebody an administrator, or one no more; False for what they were already."""
    if person.is_admin is is_admin:
        return False
    person.is_admin = is_admin
    person.admin_since = at if is_admin else None
    return True


def teams(session: Session, workspace_id: str) -> Sequence[Team]:
    """Every team of the workspace."""
    statement = select(Team).where(Team.workspace_id == workspace_id).order_by(col(Team.id))
    return session.exec(statement).all()


def teams_by_key(session: Session, workspace_id: str) -> dict[str, Team]:
    """Every team of the workspace, by its key."""
    return {row.key: row for row in teams(session, workspace_id)}


def team(session: Session, workspace_id: str, team_id: int) -> Team | None:
    """The team with this id in this workspace."""
    statement = select(Team).where(Team.workspace_id == workspace_id, Team.id == team_id)
    return session.exec(statement).first()


def members_by_team(session: Session, workspace_id: str) -> dict[int, set[int]]:
    """Ids of people by id of team; a team without members is absent."""
    statement = select(Membership.team_id, Membership.person_id).where(
        Membership.workspace_id == workspace_id
    )
    found: dict[int, set[int]] = {}
    for team_id, person_id in session.exec(statement):
        found.setdefault(team_id, set()).add(person_id)
    return found


def add_member(session: Session, workspace_id: str, *, team_id: int, person_id: int) -> None:
    """Put a person into a team."""
    session.add(Membership(workspace_id=workspace_id, team_id=team_id, person_id=person_id))


def remove_member(session: Session, workspace_id: str, *, team_id: int, person_id: int) -> None:
    """Take a person out of a team."""
    session.execute(
        delete(Membership).where(
            col(Membership.workspace_id) == workspace_id,
            col(Membership.team_id) == team_id,
            col(Membership.person_id) == person_id,
        )
    )

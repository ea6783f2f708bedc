"""Workspaces, people and teams."""

from datetime import datetime

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

ALERT_CLOCKS = ("wall", "working")
LOCALES = ("en", "vi")
COMPANY_DIGESTS = ("weekly", "monthly", "both", "off")
STANDINGS = ("employee", "guest", "external", "bot", "deactivated")


class Workspace(SQLModel, table=True):
    """One Slack workspace; `id` is Slack's team id.

    `country` is an ISO 3166 code, None for that of its time zone. In `pilot` only the chosen teams
    are asked; in `shadow` nobody is sent what the schedule prepares. So many working days after a
    question as `escalate_after` says, the manager hears that it is unanswered; None is never.
    A `strict` house refuses what others are warned of. The business year starts in the month
    `year_starts`, 1..12. Alerts are to be handled within 72 hours of the wall clock or within three
    working days (`alert_clock`). `ticked_at` is when the bot last looked for what is due, to the
    minute. Without `scorecards` nobody sees a scorecard. The digest of the company goes to
    `company_channel_id`, as often as `company_digest` says. Deliveries of Slack,
    the words of replies, what messages said and the audit log are kept for `keep_…_days`.
    """

    __tablename__ = "workspace"
    __table_args__ = (
        one_of("locale", *LOCALES),
        one_of("alert_clock", *ALERT_CLOCKS),
        one_of("company_digest", *COMPANY_DIGESTS),
    )
    id: str = Field(primary_key=True)
    name: str
    locale: str = "en"
    tz: str = "UTC"
    sending_stopped: bool = False
    country: str | None = None
    saturdays: bool = False
    pilot: bool = True
    shadow: bool = False
    escalate_after: int | None = None
    strict: bool = False
    year_starts: int = 1
    alert_clock: str = "wall"
    scorecards: bool = False
    company_channel_id: str | None = None
    company_digest: str = "both"
    keep_inbox_days: int = 30
    keep_replies_days: int = 400
    keep_messages_days: int = 400
    keep_audit_days: int = 400
    ticked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Person(SQLModel, table=True):
    """Somebody who owns goals or leads people, known by Slack id or, before that, by e-mail.

    `key` is what an import file calls them; None for who was first met in Slack. `slack_tz`,
    `slack_locale` and `slack_admin` are what Slack said last: only what it says anew counts more
    than what a file or the person said. An admin is one since `admin_since`; None is before that
    was kept.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        UniqueConstraint("workspace_id", "slack_user_id"),
        UniqueConstraint("workspace_id", "email"),
        CheckConstraint("slack_user_id IS NOT NULL OR email IS NOT NULL", name="reachable_somehow"),
        one_of("locale", *LOCALES),
        one_of("standing", *STANDINGS),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key: str | None = None
    slack_user_id: str | None = None
    email: str | None = None
    name: str
    title: str | None = None
    locale: str
    tz: str
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    standing: str = "employee"
    is_admin: bool = False
    admin_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    slack_tz: str | None = None
    slack_locale: str | None = None
    slack_admin: bool | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class Team(SQLModel, table=True):
    """A department or group; teams form a tree. `channel_id` is where its digest and alerts go.

    `in_pilot`: it was chosen for the pilot, with all teams below it. `cadence_days` is how often
    its goals are asked about; None is as in the team above. With `previews` its lead sees each
    digest an hour before it goes.
    """

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key: str
    name: str
    parent_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    lead_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    channel_id: str | None = None
    locale: str | None = None
    in_pilot: bool = False
    cadence_days: int | None = None
    previews: bool = False


class Membership(SQLModel, table=True):
    """A person belongs to a team."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("workspace_id", "team_id", "person_id"),
        Index(None, "workspace_id", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)

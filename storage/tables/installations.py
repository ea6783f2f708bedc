"""In which workspaces the app is installed, and who is about to install it."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

ENDINGS = ("uninstalled", "revoked", "refused")


class Installation(SQLModel, table=True):
    """The app in one workspace. `bot_token` and `refresh_token` are sealed (storage/sealing.py).

    A token without `expires_at` lives until it is revoked. Nobody else asks for a new one before
    `renewing_until`. Since `ended_at` nothing is sent there; `ended_why` says how it was learnt.
    """

    __tablename__ = "installation"
    __table_args__ = (
        UniqueConstraint("workspace_id"),
        one_of("ended_why", *ENDINGS),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    bot_token: str
    refresh_token: str | None = None
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    renewing_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    bot_user_id: str
    bot_id: str
    scopes: str
    installed_by: str
    installed_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_why: str | None = None


class InstallState(SQLModel, table=True):
    """An installation that somebody began, of no workspace yet; `digest` is its state's SHA-256."""

    __tablename__ = "install_state"
    __table_args__ = (UniqueConstraint("digest"),)
    id: int | None = Field(default=None, primary_key=True)
    digest: str
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)

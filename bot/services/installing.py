"""The app comes into a workspace and leaves it: whose tokens there are, and until when.

Who may install it is Slack's to say: it asks the person, and answers with a token. Tokens are
sealed in the transaction that stores them.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.logs import logger
from bot.runtime import Runtime
from storage import audit, installations, organisation, outbox, people_sync
from storage.sealing import Keyring, Unreadable
from storage.tables import Installation, Workspace

__all__ = ["Installed", "NewInstallation", "Outcome", "Tokens", "Unreadable"]

log = logger(__name__)

INSTALL = "/slack/install"
BOT_TOKEN, REFRESH_TOKEN = "installation.bot_token", "installation.refresh_token"
STATE_LIVES = timedelta(minutes=10)
TOO_OLD = timedelta(hours=24)
LEFT_OUT = "the app was not installed"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What Slack gives: without `refresh_token` the bot's token has no end."""

    bot_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """What Slack says when somebody has agreed; `scopes` with commas between them."""

    workspace_id: str
    workspace_name: str
    tokens: Tokens
    bot_user_id: str
    bot_id: str
    scopes: str
    installed_by: str


@dataclass(frozen=True, slots=True)
class Installed:
    """The app in a workspace, with its tokens opened."""

    workspace_id: str
    bot_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime | None
    bot_user_id: str
    bot_id: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """`is_back`: it was installed before and had ended; `left_out` messages are not sent now."""

    is_back: bool
    left_out: int


def keyring(rt: Runtime) -> Keyring:
    """The keys of the settings, which must have some."""
    keys = rt.settings.encryption_keys
    assert keys is not None
    return Keyring.of(keys.get_secret_value())


def begin(rt: Runtime, *, locale: str) -> str:
    """A state for one installation, good once and for ten minutes; it keeps its language."""
    state = f"{locale}.{secrets.token_urlsafe(32)}"
    at = rt.clock()
    with rt.uow() as session:
        installations.forget_begun(session, before=at)
        installations.begin(session, _digest(state), expires_at=at + STATE_LIVES)
    return state


def address(public_url: str | None) -> str:
    """Where the app is installed from a browser; without the host where that is not known."""
    return (public_url or "").rstrip("/") + INSTALL


def resume(rt: Runtime, workspace_id: str) -> None:
    """There is a good token for this workspace: nothing waits there for one any more."""
    with rt.uow() as session:
        outbox.resume_workspace(session, workspace_id, at=rt.clock())


def take(rt: Runtime, state: str) -> bool:
    """Whether this is the state of an installation that was begun; it is used up then."""
    with rt.uow() as session:
        return installations.take(session, _digest(state), at=rt.clock())


def install(rt: Runtime, new: NewInstallation) -> Outcome:
    """Keep the tokens of a workspace. What waited there is sent, unless it is a day old."""
    at = rt.clock()
    with rt.uow() as session:
        if organisation.workspace(session, new.workspace_id) is None:
            session.add(Workspace(id=new.workspace_id, name=new.workspace_name, created_at=at))
            session.flush()
        known = installations.locked(session, new.workspace_id)
        is_back = known is not None and known.ended_at is not None
        installations.put(
            session,
            new.workspace_id,
            **sealed(rt, new.workspace_id, new.tokens, at=at),
            bot_user_id=new.bot_user_id,
            bot_id=new.bot_id,
            scopes=new.scopes,
            installed_by=new.installed_by,
            installed_at=at,
        )
        left_out = 0
        if is_back:
            left_out = installations.leave_out(
                session, new.workspace_id, before=at - TOO_OLD, at=at, why=LEFT_OUT
            )
        outbox.resume_workspace(session, new.workspace_id, at=at)
        people_sync.begin(session, new.workspace_id, at=at)
        _note(session, new.workspace_id, "install", at, {"left_out": left_out})
    log.info("workspace.installed", workspace=new.workspace_id, back=is_back, left_out=left_out)
    return Outcome(is_back, left_out)


def of(rt: Runtime, workspace_id: str) -> Installed | None:
    """The app in this workspace, None where it never was; raises Unreadable without its key."""
    with rt.reading() as session:
        row = installations.of(session, workspace_id)
        return None if row is None else opened(rt, row)


def live(rt: Runtime) -> Sequence[str]:
    """The workspaces where the app is installed now."""
    with rt.reading() as session:
        return installations.live(session)


def ended(rt: Runtime) -> Mapping[str, str]:
    """The workspaces where the app was installed and is no more, and why: one of ENDINGS."""
    with rt.reading() as session:
        rows = installations.every(session)
        return {row.workspace_id: row.ended_why or "" for row in rows if row.ended_at is not None}


def not_renewable(rt: Runtime) -> Mapping[str, datetime]:
    """The workspaces that have to install the app again, and until when."""
    with rt.reading() as session:
        return {
            row.workspace_id: row.expires_at
            for row in installations.every(session)
            if row.expires_at and row.refresh_token is None and row.ended_at is None
        }


def end(rt: Runtime, workspace_id: str, *, why: str, heard_at: datetime) -> bool:
    """Slack says that the app or its token is gone; False when that is old news, or none.

    Such events come late and in any order: what happened before the present installation is not
    about it.
    """
    at = rt.clock()
    with rt.uow() as session:
        row = installations.locked(session, workspace_id)
        if row is None or row.ended_at is not None or heard_at <= row.installed_at:
            return False
        end_now(session, row, why=why, at=at)
    return True


def refused(rt: Runtime, workspace_id: str, *, token: str) -> None:
    """Slack does not take this token any more; one that was replaced meanwhile is nobody's."""
    with rt.uow() as session:
        row = installations.locked(session, workspace_id)
        if row is None or row.ended_at is not None:
            return
        if hmac.compare_digest(opened(rt, row).bot_token.encode(), token.encode()):
            end_now(session, row, why="refused", at=rt.clock())


def end_now(session: Session, row: Installation, *, why: str, at: datetime) -> None:
    """Nothing is sent there from now on; `why` is one of ENDINGS."""
    row.ended_at, row.ended_why = at, why
    _note(session, row.workspace_id, "uninstall", at, {"why": why})
    log.warning("workspace.ended", workspace=row.workspace_id, why=why)


def sealed(
    rt: Runtime, workspace_id: str, tokens: Tokens, *, at: datetime
) -> dict[str, str | datetime | None]:
    """The columns of an installation that tokens go into."""
    keys, more = keyring(rt), tokens.refresh_token
    ends = None if tokens.seconds is None else at + timedelta(seconds=tokens.seconds)
    return {
        "bot_token": keys.seal(tokens.bot_token, workspace_id=workspace_id, column=BOT_TOKEN),
        "refresh_token": more and keys.seal(more, workspace_id=workspace_id, column=REFRESH_TOKEN),
        "expires_at": ends,
    }


def opened(rt: Runtime, row: Installation) -> Installed:
    """The installation with its tokens in clear; raises Unreadable without its key."""
    return _opened(keyring(rt), row)


def rotate(session: Session, keys: Keyring) -> int:
    """Seal everything with the first key; how many workspaces. Raises Unreadable, changing nothing.

    What is sealed lies in the installations: connectors only name their secrets.
    """
    for row in (rows := installations.every(session, to_change=True)):
        found = _opened(keys, row)
        where = row.workspace_id
        row.bot_token = keys.seal(found.bot_token, workspace_id=where, column=BOT_TOKEN)
        if found.refresh_token is not None:
            sealed = keys.seal(found.refresh_token, workspace_id=where, column=REFRESH_TOKEN)
            row.refresh_token = sealed
    return len(rows)


def check(session: Session, keys: Keyring) -> None:
    """See whether every token can be opened; raises Unreadable."""
    for row in installations.every(session):
        _opened(keys, row)


def forget_unreadable(session: Session, keys: Keyring) -> int:
    """Take out the installations whose tokens no key opens; how many."""
    lost = 0
    for row in installations.every(session):
        try:
            _opened(keys, row)
        except Unreadable:
            session.delete(row)
            lost += 1
    return lost


def _opened(keys: Keyring, row: Installation) -> Installed:
    where, more = row.workspace_id, row.refresh_token
    return Installed(
        workspace_id=where,
        bot_token=keys.opened(row.bot_token, workspace_id=where, column=BOT_TOKEN),
        refresh_token=more and keys.opened(more, workspace_id=where, column=REFRESH_TOKEN),
        expires_at=row.expires_at,
        bot_user_id=row.bot_user_id,
        bot_id=row.bot_id,
        has_ended=row.ended_at is not None,
    )


def _note(
    session: Session, workspace_id: str, action: str, at: datetime, detail: dict[str, object]
) -> None:
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=None,
        action=action,
        subject="workspace",
        detail=detail,
    )


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()

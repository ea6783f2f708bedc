"""Tokens that end: renewed in time by one process at a time; where that fails, admins hear of it.

A refresh token is good once, but Slack takes it again for a short time: what a crash or a lost
answer has cost is asked for anew before long.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.logs import logger
from bot.runtime import Runtime
from bot.services import installing, places
from bot.services.installing import Installed, Tokens
from bot.services.rows import moment
from storage import installations, organisation, outbox
from storage.outbox import Priority
from storage.tables import Installation

log = logger(__name__)

KIND = "token_ends"
#: A token is renewed this long before its end, as Slack advises.
RENEW_BEFORE = timedelta(hours=2)
#: What a renewal may take besides the call to Slack.
SPARE = timedelta(seconds=5)


def is_needed(app: Installed | Installation, at: datetime) -> bool:
    """Whether its token is to be renewed, or has come to an end that nothing can put off."""
    if app.expires_at is None:
        return False
    return app.expires_at - at <= (timedelta(0) if app.refresh_token is None else RENEW_BEFORE)


def due(rt: Runtime) -> Sequence[str]:
    """The workspaces whose token is to be renewed, or is over, and that nobody is at."""
    at = rt.clock()
    with rt.reading() as session:
        return installations.ending(session, before=at + RENEW_BEFORE, at=at)


def begin(rt: Runtime, workspace_id: str) -> Installed | None:
    """The app whose token is about to end, for who is the first to renew it; None for others.

    A token that cannot be renewed and is over ends the installation.
    """
    at = rt.clock()
    with rt.uow() as session:
        row = installations.locked(session, workspace_id)
        if row is None or row.ended_at is not None or not is_needed(row, at):
            return None
        if row.refresh_token is None:
            installing.end_now(session, row, why="refused", at=at)
            return None
        if row.renewing_until is not None and row.renewing_until > at:
            return None
        row.renewing_until = at + timedelta(seconds=rt.settings.request_timeout_seconds) + SPARE
        return installing.opened(rt, row)


def done(rt: Runtime, old: Installed, tokens: Tokens) -> None:
    """Keep the tokens that came for old ones, unless the app was installed anew meanwhile."""
    at = rt.clock()
    with rt.uow() as session:
        row = installations.locked(session, old.workspace_id)
        if row is None or installing.opened(rt, row).bot_token != old.bot_token:
            return
        for name, value in installing.sealed(rt, old.workspace_id, tokens, at=at).items():
            setattr(row, name, value)
        row.renewing_until = None


def put_off(rt: Runtime, old: Installed, *, seconds: float) -> None:
    """Slack wants nobody to ask for so long."""
    with rt.uow() as session:
        row = installations.locked(session, old.workspace_id)
        if row is not None:
            row.renewing_until = rt.clock() + timedelta(seconds=seconds)


def is_impossible(rt: Runtime, old: Installed) -> None:
    """Slack takes the refresh token no more: the admins are told while the token still lives."""
    at = rt.clock()
    with rt.uow() as session:
        row = installations.locked(session, old.workspace_id)
        if row is None or installing.opened(rt, row).refresh_token != old.refresh_token:
            return
        log.error("token.cannot_be_renewed", workspace=row.workspace_id, ends=str(row.expires_at))
        row.refresh_token = None
        if is_needed(row, at):  # it is over already
            installing.end_now(session, row, why="refused", at=at)
        else:
            _tell(session, row, address=installing.address(rt.settings.public_url), at=at)


def _tell(session: Session, row: Installation, *, address: str, at: datetime) -> None:
    params = {"at": moment(row.expires_at), "address": address}
    for admin in organisation.admins(session, row.workspace_id):
        draft = places.draft(
            places.of_person(admin),
            f"{KIND}:{admin.id}:{row.expires_at:%Y%m%dT%H%M%S}",
            KIND,
            params,
            priority=Priority.ALERT,
        )
        outbox.add(session, draft, workspace_id=row.workspace_id, at=at)

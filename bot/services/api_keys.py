"""Keys of the HTTP API: made and revoked by administrators, and shown once."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.api_keys import KEY, PREFIX, pace
from bot.domain.errors import Invalid, NotFound
from bot.runtime import Runtime
from bot.services.rows import Row, moment
from storage import audit, kpis, reading_sources
from storage.tables import ApiKey, Kpi

LONGEST_NAME = 80


class NoSuchKey(Exception):
    """The request has no key, or one that opens nothing: made up, revoked or expired."""


class TooFast(Exception):
    """More requests than the key may make; `wait` is how long until the next one."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose request it is, and what the key opens; `kpi_ids` None is every public KPI."""

    workspace_id: str
    key_id: int
    public_id: str
    may_read: bool
    may_write: bool
    kpi_ids: frozenset[int] | None
    person_id: int | None

    def sees(self, kpi: Kpi) -> bool:
        """Whether the KPI exists for this key: a private one has to be named."""
        if self.kpi_ids is not None:
            return kpi.id in self.kpi_ids
        return kpi.visibility == "public"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key to make; `kpi_keys` are those of the KPIs that it opens, none for all public ones."""

    name: str
    may_read: bool = True
    may_write: bool = False
    kpi_keys: Sequence[str] = ()
    expires_at: datetime | None = None


def add(
    session: Session, workspace_id: str, wanted: Wanted, *, at: datetime, by: int | None = None
) -> str:
    """Make a key: the whole of it, which nobody can show again.

    Raises Invalid "api_key.no_name" or "api_key.opens_nothing", NotFound "kpi.unknown".
    """
    name = " ".join(wanted.name.split())[:LONGEST_NAME]
    if not name:
        raise Invalid("api_key.no_name")
    if not (wanted.may_read or wanted.may_write):
        raise Invalid("api_key.opens_nothing")
    public_id = secrets.token_hex(6)
    key = f"{PREFIX}_{public_id}_{secrets.token_urlsafe(32)}"
    row = ApiKey(
        workspace_id=workspace_id,
        name=name,
        public_id=public_id,
        digest=_digest(key),
        may_read=wanted.may_read,
        may_write=wanted.may_write,
        kpi_ids=_ids(session, workspace_id, wanted.kpi_keys),
        created_by=by,
        created_at=at,
        expires_at=wanted.expires_at,
    )
    session.add(row)
    session.flush()
    _audit(session, row, "add_api_key", at=at, by=by)
    return key


def revoke(
    session: Session, workspace_id: str, public_id: str, *, at: datetime, by: int | None = None
) -> ApiKey:
    """Let a key open nothing from now on; twice is as good as once.

    Raises NotFound "api_key.unknown".
    """
    row = reading_sources.api_key_of(session, workspace_id, public_id)
    if row is None:
        raise NotFound("api_key.unknown", name=public_id)
    if row.revoked_at is None:
        row.revoked_at = at
        session.flush()
        _audit(session, row, "revoke_api_key", at=at, by=by)
    return row


def listed(session: Session, workspace_id: str, *, at: datetime) -> Sequence[Row]:
    """Every key with what it opens, when it was used last, and whether it still opens it."""
    titles = {kpi.id: kpi.key for kpi in kpis.kpis_by_key(session, workspace_id).values()}
    return [
        {
            "id": row.public_id,
            "name": row.name,
            "reads": row.may_read,
            "writes": row.may_write,
            "kpis": [titles[i] for i in row.kpi_ids or () if i in titles],
            "all": row.kpi_ids is None,
            "used_at": moment(row.used_at),
            "expires_at": moment(row.expires_at),
            "state": "revoked" if row.revoked_at else "open" if _is_open(row, at) else "expired",
        }
        for row in reading_sources.api_keys(session, workspace_id)
    ]


def admit(rt: Runtime, token: str) -> Bearer:
    """Whose key it is, with its request counted. Raises NoSuchKey, TooFast."""
    match = KEY.fullmatch(token)
    if match is None:
        raise NoSuchKey
    at = rt.clock()
    with rt.reading() as session:
        known = reading_sources.api_key(session, match[1])
        if known is None or not hmac.compare_digest(known.digest, _digest(token)):
            raise NoSuchKey
    with rt.uow() as session:
        row = reading_sources.api_key_for_update(session, match[1])
        if row is None or not _is_open(row, at):
            raise NoSuchKey
        passed = pace(row.paid_until, per_minute=rt.settings.api_requests_per_minute, now=at)
        if passed.wait > timedelta(0):
            raise TooFast(passed.wait)
        row.paid_until, row.used_at = passed.paid_until, at
        return _bearer(row)


def _bearer(row: ApiKey) -> Bearer:
    assert row.id is not None
    return Bearer(
        workspace_id=row.workspace_id,
        key_id=row.id,
        public_id=row.public_id,
        may_read=row.may_read,
        may_write=row.may_write,
        kpi_ids=None if row.kpi_ids is None else frozenset(row.kpi_ids),
        person_id=row.created_by,
    )


def _is_open(row: ApiKey, at: datetime) -> bool:
    return row.revoked_at is None and (row.expires_at is None or at < row.expires_at)


def _ids(session: Session, workspace_id: str, keys: Sequence[str]) -> list[int] | None:
    if not keys:
        return None
    known = kpis.kpis_by_key(session, workspace_id)
    for key in keys:
        if key not in known:
            raise NotFound("kpi.unknown", name=key)
    return sorted({known[key].id or 0 for key in keys})


def _digest(key: str) -> str:
    """Slow hashing is for words that people choose: nobody guesses 256 bits."""
    return hashlib.sha256(key.encode()).hexdigest()


def _audit(session: Session, row: ApiKey, action: str, *, at: datetime, by: int | None) -> None:
    audit.add(
        session,
        workspace_id=row.workspace_id,
        at=at,
        actor_id=by,
        action=action,
        subject="api_key",
        subject_id=row.id,
    )

"""What an administrator chooses for the whole workspace."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.errors import DomainError, Invalid
from bot.domain.kpis.model import AlertClock
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services import public_holidays
from bot.services.importing import schedule_rows
from bot.services.importing.changes import Changes
from bot.services.rows import Row
from storage import audit, inbox, organisation
from storage.tables import Workspace
from storage.tables.organisation import COMPANY_DIGESTS, LOCALES

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)
#: In whose calendars a workspace can live; a list of all would be longer than Slack's menus.
COUNTRIES = (
    *("VN", "AE", "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CN", "CZ", "DE", "DK", "ES"),
    *("FI", "FR", "GB", "HK", "HU", "ID", "IE", "IL", "IN", "IT", "JP", "KH", "KR", "LA", "MM"),
    *("MX", "MY", "NL", "NO", "NZ", "PH", "PL", "PT", "RO", "SA", "SE", "SG", "TH", "TR", "TW"),
    *("UA", "US", "ZA"),
)
LONGEST_WAIT = 5
SCHEDULED_BY = ("tz", "country", "saturdays", "company_channel_id", "company_digest")


@dataclass(frozen=True, slots=True)
class House:
    """The settings of a workspace, named as its columns are.

    `country` None is that of the time zone, `escalate_after` None is never.
    """

    locale: str
    tz: str
    country: str | None
    saturdays: bool
    strict: bool
    scorecards: bool
    year_starts: int
    escalate_after: int | None
    pilot: bool
    alert_clock: str = "wall"
    company_channel_id: str | None = None
    company_digest: str = "both"


def shown(rt: Runtime, *, by: Actor) -> Row:
    """What the form starts with; raises NotAllowed "policy.change_settings"."""
    _authorize(by)
    with rt.reading() as session:
        workspace = session.get_one(Workspace, by.workspace_id)
        offered = [code for code in COUNTRIES if code in public_holidays.countries()]
        if workspace.country is not None and workspace.country not in offered:
            offered.append(workspace.country)
        return asdict(_of(workspace)) | {"countries": offered}


def check(house: House) -> Mapping[str, DomainError]:
    """What is wrong, by the name of the field."""
    try:
        _check_zone(house.tz)
    except Invalid as error:
        return {"tz": error}
    return {}


def save(rt: Runtime, house: House, *, by: Actor, key: str) -> Row | None:
    """Keep what was chosen and plan anew what depends on it; None for what was done before.

    Raises NotAllowed "policy.change_settings", Invalid "time.unknown_zone", "settings.unknown".
    """
    at = rt.clock()
    _check(house)
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        _authorize(by)
        workspace = organisation.workspace_for_update(session, by.workspace_id)
        assert workspace is not None
        before = asdict(_of(workspace))
        changed = {name: value for name, value in asdict(house).items() if before[name] != value}
        _apply(session, workspace, changed, at=at)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="change_settings",
            subject="workspace",
            detail={"fields": sorted(changed)},
        )
        return {"changed": sorted(changed)}


def _apply(
    session: Session, workspace: Workspace, changed: Mapping[str, Any], *, at: datetime
) -> None:
    for name, value in changed.items():
        setattr(workspace, name, value)
    session.flush()
    if changed.keys() & {*SCHEDULED_BY}:
        schedule_rows.write(Changes(session, workspace.id), workspace, at=at)


def _of(workspace: Workspace) -> House:
    return House(**{name: getattr(workspace, name) for name in House.__dataclass_fields__})


def _authorize(by: Actor) -> None:
    authorize(by, Action.CHANGE_SETTINGS, NOBODY_IN_PARTICULAR)


def _check(house: House) -> None:
    _check_zone(house.tz)
    known = (
        house.locale in LOCALES,
        house.country is None or house.country in public_holidays.countries(),
        1 <= house.year_starts <= 12,
        house.alert_clock in {*AlertClock},
        house.company_digest in COMPANY_DIGESTS,
        house.escalate_after is None or 1 <= house.escalate_after <= LONGEST_WAIT,
    )
    if not all(known):
        raise Invalid("settings.unknown")


def _check_zone(tz: str) -> None:
    """Raises Invalid "time.unknown_zone"."""
    local_time_on(date(2026, 1, 1), time(), tz)

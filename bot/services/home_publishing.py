"""Shows home tabs: at once to who opens theirs, later to those for whom something changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.logs import logger
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import facts, home, home_audience
from storage import gates, homes, organisation
from storage.gates import Limit
from storage.tables import Home

log = logger(__name__)

METHOD = "views.publish"
#: Slack takes a hundred a minute; some are left for people who open theirs at the same time.
PER_SECOND, BURST = 1.0, 30
LEASE = timedelta(minutes=1)
MOST_AT_ONCE = 50


def publish_changed(rt: Runtime) -> int:
    """Show what has changed to those who have ever opened their tab; how many were shown.

    A tab is looked at when something was noted that may be seen on it, and is published only when
    it is another one than Slack has. Several processes share the work: each tab is claimed.
    """
    with rt.reading() as session:
        behind = homes.behind(session)
    for workspace_id in behind:
        with rt.uow() as session:
            home_audience.spread(session, workspace_id)
    published = 0
    for _ in range(MOST_AT_ONCE):
        claimed = _claim(rt)
        if claimed is None:
            break
        shown = _bring_up(rt, claimed)
        if shown is None:
            break
        published += shown
    return published


def publish(rt: Runtime, workspace_id: str, person_id: int) -> None:
    """Show one person's tab now; what cannot be shown now is shown by the worker."""
    claimed = _claim(rt, workspace_id=workspace_id, person_id=person_id)
    if claimed is not None:
        _bring_up(rt, claimed)


def publish_view(
    rt: Runtime, workspace_id: str, slack_user_id: str, view: Mapping[str, Any]
) -> bool:
    """Publish within the rate; False when it has to wait or Slack could not be reached.

    Raises SlackRefused.
    """
    with rt.uow() as session:
        limit = Limit(METHOD, per_second=PER_SECOND, burst=BURST)
        if not gates.admit(session, workspace_id, [limit], now=rt.clock()):
            return False
    try:
        rt.within(workspace_id).gateway.publish_view(user=slack_user_id, view=view)
    except RateLimited as refusal:
        with rt.uow() as session:
            gates.close(session, workspace_id, METHOD, seconds=refusal.seconds, now=rt.clock())
        return False
    except (NotConnected, OutcomeUnknown) as error:
        log.warning("home.not_published", error=str(error))
        return False
    return True


def _claim(rt: Runtime, **of_person: Any) -> Home | None:
    at = rt.clock()
    with rt.uow() as session:
        return homes.claim(session, at=at, until=at + LEASE, **of_person)


def _bring_up(rt: Runtime, claimed: Home) -> bool | None:
    """Show a claimed tab; False when Slack has it already, None when it has to wait."""
    view, target, page = _view(rt, claimed)
    digest = _digest(view) if view else None
    shown = view is not None and digest != claimed.digest
    if view is not None and shown:
        try:
            if not publish_view(rt, claimed.workspace_id, target, view):
                with rt.uow() as session:
                    homes.give_back(session, claimed)
                return None
        except SlackRefused as refusal:
            # It would be refused again and again; the next change or look tries anew.
            log.warning("home.refused", code=refusal.code, home=claimed.id)
            digest, shown = None, False
    with rt.uow() as session:
        homes.settle(session, claimed, digest=digest, page=page)
    return shown


def _view(rt: Runtime, claimed: Home) -> tuple[Mapping[str, Any] | None, str, int]:
    """The view, whose it is and which page it shows; None for who has no account any more."""
    with rt.reading() as session:
        person = organisation.person(session, claimed.workspace_id, claimed.person_id)
        if person is None or person.slack_user_id is None or person.standing != "employee":
            return None, "", claimed.page
        by = facts.actor(person)
        known = home.shown(session, by, page=claimed.page, at=rt.clock())
    view = rt.render.home("home", known, locale=by.locale, tz=by.tz)
    return view, person.slack_user_id, known["mine"]["page"]


def _digest(view: Mapping[str, Any]) -> str:
    text = json.dumps(view, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()

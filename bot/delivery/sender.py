"""The message protocol: claim → look → guard → post → record."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.delivery import outsiders, relevance
from bot.delivery.errors import Meaning, meaning
from bot.delivery.pacing import Pace
from bot.logs import logger
from bot.protocols import (
    FailPoints,
    Gateway,
    NoFailPoints,
    NotConnected,
    OutcomeUnknown,
    Posted,
    RateLimited,
    SlackRefused,
)
from bot.render import Rendered, Renderer
from bot.render.pictures import NoPictures, Pictures
from storage import gates, outbox
from storage.claiming import Claimed, claim_next

log = logger(__name__)

LOOK_BACK = timedelta(minutes=5)
MOST_TRIES = 8
GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends one message at a time; several senders may work side by side.

    `owner` is random per process start, so that a lease of an earlier life is never mistaken for
    this one's. With several workspaces `gateways` gives that of each.
    `lease_seconds` is real time; everything else runs on `clock`. `chance` gives numbers from 0 to
    1, by which back-offs differ.
    """

    uow: Callable[[], AbstractContextManager[Session]]
    gateway: Gateway
    render: Renderer
    clock: Callable[[], datetime]
    owner: str
    lease_seconds: float
    pace: Pace = field(default_factory=Pace)
    points: FailPoints = field(default_factory=NoFailPoints)
    chance: Callable[[], float] = random.random
    pictures: Pictures = field(default_factory=NoPictures)
    gateways: Callable[[str], Gateway] | None = None

    def send_next(self) -> bool:
        """Send the most urgent message; False when nothing may be sent now."""
        began = time.monotonic()
        with self.uow() as session:
            claimed = claim_next(
                session,
                owner=self.owner,
                now=self.clock(),
                lease_ms=int(self.lease_seconds * 1000),
                limits=self.pace.limits,
            )
            why_not = claimed and relevance.why_not(session, claimed)
        if claimed is None:
            return False
        self.points.reach("claim.after")
        if why_not:
            self._drop(claimed, state="skipped", error=why_not)
        elif claimed.doubts + claimed.failures >= MOST_TRIES:
            self._bury(claimed, "in doubt" if claimed.in_doubt else "tried too often")
        else:
            self._send(claimed, began)
        return True

    def seconds_closed(self, *, since: datetime) -> float | None:
        """How long until the first gate opens that was closed at `since`, when it was looked last.

        0 when it is open by now; None when nobody waits behind one.
        """
        with self.uow() as session:
            opens_at = gates.next_open(session, since)
            now = self.clock()
            if opens_at is not None and not outbox.waiting(session, now, limit=1):
                opens_at = None
        return None if opens_at is None else max((opens_at - now).total_seconds(), 0.0)

    def _send(self, claimed: Claimed, began: float) -> None:
        try:
            words = self.render.message(
                claimed.kind, claimed.params, locale=claimed.locale, tz=claimed.tz
            )
        except Exception as error:
            # One broken template or row must stop one message, never the sender.
            log.exception("message.render_failed", message=claimed.id, kind=claimed.kind)
            self._drop(claimed, state="dead", error=f"render: {type(error).__name__}")
            return
        if claimed.in_doubt and claimed.operation == "post":
            self._send_in_doubt(claimed, words, began)
        else:
            self._try(claimed, words, began)

    def _send_in_doubt(self, claimed: Claimed, words: Rendered, began: float) -> None:
        """Look for what an earlier attempt left; post only when it certainly left nothing."""
        try:
            place = self._gateway(claimed).find(
                target=claimed.target,
                channel=claimed.channel_id,
                mark=mark(claimed),
                since=claimed.first_tried_at - LOOK_BACK,
                thread_ts=claimed.thread_ts,
            )
        except SlackRefused as refusal:
            log.error("message.cannot_look", message=claimed.id, code=refusal.code)
            if may_never_look(refusal.code):
                self._bury(claimed, f"in doubt: {refusal.code}")
            else:
                self._keep_in_doubt(claimed)
        except RateLimited as limit:
            self._close_gate(claimed, limit)
            self._keep_in_doubt(claimed)
        except (NotConnected, OutcomeUnknown):
            log.warning("message.look_failed", message=claimed.id, attempt=claimed.attempt)
            self._keep_in_doubt(claimed)
        else:
            self.points.reach("look.after")
            if place is None:
                self._try(claimed, words, began)
            else:
                self._record(claimed, place)

    def _try(self, claimed: Claimed, words: Rendered, began: float) -> None:
        try:
            place = self._post(claimed, words, began)
        except RateLimited as limit:
            self._close_gate(claimed, limit)
            self._release(claimed, None, "rate limited")
        except NotConnected:
            self._release(claimed, self._back_off(claimed), "not connected")
        except SlackRefused as refusal:
            self._refused(claimed, refusal.code)
        except OutcomeUnknown:
            # The row stays `sending`: when the lease ends, whoever claims it looks first.
            log.warning("message.in_doubt", message=claimed.id, attempt=claimed.attempt)
            if claimed.in_doubt and claimed.operation == "update":
                self._keep_in_doubt(claimed)  # repeating an edit does no harm
        else:
            if place is not None:
                self._record(claimed, place)

    def _post(self, claimed: Claimed, words: Rendered, began: float) -> Posted | None:
        return self.pictures.post(
            words,
            workspace_id=claimed.workspace_id,
            by=lambda shown: self._post_in_time(claimed, shown, began),
        )

    def _post_in_time(self, claimed: Claimed, words: Rendered, began: float) -> Posted | None:
        if time.monotonic() - began > self.lease_seconds / 2:
            log.warning("message.lease_half_gone", message=claimed.id)
            return None
        self.points.reach("post.before")
        place = self._call(claimed, words)
        self.points.reach("post.after")
        return place

    def _call(self, claimed: Claimed, words: Rendered) -> Posted:
        slack = self._gateway(claimed)
        outsiders.check(slack, claimed)
        said: Any = {"text": words.text, "blocks": words.blocks, "mark": mark(claimed)}
        if claimed.operation == "update":
            assert claimed.edited_channel is not None
            assert claimed.edited_ts is not None
            place = Posted(claimed.edited_channel, claimed.edited_ts)
            slack.edit(at=place, **said)
            return place
        return slack.post(target=claimed.target, thread_ts=claimed.thread_ts, **said)

    def _gateway(self, claimed: Claimed) -> Gateway:
        return self.gateways(claimed.workspace_id) if self.gateways else self.gateway

    def _refused(self, claimed: Claimed, code: str) -> None:
        match meaning(code):
            case Meaning.TEMPORARY:
                self._release(claimed, self._back_off(claimed), code, failed=True)
            case Meaning.WORKSPACE:
                log.error("workspace.unreachable", workspace=claimed.workspace_id, code=code)
                self._pause(claimed, code)
            case Meaning.UNKNOWN:
                log.warning("message.in_doubt", message=claimed.id, code=code)
            case _:
                self._bury(claimed, code)

    def _record(self, claimed: Claimed, place: Posted) -> None:
        self.points.reach("record.before")
        with self.uow() as session:
            ours = outbox.record_sent(
                session,
                claimed.id,
                owner=self.owner,
                channel=place.channel,
                ts=place.ts,
                at=self.clock(),
            )
        self.points.reach("record.after")
        if not ours:
            log.error("message.lease_lost", message=claimed.id)

    def _close_gate(self, claimed: Claimed, limit: RateLimited) -> None:
        """Nobody calls the method in this workspace before Slack wants it."""
        log.warning("gate.closed", method=limit.method, seconds=limit.seconds)
        with self.uow() as session:
            gates.close(
                session,
                claimed.workspace_id,
                limit.method,
                seconds=limit.seconds,
                now=self.clock(),
            )

    def _pause(self, claimed: Claimed, error: str) -> None:
        """Give the message back and let its whole workspace wait."""
        with self.uow() as session:
            outbox.pause_workspace(session, claimed.workspace_id, at=self.clock())
        self._release(claimed, outbox.PAUSE, error)

    def _release(
        self, claimed: Claimed, wait: timedelta | None, error: str, *, failed: bool = False
    ) -> None:
        """Give back what was certainly not carried out, for as long as it is of use.

        `wait` None: until the gate opens.
        """
        tries = claimed.doubts + claimed.failures + int(failed)
        if self._is_too_late(claimed) or tries >= MOST_TRIES:
            self._bury(claimed, error)
            return
        with self.uow() as session:
            outbox.release(
                session,
                claimed.id,
                owner=self.owner,
                not_before=None if wait is None else self.clock() + wait,
                error=error,
                failed=failed,
            )

    def _keep_in_doubt(self, claimed: Claimed) -> None:
        """Nothing was learnt: still `sending`, whoever claims it after this lease tries again."""
        if self._is_too_late(claimed):
            self._bury(claimed, "in doubt")
            return
        with self.uow() as session:
            outbox.forget_doubt(session, claimed.id, owner=self.owner)

    def _is_too_late(self, claimed: Claimed) -> bool:
        return self.clock() - claimed.first_tried_at > GIVE_UP_AFTER

    def _back_off(self, claimed: Claimed) -> timedelta:
        """Up to a half shorter by chance: what failed together shall not come back together."""
        return pause(claimed.attempt) * (1 - self.chance() / 2)

    def _bury(self, claimed: Claimed, error: str) -> None:
        log.error("message.dead", message=claimed.id, kind=claimed.kind, code=error)
        self._drop(claimed, state="dead", error=error)

    def _drop(self, claimed: Claimed, *, state: str, error: str) -> None:
        with self.uow() as session:
            outbox.drop(session, claimed.id, owner=self.owner, state=state, error=error)


def mark(claimed: Claimed) -> str:
    """The opaque id that a message carries in its metadata, by which it is found again."""
    return f"m{claimed.id}"


def may_never_look(code: str) -> bool:
    """Whether a refused look will be refused again: no right to read, or nothing there."""
    return code in ("missing_scope", "not_in_channel") or meaning(code) in (
        Meaning.TARGET,
        Meaning.MESSAGE,
    )


def pause(attempt: int) -> timedelta:
    """How long to wait after the n-th failed attempt: doubling, up to half an hour."""
    return min(FIRST_PAUSE * int(2 ** min(attempt - 1, 10)), LONGEST_PAUSE)

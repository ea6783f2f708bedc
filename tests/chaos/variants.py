"""The bot's sender, and two that are wrong on purpose: the harness must tell them apart."""

import os
import signal
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.delivery.sender import Sender
from bot.protocols import NotConnected, OutcomeUnknown, Posted, RateLimited, SlackRefused
from storage import outbox
from storage.claiming import claim_next
from storage.tables import Message

FAILURES = (NotConnected, OutcomeUnknown, RateLimited, SlackRefused)


@dataclass(slots=True)
class Deadly:
    """Ends the process with SIGKILL when it comes to `point` for the `nth` time."""

    point: str | None
    nth: int

    def reach(self, name: str) -> None:
        if name != self.point:
            return
        self.nth -= 1
        if self.nth <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One attempt for each message, marked before it is posted or after."""

    sender: Sender
    mark_first: bool

    def send_next(self) -> bool:
        return self._mark_then_send() if self.mark_first else self._send_then_mark()

    def clock(self) -> datetime:
        return self.sender.clock()

    def seconds_closed(self, *, since: datetime) -> None:  # noqa: ARG002
        return None

    def _mark_then_send(self) -> bool:
        s = self.sender
        with s.uow() as session:
            claimed = claim_next(session, owner=s.owner, now=s.clock(), lease_ms=1000)
            if claimed is None:
                return False
            outbox.record_sent(
                session, claimed.id, owner=s.owner, channel="?", ts="0", at=s.clock()
            )
        self._post(claimed.id, claimed.target, claimed.params["text"])
        return True

    def _send_then_mark(self) -> bool:
        s = self.sender
        with s.uow() as session:
            waiting = select(Message).where(col(Message.state) == "pending")
            row = session.exec(waiting.order_by(col(Message.id))).first()
            if row is None or row.id is None:
                return False
            target, text = row.target, row.params["text"]
        if self._post(row.id, target, text) is not None:
            with s.uow() as session:
                session.get_one(Message, row.id).state = "sent"
        return True

    def _post(self, message_id: int, target: str, text: str) -> Posted | None:
        self.sender.points.reach("post.before")
        try:
            place = self.sender.gateway.post(
                target=target, text=text, blocks=[], mark=f"m{message_id}"
            )
        except FAILURES:
            return None
        self.sender.points.reach("post.after")
        return place


def made(variant: str, sender: Sender) -> Sender | Wrong:
    """The sender of this name."""
    if variant == "protocol":
        return sender
    return Wrong(sender, mark_first=variant == "mark-then-send")

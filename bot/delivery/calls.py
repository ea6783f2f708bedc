"""Senders in several processes on PostgreSQL: procrastinate carries the calls between them.

A call names no message: when a sender has a hand free, the outbox decides what is sent next, by its
priorities and rates. So a call that is lost, or is one too many, does no harm.
"""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import procrastinate
from procrastinate.exceptions import ProcrastinateException
from sqlmodel import Session

from bot.delivery.engine import Transaction
from bot.delivery.sender import Sender
from bot.logs import logger
from storage import outbox, wake_up_jobs

log = logger(__name__)

QUEUE, TASK = "okrbot", "okrbot.send"
MOST_CALLS = 4  # whoever is called sends all that waits: a morning's thousands need few calls
CONNECTIONS = 4
LOOK_AGAIN_S = 1.0
MARGIN_S = 0.002
POLL_S = 0.1


class Calls:
    """Calls whoever sends, in this process or another; nothing is sent here."""

    def __init__(self) -> None:
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector())

    def defer(self, session: Session, ids: Sequence[int]) -> None:
        """Call in the session's transaction: nobody hears of it before that is committed."""
        if not ids:
            return
        try:
            with session.begin_nested():
                # Asked for in here, which sets the savepoint.
                connection = session.connection().connection.driver_connection
                task = self._app.configure_task(TASK, queue=QUEUE, connection=connection)
                task.batch_defer(*({} for _ in ids[:MOST_CALLS]))
        except ProcrastinateException as error:
            # What was prepared must not be lost for want of a call: it is found waiting later.
            log.error("call.failed", exc_info=error)


def call_for_waiting(calls: Calls, uow: Transaction, now: datetime) -> int:
    """Call for messages that wait with no call under way; how many calls were made.

    Their call was lost, answered by a process that died, or made before their time came.
    """
    with uow() as session:
        wake_up_jobs.forget_abandoned(session)
        if wake_up_jobs.are_called(session):
            return 0
        waiting = outbox.waiting(session, now, limit=MOST_CALLS)
        calls.defer(session, waiting)
    return len(waiting)


class CalledSenders:
    """Sends in this process whenever somebody calls, with `hands` messages in hand at most.

    `url` is a libpq URL of the database that the calls go through.
    """

    def __init__(self, sender: Sender, url: str, *, hands: int = 2) -> None:
        self._sender = sender
        self._hands = hands
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="called-senders", daemon=True)
        connector = procrastinate.PsycopgConnector(
            conninfo=url, min_size=1, max_size=CONNECTIONS, timeout=LOOK_AGAIN_S
        )
        self._app = procrastinate.App(connector=connector)
        self._app.task(name=TASK, queue=QUEUE)(self.send)

    def start(self) -> None:
        self._thread.start()

    def stop(self, *, within_seconds: float) -> bool:
        """Finish the messages in hand and stop; False when one of them takes longer."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(within_seconds)
        return not self._thread.is_alive()

    def send(self) -> None:
        """Answer one call: send until nothing may be sent now, or until told to stop.

        Closed gates are waited for: they open at a known moment, and nobody else would call.
        """
        while not self._stopping.is_set():
            looked_at = self._sender.clock()
            if self._sender.send_next():
                continue
            closed = self._sender.seconds_closed(since=looked_at)
            if closed is None:
                return
            self._stopping.wait(min(closed + MARGIN_S, LOOK_AGAIN_S))

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                asyncio.run(self._listen())
            except Exception:
                # The database may be away for a moment; the calls wait in it.
                log.exception("senders.failed")
                self._stopping.wait(LOOK_AGAIN_S)

    async def _listen(self) -> None:
        async with self._app.open_async():
            listening = asyncio.create_task(
                self._app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self._hands,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            )
            while not self._stopping.is_set() and not listening.done():
                await asyncio.sleep(POLL_S)
            if listening.done():
                await listening
                return
            listening.cancel()  # procrastinate takes no more calls and ends those that it answers
            with suppress(asyncio.CancelledError):
                await listening

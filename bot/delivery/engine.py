"""What makes senders send: one Protocol, carried out within a process or between several."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlmodel import Session

from storage import outbox

Transaction = Callable[[], AbstractContextManager[Session]]


class Call(Protocol):
    """How a process that prepares messages calls those that send."""

    def defer(self, session: Session, ids: Sequence[int]) -> None:
        """Have these messages sent as soon as the transaction is committed; not if it is not.

        Nothing but time is lost when the call is: what waits lies in the outbox.
        """


class Engine(Protocol):
    """Senders at work in the background."""

    def start(self) -> None: ...

    def stop(self, *, within_seconds: float) -> bool:
        """Finish the messages in hand and stop; False when one of them takes longer."""


def calling(transaction: Transaction, call: Call) -> Transaction:
    """The same transactions, with a call to the senders for what they prepared.

    The senders themselves use transactions without it, or they would wake each other for ever.
    """

    @contextmanager
    def calls() -> Iterator[Session]:
        with transaction() as session:
            yield session
            call.defer(session, outbox.prepared(session))

    return calls

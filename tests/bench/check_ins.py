"""P7: one check-in is written: read, insert, update, audit, one commit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Row as Stored
from sqlalchemy import text
from sqlmodel import col, select

from bot.services import recording
from bot.services.recording import Origin, Said
from storage import audit, ownership
from storage.tables import KeyResult
from storage.uow import Database
from tests.bench.baselines.raw_check_in import opened
from tests.bench.frame import Goal, Row, Side, timed
from tests.bench.organisation import NOW, WORKSPACE
from tests.bench.stores import ENGINES, Stores

BASELINE = "tests/bench/baselines/raw_check_in.py"
GOALS = {"sqlite": ("<=3.2", "<=2.2"), "postgresql": ("<=2.5", "<=1.8")}
WRITES = 100
BY, CONFIDENCE, ZONE = 1, 6, "Asia/Ho_Chi_Minh"
Write = Callable[[str, int, Decimal, int, int, datetime], None]
#: What both sides wrote, in all of its columns.
WRITTEN = (
    text("SELECT * FROM check_in ORDER BY id"),
    text("SELECT * FROM key_result ORDER BY id"),
    text("SELECT * FROM audit ORDER BY id"),
)


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    """One for each database."""
    with ExitStack() as stack:
        yield [stack.enter_context(_row(stores, kind)) for kind in ENGINES]


@contextmanager
def _row(stores: Stores, kind: str) -> Iterator[Row]:
    with (
        stores.opened(kind) as ours,
        stores.opened(kind) as other,
        closing(opened(other.write.url)) as raw,
    ):
        mine, theirs = sides(ours, other, raw.check_in)
        yield Row(
            "P7",
            "a check-in written and committed, in a company of so many people",
            kind,
            stores.size,
            Goal.of(GOALS[kind][0]),
            BASELINE,
            mine,
            theirs,
            aim=Goal.of(GOALS[kind][1]),
        )


def sides(ours: Database, other: Database, write: Write) -> tuple[Side, Side]:
    """The bot on a database and `write` on another with the same rows; they write the same."""
    ids = from_start_to_target(ours, WRITES)
    mine, theirs = _writing(ours_on(ours), ids), _writing(write, ids)
    mine()
    theirs()
    assert _written(ours) == _written(other)
    return mine, theirs


def ours_on(database: Database) -> Write:
    """A check-in as the use cases write it."""

    def check_in(
        workspace: str, row_id: int, value: Decimal, confidence: int, by: int, at: datetime
    ) -> None:
        with database.unit_of_work() as session:
            kr = ownership.key_result_for_update(session, workspace, row_id)
            assert kr is not None
            said = Said(value, confidence=confidence)
            recording.key_result(session, kr, said, Origin(by, at, ZONE, "reply"))
            audit.add(
                session,
                workspace_id=workspace,
                at=at,
                actor_id=by,
                action="check_in",
                subject="key_result",
                subject_id=row_id,
            )

    return check_in


def _writing(write: Write, ids: Sequence[int]) -> Side:
    """Writes WRITES check-ins and tells the seconds of one; other figures each time."""
    rounds = iter(range(1, 1_000_000))

    def all_of_them() -> None:
        value = Decimal(next(rounds))
        for row_id in ids:
            write(WORKSPACE, row_id, value, CONFIDENCE, BY, NOW)

    run = timed(all_of_them)
    return lambda: run() / len(ids)


def from_start_to_target(database: Database, count: int) -> Sequence[int]:
    """So many key results that lie far apart."""
    statement = select(KeyResult.id).where(KeyResult.shape == "reach").order_by(col(KeyResult.id))
    with database.reading() as session:
        found = [row_id for row_id in session.exec(statement) if row_id is not None]
    return found[:: max(len(found) // count, 1)][:count]


def _written(database: Database) -> list[Sequence[Stored[tuple[object, ...]]]]:
    with database.read.connect() as connection:
        return [connection.execute(statement).all() for statement in WRITTEN]

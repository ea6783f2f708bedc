"""The tables of procrastinate, which carries wake-up calls between the processes of one database.

Nothing in them is worth keeping: what is to be sent lies in `message`, and who finds a message
waiting with nobody called makes a new call.
"""

from importlib.metadata import version

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

# Any number will do; every maker must take the same one.
MAKING_LOCK = 7_310_002
WAIT_S = 60
MADE_BY = text(
    "SELECT obj_description(to_regclass(quote_ident(current_schema()) || '.procrastinate_jobs'))"
)
ARE_CALLED = text("SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo')")
ABANDONED = text("DELETE FROM procrastinate_jobs WHERE status = 'doing' AND worker_id IS NULL")
DROP = r"""
DO $$
DECLARE
    one text;
BEGIN
    FOR one IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r'
        AND relnamespace = current_schema()::regnamespace AND relname LIKE 'procrastinate\_%'
    LOOP EXECUTE 'DROP TABLE ' || one || ' CASCADE'; END LOOP;
    FOR one IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'procrastinate\_%'
    LOOP EXECUTE 'DROP FUNCTION ' || one || ' CASCADE'; END LOOP;
    FOR one IN SELECT oid::regtype FROM pg_type WHERE typtype IN ('c', 'e')
        AND typnamespace = current_schema()::regnamespace AND typname LIKE 'procrastinate\_%'
    LOOP EXECUTE 'DROP TYPE ' || one || ' CASCADE'; END LOOP;
END $$
"""


def ensure(engine: Engine) -> bool:
    """Make the tables, or make them anew for another release of procrastinate; whether it was done.

    Several processes may try at once. Raises what the database raises.
    """
    with engine.begin() as connection:
        if _are_current(connection):
            return False
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MAKING_LOCK})
        if _are_current(connection):
            return False
        # The driver itself takes the percent signs of a script as they are.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(DROP)
        driver.execute(SchemaManager.get_schema())
        driver.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{_mark()}'")
        return True


def are_called(session: Session) -> bool:
    """Whether a call is under way that nobody has answered yet."""
    return bool(session.execute(ARE_CALLED).scalar_one())


def forget_abandoned(session: Session) -> int:
    """Delete calls whose answering process is gone; how many."""
    return int(session.execute(ABANDONED).rowcount)  # type: ignore[attr-defined]


def _are_current(connection: Connection) -> bool:
    return bool(connection.execute(MADE_BY).scalar_one() == _mark())


def _mark() -> str:
    return f"procrastinate {version('procrastinate')}"

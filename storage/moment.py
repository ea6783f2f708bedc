"""The database's own clock, which leases run on: all replicas see the same one."""

from sqlalchemy import text
from sqlmodel import Session

SQLITE = text("SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)")
POSTGRESQL = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")


def milliseconds(session: Session) -> int:
    """Milliseconds since 1970 by the database's clock."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return int(session.execute(POSTGRESQL if on_postgresql else SQLITE).scalar_one())

"""The tick's own statement on the same rows without the index that it goes by."""

from sqlalchemy import text

from storage.uow import Database

DROP = text("DROP INDEX ix_schedule_next_at")


def without_index(database: Database) -> None:
    """Take the index away for good."""
    with database.write.begin() as connection:
        connection.execute(DROP)

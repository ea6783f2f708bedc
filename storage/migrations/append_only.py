"""Triggers that refuse to change or delete the rows of a table.

On SQLite a batch migration copies its table and drops the old one with its triggers: a migration
that alters a protected table calls `protect` again afterwards.
"""

from sqlalchemy import Connection, text

POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)
SQLITE_TRIGGERS = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)


def prepare(connection: Connection) -> None:
    """Create what the triggers call; once per database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRESQL_FUNCTION))


def protect(connection: Connection, table: str) -> None:
    """From now on an UPDATE, DELETE or TRUNCATE of `table` raises IntegrityError."""
    triggers = POSTGRESQL_TRIGGERS if connection.dialect.name == "postgresql" else SQLITE_TRIGGERS
    for trigger in triggers:
        connection.execute(text(trigger.format(table=table)))

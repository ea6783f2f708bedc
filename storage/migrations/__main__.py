"""Draft a migration from what the tables have and the newest schema has not.

python -m storage.migrations "give a team a colour"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage import engine, schema


def draft(message: str, directory: Path) -> None:
    """Write the next numbered file into versions/; it is a draft, to be read and corrected."""
    url = f"sqlite:///{directory / 'draft.db'}"
    schema.upgrade(url)
    following = f"{int(schema.head()) + 1:04d}"
    with engine.writer(url).begin() as connection:
        command.revision(
            schema.config(connection), message=message, autogenerate=True, rev_id=following
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        draft(sys.argv[1], Path(temporary))

"""What Alembic runs. The connection comes from `storage.schema`, already in a transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from storage.tables import metadata
from storage.types import ExactDecimal, UtcDateTime


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types by their own names into a new migration."""
    if kind == "type" and isinstance(item, UtcDateTime | ExactDecimal):
        name = type(item).__name__
        autogen.imports.add(f"from storage.types import {name}")
        return f"{name}()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    on_version_apply=context.config.attributes["after_step"],
)
with context.begin_transaction():
    context.run_migrations()

"""`okrbot keys`: keys of the HTTP API."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.failure import refusing
from bot.cli.workspaces import Named, opened
from bot.services import api_keys
from bot.services.api_keys import Wanted

keys = typer.Typer(
    help="Keys with which other programs send and read KPI figures over HTTP.",
    epilog="Example: okrbot keys add warehouse --write",
    no_args_is_help=True,
)
STATES = {"open": "", "revoked": ", revoked", "expired": ", expired"}


@keys.command(epilog="Example: okrbot keys add warehouse --write --kpi cpa --days 365")
def add(
    name: Annotated[str, typer.Argument(help="What uses it.")],
    write: Annotated[bool, typer.Option("--write", help="May send figures.")] = False,
    read: Annotated[bool, typer.Option(help="May read KPIs and figures.")] = True,
    kpi: Annotated[
        list[str] | None, typer.Option(help="Only for this KPI, by its key; may be repeated.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="Valid for so long.")] = None,
    workspace: Named = None,
) -> None:
    """Make a key and show it, once."""
    at = wiring.system_clock()
    wanted = Wanted(
        name,
        may_read=read,
        may_write=write,
        kpi_keys=tuple(kpi or ()),
        expires_at=None if days is None else at + timedelta(days=days),
    )
    with refusing(), opened(write=True) as session:
        found = workspaces.one(session, workspace)
        key = api_keys.add(session, found.id, wanted, at=at)
    typer.echo(key)
    typer.echo("Keep it now: it is stored hashed, and nobody can show it again.", err=True)


@keys.command("list", epilog="Example: okrbot keys list")
def listed(workspace: Named = None) -> None:
    """Say which keys there are, what they open and when they were used last."""
    with opened() as session:
        for found in workspaces.every(session, workspace):
            rows = api_keys.listed(session, found.id, at=wiring.system_clock())
            typer.echo(f"{found.name}: {len(rows) or 'no'} keys")
            for row in rows:
                typer.echo(f"  {_told(row)}")


@keys.command(epilog="Example: okrbot keys revoke 0f3a5c7e9b1d")
def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="As `okrbot keys list` shows it.")],
    workspace: Named = None,
) -> None:
    """Let a key open nothing any more; this cannot be taken back."""
    with refusing(), opened(write=True) as session:
        found = workspaces.one(session, workspace)
        row = api_keys.revoke(session, found.id, key, at=wiring.system_clock())
        typer.echo(f"{row.public_id} {row.name} opens nothing any more.")


def _told(row: Mapping[str, Any]) -> str:
    rights = " and ".join(name for name in ("reads", "writes") if row[name])
    which = "all public KPIs" if row["all"] else ", ".join(row["kpis"]) or "no KPI any more"
    used = f"used {_day(row['used_at'])}" if row["used_at"] else "never used"
    until = f", until {_day(row['expires_at'])}" if row["expires_at"] else ""
    return f"{row['id']} {row['name']}: {rights} {which}, {used}{until}{STATES[row['state']]}"


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d}"

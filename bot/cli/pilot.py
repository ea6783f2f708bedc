"""`okrbot pilot`: which teams are asked until everybody is."""

from collections.abc import Sequence
from typing import Annotated

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli import quiet, workspaces
from bot.cli.failure import Failure
from bot.cli.workspaces import Named, opened
from bot.services import pilot as pilots
from storage import organisation, teams
from storage.tables import Team, Workspace

Keys = Annotated[
    list[str], typer.Argument(metavar="TEAM…", help="Keys of teams, as in the import file.")
]
pilot = typer.Typer(
    help="Ask only some teams at first; a new workspace begins so.",
    epilog="Example: okrbot pilot add marketing",
    no_args_is_help=True,
)


@pilot.command(epilog="Example: okrbot pilot status")
def status(workspace: Named = None) -> None:
    """Say who is asked, and which teams were chosen."""
    with opened() as session:
        for found in workspaces.every(session, workspace):
            for line in told(session, found):
                typer.echo(line)


@pilot.command(epilog="Example: okrbot pilot add marketing sales")
def add(keys: Keys, workspace: Named = None) -> None:
    """Ask these teams, too, and the teams below them."""
    _choose(keys, workspace, into=True)


@pilot.command(epilog="Example: okrbot pilot remove sales")
def remove(keys: Keys, workspace: Named = None) -> None:
    """Ask these teams no more; `okrbot pilot add` takes it back."""
    _choose(keys, workspace, into=False)


@pilot.command(epilog="Example: okrbot pilot end")
def end(workspace: Named = None) -> None:
    """Ask everybody from the next check-in on; `okrbot pilot start` takes it back."""
    _switch(workspace, on=False)


@pilot.command(epilog="Example: okrbot pilot start")
def start(workspace: Named = None) -> None:
    """Ask only the chosen teams from now on."""
    _switch(workspace, on=True)


def told(session: Session, workspace: Workspace) -> Sequence[str]:
    """How the pilot of a workspace stands, for the reader of a terminal."""
    found = pilots.status(session, workspace.id)
    asked = f"asked: {found.asked} of {found.owners} people with goals"
    if not found.is_on:
        return [f"{workspace.name}: no pilot, {asked}."]
    if found.asks_nobody:
        return [quiet.nobody(workspace)]
    tree = teams.all_teams(session, workspace.id)
    lines = [f"{workspace.name}: pilot, {asked}."]
    for team in found.chosen:
        assert team.id is not None
        below = ", ".join(tree[team_id].key for team_id in teams.subtree(tree, team.id)[1:])
        lines.append(f"  {team.key}, with {below}" if below else f"  {team.key}")
    return lines


def _choose(keys: Sequence[str], named: str | None, *, into: bool) -> None:
    with opened(write=True) as session:
        workspace = workspaces.one(session, named)
        chosen = _teams(session, workspace, keys)
        pilots.choose(session, chosen, into=into, at=wiring.system_clock())
        session.flush()
        for line in told(session, workspace):
            typer.echo(line)
        if not workspace.pilot:
            typer.echo("The choice counts once a pilot runs: `okrbot pilot start`.")


def _teams(session: Session, workspace: Workspace, keys: Sequence[str]) -> Sequence[Team]:
    known = organisation.teams_by_key(session, workspace.id)
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise Failure(
            f"There is no team with the key {', '.join(unknown)}, so nothing was changed. "
            f"Teams: {', '.join(known) or 'none yet, see `okrbot import`'}."
        )
    return [known[key] for key in keys]


def _switch(named: str | None, *, on: bool) -> None:
    with opened(write=True) as session:
        workspace = workspaces.one(session, named)
        changed = pilots.switch(session, workspace.id, on=on, at=wiring.system_clock())
        session.flush()
        for line in told(session, workspace):
            typer.echo(line)
        if not changed:
            typer.echo("It stood so already.")
        elif not on:
            typer.echo("If your import file has `pilot:`, write `pilot: off` there, too.")

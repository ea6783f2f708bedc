"""`okrbot secrets`: the keys that seal the tokens of installed workspaces."""

import typer

from bot import wiring
from bot.cli import workspaces
from bot.services import installing
from bot.settings import Settings
from storage import sealing

secrets = typer.Typer(
    help="The keys that seal the workspaces' tokens.",
    epilog="Example: okrbot secrets new-key",
    no_args_is_help=True,
)


@secrets.command("new-key", epilog="Example: okrbot secrets new-key")
def new_key() -> None:
    """Print a new key for OKRBOT_ENCRYPTION_KEYS; it is kept nowhere else."""
    typer.echo(sealing.new_key())


@secrets.command(epilog="Example: okrbot secrets rotate")
def rotate() -> None:
    """Seal everything with the first key, while the bot runs; then the others can go."""
    settings = Settings()
    keys = wiring.keyring(settings)
    with workspaces.opened():  # refuses a database that is not ready
        pass
    opened = wiring.database_beside(settings)
    try:
        count = wiring.rotated(settings, opened)
    finally:
        opened.dispose()
    typer.echo(f"Sealed with the key {keys.ids[0]}: the tokens of {_workspaces(count)}.")
    if len(keys.ids) > 1:
        old = ", ".join(keys.ids[1:])
        typer.echo(f"Take {old} out of OKRBOT_ENCRYPTION_KEYS and start every process anew.")
    typer.echo("Backups from before still need the old key.")


@secrets.command(epilog="Example: okrbot secrets forget")
def forget() -> None:
    """Forget tokens that no key at hand opens: their workspaces have to install the app again."""
    keys = wiring.keyring(Settings())
    with workspaces.opened(write=True) as session:
        lost = installing.forget_unreadable(session, keys)
    typer.echo(f"Forgotten: the tokens of {_workspaces(lost)}.")


def _workspaces(count: int) -> str:
    return f"{count} workspace{'' if count == 1 else 's'}"

"""`okrbot shadow`: see what would be sent before anybody is sent it."""

from collections.abc import Iterator, Mapping
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot import wiring
from bot.cli import workspaces
from bot.cli.workspaces import Named, opened
from bot.render import Renderer
from bot.render.plain import Plain
from bot.services import shadow as shadows
from storage import organisation
from storage import shadow as kept
from storage.tables import Message, Workspace

INDENT = "    "
shadow = typer.Typer(
    help="Prepare check-ins, reminders, digests and alerts without sending them.",
    epilog="Example: okrbot shadow on",
    no_args_is_help=True,
)
Last = Annotated[int, typer.Option(min=1, help="How many to show, the newest ones.")]


@shadow.command(epilog="Example: okrbot shadow on")
def on(workspace: Named = None) -> None:
    """Keep back what the schedule prepares from now on; people who write are answered."""
    _switch(workspace, on=True)


@shadow.command(epilog="Example: okrbot shadow off")
def off(workspace: Named = None) -> None:
    """Send again what the schedule prepares; what was kept back is never sent."""
    _switch(workspace, on=False)


@shadow.command(name="list", epilog="Example: okrbot shadow list --last 50")
def list_all(last: Last = 20, workspace: Named = None) -> None:
    """Show what would have been sent: when, what, to whom, and the words."""
    with opened() as session:
        for found in workspaces.every(session, workspace):
            typer.echo(f"{found.name}: shadow mode is {'on' if found.shadow else 'off'}.")
            messages = kept.messages(session, found.id)
            if len(messages) > last:
                typer.echo(f"The newest {last} of {len(messages)}; --last shows more.")
            names = _names(session, found)
            render = Renderer()
            for message in messages[-last:]:
                for line in _told(render, names, message):
                    typer.echo(line.rstrip())


def _told(render: Renderer, names: Mapping[str, str], message: Message) -> Iterator[str]:
    """A message as it would have looked, on the clock of who would have read it."""
    local = message.created_at.astimezone(ZoneInfo(message.tz))
    what = render.text(f"letter_kinds.{message.kind}", locale="en")
    to = names.get(message.target, message.target)
    yield ""
    yield f"{local:%a %Y-%m-%d %H:%M} ({message.tz})  {what} → {to}"
    words = render.message(message.kind, message.params, locale=message.locale, tz=message.tz)
    for line in Plain(names).blocks(words.blocks):
        yield INDENT + line


def _names(session: Session, workspace: Workspace) -> Mapping[str, str]:
    """What people and channels are called, by Slack id."""
    people = organisation.people(session, workspace.id)
    teams = organisation.teams(session, workspace.id)
    return {team.channel_id: f"the channel of {team.name}" for team in teams if team.channel_id} | {
        person.slack_user_id: person.name for person in people if person.slack_user_id
    }


def _switch(named: str | None, *, on: bool) -> None:
    with opened(write=True) as session:
        workspace = workspaces.one(session, named)
        changed = shadows.switch(session, workspace.id, on=on, at=wiring.system_clock())
        name = workspace.name
    if not changed:
        typer.echo(f"{name}: shadow mode was {'on' if on else 'off'} already.")
    elif on:
        typer.echo(
            f"{name}: shadow mode is on. `okrbot shadow list` shows what would be sent, and admins "
            "get one message a day. `okrbot shadow off` ends it."
        )
    else:
        typer.echo(f"{name}: shadow mode is off. What was kept back is not sent.")

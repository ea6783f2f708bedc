"""`okrbot why-silent`: every reason why somebody hears nothing from the bot."""

from typing import Annotated

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.failure import Failure
from bot.cli.workspaces import Named, opened
from bot.domain.errors import NotFound
from bot.render import Renderer
from bot.render.plain import Plain
from bot.services import silence
from bot.services.choices import SeveralFit
from storage import organisation


def why_silent(
    person: Annotated[
        str, typer.Argument(help="A name or a part of it, an e-mail address or a Slack id.")
    ],
    workspace: Named = None,
) -> None:
    """Say why the bot does not write to PERSON, and what helps; in the person's language."""
    render = Renderer()
    with opened() as session:
        where = workspaces.one(session, workspace)
        try:
            found = silence.find(session, where.id, person)
        except NotFound as error:
            raise Failure(Plain({}).text(render.error(error, locale="en"))) from error
        except SeveralFit as fit:
            everybody = {one.id: one for one in organisation.people(session, where.id)}
            fitting = [everybody[key] for key in fit.choices]
            names = "\n".join(f"  {one.name}  {one.slack_user_id or one.email}" for one in fitting)
            several = (
                "fits more than one" if len(fitting) > 1 else "is nobody's name, but like this one"
            )
            raise Failure(f"“{person}” {several}; give an id or address:\n{names}") from fit
        facts = silence.explain(
            session, found, at=wiring.system_clock(), runs=None, private_titles=True
        )
        words = render.message("why_silent", facts, locale=found.locale, tz=found.tz)
    for line in Plain({}).blocks(words.blocks):
        typer.echo(line)

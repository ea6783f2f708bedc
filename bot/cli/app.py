"""The `okrbot` command."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, OperationalError

from bot import logs
from bot.cli import doctor, preparing, processes
from bot.cli.audit import audit
from bot.cli.backup import backup, restore
from bot.cli.company import import_file, load
from bot.cli.connectors import connectors
from bot.cli.exporting import export_file
from bot.cli.failure import Failure, problems
from bot.cli.keys import keys
from bot.cli.messages import messages
from bot.cli.person import person
from bot.cli.pilot import pilot
from bot.cli.readings import readings
from bot.cli.replies import replies
from bot.cli.reporting import report
from bot.cli.scorecards import scorecards
from bot.cli.secrets import secrets
from bot.cli.sending import sending
from bot.cli.shadow import shadow
from bot.cli.why_silent import why_silent
from bot.protocols import NotConnected, OutcomeUnknown, SlackRefused
from bot.sandbox.errors import ServerError
from bot.settings import Settings
from bot.web.server import CannotListen
from bot.wiring import MissingToken, WrongKeys
from storage.backup import NotSound
from storage.erased import Unreadable
from storage.occupancy import Occupied
from storage.schema import SchemaRefused

app = typer.Typer(
    help="OKRs and KPIs in Slack, in English and Vietnamese.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(replies, name="replies")
app.add_typer(sending, name="sending")
app.add_typer(messages, name="messages")
app.add_typer(audit, name="audit")
app.add_typer(person, name="person")
app.add_typer(pilot, name="pilot")
app.add_typer(shadow, name="shadow")
app.add_typer(readings, name="readings")
app.add_typer(keys, name="keys")
app.add_typer(connectors, name="connectors")
app.add_typer(secrets, name="secrets")
app.command(
    epilog="Example: OKRBOT_SLACK_BOT_TOKEN=xoxb-… OKRBOT_SLACK_APP_TOKEN=xapp-… okrbot run"
)(processes.run)
app.command(epilog="Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot web")(
    processes.web
)
app.command(
    epilog="Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot worker"
)(processes.worker)
app.command("doctor", epilog="Examples: okrbot doctor · okrbot doctor --json")(doctor.check)
app.command("import", epilog="Example: okrbot import examples/marketing-team.yaml --dry-run")(
    import_file
)
app.command("export", epilog="Example: okrbot export goals.xlsx --locale vi")(export_file)
app.command(epilog="Example: okrbot scorecards scorecards.xlsx --without-okr")(scorecards)
app.command(
    epilog="Examples: okrbot report q4.xlsx · okrbot report marketing.xlsx --team Marketing"
)(report)
app.command("why-silent", epilog="Example: okrbot why-silent lan@minhlong.example")(why_silent)
app.command(epilog="Example: okrbot backup okrbot-2026-11-16.db")(backup)
app.command(epilog="Example: okrbot restore okrbot-2026-11-16.db")(restore)

COMPANY = Path(__file__).resolve().parents[2] / "examples" / "marketing-team.yaml"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DEMO_START = datetime(2026, 11, 15, 20, tzinfo=HANOI)
DEMO_OPENS = datetime(2026, 11, 16, 9, tzinfo=HANOI)
DEMO_PORT = 8470
DRAIN_SECONDS = 8.0  # of the ten that service managers give before they kill


@app.command(
    epilog="Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot migrate"
)
def migrate() -> None:
    """Create the database's tables, or bring them up to date; safe to repeat."""
    settings = Settings()
    preparing.tell(preparing.migrated(settings), settings)


@app.command(epilog="Example: okrbot sandbox --port 8470 --json")
def sandbox(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 8471,
    json: Annotated[
        bool, typer.Option("--json", help="Print what a client needs as JSON.")
    ] = False,
) -> None:
    """Run a Slack-compatible server with a web page, on this machine alone."""
    from bot.sandbox.server import run as serve

    serve(port, json)


@app.command(
    epilog="Examples: okrbot demo · okrbot demo --play --record out/ · okrbot demo --play --quarter"
)
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = DEMO_PORT,
    company: Annotated[Path, typer.Option(help="The company, as for `okrbot import`.")] = COMPANY,
    play: Annotated[bool, typer.Option("--play", help="Play two weeks, without a page.")] = False,
    quarter: Annotated[
        bool, typer.Option("--quarter", help="With --play: a whole quarter of both examples.")
    ] = False,
    record: Annotated[
        Path | None, typer.Option(help="With --play: keep every call and delivery here.")
    ] = None,
) -> None:
    """Try the bot with a sample company: no Slack, no tokens, nothing to set up."""
    from bot.demo import live
    from bot.demo import play as player

    logs.configure(level="WARNING")
    if record is not None and not play:
        raise typer.BadParameter("--record goes with --play.")
    if quarter:
        if not play:
            raise typer.BadParameter("--quarter goes with --play.")
        _play_quarters(record)
        return
    file = load(company)
    if play:
        player.run(file, tell=typer.echo, record=record)
        return
    live.serve(
        file,
        start=DEMO_START,
        opens=DEMO_OPENS,
        port=port,
        tell=_welcome,
        stopped=processes.stopped(),
    )


def main() -> None:
    """Run the command; what a user can mend is said in one line, without a traceback."""
    os.umask(0o077)  # databases, backups and exports are for whoever runs the bot alone
    try:
        app()
    except ValidationError as error:
        _fail("\nokrbot: ".join(problems(error)))
    except MissingToken as error:
        _fail(f"{error} is not set. README, “Connect a workspace”, says where to find it.")
    except SlackRefused as error:
        _fail(f"Slack refused: {error.code}. `okrbot doctor` says how to mend it.")
    except (NotConnected, OutcomeUnknown) as error:
        _fail(f"Slack does not answer ({error}). Check OKRBOT_SLACK_API_URL and the network.")
    except (OperationalError, ArgumentError) as error:
        _fail(f"The database cannot be used: {_reason(error)}. Check OKRBOT_DATABASE_URL.")
    except (
        CannotListen,
        Failure,
        NotSound,
        Occupied,
        SchemaRefused,
        ServerError,
        WrongKeys,
        Unreadable,
    ) as error:
        _fail(str(error))


def _play_quarters(record: Path | None) -> None:
    from bot.demo import play as player
    from bot.demo import quarter

    for name, plot in quarter.PLOTS.items():
        path = COMPANY.with_name(f"{name}.yaml")
        typer.echo(f"══ {name}")
        player.run(load(path), tell=typer.echo, record=record / name if record else None, plot=plot)
        typer.echo("")


def _welcome(page: str) -> None:
    typer.echo(f"The sample company is at {page} (Ctrl-C ends it).")
    typer.echo("It is Monday, 09:00 in Hanoi: pick a person on the left and answer the bot.")


def _reason(error: OperationalError | ArgumentError) -> str:
    cause = error.orig if isinstance(error, OperationalError) else error
    return str(cause).strip().splitlines()[0]


def _fail(text: str) -> None:
    typer.echo(f"okrbot: {text}", err=True)
    raise SystemExit(2)

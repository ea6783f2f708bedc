"""`okrbot demo` and `okrbot sandbox`: the bot without a Slack."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import logs
from bot.cli import processes
from bot.cli.company import load
from bot.demo import live, quarter
from bot.demo import play as player
from bot.sandbox.server import run as serve

COMPANY = Path(__file__).resolve().parents[2] / "examples" / "marketing-team.yaml"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DEMO_START = datetime(2026, 11, 15, 20, tzinfo=HANOI)
DEMO_OPENS = datetime(2026, 11, 16, 9, tzinfo=HANOI)
DEMO_PORT = 8470


def sandbox(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 8471,
    json: Annotated[
        bool, typer.Option("--json", help="Print what a client needs as JSON.")
    ] = False,
) -> None:
    """Run a Slack-compatible server with a web page, on this machine alone."""
    serve(port, json)


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


def _play_quarters(record: Path | None) -> None:
    for name, plot in quarter.PLOTS.items():
        path = COMPANY.with_name(f"{name}.yaml")
        typer.echo(f"══ {name}")
        player.run(load(path), tell=typer.echo, record=record / name if record else None, plot=plot)
        typer.echo("")


def _welcome(page: str) -> None:
    typer.echo(f"The sample company is at {page} (Ctrl-C ends it).")
    typer.echo("It is Monday, 09:00 in Hanoi: pick a person on the left and answer the bot.")

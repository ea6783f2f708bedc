"""`okrbot connectors`: figures that are fetched by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Annotated, Any

import typer

from bot import wiring
from bot.cli import workspaces
from bot.cli.failure import Failure, refusing, told
from bot.cli.workspaces import Named, opened
from bot.domain.connectors import (
    Every,
    Figure,
    FigureDay,
    Source,
    SourceKind,
    Weekday,
    prometheus,
)
from bot.domain.errors import DomainError, Invalid
from bot.services.connecting import arranging, fetching
from bot.services.connecting.arranging import Wanted
from bot.services.given_readings import RowProblems, Written
from bot.settings import Settings
from bot.sources import Fetcher

connectors = typer.Typer(
    help="Fetch figures of KPIs from a database or a web server, by themselves.",
    epilog="Example: okrbot connectors list",
    no_args_is_help=True,
)
Kpi = Annotated[str, typer.Argument(metavar="KPI", help="The key of the KPI.")]
SECRET_HELP = "env:OKRBOT_SECRET_… or file:NAME: the database URL, else the Authorization header."


@connectors.command(
    epilog="Examples: okrbot connectors add orders --sql 'SELECT count(*) FROM orders' "
    "--secret env:OKRBOT_SECRET_SHOP · okrbot connectors add errors "
    "--prometheus http://prometheus:9090 --query 'sum(errors)' --every hour --at 00:10"
)
def add(
    kpi: Kpi,
    sql: Annotated[str | None, typer.Option(help="A query that reads the figure.")] = None,
    url: Annotated[str | None, typer.Option(help="An address that answers with JSON.")] = None,
    pointer: Annotated[str, typer.Option(help="Where in the JSON the figure is.")] = "",
    prometheus_at: Annotated[
        str | None, typer.Option("--prometheus", help="Address of a Prometheus server.")
    ] = None,
    query: Annotated[str, typer.Option(help="With --prometheus: what to ask it.")] = "",
    secret: Annotated[str | None, typer.Option(help=SECRET_HELP)] = None,
    every: Annotated[Every, typer.Option(help="How often it is asked.")] = Every.DAY,
    at: Annotated[
        str, typer.Option(help="When, on the workspace's clock; of every hour its minute.")
    ] = "06:00",
    on: Annotated[Weekday, typer.Option(help="With --every week.")] = Weekday.MONDAY,
    day: Annotated[FigureDay, typer.Option(help="Which day it counts for.")] = FigureDay.TODAY,
    workspace: Named = None,
) -> None:
    """Fetch the figure of a KPI every day, hour or week from now on."""
    source = _source(sql, url, pointer, prometheus_at, query, secret)
    wanted = Wanted(kpi, source, _time(at), day, every, [*Weekday].index(on))
    with refusing(), opened(write=True) as session:
        found = workspaces.one(session, workspace)
        arranging.add(session, found.id, wanted, at=wiring.system_clock())
    when = _when(wanted.rule)
    typer.echo(f"{kpi} is fetched {when}. See now: okrbot connectors try {kpi}")


@connectors.command("list", epilog="Example: okrbot connectors list")
def listed(workspace: Named = None) -> None:
    """Say what is fetched from where, when, and how it went."""
    with opened() as session:
        for found in workspaces.every(session, workspace):
            rows = arranging.listed(session, found.id)
            typer.echo(f"{found.name}: {len(rows) or 'no'} connectors")
            for row in rows:
                for line in _lines(row):
                    typer.echo(f"  {line}")


@connectors.command("try", epilog="Example: okrbot connectors try orders")
def try_one(kpi: Kpi, workspace: Named = None) -> None:
    """Ask the source now and say what would be recorded; nothing is."""
    settings = Settings()
    with refusing():
        with opened() as session:
            found = workspaces.one(session, workspace)
            row = arranging.of(session, found.id, kpi)
            source = Source.loaded(row.kind, row.source)
        figures = Fetcher(settings.connector_host_names, settings.secrets_folder)(source)
        for line in _tried(kpi, figures, workspace):
            typer.echo(line)


@connectors.command(epilog="Example: okrbot connectors pause orders")
def pause(kpi: Kpi, workspace: Named = None) -> None:
    """Fetch it no more until it is resumed."""
    with refusing(), opened(write=True) as session:
        row = arranging.of(session, workspaces.one(session, workspace).id, kpi)
        arranging.pause(session, row, at=wiring.system_clock())
    typer.echo(f"{kpi} is paused. Again: okrbot connectors resume {kpi}")


@connectors.command(epilog="Example: okrbot connectors resume orders")
def resume(kpi: Kpi, workspace: Named = None) -> None:
    """Fetch it again, at its next time."""
    with refusing(), opened(write=True) as session:
        row = arranging.of(session, workspaces.one(session, workspace).id, kpi)
        arranging.resume(session, row, at=wiring.system_clock())
    typer.echo(f"{kpi} is fetched again.")


@connectors.command(epilog="Example: okrbot connectors remove orders")
def remove(kpi: Kpi, workspace: Named = None) -> None:
    """Fetch it no more; the readings stay."""
    with refusing(), opened(write=True) as session:
        found = workspaces.one(session, workspace)
        arranging.remove(session, found.id, kpi, at=wiring.system_clock())
    typer.echo(f"{kpi} is fetched no more; its readings stay.")


def _source(
    sql: str | None,
    url: str | None,
    pointer: str,
    prometheus_at: str | None,
    query: str,
    secret: str | None,
) -> Source:
    if sum(one is not None for one in (sql, url, prometheus_at)) != 1:
        raise Failure("Say where from with one of --sql, --url and --prometheus.")
    if sql is not None:
        return Source(SourceKind.SQL, secret, query=sql)
    if url is not None:
        return Source(SourceKind.HTTP, secret, url=url, pointer=pointer)
    if not query:
        raise Failure("--prometheus needs --query.")
    return prometheus(prometheus_at or "", query, secret)


def _time(text: str) -> time:
    try:
        found = datetime.strptime(text, "%H:%M")  # noqa: DTZ007  # a time of day
    except ValueError as error:
        raise Failure(f"“{text}” is no time of day such as 06:00.") from error
    return found.time()


def _tried(kpi: str, figures: Sequence[Figure], named: str | None) -> Sequence[str]:
    try:
        with opened(write=True) as session:
            row = arranging.of(session, workspaces.one(session, named).id, kpi)
            written = fetching.write(session, row, figures, at=wiring.system_clock())
            lines = [_would(one) for one in written]
            session.rollback()
    except RowProblems as problems:
        raise Failure("\n".join(told(one.error) for one in problems.problems)) from problems
    return [*lines, "Nothing was recorded: that happens at its time."]


def _would(one: Written) -> str:
    before = "" if one.before is None else f", {one.before:f} now"
    return f"{one.on}: {one.value:f} {one.kpi.unit} ({one.effect}{before})"


def _when(rule: Mapping[str, Any] | None) -> str:
    if rule is None:
        return "never"
    if "minute" in rule:
        return f"every hour at :{rule['minute']:02}"
    if "weekday" in rule:
        return f"every {[*Weekday][rule['weekday']]} at {rule['at']}"
    return f"daily at {rule['at']}"


def _lines(row: Mapping[str, Any]) -> Sequence[str]:
    source = row["source"]
    where = source.get("query") or f"{source.get('url')} {source.get('pointer')}"
    secret = f" with {source['secret']}" if source.get("secret") else ""
    went = f"fetched {row['fetched_at'][:16]} UTC" if row["fetched_at"] else "not fetched yet"
    paused = ", paused" if row["paused"] else ""
    lines = [
        f"{row['kpi']}: {_when(row['rule'])} for {row['day']}, {went}{paused}",
        f"  {row['kind']}: {' '.join(where.split())}{secret}",
    ]
    if row["failures"]:
        error: DomainError = Invalid(row["failed_because"], **row["failed_params"])
        lines.append(f"  failed {row['failures']} times: {told(error)}")
    return lines

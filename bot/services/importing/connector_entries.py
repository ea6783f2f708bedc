"""Reads the section `connectors` of an import file."""

from dataclasses import dataclass
from datetime import time

from bot.domain.connectors import Every, FigureDay, Source, SourceKind, Weekday, prometheus
from bot.domain.errors import Invalid
from bot.services.connecting.arranging import Wanted
from bot.services.importing.fields import Fields
from bot.services.importing.references import Index

LONGEST_SECRET = 120
KINDS = ("sql", "url", "prometheus")
AT = time(6)


@dataclass(frozen=True, slots=True)
class ConnectorEntry:
    """Where the readings of a KPI are fetched from, and when.

    `paused` is None where the file does not say: it stays as it is.
    """

    line: int
    path: str
    kpi: str
    wanted: Wanted
    paused: bool | None


def connectors(root: Fields, index: Index) -> tuple[ConnectorEntry, ...]:
    """The section `connectors`; what is wrong with a source is noted as everywhere."""
    found = [_entry(fields, index) for fields in root.entries("connectors")]
    return tuple(entry for entry in found if entry is not None)


def _entry(fields: Fields, index: Index) -> ConnectorEntry | None:
    kpi, source, at = fields.key("kpi"), _source(fields), _time(fields)
    every = fields.choice("every", Every) or Every.DAY
    weekday = fields.choice("on", Weekday) or Weekday.MONDAY
    day = fields.choice("day", FigureDay) or FigureDay.TODAY
    paused = fields.flag("paused")
    index.refer("kpi", kpi, fields, "kpi")
    index.define("connector", kpi, fields, "kpi")
    fields.done()
    if source is None:
        return None
    wanted = Wanted(kpi, source, at, day, every, [*Weekday].index(weekday))
    return ConnectorEntry(fields.line, fields.path, kpi, wanted, paused)


def _source(fields: Fields) -> Source | None:
    said = {name: fields.word(name) or "" for name in (*KINDS, "query", "pointer")}
    secret = fields.text("secret", longest=LONGEST_SECRET)
    given = [name for name in KINDS if said[name]]
    if len(given) != 1:
        fields.problem("kpi", "connector.one_source", known=", ".join(f"{k}:" for k in KINDS))
        return None
    if given == ["sql"]:
        source = Source(SourceKind.SQL, secret, query=said["sql"].strip())
    elif given == ["url"]:
        source = Source(SourceKind.HTTP, secret, url=said["url"], pointer=said["pointer"])
    else:
        source = prometheus(said["prometheus"], said["query"], secret)
    try:
        return source.validated()
    except Invalid as error:
        fields.invalid(given[0], error)
        return None


def _time(fields: Fields) -> time:
    text = fields.text("at", longest=5)
    if text is None:
        return AT
    try:
        if len(text) == len("06:30"):
            return time.fromisoformat(text)
    except ValueError:
        pass
    fields.problem("at", "connector.not_a_time", said=text)
    return AT

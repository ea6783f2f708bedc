"""Where a connector fetches figures from, and what it found there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Final
from urllib.parse import quote, urlsplit

from bot.domain.cadence import DailyRule, HourlyRule, WeeklyRule
from bot.domain.errors import Invalid

LONGEST_QUERY: Final = 10_000
LONGEST_URL: Final = 2_000
#: Only what is meant for connectors can be named: never a token of the bot itself.
SECRET: Final = re.compile(
    r"env:OKRBOT_SECRET_[A-Z0-9_]{1,60}|file:[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
)
POINTER: Final = re.compile(r"(/([^/~]|~[01])*)*")
FIRST_SERIES: Final = "/data/result/0/value/1"
_DECIMALS: Final = Decimal("0.000001")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?")


class SourceKind(StrEnum):
    """How a connector asks."""

    SQL = "sql"
    HTTP = "http"


class FigureDay(StrEnum):
    """The day that a figure counts for which says none itself."""

    TODAY = "today"
    YESTERDAY = "yesterday"


class Every(StrEnum):
    """How often a connector asks."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class Weekday(StrEnum):
    """The days of the week in their order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def rule_of(every: Every, at: time, weekday: int = 0) -> HourlyRule | DailyRule | WeeklyRule:
    """When a connector asks: hourly at the minute of `at`, weekly on `weekday`, 0 is Monday."""
    if every is Every.HOUR:
        return HourlyRule(at.minute)
    return WeeklyRule(weekday, at) if every is Every.WEEK else DailyRule(at)


@dataclass(frozen=True, slots=True)
class Source:
    """SQL has `query`, and `secret` names the database URL. HTTP has `url` and `pointer`, and
    `secret` names the value of the header Authorization, if it needs one.
    """

    kind: SourceKind
    secret: str | None = None
    query: str = ""
    url: str = ""
    pointer: str = ""

    def validated(self) -> "Source":
        """Itself. Raises Invalid "connector.…" with what to put right."""
        if self.secret is not None and not SECRET.fullmatch(self.secret):
            raise Invalid("connector.secret_name", said=self.secret)
        if self.kind is SourceKind.SQL:
            if self.secret is None:
                raise Invalid("connector.no_database")
            if not self.query.strip() or len(self.query) > LONGEST_QUERY:
                raise Invalid("connector.not_a_query")
            return self
        _check_url(self.url)
        if not POINTER.fullmatch(self.pointer):
            raise Invalid("connector.not_a_pointer", said=self.pointer)
        return self

    def stored(self) -> dict[str, str | None]:
        """As a connector keeps it."""
        if self.kind is SourceKind.SQL:
            return {"secret": self.secret, "query": self.query}
        return {"secret": self.secret, "url": self.url, "pointer": self.pointer}

    @classmethod
    def loaded(cls, kind: str, stored: Mapping[str, str | None]) -> "Source":
        """What `stored` made."""
        texts = {name: stored.get(name) or "" for name in ("query", "url", "pointer")}
        return cls(SourceKind(kind), stored.get("secret"), **texts)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `on` None is the day that the connector is set to."""

    value: Decimal
    on: date | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


#: Asks a source, at most for some seconds. Raises Invalid "connector.…".
Fetch = Callable[[Source], Sequence[Figure]]


def prometheus(base: str, query: str, secret: str | None = None) -> Source:
    """The first series of an instant query of a Prometheus server."""
    url = f"{base.rstrip('/')}/api/v1/query?query={quote(query, safe='')}"
    return Source(SourceKind.HTTP, secret, url=url, pointer=FIRST_SERIES)


def figure(said: object, *, what: str) -> Decimal:
    """A number as a source gives it, rounded to six decimals: sources work with floats.

    Raises Invalid "connector.not_a_number".
    """
    value: Decimal | None = None
    if isinstance(said, bool):
        value = None
    elif isinstance(said, Decimal | int):
        value = Decimal(said)
    elif isinstance(said, float):
        value = Decimal(repr(said))
    elif isinstance(said, str) and _NUMBER.fullmatch(said.strip()):
        value = Decimal(said.strip())
    if value is None or not value.is_finite() or value.adjusted() > 20:
        raise Invalid("connector.not_a_number", what=what, said=str(said)[:40])
    rounded = format(value.quantize(_DECIMALS), "f") if value.adjusted() >= -60 else "0.0"
    return Decimal(rounded.rstrip("0").rstrip("."))


def at_pointer(found: object, pointer: str) -> object:
    """What a JSON pointer (RFC 6901) leads to. Raises Invalid "connector.nothing_there"."""
    here = found
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and name in here:
            here = here[name]
        elif isinstance(here, list) and re.fullmatch("0|[1-9][0-9]{0,6}", name):
            if int(name) >= len(here):
                raise Invalid("connector.nothing_there", pointer=pointer)
            here = here[int(name)]
        else:
            raise Invalid("connector.nothing_there", pointer=pointer)
    return here


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known or len(url) > LONGEST_URL or not url.isascii() or re.search(r"[\s\x00-\x1f]", url):
        raise Invalid("connector.not_a_url", said=url[:80])
    if parts.username is not None or parts.password is not None:
        raise Invalid("connector.password_in_url")

"""What the API takes and gives, as its description shows it."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

MOST_READINGS = 1_000
LONGEST_NOTE = 1_000
KEY = "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
NUMBER = "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
#: Anything but control signs, which no database and no screen has a use for.
LINE = "^[^\\u0000-\\u001f\\u007f]*$"
_LARGEST_ID = 2**53


def _decimal(said: Any) -> Decimal:
    if isinstance(said, Decimal):
        return said
    if isinstance(said, str) and re.fullmatch(NUMBER[1:-1], said):
        return Decimal(said)
    raise ValueError("is not a number, nor a text such as 1234.5 with at most six decimals")


def _day(said: Any) -> date:
    if isinstance(said, str) and re.fullmatch(DAY[1:-1], said):
        return date.fromisoformat(said)
    raise ValueError("is not a date such as 2026-11-16")


def _kpi(said: Any) -> str | int:
    if isinstance(said, str) and re.fullmatch(KEY[1:-1], said):
        return said
    if isinstance(said, Decimal) and 1 <= said <= _LARGEST_ID and said == int(said):
        return int(said)
    raise ValueError("is neither the key of a KPI nor its id")


def _line(said: Any) -> str:
    if isinstance(said, str) and re.fullmatch(LINE[1:-1], said):
        said.encode()  # half of a pair of surrogates is no text
        return said
    raise ValueError("is not a text on one line")


def _example(schema: dict[str, Any], *examples: Any) -> WithJsonSchema:
    return WithJsonSchema({**schema, "examples": list(examples)})


_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}
Number = Annotated[Decimal, BeforeValidator(_decimal), _example(_NUMBER_SCHEMA, 118000, "7.2")]
Day = Annotated[
    date, BeforeValidator(_day), _example({"type": "string", "format": "date"}, "2026-11-16")
]
KpiName = Annotated[
    str | int,
    BeforeValidator(_kpi),
    _example(
        {
            "anyOf": [
                {"type": "string", "pattern": KEY},
                {"type": "integer", "minimum": 1, "maximum": _LARGEST_ID},
            ]
        },
        "cpa",
        12,
    ),
]


def _text(longest: int, *examples: str) -> Any:
    schema = {"type": "string", "maxLength": longest, "pattern": LINE}
    return Annotated[
        str, BeforeValidator(_line), Field(max_length=longest), _example(schema, *examples)
    ]


class ReadingIn(BaseModel):
    """One figure of one KPI for the period that holds its date."""

    model_config = ConfigDict(extra="forbid")

    kpi: KpiName = Field(description="The key of the KPI as a text, or its id as a number.")
    value: Number = Field(
        description="In the KPI's unit, at most 10^15 and six decimals: a number or a text."
    )
    date: Day | None = Field(
        default=None, description="Today in the workspace's time zone, unless said."
    )
    unit: _text(40, "₫") | None = Field(  # type: ignore[valid-type]
        default=None, description="Refused when it is not the KPI's own."
    )
    note: _text(LONGEST_NOTE, "After the new campaign") | None = Field(  # type: ignore[valid-type]
        default=None, description="Seen by everybody who sees the KPI."
    )
    numerator: Number | None = Field(
        default=None, description="Of a ratio, together with its denominator."
    )
    denominator: Number | None = Field(default=None, description="Not zero.")
    confirm: bool = Field(
        default=False,
        strict=True,
        description="Take the value although it is 1,000 times the last one, or a thousandth.",
    )


class WrittenReading(BaseModel):
    """A reading that is there now. Figures are texts, so that no digit gets lost."""

    kpi: str
    date: str = Field(json_schema_extra={"format": "date"})
    period: str = Field(
        description="The first day of its period.", json_schema_extra={"format": "date"}
    )
    value: str
    previous: str | None = Field(description="What it takes the place of.")
    effect: Literal["new", "corrected", "unchanged"]
    alert: str | None = Field(description="The state of the KPI's open alert, null without one.")


class Written(BaseModel):
    """The readings in the order of the request."""

    readings: list[WrittenReading]


class KpiOut(BaseModel):
    """A KPI with its newest value."""

    id: int
    key: str
    title: str
    unit: str
    side: Literal["floor", "ceiling", "range"]
    target: str | None
    low: str | None
    high: str | None
    frequency: Literal["day", "week", "month", "quarter"]
    value: str | None
    value_on: str | None = Field(json_schema_extra={"format": "date"})
    alert: str | None


class Kpis(BaseModel):
    """Every KPI that the key opens."""

    kpis: list[KpiOut]


class ReadingOut(BaseModel):
    """A stored reading. Of several of one day the first one counts, the others are its history."""

    date: str = Field(json_schema_extra={"format": "date"})
    period: str = Field(json_schema_extra={"format": "date"})
    value: str
    numerator: str | None
    denominator: str | None
    note: str | None
    source: str = Field(description="reply, command, api, connector, file, import, …")
    at: str = Field(json_schema_extra={"format": "date-time"})


class Readings(BaseModel):
    """The readings of one KPI, newest period first."""

    readings: list[ReadingOut]


class RowError(BaseModel):
    """What is wrong with one reading of a batch, or with one field of the request."""

    index: int | None = Field(description="Counted from 0; null where it is no batch.")
    field: str | None
    code: str = Field(description="Stays the same in every language: readings.jump, …")
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[RowError]

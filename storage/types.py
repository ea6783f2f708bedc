"""Column types that keep what the two databases would otherwise lose."""

from datetime import UTC, datetime
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, Numeric, String
from sqlalchemy.types import TypeDecorator, TypeEngine

NUMERIC_DIGITS = 38
NUMERIC_SCALE = 12


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment; naive values are refused, and SQLite's naive answer becomes aware."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: pass an aware one")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal that survives SQLite: canonical text there, NUMERIC on PostgreSQL.

    Both keep NUMERIC_SCALE decimals (more are rounded) and refuse what has too many digits.
    Only equality is meaningful in SQL (as text "10" < "9"); what SQL must order or sum is INTEGER.
    """

    impl = Numeric(NUMERIC_DIGITS, NUMERIC_SCALE)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric(NUMERIC_DIGITS, NUMERIC_SCALE))
        return dialect.type_descriptor(String(64))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"not a finite Decimal: {value!r}")
        rounded = storable(value)
        return rounded if dialect.name == "postgresql" else canonical(rounded)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        if value is None or isinstance(value, str):  # SQLite's text is canonical
            return None if value is None else Decimal(value)
        return Decimal(canonical(Decimal(value)))


def storable(value: Decimal) -> Decimal:
    """`value` as both databases keep it. Raises ValueError when it has too many digits."""
    try:
        return value.quantize(Decimal(1).scaleb(-NUMERIC_SCALE), context=Context(NUMERIC_DIGITS))
    except InvalidOperation as error:
        raise ValueError(f"more than {NUMERIC_DIGITS} digits: {value!r}") from error


def canonical(value: Decimal) -> str:
    """Plain digits without trailing zeros: equal numbers have equal text."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def one_of(column: str, *values: str) -> CheckConstraint:
    """A CHECK that `column` holds one of `values`; named after the column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")

"""The numbers that goals and indicators may hold."""

from decimal import Decimal

from bot.domain.errors import Invalid

LARGEST = Decimal(10) ** 15
DECIMALS = 6


def check_number(value: Decimal | None, *, field: str) -> None:
    """Let through None and finite numbers up to 10^15 with at most six decimals.

    Raises Invalid "number.out_of_range" with the name of the field.
    """
    if value is None:
        return
    if not value.is_finite() or abs(value) > LARGEST or value != round(value, DECIMALS):
        raise Invalid("number.out_of_range", field=field, value=value)

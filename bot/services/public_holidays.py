"""Public holidays by country, and the country of a time zone; nothing here knows a workspace.

The days come from the package `holidays`: for Vietnam with Tết, the days off in lieu and the
Saturdays that are worked for them. It knows what was decreed when it was released; a workspace
corrects the rest in its own calendar.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import holidays

from bot.domain.calendars import PublicDays

_ZONES = files("tzdata.zoneinfo")


@cache
def countries() -> frozenset[str]:
    """The countries whose days are known, as ISO 3166 codes: "VN"."""
    return frozenset(
        code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2
    )


@cache
def days(country: str | None, year: int) -> PublicDays:
    """What the country says of `year` and the years beside it; nothing for an unknown country."""
    if country is None or country not in countries():
        return PublicDays()
    found = holidays.country_holidays(country, years=(year - 1, year, year + 1))
    worked = getattr(found, "weekend_workdays", None) or ()
    return PublicDays(off=frozenset(found), worked=frozenset(worked) - frozenset(found))


def country_of_zone(tz: str) -> str | None:
    """The country that a time zone belongs to; None for those of none or several, as "UTC"."""
    return _countries_of_zones().get(tz)


@cache
def _countries_of_zones() -> dict[str, str]:
    found = {
        zone: code
        for code, _, zone, *_ in (line.split("\t") for line in _lines("zone.tab"))
        if zone
    }
    for line in _lines("tzdata.zi"):
        # L <zone> <older name of it>
        if line.startswith("L "):
            _, zone, name = line.split()
            # Without a slash it is a zone of several countries: "CET" is a link to Brussels.
            if zone in found and "/" in name:
                found.setdefault(name, found[zone])
    return found


def _lines(name: str) -> Iterable[str]:
    text = _ZONES.joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))

"""Days, weekdays and clock times in the reader's language and zone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.render.escaping import Mrkdwn
from bot.render.strings import Strings

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Dates:
    """Formats for one language; moments are ISO texts or aware datetimes."""

    strings: Strings

    def day(self, value: str | date) -> Mrkdwn:
        """``17 Nov``, ``17/11``; of an aware moment its date as written."""
        on = value if isinstance(value, date) else date.fromisoformat(value[:10])
        month = self.strings.text(f"months.m{on.month}")
        return self.strings.format("formats.day", {"day": str(on.day), "month": Mrkdwn(month)})

    def full_day(self, value: str | datetime, tz: str) -> Mrkdwn:
        """``17 Nov 2026``, ``17/11/2026``: the date of a moment on the clock of `tz`."""
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        on = moment.astimezone(ZoneInfo(tz)).date()
        return self.strings.format("formats.full_day", {"day": self.day(on), "year": str(on.year)})

    def weekday(self, number: int) -> Mrkdwn:
        """``Monday``, ``thứ Hai`` of 0."""
        return Mrkdwn(self.strings.text(f"weekdays.{_WEEKDAYS[number]}"))

    def day_time(self, value: str | datetime, tz: str) -> Mrkdwn:
        """``Thursday 10:40``, on the clock of `tz`. Raises ZoneInfoNotFoundError."""
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        local = moment.astimezone(ZoneInfo(tz))
        weekday = self.strings.text(f"weekdays.{_WEEKDAYS[local.weekday()]}")
        facts = {"weekday": Mrkdwn(weekday), "time": f"{local:%H:%M}"}
        return self.strings.format("formats.day_time", facts)

    def date_time(self, value: str | datetime, tz: str) -> Mrkdwn:
        """``Thursday 10:40, 17 Nov``, on the clock of `tz`: for more than a week away."""
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        facts = {
            "day_time": self.day_time(moment, tz),
            "day": self.day(moment.astimezone(ZoneInfo(tz)).date()),
        }
        return self.strings.format("formats.date_time", facts)


def week_number(week: str) -> int:
    """47 of ``2026-W47``."""
    return int(week.rpartition("W")[2])

"""The working calendar that holds for a clock in a workspace."""

from datetime import date
from functools import cached_property

from sqlmodel import Session

from bot.domain.calendars import Calendar, DayKind, working_calendar
from bot.services import public_holidays
from storage import calendars, organisation
from storage.tables import Workspace


class WorkingDays:
    """The calendars of one workspace, read once for a transaction."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._made: dict[tuple[str | None, int], Calendar] = {}

    def calendar(self, tz: str, *, near: date) -> Calendar:
        """The calendar of whoever lives by the clock of `tz`, for the year around `near`."""
        country = self.country(tz)
        if (country, near.year) not in self._made:
            self._made[country, near.year] = working_calendar(
                public_holidays.days(country, near.year),
                saturdays=self._workspace.saturdays,
                edits=self._edits,
            )
        return self._made[country, near.year]

    def country(self, tz: str) -> str | None:
        """Whose public holidays count for somebody in the zone `tz`.

        A colleague abroad lives by the holidays there, and the zone is all that is known of where
        they are. Everybody in the workspace's own zone has the country that the workspace says:
        a zone may be the one of several countries.
        """
        at_home = tz == self._workspace.tz
        there = None if at_home else public_holidays.country_of_zone(tz)
        home = self._workspace.country or public_holidays.country_of_zone(self._workspace.tz)
        return there or home

    @cached_property
    def _workspace(self) -> Workspace:
        found = organisation.workspace(self._session, self._workspace_id)
        assert found is not None
        return found

    @cached_property
    def _edits(self) -> dict[date, DayKind]:
        days = calendars.days(self._session, self._workspace_id)
        return {day: DayKind(row.kind) for day, row in days.items()}

"""The same KPIs with no more than sixty days of readings: what a longer history is measured by."""

from storage.uow import Database
from tests.bench import daily_readings


def fill(database: Database) -> None:
    daily_readings.fill(database, 60)

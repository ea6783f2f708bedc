"""One occurrence per local date in every zone; `make soak` looks at every single day."""

from zone_days import WALL_TIMES, ZONES, problem, runs_around_changes


def test_every_zone_has_one_occurrence_per_local_date_around_every_change_of_clocks() -> None:
    runs = {tz: list(runs_around_changes(tz)) for tz in ZONES}
    assert len(ZONES) > 400
    assert sum(len(found) for found in runs.values()) > 5_000
    found = [
        wrong
        for tz, changes in runs.items()
        for days in changes
        for at in WALL_TIMES
        if (wrong := problem(tz, days, at))
    ]
    assert found == []

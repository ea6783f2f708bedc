"""Readings over HTTP: what is written, what is refused and why."""

from api_house import Api


def test_a_reading_is_written_exactly_and_moves_the_alert(api: Api) -> None:
    cpa = api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    told = api.ask("POST", "/readings", '{"kpi": "kpi1", "value": 130.000001, "date": "2026-11-13"}')
    assert told.status == 201, told.text
    assert told.json == {}
    assert api.values(cpa) == ["130.000001"]

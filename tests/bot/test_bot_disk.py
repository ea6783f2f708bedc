"""A full disk and a database that takes no writes: refused in time, nothing half done, and over
as soon as it is over."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from company import EMMA, LONDON, rows
from house import House
from sqlalchemy.exc import OperationalError

from bot.services import due
from storage.tables import CheckInRequest, Inbound

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
PRAGMAS = {
    "full": ("max_page_count = 1", "max_page_count = 1000000000"),
    "read-only": ("query_only = ON", "query_only = OFF"),
}


def set_pragma(house: House, pragma: str) -> None:
    """For the one connection through which each of both writers works."""
    for engine in (house.stage.database.write, house.stage.database.inbox):
        connection = engine.raw_connection()
        connection.cursor().execute(f"PRAGMA {pragma}")
        connection.close()


@pytest.mark.parametrize("how", PRAGMAS)
def test_nothing_is_half_done_and_everything_is_done_afterwards(house: House, how: str) -> None:
    house.given_key_result("emma", "Renewals", value=40)
    house.move_to(MONDAY - timedelta(minutes=1))
    house.dm(EMMA, "hello")
    sent = [d["payload"] for d in house.stage.client.deliveries() if d["type"] == "message"]
    event = next(payload for payload in sent if payload["event"].get("user") == EMMA)
    told = event["event"] | {"text": "renewals 45%", "blocks": ["x" * 100_000]}
    body = event | {"event_id": "Ev1", "event": told}
    before = len(rows(house.stage.database, Inbound))

    trouble, over = PRAGMAS[how]
    set_pragma(house, trouble)
    house.stage.clock.jump_to(MONDAY)
    with suppress(OperationalError):  # on a full disk there may be room for a few rows
        due.run(house.bot.runtime)
    assert house.deliver_now(body).status == 503
    assert len(rows(house.stage.database, Inbound)) == before

    set_pragma(house, over)
    house.move_to(MONDAY + timedelta(minutes=2))
    assert len(rows(house.stage.database, CheckInRequest)) == 1
    assert house.deliver(body).status == 200
    assert house.value("kr1") == 45

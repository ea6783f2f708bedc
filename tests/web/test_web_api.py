"""A figure that comes in over HTTP, as people in Slack see it."""

import json
import urllib.request

from company import WORKSPACE
from house import House

from bot.services import api_keys
from bot.services.api_keys import Wanted
from bot.web import server
from bot.wiring import whole


def test_a_bad_figure_over_http_is_a_card_in_the_channel_and_moves_the_goal(house: House) -> None:
    kpi = house.given_kpi("emma", "CPA", at_most=100, unit="₫")
    house.company.write()
    with house.company.database.unit_of_work() as session:
        wanted = Wanted("warehouse", may_write=True)
        key = api_keys.add(session, WORKSPACE, wanted, at=house.now)
    listener = server.listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    with server.serving(whole.web(house.bot), listener):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/v1/readings",
            json.dumps({"kpi": kpi, "value": 130, "date": "2026-11-13"}).encode(),
            {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 201
    house.settle()
    [card] = house.channel_texts()
    assert "CPA" in card
    assert "130" in card
    assert "130" in house.last("U0EMMA00001")

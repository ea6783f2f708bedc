"""Readings over HTTP: what is written, what is refused and why."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from api_house import Api
from company import EMMA, rows

from bot.services import cleaning
from storage.tables import ApiAnswer, Audit, Reading


def test_a_reading_is_written_exactly_and_moves_the_alert(api: Api) -> None:
    cpa = api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    sent = '{"kpi": "kpi1", "value": 130.000001, "date": "2026-11-13", "note": "Ads <b>"}'
    told = api.ask("POST", "/readings", sent)
    assert (told.status, told.json) == (
        201,
        {
            "readings": [
                {
                    "kpi": "kpi1",
                    "date": "2026-11-13",
                    "period": "2026-11-09",
                    "value": "130.000001",
                    "previous": None,
                    "effect": "new",
                    "alert": "firing",
                }
            ]
        },
    )
    [row] = api.company.readings(cpa)
    assert (row.source, row.person_id, row.note) == ("api", None, "Ads <b>")
    kinds = [message.kind for message in api.desk.prepared()]
    assert kinds == ["alert_card", "alert_dm"], "as if Emma had said it"


def test_what_is_read_says_what_was_written(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.given_kpi("an", "Churn", at_most=3, unit="%", frequency="month")
    written = [
        {"kpi": "kpi1", "value": 90, "date": "2026-11-05"},
        {"kpi": "kpi1", "value": "95.50", "date": "2026-11-13"},
        {"kpi": "kpi2", "value": 2.1, "unit": " % ", "numerator": 21, "denominator": 1000},
    ]
    assert api.post(written).status == 201
    kpis = api.get("/kpis").json["kpis"]
    assert [(one["key"], one["unit"], one["value"]) for one in kpis] == [
        ("kpi1", "₫", "95.5"),
        ("kpi2", "%", "2.1"),
    ]
    found = api.get("/kpis/kpi1/readings").json["readings"]
    assert [(one["date"], one["value"]) for one in found] == [
        ("2026-11-13", "95.5"),
        ("2026-11-05", "90"),
    ]
    assert len(api.get("/kpis/kpi1/readings?since=2026-11-09&limit=5").json["readings"]) == 1
    [ratio] = api.get("/kpis/kpi2/readings").json["readings"]
    assert (ratio["date"], ratio["period"]) == ("2026-11-15", "2026-11-01"), "today in Hanoi"
    assert (ratio["numerator"], ratio["denominator"]) == ("21", "1000")


def test_parts_of_a_ratio_move_the_whole_and_the_whole_is_not_written(api: Api) -> None:
    churn: dict[str, Any] = {"at_most": 5, "unit": "%", "frequency": "month"}
    whole = api.given_kpi("emma", "Churn", **churn, combines="ratio")
    north = api.given_kpi("emma", "Churn north", **churn, parent=whole)
    south = api.given_kpi("an", "Churn south", **churn, parent=whole)
    day = {"date": "2026-11-13"}
    parts = [
        day | {"kpi": north, "value": 10, "numerator": 10, "denominator": 100},
        day | {"kpi": south, "value": 2, "numerator": 18, "denominator": 900},
    ]
    assert api.post(parts).status == 201
    assert api.company.value(whole) == Decimal("2.8"), "28 of 1,000, not the mean of both"
    told = api.post([parts[0], day | {"kpi": whole, "value": 3}])
    assert (told.status, told.code, told.json["errors"][0]["index"]) == (422, "reading.computed", 1)


#: What is wrong with one reading, by what it says beside a good one: the code of the answer.
ROWS: list[tuple[dict[str, Any], str]] = [
    ({"kpi": "kpi9"}, "readings.kpi_unknown"),
    ({"kpi": 999}, "readings.kpi_unknown"),
    ({"unit": "USD"}, "readings.other_unit"),
    ({"date": "2026-11-16"}, "readings.future"),
    ({"date": "1999-12-31"}, "readings.long_ago"),
    ({"value": 90_000}, "readings.jump"),
    ({"value": "0.09"}, "readings.jump"),
    ({"value": 1_000_000_000_000_001}, "number.out_of_range"),
    ({"value": 90.0000001}, "number.out_of_range"),
    ({"numerator": 1}, "readings.half_a_ratio"),
    ({"numerator": 1, "denominator": 0}, "readings.half_a_ratio"),
    ({"kpi": "kpi1", "date": "2026-11-01"}, "readings.twice"),
]


def test_one_bad_reading_keeps_the_whole_batch_out_and_is_named(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.given_kpi("emma", "AOV", at_least=80, unit="₫")
    assert api.post({"kpi": "kpi2", "value": 90, "date": "2026-11-01"}).status == 201
    before = len(api.values("kpi1"))
    for wrong, code in ROWS:
        good = {"kpi": "kpi1", "value": 90, "date": "2026-11-01"}
        told = api.post([good, {"kpi": "kpi2", "value": 91, "date": "2026-11-05", **wrong}])
        assert (told.status, told.code) == (422, code), wrong
        assert [one["index"] for one in told.json["errors"]] == [1], wrong
        assert len(api.values("kpi1")) == before, wrong


def test_every_bad_reading_of_a_batch_is_named_in_the_language_asked_for(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    batch = [{"kpi": "kpi9", "value": 1}, {"kpi": "kpi1", "value": 1, "unit": "%"}]
    told = api.post(batch, Accept_Language="vi-VN,vi;q=0.9")
    assert [one["detail"] for one in told.json["errors"]] == [
        "Ở đây không có KPI “kpi9” nào đang theo dõi. Hãy tra lại mã trong danh sách KPI.",
        "CPA tính bằng “₫”, còn số này là “%”. Hãy quy đổi, hoặc bỏ đơn vị.",
    ]


#: Bodies that are none, by what their code is.
BODIES: list[tuple[str | bytes, int, str]] = [
    ('{"kpi": "kpi1", "value": NaN}', 400, "request.not_json"),
    ('{"kpi": "kpi1", "value": -Infinity}', 400, "request.not_json"),
    ('{"kpi": "kpi1", "value": 1e99999999999999999999}', 400, "request.not_json"),
    ('{"kpi": "kpi1", "value": 1, "value": 2}', 400, "request.not_json"),
    ('{"kpi": "kpi1", "value": "NaN"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": "1e3"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": "１２"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": "1_000"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": true}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": null}', 400, "request.invalid"),
    ('{"kpi": "kpi1"}', 400, "request.invalid"),
    ('{"kpi": true, "value": 1}', 400, "request.invalid"),
    ('{"kpi": 1.5, "value": 1}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "datum": "2026-11-01"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "date": "2026-02-30"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "date": 20261101}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "confirm": "yes"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "note": "a\\u0000b"}', 400, "request.invalid"),
    ('{"kpi": "kpi1", "value": 1, "note": "\\ud800"}', 400, "request.invalid"),
    (json.dumps({"kpi": "kpi1", "value": 1, "note": "x" * 1001}), 400, "request.invalid"),
    ("[]", 400, "request.count"),
    (json.dumps([{"kpi": "kpi1", "value": 1}] * 1001), 400, "request.count"),
    ("", 400, "request.not_json"),
    ("7", 400, "request.invalid"),
    (b'{"kpi": "\xff"}', 400, "request.not_json"),
    ("[" * 100_000, 400, "request.not_json"),
    ("x" * (256 * 1024 + 1), 413, "request.too_large"),
]


def test_a_body_that_is_none_is_refused_with_the_reason(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    for sent, status, code in BODIES:
        told = api.ask("POST", "/readings", sent)
        assert (told.status, told.code) == (status, code), sent[:80]
        assert len(told.text) < 2_000, sent[:80]
    told = api.ask("POST", "/readings", "{}", Content_Type="text/plain")
    assert (told.status, told.code) == (415, "request.not_json")
    endless = api.ask("POST", "/readings", iter([b"x" * 100_000] * 4))
    assert (endless.status, endless.code) == (413, "request.too_large"), "without a length"
    assert api.values("kpi1") == []


def test_a_jump_is_taken_once_it_is_confirmed(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    assert api.post({"kpi": "kpi1", "value": 90, "date": "2026-11-01"}).status == 201
    told = api.post({"kpi": "kpi1", "value": 90_000})
    assert (told.code, told.json["errors"][0]["field"]) == ("readings.jump", "value")
    assert "confirm: true" in told.json["detail"]
    assert api.post({"kpi": "kpi1", "value": 90_000, "confirm": True}).status == 201
    assert api.values("kpi1") == ["90", "90000"]


def test_the_same_figure_of_a_day_is_written_once_and_another_corrects_it(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    sent = {"kpi": "kpi1", "value": 90, "date": "2026-11-13"}
    effects = [api.post(sent).json["readings"][0]["effect"] for _ in range(2)]
    assert effects == ["new", "unchanged"]
    corrected = api.post(sent | {"value": 92}).json["readings"][0]
    assert (corrected["effect"], corrected["previous"]) == ("corrected", "90")
    assert api.values("kpi1") == ["90", "92"], "what it was stays known"


def test_a_request_with_a_name_has_its_effect_once(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    sent = {"kpi": "kpi1", "value": 130, "date": "2026-11-13"}
    first = api.post(sent, Idempotency_Key="night-1")
    api.post({"kpi": "kpi1", "value": 99, "date": "2026-11-14"})
    again = api.post(sent, Idempotency_Key="night-1")
    assert (again.status, again.text) == (201, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert api.values("kpi1") == ["130", "99"]
    other = api.post(sent | {"value": 131}, Idempotency_Key="night-1")
    assert (other.status, other.code) == (409, "api.other_body")
    assert api.post(sent, Idempotency_Key="ngày").status == 400
    another = api.given_key()
    assert api.post(sent | {"value": 132}, Idempotency_Key="night-1", key=another).status == 201


def test_a_request_that_is_sent_many_times_at_once_has_its_effect_once(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    sent = {"kpi": "kpi1", "value": 130, "date": "2026-11-13"}
    with ThreadPoolExecutor(8) as many:
        told = list(many.map(lambda _: api.post(sent, Idempotency_Key="night-1"), range(8)))
    assert {(one.status, one.text) for one in told} == {(201, told[0].text)}
    assert sum("idempotency-replayed" in one.headers for one in told) == 7
    assert api.values("kpi1") == ["130"]


def test_what_was_over_by_the_end_of_a_batch_raises_no_alarm(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    days = ["2026-10-16", "2026-10-23", "2026-10-30", "2026-11-06", "2026-11-13"]
    calm = [
        {"kpi": "kpi1", "value": n, "date": on}
        for n, on in zip((90, 250, 240, 95, 96), days, strict=True)
    ]
    told = api.post(calm)
    assert [one["alert"] for one in told.json["readings"]] == [None] * 5
    assert api.desk.prepared() == []
    assert api.post({"kpi": "kpi1", "value": 120}).json["readings"][0]["alert"] == "firing"


def test_batches_at_once_open_one_alert(api: Api) -> None:
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.given_kpi("emma", "AOV", at_least=80, unit="₫")
    batches = [
        [{"kpi": kpi, "value": value} for kpi, value in pairs]
        for number in range(4)
        for pairs in (
            (("kpi1", 130 + number), ("kpi2", 20)),
            (("kpi2", 30 + number), ("kpi1", 150)),
        )
    ]
    with ThreadPoolExecutor(8) as many:
        told = list(many.map(api.post, batches))
    assert {one.status for one in told} == {201}, [one.text for one in told]
    kinds = [message.kind for message in api.desk.prepared() if message.kind == "alert_card"]
    assert len(kinds) == 2


def test_a_refused_request_leaves_its_name_free(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    assert api.post({"kpi": "kpi9", "value": 1}, Idempotency_Key="a").status == 422
    assert api.post({"kpi": "kpi1", "value": 1}, Idempotency_Key="a").status == 201


def test_answers_are_kept_for_more_than_a_day(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    sent = {"kpi": "kpi1", "value": 130, "date": "2026-11-13"}
    api.post(sent, Idempotency_Key="night-1")
    api.desk.now += timedelta(hours=25)
    cleaning.forget_old(api.desk.rt)
    assert "idempotency-replayed" in api.post(sent, Idempotency_Key="night-1").headers
    api.desk.now += timedelta(hours=24)
    cleaning.forget_old(api.desk.rt)
    assert rows(api.desk.database, ApiAnswer) == []


def test_a_kpi_of_somebody_who_left_is_still_written(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.given_kpi("emma", "Visits", watch_only=True, unit="visits")
    api.company.change(api.company.person(EMMA), standing="deactivated")
    told = api.post([{"kpi": "kpi1", "value": 130}, {"kpi": "kpi2", "value": 5}])
    assert [one["alert"] for one in told.json["readings"]] == ["firing", None]


def test_no_word_of_a_note_and_no_key_is_in_the_audit(sqlite_api: Api) -> None:
    api = sqlite_api
    api.given_kpi("emma", "CPA", at_most=100, unit="₫")
    api.post({"kpi": "kpi1", "value": 130, "note": "secret plan"})
    assert rows(api.desk.database, Reading)
    said = " ".join(
        f"{one.action} {one.subject} {one.detail}" for one in rows(api.desk.database, Audit)
    )
    assert "add_api_key" in said
    assert "secret plan" not in said
    assert api.key.split("_")[2] not in said


@pytest.mark.parametrize("several", [True, False])
def test_errors_say_where_only_in_a_batch(sqlite_api: Api, several: bool) -> None:
    one = {"kpi": "kpi9", "value": 1}
    told = sqlite_api.post([one] if several else one)
    assert told.json["errors"][0]["index"] == (0 if several else None)

"""A key result that follows a KPI stands where the KPI stands."""

from datetime import datetime
from decimal import Decimal

import pytest
from company import AN, DAN, EMMA, HANOI, rows
from house import House, seen

from storage.tables import KeyResult

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


@pytest.fixture
def churn(house: House) -> House:
    """A KPI of An, and a goal of hers that follows it."""
    house.given_kpi("an", "Churn", unit="%", at_most=3)
    house.given_key_result(
        "an", "Giữ chân khách", unit="%", to=3, value=None, follows="kpi1", **{"from": 7}
    )
    return house


def stands(house: House) -> tuple[Decimal | None, Decimal | None]:
    return house.value("kpi1"), house.value("kr1")


def test_one_figure_is_asked_for_once_and_moves_both(churn: House) -> None:
    churn.move_to(MONDAY)
    question = churn.last(AN)
    assert "Giữ chân khách" in question
    assert "Churn" not in question
    churn.dm(AN, "giữ chân khách 5%, tự tin 6/10")
    assert stands(churn) == (5, 5)
    assert any("5 % (theo KPI)" in text for text in churn.dm_texts(AN))
    assert churn.company.key_result("kr1").confidence == 6
    churn.press(AN, "Hoàn tác")
    assert stands(churn) == (None, None)


def test_whoever_reads_the_kpi_moves_the_goal(churn: House) -> None:
    churn.command(AN, "/kpi set churn 3,4%")
    assert stands(churn) == (Decimal("3.4"), Decimal("3.4"))
    assert "3,4 % (theo KPI)" in churn.command(AN, "/okr")
    assert "from its KPI" in churn.command(EMMA, "/okr show Giữ chân khách")
    churn.command(AN, "/kpi set churn 3%")
    churn.command(AN, "/okr undo")
    assert stands(churn) == (Decimal("3.4"), Decimal("3.4"))


def test_a_goal_is_drafted_from_a_kpi_and_follows_it(house: House) -> None:
    house.given_kpi("emma", "Churn", unit="%", at_most=3)
    house.given_kpi("emma", "CSAT", unit="/10", at_least=9)
    house.command(EMMA, "/kpi set churn 3.4%")
    house.press(EMMA, "Draft an OKR…")
    assert "Churn, which stands at 3.4" in seen(house.form(EMMA))
    assert "Near it: CSAT" in seen(house.form(EMMA))
    assert house.fill(EMMA, {}) == {}
    assert "Churn stands at 3.4" in seen(house.form(EMMA))
    assert house.fill(EMMA, {}) == {}
    [drafted] = [kr for kr in rows(house.stage.database, KeyResult) if kr.title == "Churn"]
    assert (drafted.shape, drafted.start, drafted.target) == ("reach", Decimal("3.4"), 3)
    assert (drafted.value, drafted.progress, drafted.kpi_id) == (Decimal("3.4"), 0, 1)
    assert "Bring Churn back on track" in seen(house.form(EMMA))


def test_only_who_answers_for_a_kpi_drafts_from_it(house: House) -> None:
    house.given_kpi("emma", "Churn", unit="%", at_most=3)
    assert EMMA in house.command(DAN, "/kpi draft churn")
    assert not house.has_form(DAN)
    assert "“xyz”" in house.command(AN, "/kpi soạn OKR xyz")

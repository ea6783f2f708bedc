"""From a KPI to an objective in four steps."""

import pytest
from company import AN, DAN, EMMA, rows
from house import House, seen
from test_bot_splitting import fill, initial

from storage.tables import KeyResult, Objective


@pytest.fixture
def kpis(house: House) -> House:
    """Churn and NPS of Emma, with readings; Dan's is of another team."""
    house.given_kpi("emma", "Churn", unit="%", at_most=3, measured_by="CRM")
    house.given_kpi("emma", "NPS", unit="points", at_least=50)
    for value in ("4%", "6%"):
        day = {"4%": "8/11", "6%": "15/11"}[value]
        house.command(EMMA, f"/kpi set churn {value} {day}")
    house.command(EMMA, "/kpi set nps 31")
    return house


def choose(house: House, user: str, name: str, values: dict[str, dict[str, object]]) -> None:
    """Send what was chosen in the open form, as Slack does at once."""
    view = house.form(user)
    [block] = [one for one in view["blocks"] if one.get("block_id") == f"field:{name}"]
    given = values[name]
    house.stage.client.click_view(
        user,
        view["id"],
        block["element"]["action_id"],
        block_id=block["block_id"],
        **given,
    )
    house.settle()


def test_four_pages_lead_from_a_kpi_to_a_draft_that_follows_it(kpis: House) -> None:
    kpis.command(EMMA, "/kpi convert churn")
    assert "Such as: “Customers trust what we deliver”" in seen(kpis.form(EMMA))
    # Never a copy of the KPI.
    assert "called like the KPI “Churn”" in fill(kpis, EMMA, title_new="Churn")["title_new"]
    assert fill(kpis, EMMA, title_new="Customers love staying") == {}
    assert "stands at 6 %, on average 5 % over its last 2 figures" in seen(kpis.form(EMMA))
    assert initial(kpis, EMMA, "start:1_now") == "6"
    choose(kpis, EMMA, "kpis:all", {"kpis:all": {"selected_options": ["1", "2"]}})
    choose(kpis, EMMA, "begin:all", {"begin:all": {"selected_option": "4"}})
    assert (initial(kpis, EMMA, "start:1_4"), initial(kpis, EMMA, "target:2")) == ("5", "50")
    assert set(fill(kpis, EMMA, target_1="6")) == {"target_1"}
    assert fill(kpis, EMMA, target_1="3") == {}
    said = seen(kpis.form(EMMA))
    assert "S ✓  M ✓  A ?" in said
    assert "in reach?" in said
    # Back and on again: nothing that was typed is lost.
    kpis.press_in_form(EMMA, "Back")
    assert initial(kpis, EMMA, "start:1_4") == "5"
    fill(kpis, EMMA)
    assert fill(kpis, EMMA, in_reach_1="yes", what_1="Customers who leave") == {}
    assert "A ✓" in seen(kpis.form(EMMA))
    assert fill(kpis, EMMA, cadence_all="monthly", owner_2=AN) == {}
    assert "Customers love staying" in seen(kpis.form(EMMA))
    [objective] = [
        one for one in rows(kpis.stage.database, Objective) if one.title == "Customers love staying"
    ]
    assert (objective.state, objective.level) == ("draft", "team")
    churn, nps = (
        one for one in rows(kpis.stage.database, KeyResult) if one.objective_id == objective.id
    )
    assert (churn.title, churn.shape, churn.start, churn.target) == (
        *("Customers who leave", "reach"),
        *(5, 3),
    )
    assert (churn.kpi_id, churn.value, churn.in_reach, churn.measured_by) == (1, 6, True, "CRM")
    assert (churn.cadence_days, churn.cadence_chosen) == (30, True)
    assert (nps.start, nps.owner_id) == (31, kpis.company.person(AN).id)


def test_a_card_leads_there_and_only_who_answers_for_the_kpi_gets_in(kpis: House) -> None:
    assert EMMA in kpis.command(DAN, "/kpi convert churn")
    assert not kpis.has_form(DAN)
    kpis.command(EMMA, "/kpi churn")
    ephemeral = kpis.only_for(EMMA)[-1]
    assert "[Make it an OKR…]" in ephemeral
    # What conversion is called in Vietnamese is no command.
    assert "chuyển đổi" in kpis.command(AN, "/kpi chuyển đổi")
    kpis.command(AN, "/kpi chuyển churn")

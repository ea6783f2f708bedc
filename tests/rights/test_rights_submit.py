"""Rights are looked at again when a form is sent, and what it carries is not believed."""

import re
from dataclasses import replace
from typing import Any

import pytest
from company import AN, BINH, CHI
from offers import offers
from office import HOA, Office
from test_rights_matrix import form

from storage.tables import Audit, Objective

FORMS = [offer for offer in offers(HOA) if offer.kind == "submission"]


def refusals(office: Office, user: str, view: dict[str, Any]) -> list[Audit]:
    found = office.deliver(office.submitted(user, view))
    assert all(set(row.detail) <= {"about"} for row in found), "ids, never words"
    return found


def told(office: Office, user: str) -> str:
    return office.house.last(user)


def test_what_a_form_carries_is_not_believed(office: Office) -> None:
    wrong = []
    for offer in FORMS:
        view = form(office, offer)
        if not view["private_metadata"]:
            continue
        before = office.checksum()
        elsewhere = re.sub(r"\d+", "987654", view["private_metadata"])
        for forged in ("x", "[]", elsewhere, view["private_metadata"] + "0" * 30):
            office.deliver(office.submitted(offer.opener, view | {"private_metadata": forged}))
        after = office.checksum()
        changed = {name for name in before if before[name] != after[name]} - {"message"}
        wrong += [f"{offer}: {changed}"] if changed else []
    assert not wrong, "\n".join(wrong)


def test_a_form_of_another_workspace_is_nobodys_here(office: Office) -> None:
    [offer] = [one for one in FORMS if one.name == "kpi_form"]
    sent = office.submitted(offer.opener, form(office, offer))
    before = office.checksum()
    sent["user"] = {**sent["user"], "team_id": "T0ELSEWHERE"}
    [refused] = office.deliver(sent)
    assert (refused.subject, refused.actor_id) == ("person.unknown", office.ids["an"])
    assert office.checksum() == before


@pytest.mark.parametrize("name", ["key_result_form", "initiatives"])
def test_who_lost_a_goal_while_its_form_was_open_is_refused(office: Office, name: str) -> None:
    company = office.house.company
    [offer] = [one for one in FORMS if one.name == name]
    view = form(office, replace(offer, opener=AN))
    company.change(company.key_result("kr1"), owner_id=office.ids["dan"])
    with office.house.stage.database.reading() as session:
        objective = session.get_one(Objective, office.ids["o"])
    company.change(objective, owner_id=office.ids["dan"])
    before = office.checksum()
    [refused] = refusals(office, AN, view)
    assert (refused.subject, refused.subject_id) == ("policy.edit_goal", office.ids["kr"])
    assert refused.detail == {"about": "key_result"}
    assert office.checksum() == before


def test_who_is_no_administrator_any_more_is_told_who_is(office: Office) -> None:
    company = office.house.company
    [offer] = [one for one in FORMS if one.name == "house_settings"]
    view = form(office, offer)
    company.change(company.person(CHI), is_admin=False)
    company.change(company.person(BINH), is_admin=True)
    [refused] = refusals(office, CHI, view)
    assert refused.subject == "policy.change_settings"
    assert "Chỉ quản trị viên đổi được các cài đặt này." in told(office, CHI)
    assert f"Nhờ: <@{BINH}>" in told(office, CHI)


def test_a_target_refused_on_its_field_leaves_a_trace_too(office: Office) -> None:
    [offer] = [one for one in FORMS if one.name == "kpi_form"]
    view = form(office, offer)
    for block, state in view["state"]["values"].items():
        [element] = state.values()
        if element.get("value") == "46":
            element["value"] = None
        if block.startswith("field:at_most"):
            element["value"] = "45"
    [refused] = refusals(office, AN, view)
    assert refused.subject == "policy.change_target"
    assert office.house.company.kpi("kpi1").target == 30

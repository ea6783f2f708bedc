"""Administrators make and unmake one another, and people hear of roles that they get or lose."""

import pytest
from company import AN, BINH, CHI, DAN, EMMA, SALES, rows
from house import GUEST, House, open_house
from office import LONG, Office

from bot.domain.errors import DomainError, NotAllowed
from bot.services import admins, managers
from storage.tables import Audit, Message, Team


def told(house: House, user: str) -> list[str]:
    return [text for text in house.dm_texts(user) if text[0] in "🛡👤👥"]


def test_an_admin_makes_another_one_and_takes_it_back(house: House) -> None:
    shown = house.command(CHI, "/okr quản trị viên")
    assert "Chi (bạn)\ntừ 15/11/2026" in shown
    assert "[Thêm quản trị viên…]" in shown
    shown = house.command(CHI, f"/okr admin <@{DAN}|dan>")
    assert shown.startswith("✅ Dan giờ là quản trị viên okrbot")
    assert "Dan\ntừ 15/11/2026" in shown
    assert house.company.person(DAN).is_admin
    assert told(house, DAN)[-1].startswith("🛡️ Chi made you an admin of okrbot.")
    assert told(house, CHI)[-1].startswith("🛡️ Bạn đã chọn Dan làm quản trị viên okrbot.")
    assert "Everything" not in house.command(CHI, f"/okr admin <@{DAN}>")
    assert len(told(house, DAN)) == 1, "nothing is told of what changed nothing"
    house.press(CHI, "Thu lại quyền")
    assert not house.company.person(DAN).is_admin
    assert "took back your admin rights" in told(house, DAN)[-1]
    assert house.company.audited() == [("make_admin", "person"), ("remove_admin", "person")]
    [made, taken] = [row for row in rows(house.stage.database, Audit) if "admin" in row.action]
    dan, chi = house.company.person(DAN), house.company.person(CHI)
    assert (made.actor_id, made.subject_id, taken.subject_id) == (chi.id, dan.id, dan.id)


def test_the_last_admin_stays_and_others_may_give_up(house: House) -> None:
    house.company.write()
    assert "Phải có người quản trị okrbot" in house.command(CHI, "/okr quản trị viên bỏ Chi")
    assert house.company.person(CHI).is_admin
    assert "[Thôi làm]" not in house.command(CHI, "/okr admin")
    house.command(CHI, f"/okr admin <@{EMMA}>")
    gone = house.command(CHI, "/okr bỏ quản trị viên Chi")
    assert gone.startswith("✅ Chi không còn là quản trị viên okrbot")
    assert "[Thêm quản trị viên…]" not in gone, "who gave up is offered nothing more"
    assert not house.company.person(CHI).is_admin
    assert told(house, CHI)[-1].startswith("🛡️ Bạn đã thôi làm quản trị viên okrbot.")
    assert told(house, EMMA)[-1].startswith("🛡️ Chi gave up their admin rights in okrbot.")
    assert "Only an admin can manage roles." not in house.command(EMMA, "/okr admin")
    assert "Chỉ quản trị viên" in house.command(CHI, "/okr admin Chi")


def test_the_form_takes_nobody_but_who_works_here(house: House) -> None:
    house.company.write()
    house.command(CHI, "/okr admin")
    house.press(CHI, "Thêm quản trị viên…")
    errors = house.fill(CHI, {"Ai": GUEST})
    assert "Hãy chọn người làm việc trong workspace này" in errors["Ai"]
    house.company.change(house.company.person(BINH), standing="guest")
    assert "Bình không làm việc trong workspace này" in house.fill(CHI, {"Ai": BINH})["Ai"]
    assert house.fill(CHI, {"Ai": AN}) == {}
    assert house.company.person(AN).is_admin
    assert told(house, AN)[-1].startswith("🛡️ Chi đã chọn bạn làm quản trị viên okrbot.")


@pytest.mark.parametrize("standing", ["guest", "external", "bot", "deactivated"])
def test_who_does_not_work_here_is_made_no_admin(house: House, standing: str) -> None:
    house.company.write()
    house.company.change(house.company.person(DAN), standing=standing)
    shown = house.command(CHI, f"/okr admin <@{DAN}>")
    assert "Dan không làm việc trong workspace này" in shown
    assert not house.company.person(DAN).is_admin


def test_a_name_that_is_only_like_somebodys_is_asked_about(house: House) -> None:
    house.company.write()
    shown = house.command(CHI, "/okr admin Emm")
    assert "[Emma]" in shown
    assert not house.company.person(EMMA).is_admin
    house.press(CHI, "Emma")  # the answer takes the place of the question
    assert "Emma giờ là quản trị viên" in house.only_for(CHI)[-1]
    assert house.company.person(EMMA).is_admin


def test_who_was_unmade_meanwhile_makes_nobody_any_more(office: Office) -> None:
    """Their rights are looked at within the change: two cannot unmake each other."""
    house = office.house
    by = admins.facts.actor(house.company.person(CHI))
    house.company.change(house.company.person(CHI), is_admin=False)
    house.company.change(house.company.person(BINH), is_admin=True)
    with pytest.raises(NotAllowed, match="manage_roles"):
        admins.change(house.bot.runtime, DAN, is_admin=True, by=by, key="k")
    assert not house.company.person(DAN).is_admin


def test_everybody_sees_who_administers_and_nobody_else_changes_it(office: Office) -> None:
    house = office.house
    shown = house.command(DAN, "/okr admin")
    assert "Chi\nsince" in shown
    assert "[" not in shown
    assert "Only an admin can manage roles." in house.command(DAN, "/okr admin Dan")
    assert not house.company.person(DAN).is_admin
    assert "Dan" not in house.command(LONG, "/okr admin")


def test_the_server_has_the_last_word(sqlite_database, tmp_path, closing) -> None:  # type: ignore[no-untyped-def]
    with open_house(sqlite_database, tmp_path, closing=closing, admins=f"{DAN}, x@y.z") as house:
        house.company.write()
        house.command(CHI, f"/okr admin <@{DAN}>")
        assert "chỉ định trên máy chủ" in house.command(CHI, "/okr admin")
        assert "`OKRBOT_ADMINS`" in house.command(CHI, "/okr admin remove Dan")
        assert house.company.person(DAN).is_admin


def test_a_manager_and_their_person_are_told_and_it_can_be_taken_back(house: House) -> None:
    house.company.write()
    shown = house.command(CHI, f"/okr manager <@{AN}> <@{DAN}>")
    assert "Từ giờ quản lý của An là Dan" in shown
    assert told(house, AN)[-1].startswith("👤 Chi đã đặt Dan làm quản lý của bạn")
    assert told(house, DAN)[-1].startswith("👤 Chi made you the manager of An.")
    assert told(house, BINH)[-1].startswith("👤 Bạn không còn là quản lý của An")
    house.command(CHI, f"/okr manager <@{AN}> <@{DAN}>")
    assert len(told(house, DAN)) == 1
    house.press(CHI, "Hoàn lại")
    assert house.company.person(AN).manager_id == house.company.person(BINH).id
    house.company.change(house.company.person(DAN), standing="deactivated")
    assert "không quản lý ai được" in house.command(CHI, f"/okr manager <@{AN}> <@{DAN}>")
    by = admins.facts.actor(house.company.person(CHI))
    with pytest.raises(DomainError, match=r"manager\.standing"):
        managers.set_manager(house.bot.runtime, AN, DAN, by=by, key="k")


def test_leads_hear_that_they_lead_and_that_they_do_no_more(house: House) -> None:
    house.company.write()
    house.command(CHI, "/okr teams Sales")
    assert house.fill(CHI, {"Trưởng nhóm": DAN}) == {}
    assert told(house, DAN)[-1].startswith("👥 Chi made you the lead of Sales.")
    assert told(house, BINH)[-1].startswith("👥 Bạn không còn là trưởng nhóm Sales")
    sales = next(row for row in rows(house.stage.database, Team) if row.channel_id == SALES)
    assert rows(house.stage.database, Audit)[-1].detail == {
        "lead_id": sales.lead_id,
        "was_id": house.company.person(BINH).id,
    }
    kinds = [row.kind for row in rows(house.stage.database, Message)]
    assert kinds.count("role_changed") == 2

"""What an administrator sees of others' private things: for a reason, which they are told."""

from company import AN, CHI, DAN, rows
from house import House
from office import Office

from storage.tables import Audit, Message, Objective


def test_a_scorecard_is_shown_for_a_reason_which_its_person_is_told(office: Office) -> None:
    house = office.house
    told = house.command(CHI, "/okr scorecard An")
    assert "viết lý do" in told.lower()
    assert "`/okr scorecard An vì …`" in told
    assert "Renewals" not in told
    told = house.command(CHI, "/okr scorecard An vì có khiếu nại")
    assert "Renewals" in told
    assert "lý do: “có khiếu nại”" in told
    heard = house.last(AN)
    assert heard.startswith("🔎 Chi đã xem bảng điểm của bạn với quyền quản trị viên: Q4/2026")
    assert "Lý do: “có khiếu nại”" in heard
    look = rows(house.stage.database, Audit)[-1]
    [letter] = [m for m in rows(house.stage.database, Message) if m.kind == "looked_at"]
    assert (look.action, look.subject_id) == ("view_scorecard", office.ids["an"])
    assert look.detail == {"cycle_id": office.ids["cycle"], "told": letter.id}
    assert "[]" not in house.command(DAN, "/okr scorecard An because I wonder")
    assert rows(house.stage.database, Audit)[-1].subject == "policy.view_scorecard"


def test_a_private_goal_is_opened_by_its_number_and_a_reason(office: Office, house: House) -> None:
    with house.stage.database.reading() as session:
        objective = session.get_one(Objective, office.ids["o"])
    house.company.change(objective, visibility="private")
    assert "lý do" in house.command(CHI, f"/okr show kr:{office.ids['kr']}")
    assert house.dm_texts(AN)[-1].startswith("🔎") is False
    shown = house.command(CHI, f"/okr show kr:{office.ids['kr']} vì An nghỉ việc")
    assert "Renewals" in shown
    assert "lý do: “An nghỉ việc”" in shown
    assert "Chi đã xem mục tiêu riêng tư của bạn" in house.last(AN)
    assert rows(house.stage.database, Audit)[-1].action == "view_objective"
    told = house.command(DAN, f"/okr show kr:{office.ids['kr']} because I wonder")
    assert "Renewals" not in told


def test_administrators_read_who_did_what_a_page_at_a_time(office: Office) -> None:
    house = office.house
    for _ in range(16):
        house.command(DAN, "/kpi set response time 9")
    told = house.command(CHI, "/okr nhật ký")
    assert told.count(f"`refused` policy.record_reading kpi {office.ids['kpi']}") == 15
    assert "· Dan ·" in told
    assert "[Xem thêm]" in told
    assert "Dan" not in house.command(CHI, f"/okr audit <@{AN}>")
    assert "Only an admin can read the audit log." in house.command(DAN, "/okr audit")

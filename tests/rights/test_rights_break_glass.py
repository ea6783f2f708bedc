"""What an administrator sees of others' private things: for a reason, which they are told."""

import csv

from company import AN, BINH, CHI, DAN, EMMA, rows
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


def test_replies_are_read_for_a_reason_which_their_writer_is_told(office: Office) -> None:
    house = office.house
    told = house.command(CHI, "/okr câu trả lời của An")
    assert "renewals" not in told
    assert "lý do" in told
    told = house.command(CHI, "/okr câu trả lời của An vì có khiếu nại")
    assert "renewals 45%" in told
    assert "response time 28000" in told
    assert "lý do: “có khiếu nại”" in told
    heard = house.last(AN)
    assert heard.startswith("🔎 Chi đã xem nguyên văn câu trả lời ngày 16/11 của bạn")
    assert "Lý do: “có khiếu nại”" in heard
    look = rows(house.stage.database, Audit)[-1]
    assert (look.action, look.subject, look.subject_id) == (
        "view_reply",
        "person",
        office.ids["an"],
    )
    assert len(look.detail["reply_ids"]) == 3
    assert set(look.detail) == {"reply_ids", "told"}, "ids, never words"
    told = house.command(CHI, "/okr reply of An 15/11 because I wonder")
    assert "Ngày 15/11 An không nhắn gì cho bot" in told


def test_nobody_else_reads_a_reply_and_its_writer_needs_no_reason(office: Office) -> None:
    house = office.house
    for user in (BINH, DAN):  # who leads An reads what became of the reply, not the reply
        told = house.command(user, f"/okr reply of <@{AN}> because I lead An")
        assert "renewals" not in told
        assert f"<@{AN}>" in told
    before = len(house.dm_texts(AN))
    assert "renewals 45%" in house.command(AN, "/okr câu trả lời của An")
    assert "renewals 45%" in house.command(AN, "/okr reply of")
    assert len(house.dm_texts(AN)) == before


def test_every_view_of_a_private_goal_opens_for_the_reason(office: Office, house: House) -> None:
    with house.stage.database.reading() as session:
        objective = session.get_one(Objective, office.ids["o"])
    house.company.change(objective, visibility="private")
    kr = f"kr:{office.ids['kr']}"
    for way in ("vì sao", "lịch sử", "cây"):
        told = house.command(CHI, f"/okr {way} {kr}")
        assert "Renewals" not in told, way
        assert "vì …`" in told
        assert "Renewals" in house.command(CHI, f"/okr {way} {kr} vì An nghỉ việc"), way
        assert "Renewals" not in house.command(DAN, f"/okr {way} {kr} because I wonder"), way
    looks = [one for one in rows(house.stage.database, Audit) if one.action == "view_objective"]
    letters = [m for m in rows(house.stage.database, Message) if m.kind == "looked_at"]
    assert [one.detail for one in looks] == [{"told": letters[0].id}] * 3
    assert len(letters) == 1, "once a day for the same reason"
    shown = house.command(CHI, f"/okr show {kr} vì An nghỉ việc")
    assert "lý do: “An nghỉ việc”" in shown
    told = house.press(CHI, "Vì sao?")  # the reason goes along
    assert "lý do: “An nghỉ việc”" in told
    for way in ("why", "show", "tree"):  # whoever may see it sees what it comes to
        told = house.command(EMMA, f"/okr {way} o:{office.ids['o']}")
        assert "▫️ no data" not in told, way
        assert "45 %" in told, way
    house.company.change(objective, visibility="public")
    assert "lý do:" not in house.command(CHI, f"/okr show {kr} vì An nghỉ việc")


def test_of_whom_an_admin_takes_a_copy_hears_of_it(office: Office) -> None:
    house = office.house
    house.command(CHI, "/okr export person An")
    assert house.last(AN).startswith("🔎 Chi đã lấy một bản sao toàn bộ dữ liệu")
    before = len(house.dm_texts(DAN))
    house.command(DAN, "/okr mydata")
    assert not any("🔎" in text for text in house.dm_texts(DAN)[before:])


def test_the_log_comes_as_a_file(office: Office) -> None:
    house = office.house
    house.company.change(house.company.person(DAN), name="=cmd|' /C calc'!A0")
    house.command(DAN, "/kpi set response time 9")
    told = house.command(CHI, "/okr xuất nhật ký")
    assert "okrbot-audit-2026-11-16.csv" in told
    [shared] = [file for one in house.stage.client.dm(CHI) for file in one.get("files") or ()]
    file = house.stage.server.workspace.files.get(shared["id"])
    assert file is not None
    text = (file.content or b"").decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines(), delimiter=";"))
    assert lines[0][:4] == ["Thời điểm (UTC)", "Ai", "Ai (mã Slack)", "Việc"]
    assert lines[1][1:4] == ["Chi", CHI, "export_audit"]
    kpi = str(office.ids["kpi"])
    assert lines[2][1:7] == [
        "'=cmd|' /C calc'!A0",
        DAN,
        "refused",
        "policy.record_reading",
        kpi,
        "kpi",
    ]
    assert lines[2][0] == "2026-11-16T05:00:00Z"
    assert len(lines) == len(rows(house.stage.database, Audit)) + 1
    assert "Only an admin can read the audit log." in house.command(DAN, "/okr audit export")
    told = house.command(CHI, f"/okr audit export <@{AN}>")
    assert "An đã làm" in told

"""What people are told of their data, the copy they get, and how they are forgotten."""

import io
import json
import zipfile

from company import AN, BINH, CHI, rows
from house import House

from storage.tables import Audit, CheckIn, Person, Reply, Workspace

SAID = "45, kẹt ở khâu pháp lý của hợp đồng khung"


def test_the_notice_and_the_periods_that_an_admin_chooses(house: House) -> None:
    told = house.command(AN, "/okr quyền riêng tư")
    assert "Nguyên văn các câu trả lời của bạn: 400 ngày" in told
    assert "Dành cho quản trị viên" not in told
    assert "quản trị viên" in house.command(AN, "/okr settings retention")
    house.command(CHI, "/okr cài đặt lưu giữ")
    assert house.fill(CHI, {"Nguyên văn": "90", "Ai đã làm gì": "730"}) == {}
    [here] = rows(house.company.database, Workspace)
    assert (here.keep_replies_days, here.keep_audit_days, here.keep_inbox_days) == (90, 730, 30)
    assert "câu trả lời của bạn: 90 ngày" in house.command(CHI, "/okr privacy")


def test_everybody_gets_a_copy_of_what_is_theirs(house: House) -> None:
    house.given_key_result("an", "Doanh thu")
    house.dm(AN, SAID)
    assert "tin nhắn riêng với bot" in house.command(AN, "/okr dữ liệu của tôi")
    found = _unpacked(house, AN)
    data = json.loads(found.pop("data.json"))
    assert SAID in [row["text"] for row in data["reply"]]
    assert data["key_result"][0]["title"] == "Doanh thu"
    sheets = {name.partition(" ")[2]: text for name, text in found.items()}
    assert "Lúc;Nội dung" in sheets["câu trả lời.csv"]
    assert "Doanh thu" in sheets["lần cập nhật.csv"]
    assert "token" not in json.dumps(data["inbox"])
    assert "quản trị viên" in house.command(BINH, "/okr export person An").lower()
    assert "An" in house.command(CHI, "/okr export person An")
    exports = [one for one in rows(house.company.database, Audit) if one.action == "export_person"]
    assert len(exports) == 2


def test_a_person_asks_an_admin_hands_over_and_erases(house: House) -> None:
    house.given_key_result("an", "Doanh thu")
    house.dm(AN, SAID)
    assert "đồng nghiệp cũ" in house.command(AN, "/okr xóa dữ liệu của tôi")
    house.press(AN, "Gửi quản trị viên")
    assert "đã nhận được đề nghị" in house.only_for(AN)[-1]
    assert "An đề nghị xóa dữ liệu" in house.last(CHI)
    assert "Hãy bàn giao trước" in house.press(CHI, "Xóa…")
    house.command(CHI, f"/okr bàn giao <@{AN}> <@{BINH}>")
    house.press(CHI, "Bàn giao")
    assert "1 câu trả lời" in house.command(CHI, f"/okr xóa dữ liệu của <@{AN}>")
    house.press(CHI, "Xóa…")
    assert "Tên chưa đúng" in house.fill(CHI, {"để xác nhận": "Anh"})["để xác nhận"]
    assert house.fill(CHI, {"để xác nhận": "an"}) == {}
    assert "Đã xóa dữ liệu" in house.last(CHI)
    [gone] = [one for one in rows(house.company.database, Person) if one.standing == "deactivated"]
    assert (gone.name, gone.slack_user_id) == ("Đồng nghiệp cũ", None)
    assert [one.text for one in rows(house.company.database, Reply)] == [""]
    [said] = [one for one in rows(house.company.database, CheckIn) if one.source == "reply"]
    assert (said.value, said.note, said.blocker) == (45, None, None)
    assert "Đồng nghiệp cũ" in house.command(BINH, "/okr history Doanh thu")
    assert house.command(AN, "/okr mydata")  # is told, and nothing breaks


def test_nobody_else_erases(house: House) -> None:
    house.given_key_result("an", "Doanh thu")
    assert "quản trị viên" in house.command(BINH, "/okr erase An").lower()
    told = house.press_forged(BINH, "erase_person", str(house.company.person(AN).id))
    assert "quản trị viên" in told.lower()
    assert not house.has_form(BINH)


def _unpacked(house: House, user: str) -> dict[str, str]:
    store = house.stage.server.workspace.files
    [file] = [file for one in house.stage.client.dm(user) for file in one.get("files") or ()]
    content = store.get(file["id"]).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}

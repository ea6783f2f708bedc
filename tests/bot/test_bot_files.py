"""Administrators take goals out into a file and bring them in from one, within Slack."""

from company import AN, CHI, rows
from house import House

from storage.tables import Audit, Inbound


def files_of(house: House, user: str) -> list[tuple[str, bytes]]:
    """Names and bytes of the files in a person's DM with the bot, oldest first."""
    store = house.stage.server.workspace.files
    found = [
        store.get(file["id"])
        for message in house.stage.client.dm(user)
        for file in message.get("files") or ()
    ]
    return [(file.name, file.content or b"") for file in found if file is not None]


def share(house: House, user: str, name: str, content: bytes) -> str:
    """Share a file with the bot; what the bot answers."""
    house.stage.client.upload(user, name, content)
    house.settle()
    return house.last(user)


def test_goals_go_out_as_a_file_and_come_back_changed(house: House) -> None:
    house.given_key_result("an", "Doanh số", key="sales", value=40)
    told = house.command(CHI, "/okr xuất csv")
    assert "okr-2026-Q4.csv đã có trong tin nhắn riêng" in told
    [(name, content)] = files_of(house, CHI)
    assert name == "okr-2026-Q4.csv"
    changed = content.decode("utf-8-sig").replace(";0;100;", ";0;200;")

    shown = share(house, CHI, "sửa.csv", changed.encode())
    assert "sửa.csv sẽ thay đổi những mục sau; chưa ghi gì" in shown
    assert "• kết quả then chốt sales “Doanh số”: đích 100 → 200" in shown
    assert "[Nhập]" in shown
    assert house.company.key_result("sales").target == 100

    house.press(CHI, "Nhập")
    assert house.company.key_result("sales").target == 200
    assert "✅ Đã nhập sửa.csv" in house.last(CHI)
    assert "[Nhập]" not in house.last(CHI)
    shown = share(house, CHI, "sửa.csv", changed.encode())
    assert "không có gì để làm" in shown
    done = [row for row in rows(house.company.database, Audit) if row.action == "import"]
    assert done[-1].actor_id == house.company.person(CHI).id


def test_a_wrong_file_is_answered_with_every_cell_and_changes_nothing(house: House) -> None:
    house.given_key_result("an", "Doanh số", key="sales", value=40)
    house.command(CHI, "/okr")  # the company is written
    text = "Mục tiêu;Phụ trách mục tiêu;KR;Từ;Đến;Đơn vị\nTăng;Ann;Doanh thu;1;=2;tỷ\n"
    shown = share(house, CHI, "muctieu.csv", text.encode())
    assert "Chưa nhập được muctieu.csv" in shown
    assert "B2 (Phụ trách mục tiêu): Không có ai tên “Ann”." in shown
    assert "E2 (Đến): Ô này chứa công thức." in shown
    assert "[Nhập]" not in shown
    assert "UTF-16" in share(house, CHI, "x.csv", text.encode("utf-16"))
    assert "Không đọc được tệp .xlsx này" in share(house, CHI, "x.xlsx", b"PK\x03\x04")
    assert "lớn hơn 5 MB" in share(house, CHI, "x.yaml", b"x" * 5_000_001)


def test_only_an_administrator_imports_and_exports(house: House) -> None:
    house.given_key_result("an", "Doanh số", key="sales", value=40)
    house.company.private = True
    house.company.written = False
    for line, may_not in (("/okr import", "nhập được"), ("/okr export", "xuất được")):
        assert f"Chỉ quản trị viên {may_not}" in house.command(AN, line)
    assert files_of(house, AN) == []
    assert "Bot chỉ đọc được chữ" in share(house, AN, "x.csv", b"a,b\n")
    assert "1. Gửi tệp cho bot" in house.command(CHI, "/okr nhập")

    house.command(CHI, "/okr export yaml")
    house.command(CHI, "/okr export yaml private")
    (_, without), (_, private) = files_of(house, CHI)
    assert b"objectives:" not in without
    assert b"visibility: private" in private
    share(house, CHI, "x.yaml", private.replace(b"to: 100", b"to: 300"))
    button = next(
        element
        for block in house.message(CHI, "sẽ thay đổi")["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "import_file"
    )
    told = house.press_forged(AN, "import_file", button["value"])
    assert "Chỉ quản trị viên" in told
    file_id, _, key = button["value"].split(":")
    told = house.press_forged(CHI, "import_file", f"{file_id}:{'0' * 64}:{key}")
    assert "đã thay đổi kể từ khi" in told
    house.press_forged(CHI, "import_file", "F0:zz")
    assert house.company.key_result("sales").target == 100
    assert all(row.done_at for row in rows(house.company.database, Inbound))

"""Administrators make keys of the HTTP API in Slack, and see each of them once."""

import re

from company import AN, CHI, rows
from house import House

from storage.tables import ApiKey, Inbound, Message

KEY = re.compile(r"okr_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


def test_an_admin_makes_lists_and_revokes_keys(house: House) -> None:
    assert "Chưa có khóa API nào" in house.command(CHI, "/kpi khóa")
    told = house.command(CHI, "/kpi thêm khóa Kho dữ liệu")
    found = KEY.search(told)
    assert found is not None
    assert "chỉ hiện một lần" in told
    [row] = rows(house.company.database, ApiKey)
    assert (row.name, row.created_by) == ("Kho dữ liệu", house.company.person(CHI).id)
    listed = house.command(CHI, "/kpi keys")
    assert f"`{found[1]}` Kho dữ liệu: đọc + ghi, mọi KPI công khai · dùng lần cuối: chưa" in listed
    assert found[2] not in listed
    assert "không còn dùng được" in house.command(CHI, f"/kpi thu hồi khóa {found[1]}")
    assert "đã thu hồi" in house.command(CHI, "/kpi keys")
    stored = [*rows(house.company.database, Message), *rows(house.company.database, Inbound)]
    assert found[2] not in repr([one.model_dump() for one in stored])


def test_others_make_no_keys(house: House) -> None:
    for line in ("/kpi keys", "/kpi keys add x", "/kpi keys revoke 0f3a5c7e9b1d"):
        assert "quản trị viên" in house.command(AN, line).lower(), line
    assert rows(house.company.database, ApiKey) == []
    assert "Không có khóa 123" in house.command(CHI, "/kpi keys revoke 123")
    assert "Khóa cần một cái tên" in house.command(CHI, "/kpi thêm khóa")

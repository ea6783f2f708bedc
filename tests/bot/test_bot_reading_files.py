"""People bring figures in from a file: in their direct messages, and from a terminal."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from company import AN, BINH, CHI, EMMA
from house import House

CSV = "Chỉ số;Ngày;Giá trị;Ghi chú\nThời gian phản hồi;05/11/2026;25,5;\nkpi1;13/11/2026;47;Nghẽn\n"


def share(house: House, user: str, name: str, content: bytes, text: str = "") -> str:
    """Share a file with the bot; what the bot answers."""
    house.stage.client.upload(user, name, content, **({"text": text} if text else {}))
    house.settle()
    return house.last(user)


@pytest.fixture
def shop(house: House) -> House:
    house.given_kpi("an", "Thời gian phản hồi", unit="min", at_most=30)
    house.given_kpi("emma", "Churn", unit="%", at_most=3, aliases=["Tỷ lệ rời bỏ"])
    house.company.write()
    return house


def readings(house: House, kpi: str = "kpi1") -> list[tuple[date | None, Decimal, str | None]]:
    return [(one.observed_on, one.value, one.note) for one in house.company.readings(kpi)]


def test_an_owner_sees_what_a_file_would_write_and_presses_once(shop: House) -> None:
    shown = share(shop, AN, "số liệu.csv", CSV.encode())
    assert shown.splitlines() == [
        "📈 số liệu.csv sẽ ghi những số liệu sau; hiện chưa ghi gì:",
        "Thời gian phản hồi, 5/11/2026: 25,5 min",
        "Thời gian phản hồi, 13/11/2026: 47 min",
        "2 số mới · 0 số sửa · 0 số đã có",
        "[Ghi số liệu]",
    ]
    assert readings(shop) == []
    shop.press(AN, "Ghi số liệu")
    assert readings(shop) == [
        (date(2026, 11, 5), Decimal("25.5"), None),
        (date(2026, 11, 13), Decimal(47), "Nghẽn"),
    ]
    [row, _] = shop.company.readings("kpi1")
    assert (row.source, row.person_id) == ("file", shop.company.person(AN).id)
    assert any("✅ Đã ghi số liệu từ số liệu.csv" in said for said in shop.dm_texts(AN))
    assert any("Thời gian phản hồi" in said and "47" in said for said in shop.channel_texts())
    shown = share(shop, AN, "số liệu.csv", CSV.encode())
    assert "không có gì để làm, mọi số liệu đã có sẵn" in shown
    shown = share(shop, AN, "sửa.csv", CSV.replace(";47;", ";29;").encode())
    assert "Thời gian phản hồi, 13/11/2026: 47 min → 29 min" in shown
    assert "0 số mới · 1 số sửa · 1 số đã có" in shown


def test_excel_in_english_by_a_manager_for_their_people(shop: House) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Week 46"
    for row in (["KPI", "Date", "Actual", "Seen by"], ["Churn", date(2026, 11, 13), 0.021, "Bình"]):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    content = io.BytesIO()
    book.save(content)
    shown = share(shop, BINH, "churn.xlsx", content.getvalue())
    assert "Churn, 13/11/2026: 2,1 %" in shown
    assert "Seen by" in shown, "columns that nobody reads are named"
    shop.press(BINH, "Ghi số liệu")
    assert readings(shop, "kpi2") == [(date(2026, 11, 13), Decimal("2.1"), None)]


WRONG = [
    ("kpi1;13/11/2026;=1+1", "C2 (Giá trị): Ô này chứa công thức"),
    ("kpi1;31/02/2026;4", "B2 (Ngày)"),
    ("kpi1;16/11/2026;4", "B2 (Ngày): Ngày 16/11 chưa tới"),
    ("kpi1;13/11/2026;nhiều", "C2 (Giá trị)"),
    ("kpi1;13/11/2026;", "C2 (Giá trị): Mỗi số liệu cần KPI, ngày và giá trị"),
    ("kpi7;13/11/2026;4", "A2 (KPI): Ở đây không có KPI “kpi7”"),
    ("Churn;13/11/2026;2", "A2 (KPI)"),
    ("kpi1;13/11/2026;4\nkpi1;13/11/2026;5", "B3 (Ngày): Thời gian phản hồi đã có số"),
    ("kpi1;05/11/2026;4\nkpi1;13/11/2026;4000", "C3 (Giá trị): Thời gian phản hồi sẽ đổi từ 4"),
]


def test_every_wrong_cell_is_named_and_nothing_is_written(shop: House) -> None:
    for lines, told in WRONG:
        shown = share(shop, AN, "x.csv", f"KPI;Ngày;Giá trị\n{lines}\n".encode())
        assert told in shown, lines
        assert "Chưa ghi số liệu nào của x.csv" in shown
        assert "[Ghi số liệu]" not in shown
    assert readings(shop) == []
    confirmed = "KPI;Ngày;Giá trị;Xác nhận\nkpi1;05/11/2026;4;\nkpi1;13/11/2026;4000;có\n"
    assert "[Ghi số liệu]" in share(shop, AN, "x.csv", confirmed.encode())


def test_others_figures_are_refused_and_admins_may_write_all(shop: House) -> None:
    both = "KPI,Date,Value\nkpi1,2026-11-13,20\nkpi2,2026-11-13,2\n"
    shown = share(shop, EMMA, "x.csv", both.encode())
    assert "A2 (KPI)" in shown
    assert "A3" not in shown
    assert "[Ghi số liệu]" in share(shop, CHI, "x.csv", both.encode())
    shop.press(CHI, "Ghi số liệu")
    assert (len(readings(shop)), len(readings(shop, "kpi2"))) == (1, 1)


def test_a_file_that_changed_since_it_was_shown_is_not_written(shop: House) -> None:
    share(shop, AN, "x.csv", CSV.encode())
    store = shop.stage.server.workspace.files
    [file] = [
        store.get(one["id"])
        for message in shop.stage.client.dm(AN)
        for one in message.get("files") or ()
    ]
    assert file is not None
    file.content = CSV.replace("47", "48").encode()
    told = shop.press(AN, "Ghi số liệu")
    assert "x.csv" in told or "x.csv" in shop.last(AN)
    assert readings(shop) == []


def test_kpi_import_says_how_in_both_languages(shop: House) -> None:
    assert "KPI, Date and Value" in shop.command(EMMA, "/kpi import")
    assert "KPI, Ngày và Giá trị" in shop.command(AN, "/kpi nhập")


def test_a_file_sent_along_with_an_answer_is_still_an_answer(house: House) -> None:
    house.given_key_result("an", "Doanh số")
    house.company.write()
    share(house, AN, "chi tiết.csv", "Khách;Tiền\nA;1\n".encode(), text="Doanh số 55%")
    assert house.value("kr1") == 55

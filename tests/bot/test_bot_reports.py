"""The report of a cycle in Slack: who gets which figures, in both languages, in which cells."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, rows
from house import House
from openpyxl import load_workbook

from bot.services.importing import NoReader
from bot.services.reporting import book as excel_files
from bot.services.reporting.cells import Column, Holds, Sheet
from storage.tables import Audit, Objective

Book = dict[str, list[list[Any]]]


def files_of(house: House, user: str) -> list[tuple[str, bytes]]:
    """Names and bytes of the files in a person's DM with the bot, oldest first."""
    store = house.stage.server.workspace.files
    found = [
        store.get(file["id"])
        for message in house.stage.client.dm(user)
        for file in message.get("files") or ()
    ]
    return [(file.name, file.content or b"") for file in found if file is not None]


def sheets_of(house: House, user: str, line: str) -> Book:
    """What a person asks for, as the sheets of the newest file that they got."""
    house.command(user, line)
    made = load_workbook(io.BytesIO(files_of(house, user)[-1][1]))
    return {name: [list(row) for row in made[name].values] for name in made.sheetnames}


def row(sheet: list[list[Any]], first: str) -> dict[str, Any]:
    """A line of a sheet by its first cell, as a mapping from the headings."""
    [found] = [one for one in sheet[1:] if one[0] == first]
    return {name: cell for name, cell in zip(sheet[0], found, strict=True) if cell is not None}


def two_weeks(house: House) -> None:
    """Monday: An answers at once. Tuesday of the next week An does; Emma comes on Thursday."""
    house.given_key_result("an", "=SUM(1)", unit="₫", value=46)
    house.given_key_result("emma", "Renewals", value=60, weight=3)
    house.given_kpi(
        "an",
        "Phản hồi",
        unit="phút",
        at_most=30,
        readings=[{"on": "2026-11-06", "value": 24}, {"on": "2026-11-13", "value": 40}],
    )
    house.move_to(datetime(2026, 11, 16, 10, tzinfo=HANOI))
    house.dm(AN, "1: 50")
    house.move_to(datetime(2026, 11, 24, 10, tzinfo=HANOI))
    house.dm(AN, "1: 58")
    house.move_to(datetime(2026, 11, 26, 18, tzinfo=HANOI))
    house.dm(EMMA, "1: 70")


def test_a_report_tells_each_what_they_may_see(house: House) -> None:
    two_weeks(house)
    told = house.command(BINH, "/okr báo cáo sales")
    assert "📊 bao-cao-okr-2026-Q4.xlsx đã gửi vào tin nhắn riêng: Q4/2026, Sales" in told
    a_manager_sees_their_people(sheets_of(house, BINH, "/okr báo cáo sales 2026-Q4"))
    an_employee_sees_themselves_and_public_figures(sheets_of(house, EMMA, "/okr report"))
    assert {one[0] for one in sheets_of(house, CHI, "/okr report")["Theo nhân viên"]} >= {
        *("An", "Emma", "Bình", "Chi", "Dan", "Tổng cộng")
    }
    assert "neither a team nor a cycle" in house.command(DAN, "/okr report 1999")
    which = house.command(DAN, "/okr report support 2026-Q4")
    assert "Support Hanoi" in which
    assert "Support Hue" in which
    house.press(DAN, "Support Hue")
    assert "okr-report-2026-Q4.xlsx" in house.only_for(DAN)[-1]
    noted = [one for one in rows(house.stage.database, Audit) if one.action == "report"]
    assert [one.detail["people"] for one in noted] == [3, 3, 1, 5, 1]


def a_manager_sees_their_people(found: Book) -> None:
    assert [*found] == [
        *("Theo nhân viên", "Theo nhóm", "Công ty", "Check-in", "Điểm", "KPI", "Về báo cáo này"),
    ]
    an = row(found["Theo nhân viên"], "An")
    assert an["Số KR"] == 1
    assert an["Tiến độ"] == 0.58
    assert an["Trạng thái"] == "🟢 đúng tiến độ"
    assert an["Check-in gần nhất"].date() == date(2026, 11, 24)
    both = row(found["Theo nhân viên"], "Tổng cộng")
    assert both["Tiến độ"] == (58 + 3 * 70) / 400
    assert row(found["Theo nhóm"], "Sales")["Tiến độ"] == both["Tiến độ"]
    asked = row(found["Check-in"], "Emma")
    # Monday 16 was answered by nobody; that of Monday 23 on Thursday, London's or Hanoi's
    assert (asked["Số lần hỏi"], asked["Đã trả lời"], asked["Trễ"]) == (2, 1, 1)
    assert (asked["Không trả lời"], asked["Tỷ lệ trả lời"]) == (1, 0.5)
    assert row(found["Check-in"], "An")["Đúng hạn"] == 2
    assert row(found["Check-in"], "Tổng cộng")["Tỷ lệ đúng hạn"] == 0.5
    assert "'=SUM(1)" in [one[3] for one in found["Điểm"]]
    kpi = row(found["KPI"], "Phản hồi")
    # (1 + 30/40) / 2
    assert (kpi["Mức đạt"], kpi["Số mới nhất"], kpi["Tối đa"]) == (0.875, 40, 30)
    assert kpi["Tình trạng"] == "🔴 lệch xa chỉ tiêu"


def an_employee_sees_themselves_and_public_figures(found: Book) -> None:
    assert [one[0] for one in found["By employee"][1:]] == ["Emma"]
    assert [one[0] for one in found["Check-ins"][1:]] == ["Emma"]
    assert row(found["By team"], "Sales")["Status"] == "🟢 on track"
    assert [one[3] for one in found["Scores"][1:]] == ["'=SUM(1)", "Renewals"]
    assert row(found["About this report"], "Made for")["How to read it"] == "Emma"


def test_scores_and_private_goals_are_for_few(house: House) -> None:
    two_weeks(house)
    company = house.company
    kr = company.key_result("kr2")
    company.change(kr, self_score=800, score=700)
    emma = row_of(house, EMMA, "Renewals")
    assert (emma["Self-score"], emma["Manager's score"], emma["Colour"]) == (0.8, 0.7, "🟢 green")
    assert "Tự chấm" not in row_of(house, AN, "Renewals")

    [objective] = rows(house.stage.database, Objective)
    company.change(objective, visibility="private", owner_id=company.person(EMMA).id)
    for reader in (BINH, CHI):
        found = sheets_of(house, reader, "/okr báo cáo")
        assert len(found["Điểm"]) == 1
        assert "Tiến độ" not in row(found["Theo nhân viên"], "Emma")
        assert "Số KR" in row(found["Công ty"], "Mọi mục tiêu của chu kỳ")
    mine = sheets_of(house, EMMA, "/okr report")
    assert row(mine["By employee"], "Emma")["Progress"] == 0.7
    assert "Progress" not in row(mine["By team"], "Sales")


def row_of(house: House, user: str, title: str) -> dict[str, Any]:
    """The line of a key result in the sheet of scores that a person gets."""
    sheet = [*sheets_of(house, user, "/okr report").values()][4]
    [found] = [one for one in sheet[1:] if one[3] == title]
    return {name: cell for name, cell in zip(sheet[0], found, strict=True) if cell is not None}


def test_who_was_away_is_not_missed_and_without_excel_it_is_csv(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_weeks(house)
    house.command(EMMA, "/okr pause until 4/12")
    house.move_to(datetime(2026, 12, 3, 9, tzinfo=HANOI))

    def none(*_: object, **__: object) -> bytes:
        raise NoReader

    monkeypatch.setattr("bot.services.reporting.excel", none)
    told = house.command(BINH, "/okr báo cáo")
    assert "bao-cao-okr-2026-Q4.zip" in told
    _, content = files_of(house, BINH)[-1]
    archive = zipfile.ZipFile(io.BytesIO(content))
    text = archive.read("4-check-ins.csv").decode("utf-8-sig")
    assert "Emma;Sales;2;1;0;1;1;0;1;0,5;0\r\n" in text
    scores = archive.read("5-scores.csv").decode("utf-8-sig")
    assert ";'=SUM(1);thách thức;0,58;🟢 đúng tiến độ;" in scores
    assert date(2026, 12, 3).strftime("%d/%m/%Y") in archive.read("7-about-sheet.csv").decode()


def test_headings_are_frozen_and_cells_keep_their_kind() -> None:
    columns = [Column("person", Holds.NAME), Column("progress", Holds.SHARE)]
    columns += [Column("value", Holds.FIGURE), Column("as_of", Holds.DAY)]
    nasty = ["=1+1", "+1", "-1", "@x", "\tx", "\r=1", "＝1", "＋1"]
    lines = [(one, Decimal(2) / 3, Decimal("1330000"), date(2026, 11, 2)) for one in nasty]
    lines.append(("An\x07", Decimal(0), Decimal("0.1234567890123456789"), None))
    made = excel_files.excel([Sheet("people", columns, lines)], str, locale="vi")
    [sheet] = load_workbook(io.BytesIO(made)).worksheets
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].width > 20
    first = [sheet.cell(n, 1) for n in range(2, 2 + len(nasty))]
    assert all(cell.data_type == "s" and cell.value.startswith("'") for cell in first)
    assert (sheet["B2"].number_format, sheet["D2"].number_format) == ("0%", "dd/mm/yyyy")
    assert (sheet["C2"].value, sheet["C2"].number_format) == (1330000, "#,##0")
    assert (sheet["A10"].value, sheet["C10"].value) == ("An", "0.1234567890123456789")

"""Spreadsheets as people fill them in, and what is wrong with them, cell by cell."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from bot.domain.goals.model import Shape
from bot.domain.spreadsheets.conventions import Decimals
from bot.render import sheet_words
from bot.render.import_words import ImportWords
from bot.services import exporting, importing
from bot.services.exporting import Format
from bot.services.importing import ImportFile, ImportProblems, Known
from bot.services.importing.known import House, KnownCycle, KnownObjective, KnownPerson

WORDS = sheet_words.vocabulary()
TOLD = {locale: ImportWords.load(locale) for locale in ("en", "vi")}
KNOWN = Known(
    house=House("Minh Long", "vi", "Asia/Ho_Chi_Minh", 1),
    people={
        "lan": KnownPerson("lan", "Trần Ngọc Lan", "lan@ml.example", "U0LAN0001", None),
        "hung": KnownPerson("hung", "Phạm Quốc Hùng", None, "U0HUNG0001", None),
        "an1": KnownPerson("an1", "An", None, "U0AN1", None),
        "an2": KnownPerson("an2", "An", None, "U0AN2", None),
    },
    teams={"mkt": "Marketing"},
    cycles={
        "2026-Q4": KnownCycle(
            "2026-Q4", "Quý 4/2026", date(2026, 10, 1), date(2026, 12, 31), "active"
        )
    },
    objectives={
        ("2026-Q4", "o1"): KnownObjective("Tăng trưởng", "hung", None, {"traffic": "Tổng traffic"})
    },
)
VIETNAMESE = """\
Bảng OKR quý 4;;;;;;;;;;
MỤC TIÊU;Phong ban;Phụ trách mục tiêu;Kết quả then chốt *;Phụ trách;Từ;Đích;ĐVT;Hạn chót;Kiểu đo;Tối thiểu;Ghi chú riêng;Mỗi
Tăng trưởng;Marketing;Phạm Quốc Hùng;Tổng traffic;@Trần Ngọc Lan;220.000;308.000;lượt;15/12/2026;;;x
;;;Tỷ lệ organic;lan@ml.example;31;;%;;;40;
;;;Đúng hạn;;;;%;;giữ mức;95,5;
Nội dung;;hung;Bài viết;;;50;bài;;số lượng mỗi kỳ;;;tháng
"""  # noqa: E501
ENGLISH = "Objective,Objective owner,Key result,From,To,Unit,Due,Now,At least,Kind,Milestones\n"


def understood(raw: bytes | str, name: str = "x.csv", **more: Any) -> ImportFile:
    content = raw if isinstance(raw, bytes) else raw.encode()
    return importing.understand(importing.parse(content, name), KNOWN, WORDS, **more)


def told(raw: bytes | str, name: str = "x.csv", locale: str = "en") -> list[str]:
    with pytest.raises(ImportProblems) as caught:
        understood(raw, name)
    return [TOLD[locale].told(problem) for problem in caught.value.problems]


def book(
    rows: list[list[Any]], title: str = "Goals", formats: dict[str, str] | None = None
) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for cell, form in (formats or {}).items():
        made.active[cell].number_format = form
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def test_a_sheet_from_hanoi_is_read_as_it_was_meant() -> None:
    file = understood(VIETNAMESE)
    first, second = file.objectives
    assert (first.key, first.team, first.owner) == ("o1", "mkt", "hung"), "known by its title"
    assert (second.key, second.owner) == ("noi-dung", "hung")
    traffic, organic, on_time = first.key_results
    assert (traffic.key, traffic.owner, traffic.due_on) == ("traffic", "lan", date(2026, 12, 15))
    assert (traffic.measure.start, traffic.measure.target) == (220000, 308000)
    assert (organic.key, organic.owner) == ("ty-le-organic", "lan")
    assert (organic.measure.shape, organic.measure.target) == (Shape.REACH, 40)
    assert (on_time.measure.shape, str(on_time.measure.floor)) == (Shape.KEEP, "95.5")
    assert second.key_results[0].measure.shape is Shape.PERIODIC
    assert file.ignored == ("Ghi chú riêng",)
    assert file.cycle is not None
    assert file.cycle.key == "2026-Q4"
    assert {"visibility", "ambition", "parent"} <= first.keeps, "no column, no change"


def test_numbers_and_dates_of_excel_are_what_they_are() -> None:
    head = ["Objective", "Objective owner", "Key result", "From", "To", "Unit", "Due", "Cycle"]
    row = ["Grow", "lan", "Share", 0.31, 0.4, "%", date(2026, 12, 1), "Q4/2026"]
    file = understood(book([head, row], formats={"D2": "0%", "E2": "0.00%"}), "goals.xlsx")
    [found] = file.objectives[0].key_results
    assert (str(found.measure.start), str(found.measure.target)) == ("31", "40")
    assert found.due_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("said", "key", "starts"),
    [
        ("Quý 1 2027", "2027-Q1", "2027-01-01"),
        ("2027-Q1", "2027-Q1", "2027-01-01"),
        ("2027", "2027", "2027-01-01"),
        ("quý 4/2026", "2026-Q4", "2026-10-01"),
    ],
)
def test_a_cycle_is_named_as_people_name_it(said: str, key: str, starts: str) -> None:
    text = f"Objective,Objective owner,Key result,From,To,Unit,Cycle\nO,lan,K,1,2,x,{said}\n"
    cycle = understood(text).cycle
    assert cycle is not None
    assert (cycle.key, cycle.starts_on.isoformat()) == (key, starts)


def row(**cells: str) -> str:
    """A CSV file with one key result, some of its cells given."""
    usual = {"objective": "O", "owner": "lan", "kr": "K", "from": "1", "to": "2", "unit": "x"}
    usual |= {"due": "", "now": "", "least": "", "kind": "", "milestones": ""}
    return ENGLISH + ",".join((usual | cells).values()) + "\n"


PROBLEMS: dict[str, tuple[bytes | str, str]] = {
    "formula": (row(to="=1+1"), "E2 (To): The cell holds a formula."),
    "thousand or decimal": (row(to='"1,234"'), "E2 (To): “1,234” may be a thousand or a decimal"),
    "two ways": (row(to='"8,5"', now="7.5"), "H2 (Now): Numbers are written one way here and an"),
    "day or month": (row(due="02/11/2026"), "G2 (Due): “02/11/2026” may be day and month"),
    "no date": (row(due="31/02/2026"), "“31/02/2026” is not a date"),
    "words for a number": (row(to="12 tỷ"), "E2 (To): “12 tỷ” is not a number."),
    "nobody": (row(owner="Ann"), "B2 (Objective owner): There is nobody called “Ann”. Nearest: An"),
    "two of a name": (row(owner="an"), "Several people are called “an”"),
    "start is target": (row(to="1"), "E2 (To): It starts at 1 and aims for 1"),
    "reach or keep": (row(**{"from": "", "to": "", "least": "5"}), "J2 (Kind): A limit without"),
    "no start": (row(**{"from": ""}), "D2 (From): “From” is missing. Add it."),
    "kind": (row(kind="sideways"), "J2 (Kind): “sideways” is not known here. Choose one of: reach"),
    "emoji": (row(kr="🎉"), "C2 (Key result): “Key result” needs words"),
    "already met": (
        row(**{"from": "9", "to": "", "least": "5"}),
        "9 already meets 5. To stay there choose keep as the kind",
    ),
    "weights": (
        row(**{"from": "", "to": "", "milestones": "A | 0"}),
        "K2 (Milestones): Step 1 cannot weigh 0. Please give a weight above 0",
    ),
    "too many parts": (
        row(**{"from": "", "to": "", "milestones": "A | 1 | 2026-11-02 | x"}),
        "A line has too many parts",
    ),
    "slip in a heading": (
        ENGLISH.replace("Unit", "Unnit") + "O,lan,K,1,2,x\n",
        "F1 (Unnit): No column has this name. Did you mean “Unit”?",
    ),
    "column twice": (ENGLISH.replace("Due", "Target") + "O,lan,K,1,2,x\n", "in E1"),
    "no objective": (ENGLISH + ",lan,K,1,2,x\n", "A2 (Objective): This row has no objective"),
    "nothing counted by": (row(kind="per period"), "“Every” is missing"),
    "no milestone": (
        row(**{"from": "", "to": "", "kind": "milestones"}),
        "needs at least one step",
    ),
    "same key result twice": (row() + ",,K,1,2,x\n", "key result with this title (in A2)"),
    "unknown cycle": (
        row().replace("Milestones\n", "Milestones,Cycle\n").replace("x,,,,,\n", "x,,,,,,Tết\n"),
        "“tet” is no cycle. Write a quarter such as 2026-Q4",
    ),
    "open quote": (ENGLISH + '"O,lan\n', "A2: From here on a quotation mark is not closed."),
    "nothing to read": ("a,b\n1,2\n", "No sheet with goals, people, teams or KPIs was found."),
    "UTF-16": (ENGLISH.encode("utf-16"), "The file is UTF-16 text"),
    "Windows-1258": (ENGLISH.encode() + "Tăng,lan\n".encode("cp1258"), "The file is not UTF-8"),
    "long cell": (row(kr="x" * 10_001), "C2: The cell is too long: at most 10000 characters"),
    "many rows": (ENGLISH + "\n" * 50_000 + "O\n", "A50002: There are more than 50000 rows."),
    "many columns": ("a," * 100 + "b\n", "CW1: There are more than 100 columns."),
}


@pytest.mark.parametrize(("raw", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems_name_the_cell_and_the_way_out(raw: bytes | str, expected: str) -> None:
    found = told(raw)
    assert any(expected in one for one in found), found
    assert told(raw, locale="vi") != found


def test_the_author_may_say_how_numbers_are_written() -> None:
    read = understood(row(to='"1,234"'), decimals=Decimals.POINT)
    assert read.objectives[0].key_results[0].measure.target == 1234


def hostile(part: str, content: bytes) -> bytes:
    """An Excel file with one part replaced."""
    source = zipfile.ZipFile(io.BytesIO(book([["Objective", "Key result"], ["O", "K"]])))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            made.writestr(info, content if info.filename == part else source.read(info))
    return raw.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
BOOKS = {
    "no zip": (b"\xd0\xcf\x11\xe0old", "This is not an .xlsx file that can be read"),
    "empty": (b"", "This is not an .xlsx file that can be read"),
    "bomb": (hostile(SHEET, b"<x>" + b" " * 30_000_000 + b"</x>"), "more than 100 times"),
    "entities": (hostile(SHEET, LAUGHS), "xl/worksheets/sheet1.xml declares entities"),
    "UTF-16 entities": (
        hostile(SHEET, LAUGHS.decode().encode("utf-16")),
        "xl/worksheets/sheet1.xml declares entities",
    ),
    "broken part": (hostile(SHEET, b"<worksheet><"), "This is not an .xlsx file"),
    "formula": (
        book([["Objective", "Objective owner", "Key result", "From"], ["O", "lan", "K", "=A1"]]),
        "Goals!D2 (From): The cell holds a formula.",
    ),
    "error": (
        book([["Objective", "Objective owner", "Key result", "From"], ["O", "lan", "K", "#N/A"]]),
        "Goals!D2: The cell shows the error #N/A.",
    ),
    "too wide": (book([["Objective", "Key result", *["x"] * 120]]), "more than 100 columns"),
    "yes-no": (
        book(
            [["Objective", "Objective owner", "KR", "Kind", "Now"], ["O", "lan", "K", "yes/no", 7]]
        ),
        "Goals!E2 (Now): Write yes or no here",
    ),
}


@pytest.mark.parametrize(("raw", "expected"), BOOKS.values(), ids=BOOKS)
def test_what_is_no_honest_book_is_refused(raw: bytes, expected: str) -> None:
    found = told(raw, "x.xlsx")
    assert any(expected in one for one in found), found


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("locale", ["en", "vi"])
def test_an_empty_template_is_no_goals_and_no_error(form: Format, locale: str) -> None:
    raw = exporting.template(form, WORDS.languages[locale])
    assert raw is not None
    file = understood(raw, f"x.{form}")
    assert file.objectives == file.people == ()


def test_people_and_teams_have_sheets_of_their_own() -> None:
    made = openpyxl.Workbook()
    made.active.title = "Nhân sự"
    for line in (["Họ tên", "Email", "Quản lý"], ["Mai", "mai@ml.example", "Trần Ngọc Lan"]):
        made.active.append(line)
    teams = made.create_sheet("Phòng ban")
    for line in (["Tên", "Thuộc", "Thành viên"], ["Nội dung", "Marketing", "Mai; Trần Ngọc Lan"]):
        teams.append(line)
    made.create_sheet("Nháp").append(["anything", "else"])
    raw = io.BytesIO()
    made.save(raw)
    file = understood(raw.getvalue(), "x.xlsx")
    assert [(one.key, one.manager) for one in file.people] == [("mai", "lan")]
    [team] = file.teams
    assert (team.key, team.parent, team.members) == ("noi-dung", "mkt", ("mai", "lan"))
    assert file.ignored == ("Nháp",)

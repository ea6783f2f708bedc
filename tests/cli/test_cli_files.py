"""Goals out into files and in again from the command line."""

import zipfile
from pathlib import Path

from command_line import EXAMPLE, ROOT, Okrbot

FIRM = ROOT / "examples" / "software-firm.yaml"


def test_a_spreadsheet_goes_out_is_changed_and_comes_back(okrbot: Okrbot) -> None:
    okrbot("import", FIRM, "--workspace", "T0MINHLONG")
    assert okrbot("export").out.startswith("workspace:\n  name: Bluebird Software\n")
    told = okrbot("export", "goals.csv", "--locale", "vi")
    assert "goals.csv is there, with private goals in it" in told.out
    assert "is there already" in okrbot("export", "goals.csv").err
    text = Path("goals.csv").read_text("utf-8-sig").replace(";150;180;", ";150;190;")
    Path("goals.csv").write_text(text, "utf-8")
    told = okrbot("import", "goals.csv", "--dry-run", "--locale", "vi")
    assert "• kết quả then chốt customers “New customers +20 % on last year”: đích 180 → 190" in (
        told.out
    )
    assert okrbot("import", "goals.csv").code == 0
    assert "Nothing to do" in okrbot("import", "goals.csv").out
    assert "There is no cycle 2031. Known: 2027." in okrbot("export", "--cycle", "2031").err


def test_template_and_what_is_no_file(okrbot: Okrbot) -> None:
    told = okrbot("import", "--template", "muc-tieu.xlsx", "--locale", "vi")
    assert "muc-tieu.xlsx is there to be filled in." in told.out
    assert Path("muc-tieu.xlsx").read_bytes().startswith(b"PK")
    assert "is there already" in okrbot("import", "--template", "muc-tieu.xlsx").err
    assert "is neither" in okrbot("import", "--template", "x.yaml").err
    assert "Which file?" in okrbot("import").err
    assert "--numbers is vi" in okrbot("import", FIRM, "--numbers", "fr").err
    okrbot("import", FIRM, "--workspace", "T0MINHLONG")
    assert "is none of .yaml, .xlsx and .csv" in okrbot("export", "goals.pdf").err


def test_scorecards_go_out_as_a_spreadsheet(okrbot: Okrbot) -> None:
    okrbot("import", FIRM, "--workspace", "T0MINHLONG")
    assert "Scorecards are switched off here" in okrbot("scorecards", "a.xlsx").err
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    told = okrbot("scorecards", "a.xlsx", "--cycle", "Quý 4/2026", "--without-okr")
    assert told.out == "a.xlsx is there, with the scorecards of 4: keep it as you keep salaries.\n"
    assert Path("a.xlsx").read_bytes().startswith(b"PK")
    assert "is there already" in okrbot("scorecards", "a.xlsx").err
    assert "There is no such cycle" in okrbot("scorecards", "b.xlsx", "--cycle", "1999").err


def test_a_report_goes_out_as_a_spreadsheet_or_as_csv(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    told = okrbot("report", "q4.xlsx", "--locale", "en").out
    assert told == "q4.xlsx is there: Quý 4/2026, 5 people. It has no private goals.\n"
    assert Path("q4.xlsx").read_bytes().startswith(b"PK")
    assert "is there already" in okrbot("report", "q4.xlsx").err
    assert okrbot("report", "marketing.zip", "--team", "marketing", "--cycle", "2026-Q4").code == 0
    with zipfile.ZipFile("marketing.zip") as archive:
        [company] = [name for name in archive.namelist() if "company" in name]
        assert archive.read(company).decode("utf-8-sig").startswith("Mục tiêu;Phụ trách;Số KR;")
    assert (
        "“1999” is neither a team nor a cycle" in okrbot("report", "b.zip", "--cycle", "1999").err
    )
    assert "is none of .xlsx and .zip" in okrbot("report", "b.pdf").err


def test_the_audit_log_goes_out_as_csv(okrbot: Okrbot) -> None:
    okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG")
    assert okrbot("audit", "export", "log.csv", "--locale", "en").out == (
        "log.csv is there, 2 lines. It names people: keep it as such.\n"
    )
    lines = Path("log.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("When (UTC),Who,Who (Slack ID),Action,Subject,Number,")
    assert [line.split(",")[3] for line in lines[1:]] == ["export_audit", "import"]
    assert "is there already" in okrbot("audit", "export", "log.csv").err
    told = okrbot("audit", "export", "lan.csv", "--person", "Lan")
    assert told.out.startswith("lan.csv is there, 1 lines.")
    assert Path("lan.csv").read_text("utf-8-sig").startswith("Thời điểm (UTC);")
    assert "I know nobody called" in okrbot("audit", "export", "x.csv", "--person", "Xyzw").err

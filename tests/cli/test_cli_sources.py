"""`okrbot keys` and `okrbot connectors`."""

import re
import sqlite3
from pathlib import Path

import pytest
from command_line import EXAMPLE, Okrbot

KEY = re.compile(r"okr_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")


@pytest.fixture
def company(okrbot: Okrbot) -> Okrbot:
    """The sample company."""
    assert okrbot("import", EXAMPLE, "--workspace", "T0MINHLONG").code == 0
    return okrbot


def test_a_key_is_shown_once_listed_without_it_and_revoked(company: Okrbot) -> None:
    made = company("keys", "add", "warehouse", "--write", "--kpi", "budget", "--days", 30)
    found = KEY.fullmatch(made.out.strip())
    assert found is not None, made
    assert "nobody can show it again" in made.err
    listed = company("keys", "list").out
    assert f"{found[1]} warehouse: reads and writes budget, never used, until 20" in listed
    assert found[0] not in listed
    assert company("keys", "revoke", found[1]).out == (
        f"{found[1]} warehouse opens nothing any more.\n"
    )
    assert company("keys", "list").out.endswith(", revoked\n")


def test_a_key_that_cannot_be_meant_is_refused(company: Okrbot) -> None:
    assert "nothing. Give it a right." in company("keys", "add", "x", "--no-read").err
    assert "There is no KPI “nonsense”" in company("keys", "add", "x", "--kpi", "nonsense").err
    assert "There is no key 123" in company("keys", "revoke", "123").err
    assert company("keys", "list").out == "Minh Long: no keys\n"


def test_a_connector_is_tried_before_it_is_trusted(
    company: Okrbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = tmp_path / "shop.db"
    with sqlite3.connect(shop) as connection:
        connection.execute("CREATE TABLE cost AS SELECT 88.4 AS share")
    connection.close()
    monkeypatch.setenv("OKRBOT_SECRET_SHOP", f"sqlite:///{shop}")
    query = "SELECT share AS value FROM cost"
    secret = ("--secret", "env:OKRBOT_SECRET_SHOP")
    added = company("connectors", "add", "budget", "--sql", query, *secret, "--at", "07:30")
    assert "budget is fetched daily at 07:30" in added.out, added
    assert "connectors try" in added.out
    tried = company("connectors", "try", "budget").out
    assert re.search(r"20\d\d-\d\d-\d\d: 88\.4 % \(new", tried), tried
    assert "Nothing was recorded" in tried
    listed = company("connectors", "list").out
    assert "budget: daily at 07:30 for today, not fetched yet" in listed
    assert "sql: SELECT share AS value FROM cost with env:OKRBOT_SECRET_SHOP" in listed
    assert str(shop) not in listed
    assert "resume budget" in company("connectors", "pause", "budget").out
    assert "not fetched yet, paused" in company("connectors", "list").out
    company("connectors", "resume", "budget")
    monkeypatch.delenv("OKRBOT_SECRET_SHOP")
    assert "The secret env:OKRBOT_SECRET_SHOP is not there" in (
        company("connectors", "try", "budget").err
    )
    assert "its readings stay" in company("connectors", "remove", "budget").out
    assert company("connectors", "list").out == "Minh Long: no connectors\n"
    weekly = ("--every", "week", "--on", "friday", "--at", "17:00")
    told = company("connectors", "add", "budget", "--sql", query, *secret, *weekly).out
    assert "budget is fetched every friday at 17:00" in told
    company("connectors", "remove", "budget")
    hourly = ("--every", "hour", "--at", "00:10")
    told = company("connectors", "add", "budget", "--sql", query, *secret, *hourly).out
    assert "budget is fetched every hour at :10" in told


def test_a_connector_that_cannot_be_meant_is_refused(company: Okrbot) -> None:
    wrong = {
        ("budget",): "one of --sql, --url and --prometheus",
        ("budget", "--sql", "SELECT 1", "--url", "https://x/"): "one of --sql",
        ("budget", "--sql", "SELECT 1"): "A query needs a database",
        ("budget", "--prometheus", "http://x"): "needs --query",
        ("budget", "--url", "ftp://x/"): "no address of a web server",
        ("nonsense", "--url", "https://x/"): "There is no KPI “nonsense”",
        ("budget", "--url", "https://x/", "--at", "25:00"): "no time of day",
    }
    for words, told in wrong.items():
        ended = company("connectors", "add", *words)
        assert (ended.code, told in ended.err) == (2, True), ended
    assert company("connectors", "list").out == "Minh Long: no connectors\n"
    assert "Nothing is fetched for" in company("connectors", "try", "budget").err


FIGURES = "KPI,Date,Value\nbudget,2026-09-30,1.234\nbudget,31/10/2026,98\n"


def test_figures_come_in_from_a_file_after_a_look(company: Okrbot, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(FIGURES, "utf-8")
    told = company("readings", "import", file, "--numbers", "en", "--dry-run")
    assert told.code == 0, told
    assert "would write these figures; nothing is written yet" in told.out
    assert "30 Sep 2026: 103 % → 1.234 %" in told.out, told.out
    again = company("readings", "import", file, "--numbers", "en")
    assert "are written" in again.out
    assert "nothing to do" in company("readings", "import", file, "--numbers", "en").out
    assert "C2" in company("readings", "import", file).err, "1.234 can be read in two ways"
    file.write_text("Name,Value\nx,1\n", "utf-8")
    assert "has no columns KPI, Date and Value" in company("readings", "import", file).err
    assert "There is no file" in company("readings", "import", tmp_path / "gone.csv").err

"""Administrators, what they read of others, and the log that they take along, on both databases."""

import csv
from datetime import timedelta

import pytest
from company import AN, CHI, DAN, SUNDAY
from desk import Desk

from bot.domain.errors import Invalid, NotFound
from bot.services import admins, answering, audit_export, raw_replies
from bot.services.replying import Came
from storage import audit


def change(desk: Desk, who: str, is_admin: bool, by: str = CHI, key: str | None = None) -> object:
    return admins.change(desk.rt, who, is_admin=is_admin, by=desk.by(by), key=key or desk.key())


def test_what_is_delivered_twice_is_done_once_and_the_last_one_stays(desk: Desk) -> None:
    company = desk.company()
    company.write()
    key = desk.key()
    assert change(desk, DAN, True, key=key) is not None
    assert change(desk, DAN, True, key=key) is None
    assert company.person(DAN).admin_since == desk.rt.clock()
    change(desk, CHI, False, by=DAN)
    with pytest.raises(Invalid, match=r"admins\.last"):
        change(desk, DAN, False, by=DAN)
    listed = admins.listed(desk.rt, by=desk.by(AN))
    assert [(one["name"], one["own"]) for one in listed["admins"]] == [("Dan", False)]
    assert company.audited() == [("make_admin", "person"), ("remove_admin", "person")]


def test_the_log_is_read_a_few_lines_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    company = desk.company()
    company.write()
    desk.company("T0OTHER").write()  # of whom no line may be in the file
    monkeypatch.setattr(audit, "AT_ONCE", 2)
    for is_admin in (True, False, True, False, True):
        change(desk, DAN, is_admin)
    with desk.database.reading() as session:
        made = audit_export.make(session, company.workspace_id, None, str, locale="en")
    lines = list(csv.reader(made.content.decode("utf-8-sig").splitlines()))
    assert lines[0] == [*audit_export.COLUMNS]
    done = [line[3] for line in lines[1:]]
    assert done == [*("make_admin", "remove_admin") * 2, "make_admin", "import"]
    assert lines[1][1] == "Chi"
    assert lines[1][7] == "Dan"
    assert made.count == 6


def test_replies_of_one_day_of_their_writer_come_word_for_word(desk: Desk) -> None:
    company = desk.company()
    company.given_key_result("an", "Renewals")
    company.write()

    def texts(words: str, who: str = CHI) -> tuple[str, list[str]]:
        shown = raw_replies.show(desk.rt, words, by=desk.by(who))
        return shown["on"], [one["text"] for one in shown["replies"]]

    with pytest.raises(NotFound, match=r"look\.no_replies "):
        texts("An because of a claim")
    for hour, minute, text in ((23, 30, "renewals 41%"), (0, 10, "renewals 42%\nAPI")):
        desk.now = SUNDAY.replace(hour=hour, minute=minute)
        desk.now += timedelta(days=1) if hour == 0 else timedelta()
        answering.reply(desk.rt, Came(desk.key(), text, "reply"), by=desk.by(AN))
    assert texts("An because of a claim") == ("2026-11-16", ["renewals 42%\nAPI"])
    assert texts("An 15/11 because of a claim") == ("2026-11-15", ["renewals 41%"])
    assert texts("", AN) == ("2026-11-16", ["renewals 42%\nAPI"])
    with pytest.raises(NotFound, match=r"look\.no_replies_on"):
        texts("An 14/11 because of a claim")
    assert [row for row in company.audited() if row[0] == "view_reply"] == [
        ("view_reply", "person"),
        ("view_reply", "person"),
    ]

"""Shortcuts in Slack's own menus: a check-in, and messages that become evidence or blockers."""

from company import AN, BINH, DAN, EMMA, SALES, rows
from house import House

from storage.tables import Evidence


def message(house: House, text: str) -> str:
    ts: str = house.stage.client.say(EMMA, text, channel=SALES)["ts"]
    house.company.write()
    return ts


def choose(house: House, user: str, name: str, ts: str | None = None) -> str:
    """Choose a shortcut; what only they are shown for it."""
    house.company.write()
    before = len(house.only_for(user, SALES))
    place = {"channel": SALES, "ts": ts} if ts else {}
    assert house.stage.client.shortcut(user, name, **place)["ok"]
    house.settle()
    return "\n".join(house.only_for(user, SALES)[before:])


def test_a_check_in_and_a_goal_begin_from_anywhere(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    choose(house, AN, "check_in")
    assert "Doanh số" in str(house.form(AN)["blocks"])
    choose(house, EMMA, "add_goal")
    assert "Objective" in str(house.form(EMMA)["blocks"])


def test_a_message_is_attached_once_and_one_that_blocks_is_a_check_in(house: House) -> None:
    renewals = house.given_key_result("an", "Renewals", value=40)
    house.given_key_result("an", "Doanh số", value=40)
    ts = message(house, "Khách A đã ký gia hạn 12 tháng")
    for told in ("Đã gắn vào Renewals", "Trước đó đã gắn vào Renewals"):
        choose(house, AN, "attach_evidence", ts)
        house.fill(AN, {"KR": _option(house, "Renewals"), "Ghi chú": "hợp đồng"})
        assert told in house.last(AN)
    blocked = message(house, "Pháp chế chưa duyệt\nphụ lục")
    choose(house, AN, "make_blocker", blocked)
    assert "Pháp chế chưa duyệt phụ lục" in str(house.form(AN)["blocks"])
    which = {"KR": _option(house, "Renewals")}
    assert "Vui lòng viết" in str(house.fill(AN, which | {"Vướng": " "}))
    house.fill(AN, which | {"Vướng": "chờ pháp chế"})
    assert "Đã ghi ✓" in house.last(AN)
    assert "🚧 “chờ pháp chế”" in house.last(AN)
    [check_in] = house.company.check_ins(renewals)
    assert (check_in.blocker, check_in.value, check_in.source) == ("chờ pháp chế", None, "modal")
    kept = rows(house.company.database, Evidence)
    assert [(row.author, row.note, row.ts) for row in kept] == [
        (EMMA, "hợp đồng", ts),
        (EMMA, None, blocked),
    ]
    shown = house.command(AN, "/okr xem renewals")
    assert "🚧 “chờ pháp chế”" in shown
    assert shown.count("📎 15/11 · tin nhắn của") == 2
    assert "“hợp đồng”" in shown
    for looked in ("vì sao", "lịch sử"):
        told = house.command(AN, f"/okr {looked} renewals")
        assert "📎 2 tin nhắn đính kèm · mới nhất: 15/11 · tin nhắn của" in told
    house.press(AN, "Hoàn tác")
    shown = house.command(AN, "/okr xem renewals")
    assert "chờ pháp chế" not in shown
    assert shown.count("📎 15/11 · tin nhắn của") == 2, "what was attached stays"


def test_a_key_result_without_initiatives_has_a_way_to_one(house: House) -> None:
    house.given_key_result("an", "Renewals", value=40)
    house.given_key_result("emma", "Orders", value=40)
    house.dm(AN, "renewals 45%")
    assert "💡 Chưa có sáng kiến: 1 Renewals" in house.last(AN)
    house.press(AN, "Sáng kiến…")
    house.fill(AN, {"Sáng kiến mới": "Gọi khách cũ"})
    assert "Sáng kiến…" not in house.command(AN, "/okr xem renewals")
    assert "[Initiatives…]" in house.command(EMMA, "/okr show orders")
    house.press(EMMA, "Initiatives…")
    assert "New initiative" in str(house.form(EMMA)["blocks"])
    assert "Initiatives…" not in house.command(DAN, "/okr show orders")


def _option(house: House, title: str) -> str:
    [which] = [block for block in house.form(AN)["blocks"] if block["label"]["text"] == "KR"]
    options = which["element"]["options"]
    return next(one["value"] for one in options if one["text"]["text"] == title)


def test_what_cannot_be_is_said_where_it_was_asked(house: House) -> None:
    house.given_key_result("emma", "Renewals", value=40)
    ts = message(house, "hello")
    assert "Chưa phụ trách KR nào" in choose(house, BINH, "attach_evidence", ts)
    choose(house, EMMA, "make_blocker", ts)
    key_result = house.company.key_result("kr1")
    house.company.change(key_result, state="closed")
    house.fill(EMMA, {"What is blocked": "the API"})
    assert "closed" in house.last(EMMA)
    assert rows(house.company.database, Evidence) == []
    assert not house.has_form(DAN)

"""Scorecards in Slack, in both languages: set up, looked at, reviewed, taken out as a file."""

import io
from datetime import date
from typing import Any

from company import AN, BINH, CHI, DAN, EMMA, rows
from house import GUEST, House
from openpyxl import load_workbook

from storage.tables import Audit, ScorecardReview, ScorecardRole, ScorecardWeight


def team(house: House) -> None:
    """An and Emma are measured, each with a key result and two KPIs."""
    company = house.company
    house.given_key_result("an", "Doanh số", value=46)
    house.given_key_result("emma", "Renewals", value=50)
    weekly = [{"on": "2026-11-06", "value": 28}, {"on": "2026-11-13", "value": 40}]
    house.given_kpi("an", "Phản hồi", unit="phút", at_most=30, readings=weekly)
    house.given_kpi("an", "=HYPERLINK(1)", unit="bài", at_least=20, frequency="month")
    monthly = [{"on": "2026-10-31", "value": 36}]
    house.given_kpi("emma", "Calls", unit="calls", at_least=30, frequency="month", readings=monthly)
    house.given_kpi("emma", "Mood", unit="/10", watch_only=True)
    company.scorecards = {
        "templates": [{"key": "sales", "name": "Sales", "key_results": 40, "kpis": 60}],
        "people": [{"person": "emma", "template": "sales"}],
    }


def files_of(house: House, user: str) -> list[dict[str, list[list[Any]]]]:
    """The sheets of each file in a person's DM with the bot, oldest first."""
    store = house.stage.server.workspace.files
    found = []
    for message in house.stage.client.dm(user):
        for file in message.get("files") or ():
            stored = store.get(file["id"])
            assert stored is not None
            book = load_workbook(io.BytesIO(stored.content or b""))
            sheets = {name: [list(row) for row in book[name].values] for name in book.sheetnames}
            found.append(sheets)
    return found


def test_scorecards_from_the_switch_to_the_file(house: House) -> None:
    team(house)
    off_until_an_administrator_switches_them_on(house)
    an_administrator_says_who_is_measured_by_what(house)
    everybody_looks_at_what_is_theirs(house)
    the_manager_reviews_and_the_person_hears_of_it(house)
    a_figure_that_moves_is_marked(house)
    files_hold_what_their_reader_may_see(house)


def test_an_admin_weighs_what_stands_on_a_card(house: House) -> None:
    team(house)
    house.command(CHI, "/okr cài đặt chung")
    house.fill(CHI, {"Quy định": ["scorecards"]})
    assert "Only an admin can manage roles." in house.command(EMMA, "/okr scorecard role emma")
    house.command(CHI, "/okr bảng điểm vai trò @emma")
    assert texts(house, CHI) == [
        "*Emma* · Sales: 60 % KPI + 40 % kết quả then chốt",
        "Trọng số từ 0 đến 4; để trống là 1, 0 là không tính.",
        "*KPI* · tổng trọng số 2, ứng với 60 điểm",
        "*Kết quả then chốt* · tổng trọng số 1, ứng với 40 điểm",
    ]
    wrong = house.fill(CHI, {"Calls": "5", "KPI, trên 100 điểm": "101"})
    assert wrong == {
        "Calls": "Trọng số từ 0 đến 4, tối đa ba chữ số thập phân; 0 là không tính.",
        "KPI, trên 100 điểm": "Hãy nhập số nguyên từ 0 đến 100.",
    }
    answers = {"Calls": "2,5", "Mood": "0", "Renewals": "", "KPI, trên 100 điểm": "70"}
    assert house.fill(CHI, answers) == {}
    shown = texts(house, CHI)
    assert shown[0] == "*Emma* · 70/30: 70 % KPI + 30 % kết quả then chốt"
    assert shown[1].startswith("✓ Đã lưu.")
    assert "*KPI* · tổng trọng số 2,5, ứng với 70 điểm" in shown
    weights = {(row.kpi_id, row.weight) for row in rows(house.stage.database, ScorecardWeight)}
    ids = [house.company.kpi(key).id for key in ("kpi3", "kpi4")]
    assert weights == {(ids[0], 2500), (ids[1], 0)}
    done = [row.action for row in rows(house.stage.database, Audit)]
    assert done.count("set_scorecard_weights") == 1
    house.command(CHI, "/okr bảng điểm vai trò an 60/40")
    house.press(CHI, "Trọng số…")
    assert texts(house, CHI)[0] == "*An* · 60/40: 60 % KPI + 40 % kết quả then chốt"


def texts(house: House, user: str) -> list[str]:
    """What the open form says besides its fields."""
    found = []
    for block in house.form(user)["blocks"]:
        if block["type"] == "section":
            found.append(block["text"]["text"])
        elif block["type"] == "context":
            found += [one["text"] for one in block["elements"]]
    return found


def off_until_an_administrator_switches_them_on(house: House) -> None:
    assert "Scorecards are switched off here" in house.command(EMMA, "/okr scorecard")
    assert "Bảng điểm đang tắt" in house.command(CHI, "/okr bang diem xuat")
    house.command(CHI, "/okr cài đặt chung")
    assert house.fill(CHI, {"Quy định": ["scorecards"]}) == {}
    assert "Emma" in house.command(EMMA, "/okr scorecard")


def an_administrator_says_who_is_measured_by_what(house: House) -> None:
    assert "An chưa có bảng điểm" in house.command(AN, "/okr bảng điểm")
    assert "Chỉ quản trị viên" in house.command(AN, "/okr bảng điểm vai trò @an 60/40")
    listed = house.command(CHI, "/okr bảng điểm vai trò")
    assert "Sales (`sales`) · 60 % KPI + 40 % kết quả then chốt\nEmma" in listed
    told = house.command(CHI, f"/okr bảng điểm vai trò <@{AN}|an> 70/20")
    assert "“70/20” cộng lại không bằng 100" in told
    told = house.command(CHI, f"/okr bảng điểm vai trò <@{AN}|an> gì đó")
    assert "hoặc một trong các mã: sales" in told
    told = house.command(CHI, f"/okr scorecard role <@{AN}|an> 75/25")
    assert "An được chấm theo 75/25: 75 % KPI + 25 % kết quả then chốt" in told
    assert "An được chấm theo Sales" in house.command(CHI, "/okr bảng điểm vai trò an SALES")
    house.command(CHI, "/okr bảng điểm vai trò bình 75/25")
    assert "Bình không còn bảng điểm" in house.command(CHI, "/okr bảng điểm vai trò bình không")
    assert len(rows(house.stage.database, ScorecardRole)) == 2


def everybody_looks_at_what_is_theirs(house: House) -> None:
    # 40 × 0.46 = 18.4; the mean of 1 and 30/40 is 0.875, times 60 is 52.5
    mine = house.command(AN, "/okr bảng điểm")
    assert "Bảng điểm của An · Q4/2026\nSales: 60 % KPI + 40 % kết quả then chốt" in mine
    assert "Tổng: 70,9/100 điểm" in mine
    assert "Kết quả then chốt: đạt 46 % của 40 điểm = 18,4" in mine
    assert "• Doanh số · 46 % của 40 điểm" in mine
    assert "KPI: đạt 87,5 % của 60 điểm = 52,5" in mine
    assert "• Phản hồi (≤ 30 phút) · 87,5 % của 60 điểm · 2 tuần" in mine
    assert "▫️ Chưa có số nên không tính: =HYPERLINK(1)" in mine
    assert "[Duyệt…]" not in mine
    # 40 × 0.5 = 20; 36 of 30 is 1.2, times 60 is 72
    english = house.command(EMMA, "/okr scorecard")
    assert "Scorecard of Emma · Q4/2026" in english
    assert "Total: 92 of 100 points" in english
    assert "• Calls (≥ 30 calls) · 120 % of 60 points · 1 month" in english
    assert "▫️ Only watched, without a limit: Mood" in english
    for words in ("an", f"<@{AN}|an>", "An Q4/2026", "an 2026-q4"):
        assert "Tổng: 70,9/100 điểm" in house.command(BINH, f"/okr bảng điểm {words}")
    refused = house.command(DAN, "/okr scorecard an")
    assert "A scorecard is seen by its person, their managers and admins only" in refused
    assert "điểm" not in refused
    assert "Tổng" not in house.command(GUEST, "/okr bảng điểm an")
    assert "Tổng: 70,9/100 điểm" in house.command(CHI, "/okr bảng điểm an vì khiếu nại")
    seen = [row for row in rows(house.stage.database, Audit) if row.action == "view_scorecard"]
    person = house.company.person
    assert [(row.actor_id, row.subject_id) for row in seen] == [(person(CHI).id, person(AN).id)]


def the_manager_reviews_and_the_person_hears_of_it(house: House) -> None:
    assert "[Duyệt…]" not in house.only_for(CHI)[-1]
    house.command(BINH, "/okr bảng điểm an")
    house.press(BINH, "Duyệt…")
    texts = [block["text"]["text"] for block in house.form(BINH)["blocks"] if "text" in block]
    assert "*Tổng: 70,9/100 điểm*" in "\n".join(texts)
    house.dm(AN, "Doanh số 50%")
    wrong = house.fill(BINH, {"Nhận xét": "Giữ nhịp phản hồi"})
    assert "Số liệu vừa thay đổi" in wrong["Nhận xét"]
    house.stage.client.close(BINH, house.form(BINH)["id"])
    house.command(BINH, "/okr bảng điểm an")
    house.press(BINH, "Duyệt…")
    assert house.fill(BINH, {"Nhận xét": "Giữ nhịp phản hồi"}) == {}
    assert "✅ Đã lưu bản duyệt cho An, Q4/2026, 72,5 điểm" in house.last(BINH)
    assert "✅ Bình đã duyệt bảng điểm Q4/2026: 72,5 điểm.\n“Giữ nhịp phản hồi”" in house.last(AN)
    shown = house.press(AN, "Mở bảng điểm")
    assert "✅ Bình đã duyệt ngày 15/11: 72,5 điểm" in shown
    assert "thay đổi sau khi duyệt" not in shown
    house.press_forged(AN, "review_scorecard", f"{house.company.person(AN).id}:1")
    assert not house.has_form(AN)
    for broken in ("1", "x:y", "1:99", f"{10**30}:1"):
        house.press_forged(BINH, "review_scorecard", broken)
    assert not house.has_form(BINH)
    assert len(rows(house.stage.database, ScorecardReview)) == 1


def a_figure_that_moves_is_marked(house: House) -> None:
    house.dm(AN, "Doanh số 60%")
    shown = house.command(BINH, "/okr bảng điểm an")
    assert "Tổng: 76,5/100 điểm" in shown
    assert "• Doanh số · 60 % của 40 điểm · ⚠️ lúc duyệt 50 %" in shown
    assert "✅ Bình đã duyệt ngày 15/11: 72,5 điểm" in shown
    assert "⚠️ Số liệu đã thay đổi sau khi duyệt" in shown


def files_hold_what_their_reader_may_see(house: House) -> None:
    told = house.command(BINH, "/okr bảng điểm xuất")
    assert "scorecards-2026-Q4.xlsx đã gửi vào tin nhắn riêng, gồm 2 bảng điểm" in told
    [book] = files_of(house, BINH)
    summary, items = book["Bảng điểm"], book["Chi tiết"]
    by_name = {row[0]: dict(zip(summary[0], row, strict=True)) for row in summary[1:]}
    assert by_name.keys() == {"An", "Emma"}
    assert by_name["An"]["Tổng điểm"] == 76.5
    assert by_name["An"]["KR đạt"] == 0.6
    assert by_name["An"]["Tổng điểm lúc duyệt"] == 72.5
    assert by_name["An"]["Ngày duyệt"].date() == date(2026, 11, 15)
    assert by_name["An"]["Thay đổi sau khi duyệt"] == "có"
    assert "'=HYPERLINK(1)" in [row[4] for row in items]

    told = house.command(CHI, "/okr scorecard export without OKR 2026-Q4")
    assert "không có phần nào từ OKR" in told
    [book] = files_of(house, CHI)
    said = [cell for sheet in book.values() for row in sheet for cell in row]
    assert not {"Doanh số", "Renewals", 0.6, 76.5, 72.5, "Giữ nhịp phản hồi"} & {*said}
    assert {"An", "Emma", "Phản hồi", 52.5, "Điểm KPI"} <= {*said}

    house.command(EMMA, "/okr scorecard export")
    [book] = files_of(house, EMMA)
    assert [row[0] for row in book["Scorecards"][1:]] == ["Emma"]
    assert "Nobody whose card you may see" in house.command(DAN, "/okr scorecard export")
    assert "no such cycle" in house.command(EMMA, "/okr scorecard export 1999")
    exports = [row for row in rows(house.stage.database, Audit) if row.action.startswith("export")]
    assert [row.detail["okr"] for row in exports] == [True, False, True]

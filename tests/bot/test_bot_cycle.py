"""A quarter is drafted, activated, scored and closed in Slack, in two languages."""

from decimal import Decimal

from company import AN, BINH, CHI, DAN, EMMA, SALES, rows
from drafts import draft_key_result, draft_objective
from house import House

from storage.tables import Cycle, KeyResult, Objective

Q1 = "2027-Q1"


def states(house: House) -> dict[str, str]:
    return {row.name: row.state for row in rows(house.stage.database, Cycle)}


def key_result(house: House, title: str, state: str) -> KeyResult:
    found = rows(house.stage.database, KeyResult)
    return next(row for row in found if (row.title, row.state) == (title, state))


def test_a_cycle_from_its_drafts_to_its_closed_scores(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=46)
    house.given_key_result("emma", "Renewals", value=100)
    begin_the_next_quarter(house)
    present_drafts_in_the_channel(house)
    ask_another_team_for_help(house)
    activate_what_is_complete(house)
    owners_score_themselves(house)
    the_manager_confirms_and_it_is_closed(house)


def begin_the_next_quarter(house: House) -> None:
    shown = house.command(CHI, "/okr chu ky")
    assert "Q4/2026 · ▶️ đang chạy · 1/10 – 31/12" in shown
    assert "[New cycle…]" not in house.command(EMMA, "/okr cycle")
    house.press(CHI, "Tạo chu kỳ…")
    wrong = {"Chu kỳ nào?": "custom", "Ngày đầu": "2027-03-01", "Ngày cuối": "2027-01-31"}
    assert list(house.fill(CHI, wrong)) == ["Ngày cuối"]
    house.fill(CHI, {"Chu kỳ nào?": Q1})
    assert "Đã tạo Q1/2027 ở dạng bản nháp" in house.last(CHI)
    assert states(house) == {"Q4/2026": "active", "Q1/2027": "draft"}


def present_drafts_in_the_channel(house: House) -> None:
    company = house.company
    lead = draft_objective(company, Q1, "Dẫn đầu miền Trung", BINH)
    draft_key_result(company, lead, "NPS", BINH, unit="điểm", target=Decimal(70))
    grow = draft_objective(company, Q1, "Thắng ở Huế", BINH, team="sales")
    draft_key_result(company, grow, "Hợp đồng", AN, unit="hợp đồng", target=Decimal(9))
    draft_key_result(company, grow, "Trials", EMMA, target=None)
    house.press(CHI, "Xem chu kỳ")
    assert "Mục tiêu công ty Q1/2027" in house.press(CHI, "Công bố mục tiêu công ty…")
    house.press(CHI, "Đăng (1 kênh)")
    assert "Dẫn đầu miền Trung" in house.channel_texts()[-1]
    house.command(BINH, "/okr chu kỳ")
    preview = house.press(BINH, "Trình bày bản nháp của Sales…")
    assert "Hợp đồng · 0 → 9 hợp đồng · An" in preview
    assert "Trials · ⚠️ chưa có số · Emma" in preview
    house.press(BINH, "Đăng lên kênh")
    post = house.message(BINH, "Sales: bản nháp cho Q1/2027", channel=SALES)
    thread = house.message(BINH, "Mời đặt câu hỏi về bản nháp của Sales", channel=SALES)
    assert thread["thread_ts"] == post["ts"]


def ask_another_team_for_help(house: House) -> None:
    house.command(BINH, "/okr phu thuoc hue")
    errors = house.fill(
        BINH,
        {
            "Cho mục tiêu nào?": str(objective_id(house, "Thắng ở Huế")),
            "Nhờ nhóm nào?": str(team_id(house)),
            "Cần gì?": "Gọi 40 khách",
            "Khối lượng bao nhiêu?": "3 ngày",
            "Cần trước ngày nào?": "2026-12-10",
        },
    )
    assert errors == {}
    assert "asks Support Hue for help with Thắng ở Huế" in house.last(DAN)
    assert "“Gọi 40 khách”\nEffort: 3 ngày · by 10 Dec" in house.last(DAN)
    assert "⏳ chưa trả lời" in house.last(BINH)
    house.press(DAN, "Decline…")
    house.fill(DAN, {"Why not?": "Nobody is free before February"})
    assert "❌ declined\n“Nobody is free before February”" in house.last(DAN)
    assert "Support Hue từ chối: “Gọi 40 khách”" in house.last(BINH)
    assert "❌ đã từ chối" in house.command(BINH, "/okr phụ thuộc")


def objective_id(house: House, title: str) -> int:
    found = rows(house.stage.database, Objective)
    return next(row.id or 0 for row in found if row.title == title)


def team_id(house: House) -> int:
    form = house.form(BINH)
    [block] = [one for one in form["blocks"] if one.get("block_id") == "team"]
    return int(block["element"]["initial_option"]["value"])


def activate_what_is_complete(house: House) -> None:
    house.command(CHI, "/okr chu kỳ")
    check = house.press(CHI, "Kích hoạt…")
    assert "sẵn sàng bắt đầu" in check
    assert "Trials · Emma: KR cần có điểm xuất phát và chỉ tiêu." in check
    assert "Chưa có sáng kiến: NPS, Hợp đồng" in check
    assert "Q1/2027 đã chạy: 2 KR bắt đầu" in house.press(CHI, "Kích hoạt ngay")
    assert key_result(house, "Hợp đồng", "active").locked_target == 9
    assert key_result(house, "Trials", "draft").locked_target is None
    assert "Hợp đồng" in house.command(AN, "/okr")


def owners_score_themselves(house: House) -> None:
    shown = house.command(CHI, "/okr đóng")
    assert "Bot ngừng hỏi check-in" in shown
    assert "Chu kỳ còn chạy đến 31/12." in shown
    house.press(CHI, "Bắt đầu tổng kết ngay")
    assert states(house) == {"Q4/2026": "closing", "Q1/2027": "active"}
    assert "Q4/2026 đang tổng kết" in house.last(AN)
    assert "• Renewals · 100 % · no score yet" in house.last(EMMA)
    house.press(AN, "Chấm mục 1")
    assert house.fill(AN, {"1. Điểm": "0,5", "1. Xử lý": "finished"}) == {
        "1. Xử lý": "KR chưa đạt nên cần chọn cách xử lý: chuyển kỳ, hoãn hoặc bỏ."
    }
    house.fill(AN, {"1. Điểm": "0,5", "1. Xử lý": "carried_over", "1. Vì sao": "ký vào tháng 1"})
    assert "tự chấm 0,5 🟡 vàng · Chuyển kỳ" in house.last(AN)
    assert "đã chấm xong" in house.last(AN)
    house.press(EMMA, "Score 1")
    assert house.fill(EMMA, {"1. Score": "seven"}) == {
        "1. Score": "“seven” is no score. Please write a number from 0.0 to 1.0, for example 0.7."
    }
    house.fill(EMMA, {"1. Score": "1.0"})
    assert "all your scores are in" in house.last(EMMA)
    assert "own score 1.0 🟢 green" in house.last(EMMA)


def the_manager_confirms_and_it_is_closed(house: House) -> None:
    card = house.last(BINH)
    assert "Q4/2026: điểm của nhân viên" in card
    assert "• Doanh số · An · 46 % · tự chấm 0,5 🟡 vàng · Chuyển kỳ" in card
    house.press(BINH, "Chấm mục 1")
    house.fill(BINH, {"1. Điểm": "0,4", "Điều gì hiệu quả?": "Gọi lại khách cũ"})
    assert "điểm 0,4 🟡 vàng" in house.last(BINH)
    assert "Đã chấm và quyết định xong tất cả" in house.command(CHI, "/okr dong")
    closed = house.press(CHI, "Đóng ngay")
    assert "Q4/2026 đã đóng" in closed
    assert "Chuyển kỳ: 1 KR, là bản nháp trong Q1/2027" in closed
    retro = house.channel_texts()[-1]
    assert "Sales: nhìn lại Q4/2026 · 0,7" in retro
    assert "👍 Gọi lại khách cũ" in retro
    assert states(house) == {"Q4/2026": "closed", "Q1/2027": "active"}
    assert key_result(house, "Doanh số", "closed").score == 400
    assert key_result(house, "Doanh số", "draft").start == 46
    refused = house.press(AN, "Sửa mục 1")
    assert "Q4/2026 đã đóng nên không sửa được nữa" in refused or "đã đóng" in house.last(AN)

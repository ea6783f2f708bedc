"""October to December of the marketing team, in Vietnamese, with two who read English."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo import quarter_figures
from bot.demo.actors import Cast
from bot.demo.plot import Plot
from bot.domain.goals.model import CycleState
from bot.services import importing
from bot.services.importing import ImportFile

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HUNG, LAN, DUNG = "U0HUNG0001", "U0LAN0001", "U0DUNG0001"
MEI, OLIVER = "U0MEI0001", "U0OLIVER01"
QUARTER = "Q4/2026"


def day(month: int, number: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    """A moment of the story on Hanoi's clocks."""
    return datetime(year, month, number, hour, minute, tzinfo=HANOI)


def before(file: ImportFile) -> ImportFile:
    """People and teams; goals are drafted in the story. KPIs have a play of their own."""
    return replace(file, cycle=None, objectives=(), kpis=())


def tell(cast: Cast, file: ImportFile) -> None:
    """Play everything from the first draft to the look back."""
    new_cycle(cast)
    drafts_from_the_file(cast, file)
    company_goal(cast)
    a_lead_drafts(cast)
    presented(cast)
    help_is_asked(cast)
    activated(cast)
    first_check_in(cast)
    second_check_in(cast)
    looked_at(cast)
    weeks(cast)
    target_corrected(cast)
    handed_over(cast)
    last_weeks(cast)
    closing_begins(cast)
    own_scores(cast)
    managers_scores(cast)
    closed(cast)


def new_cycle(cast: Cast) -> None:
    cast.at(day(9, 14, 11), "Mid-September: Hùng begins the drafts of the fourth quarter")
    cast.command(HUNG, "/okr chu kỳ")
    cast.push(HUNG, "Tạo chu kỳ…")
    wrong = {"Ngày đầu": "2026-10-01", "Ngày cuối": "2026-09-30"}
    cast.enter(HUNG, {"Chu kỳ nào?": "Ngày khác", **wrong})
    cast.enter(HUNG, {"Chu kỳ nào?": QUARTER})


def drafts_from_the_file(cast: Cast, file: ImportFile) -> None:
    """The team wrote its goals into a file; nothing was measured yet."""
    assert file.cycle is not None
    cycle = replace(file.cycle, state=CycleState.DRAFT, name=QUARTER)
    objectives = tuple(
        replace(
            one,
            key_results=tuple(replace(kr, history=(), value=None) for kr in one.key_results),
        )
        for one in file.objectives
    )
    drafts = replace(file, cycle=cycle, objectives=objectives, kpis=())
    stage = cast.stage
    workspace_id = stage.bot.identity.workspace_id
    importing.run(stage.database, drafts, workspace_id=workspace_id, at=stage.clock.now())
    cast.transcript.note("the objectives of examples/marketing-team.yaml come in as drafts")


def company_goal(cast: Cast) -> None:
    cast.at(day(9, 15, 9), "A goal for the whole company, published to the teams")
    with cast.unseen():
        cast.command(HUNG, "/okr thêm Khách hàng chọn Minh Long khi mua online")
        cast.enter(HUNG, {"Dành cho": "Cả công ty", "Không hướng tới": "Mục tiêu cao nhất"})
        cast.enter(
            HUNG,
            {
                "Kết quả then chốt": "Doanh thu online",
                "Đơn vị": "tỷ ₫",
                "Từ": "15",
                "Đến": "18,5",
                "Đo bằng": "Báo cáo doanh thu tháng",
                "Tiếp theo": "Xem lại",
            },
        )
        cast.enter(HUNG, {})
    cast.transcript.note("Hùng has written “Khách hàng chọn Minh Long khi mua online” in the form")
    cast.command(HUNG, "/okr chu kỳ")
    cast.push(HUNG, "Công bố mục tiêu công ty…")
    cast.push(HUNG, "Đăng (")


def a_lead_drafts(cast: Cast) -> None:
    cast.at(day(9, 16, 10), "Lan drafts an objective of her team; the bot reads along")
    cast.command(LAN, "/okr thêm Nội dung giúp khách tự tin chọn hàng")
    cast.enter(LAN, {"Dành cho": "Nội dung", "Hướng tới mục tiêu": "Khách hàng chọn"})
    first = {"Kết quả then chốt": "Nâng cao chất lượng bài viết", "Đơn vị": "/10", "Từ": "7,5"}
    cast.enter(LAN, {**first, "Đến": "chín"})
    cast.enter(LAN, {"Đến": "9", "Sáng kiến": "Mỗi bài có ảnh khách thật"})
    cast.choose_in_form(LAN, "Cách đo", "Xong")
    workshop = {"Kết quả then chốt": "Tổ chức 3 workshop viết bài", "Tiếp theo": "Xem lại"}
    cast.enter(LAN, workshop)
    cast.enter(LAN, {})
    with cast.unseen():
        cast.command(LAN, "/okr sửa nâng cao chất lượng bài viết")
        cast.enter(LAN, {"Kết quả then chốt": "Điểm đánh giá bài viết của độc giả"})
        cast.enter(LAN, {})
    cast.transcript.note("its first key result is now “Điểm đánh giá bài viết của độc giả”")
    cast.command(LAN, "/okr xóa tổ chức 3 workshop viết bài")
    cast.push(LAN, "Xóa")


def presented(cast: Cast) -> None:
    cast.at(day(9, 17, 10), "The drafts of the department in its channel")
    with cast.unseen():
        cast.command(HUNG, "/okr chu kỳ")
        cast.push(HUNG, "Trình bày bản nháp của Marketing")
    cast.push(HUNG, "Đăng lên kênh")


def help_is_asked(cast: Cast) -> None:
    cast.at(day(9, 18, 10), "Mei asks Lan's team for help, and Lan says no")
    cast.command(MEI, "/okr depend nội dung")
    cast.enter(
        MEI,
        {
            "For which goal?": "Giữ chân khách hàng",
            "What do you need?": "Ten landing pages",
            "How much work": "10 days of a writer",
            "By when?": "2026-10-09",
        },
    )
    cast.push(LAN, "Từ chối…")
    cast.enter(LAN, {"Vì sao?": "Tháng 10 kín lịch, làm được 4 trang từ tháng 11"})


def activated(cast: Cast) -> None:
    cast.at(day(9, 30, 10), "The bot has reminded Hùng; the quarter is activated")
    cast.command(HUNG, "/okr chu kỳ")
    cast.push(HUNG, "Kích hoạt…")
    cast.push(HUNG, "Kích hoạt ngay")


def first_check_in(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(10, 5, 9, 5), "")
    cast.at(day(10, 5, 9, 6), "The first Monday, in both languages")
    cast.say(LAN, "organic 31,4; CTA 84%, điểm bài viết 7tr6", in_thread=True)
    cast.say(LAN, "điểm đánh giá bài viết 7,6. kẹt chờ số từ khóa của Mei")
    cast.say(DUNG, "AOV 1tr19, tự tin 6/10, kế hoạch: chốt quầy combo với 12 cửa hàng")
    cast.say(MEI, "CPA 16o, online conversion 2.5%")
    cast.say(MEI, "CPA 160k")
    cast.say(HUNG, "traffic 225k, doanh thu online 15,2 tỷ, chuyển đổi 6,3%")
    cast.at(day(10, 6, 10, 5), "Tuesday 10:00: the digest in the channel")


def second_check_in(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(10, 12, 9, 5), "")
    cast.at(day(10, 12, 9, 6), "The second Monday: one goes on leave, one says nothing")
    cast.say(DUNG, "combo 22,6%, cửa hàng 41%")
    cast.say(DUNG, "nghỉ phép từ 14/10 tới 21/10")
    cast.push(DUNG, "Tạm dừng những ngày đó")
    with cast.unseen():
        cast.say(LAN, "organic 31,9%")
        cast.push(MEI, "No change")
        cast.at(day(10, 12, 22, 59), "")
    cast.at(day(10, 12, 23), "Oliver was reminded at 15:00 in London; Hùng looks who is silent")
    cast.command(HUNG, "/okr chưa trả lời")
    cast.push(HUNG, "Nhắc Oliver")
    cast.say(OLIVER, "repeat rate 18.4 → 18.9, feeling ok")


def looked_at(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(10, 13, 10, 15), "")
    cast.at(day(10, 13, 10, 30), "Hùng looks at the check-ins and corrects one")
    cast.command(HUNG, "/okr xem lại")
    cast.push(HUNG, "Sửa số…", nth=6)
    cast.enter(HUNG, {"Số liệu": "42", "Vì sao?": "Cửa hàng Vinh vừa gửi ảnh"})


def weeks(cast: Cast) -> None:
    cast.transcript.note("four weeks pass, with the figures of the example")
    with cast.unseen():
        quarter_figures.october(cast, day)


def target_corrected(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(11, 10, 13, 59), "")
    cast.at(day(11, 10, 14), "Half-way: what is at risk, and a target is corrected")
    cast.command(HUNG, "/okr rủi ro")
    cast.command(HUNG, "/okr vì sao combo")
    cast.command(DUNG, "/okr sửa combo")
    cast.enter(DUNG, {"Đến": "28"})
    with cast.unseen():
        cast.command(HUNG, "/okr sửa combo")
        cast.enter(HUNG, {"Đến": "27"})
        cast.enter(HUNG, {})
    cast.command(HUNG, "/okr lịch sử combo")


def handed_over(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(11, 17, 14, 59), "")
    cast.at(day(11, 17, 15), "Oliver moves to another firm: his goals go to Mei")
    cast.command(HUNG, f"/okr bàn giao <@{OLIVER}> <@{MEI}>")
    cast.push(HUNG, "Bàn giao")
    cast.command(MEI, "/okr")


def last_weeks(cast: Cast) -> None:
    cast.transcript.note("six weeks pass")
    with cast.unseen():
        quarter_figures.december(cast, day)


def closing_begins(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(12, 31, 9, 20), "")
    cast.at(day(12, 31, 10), "The last day: Hùng begins closing")
    cast.command(HUNG, "/okr đóng")
    with cast.unseen():
        cast.push(HUNG, "Bắt đầu tổng kết ngay")


def own_scores(cast: Cast) -> None:
    cast.at(day(1, 4, 10, year=2027), "Owners score themselves")
    cast.push(LAN, "Chấm mục 1")
    cast.enter(LAN, {"1. Điểm": "8"})
    cast.enter(LAN, {"1. Điểm": "0,9", "1. Xử lý": "Chuyển kỳ", "1. Vì sao": "Còn 0,8 điểm"})
    with cast.unseen():
        cast.push(MEI, "Score 1")
        late = {"1. Score": "0.7", "1. What becomes": "Carried over", "1. Why?": "CPA fell late"}
        cast.enter(MEI, late)
    cast.push(DUNG, "Chấm mục 1")
    cast.enter(
        DUNG,
        {
            "1. Điểm": "0,6",
            "1. Xử lý": "Bỏ",
            "1. Vì sao": "Quý sau thay bằng giá trị giỏ hàng",
            "2. Điểm": "0,6",
            "2. Xử lý": "Chuyển kỳ",
            "2. Vì sao": "Combo Tết bán tiếp",
        },
    )


def managers_scores(cast: Cast) -> None:
    cast.at(day(1, 6, 10, year=2027), "Hùng gives his scores and looks back")
    cast.command(HUNG, "/okr chấm điểm")
    cast.push(HUNG, "Chấm mục 1")
    cast.enter(
        HUNG,
        {
            "1. Điểm": "0,95",
            "1. Xử lý": "Chuyển kỳ",
            "1. Vì sao": "Còn 3.500 lượt, quý sau đi tiếp",
            "2. Xử lý": "Hoãn",
            "2. Vì sao": "Sát 40 %, giữ nhịp rồi tính tiếp",
            "Điều gì hiệu quả?": "Bài viết dài kéo organic lên đều",
        },
    )


def closed(cast: Cast) -> None:
    cast.at(day(1, 11, 10, year=2027), "Closed: what is missing is named, then the look back")
    cast.command(HUNG, "/okr đóng")
    cast.push(HUNG, "Đóng ngay")
    cast.command(HUNG, "/okr chu kỳ")


PLOT = Plot(day(9, 14, 10, 30), tell, before)

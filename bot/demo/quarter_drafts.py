"""What the software firm drafts before its quarter: goals of the company, a team, a person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.actors import Cast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
GRACE, DANIEL = "U0GRACE0001", "U0DANIEL001"
PRIYA, MINH_ANH = "U0PRIYA0001", "U0MINHANH01"
QUARTER = "Q2/2026–27"
BUYERS, FIRST = "Trial customers who buy", "Time to first result"


def day(year: int, month: int, number: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the story on Hanoi's clocks."""
    return datetime(year, month, number, hour, minute, tzinfo=HANOI)


def company_goal(cast: Cast) -> None:
    cast.at(day(2026, 12, 14, 11, 20), "A goal for the whole company, published to the teams")
    with cast.unseen():
        cast.command(GRACE, "/okr add Customers who try us stay with us")
        cast.enter(
            GRACE,
            {
                "For": "The whole company",
                "Cycle": QUARTER,
                "Supports nothing? Say why": "The quarter's own",
            },
        )
        cast.enter(
            GRACE,
            {
                "Key result": BUYERS,
                "Unit": "%",
                "From": "20",
                "To": "35",
                "Measured by": "CRM, trials that ended in the last 30 days",
                "Initiatives": "Call every trial customer in the first week",
                "Can the team": "Yes",
                "Then": "Look over",
            },
        )
        cast.enter(GRACE, {})
    cast.transcript.note("Grace has written “Customers who try us stay with us” in the form")
    with cast.unseen():
        cast.command(GRACE, "/okr cycle")
    cast.push(GRACE, "Publish company goals…")
    cast.push(GRACE, "Post it (")


def a_lead_drafts(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2026, 12, 15, 10), "")
    cast.at(day(2026, 12, 15, 10, 5), "Priya drafts an objective of her team; the bot reads along")
    cast.command(PRIYA, "/okr add New customers succeed on their first day")
    supports = {"For": "Research", "Cycle": QUARTER, "Supports": "Customers who try us"}
    cast.enter(PRIYA, supports)
    cast.enter(
        PRIYA,
        {"Key result": "Improve onboarding", "Unit": "minutes", "From": "30", "To": "a dozen"},
    )
    cast.enter(PRIYA, {"To": "12", "Initiatives": "Sample data in every new account"})
    cast.enter(
        PRIYA,
        {
            "Key result": "Testers who finish the tour",
            "Unit": "%",
            "From": "55",
            "To": "80",
            "Initiatives": "A tour of five steps",
            "Then": "Look over",
        },
    )
    cast.enter(PRIYA, {})
    cast.command(PRIYA, "/okr edit improve onboarding")
    cast.enter(PRIYA, {"Key result": FIRST, "Measured by": "Median of new accounts, product log"})
    cast.enter(PRIYA, {})


def an_employee_drafts(cast: Cast) -> None:
    cast.at(day(2026, 12, 15, 14), "Minh Anh supports it with “Người mới tự dùng được ngay”")
    with cast.unseen():
        cast.command(MINH_ANH, "/okr thêm Người mới tự dùng được ngay")
        cast.enter(MINH_ANH, {"Chu kỳ": QUARTER, "Hướng tới": "New customers succeed"})
        cast.enter(
            MINH_ANH,
            {
                "Kết quả then chốt": "Người dùng bỏ dở bước hướng dẫn",
                "Đơn vị": "%",
                "Từ": "40",
                "Đến": "15",
                "Tiếp theo": "Xem lại",
            },
        )
        cast.enter(MINH_ANH, {})

"""January to March of the software firm, in English, with a colleague who reads Vietnamese."""

from dataclasses import replace

from bot.demo.actors import Cast
from bot.demo.plot import Plot
from bot.demo.quarter_drafts import (
    DANIEL,
    GRACE,
    MINH_ANH,
    PRIYA,
    QUARTER,
    a_lead_drafts,
    an_employee_drafts,
    company_goal,
    day,
)
from bot.services.importing import ImportFile


def before(file: ImportFile) -> ImportFile:
    """Its year runs already. KPIs stay out: the play of two weeks is about them."""
    return replace(file, kpis=())


def tell(cast: Cast, _file: ImportFile) -> None:
    """Play everything from the first draft to the look back."""
    new_cycle(cast)
    company_goal(cast)
    a_lead_drafts(cast)
    an_employee_drafts(cast)
    presented(cast)
    help_is_asked(cast)
    activated(cast)
    first_check_in(cast)
    second_check_in(cast)
    looked_at(cast)
    weeks(cast)
    target_corrected(cast)
    looked_up(cast)
    last_weeks(cast)
    closing_begins(cast)
    own_scores(cast)
    managers_scores(cast)
    closed(cast)


def new_cycle(cast: Cast) -> None:
    cast.at(day(2026, 12, 14, 11), "Two weeks before the quarter, Grace begins it")
    cast.command(GRACE, "/okr cycle")
    cast.push(GRACE, "New cycle…")
    cast.enter(GRACE, {"Which one?": QUARTER})


def presented(cast: Cast) -> None:
    cast.at(day(2026, 12, 16, 10), "The drafts are presented in the team's channel")
    cast.command(PRIYA, "/okr cycle")
    cast.push(PRIYA, "Present drafts of")
    cast.push(PRIYA, "Post it there")


def help_is_asked(cast: Cast) -> None:
    cast.at(day(2026, 12, 17, 10), "Priya needs Sales, and Daniel accepts")
    cast.command(PRIYA, "/okr depend sales")
    cast.enter(
        PRIYA,
        {
            "For which goal?": "New customers succeed",
            "What do you need?": "Twenty new customers who let us watch their first hour",
            "How much work": "3 days of one person",
            "By when?": "2027-01-22",
        },
    )
    cast.push(DANIEL, "Accept")


def activated(cast: Cast) -> None:
    cast.transcript.note("two weeks pass; what the year's goals ask for is answered")
    with cast.unseen():
        cast.at(day(2026, 12, 21, 10), "")
        for who in (GRACE, DANIEL, PRIYA, MINH_ANH):
            cast.say(who, "no change" if who != MINH_ANH else "không đổi")
        cast.at(day(2026, 12, 29, 9), "")
        cast.at(day(2026, 12, 29, 10), "")
    cast.at(day(2026, 12, 29, 10, 5), "Three days before the first day the bot reminds Grace")
    cast.command(GRACE, "/okr cycle")
    cast.push(GRACE, "Activate…")
    cast.push(GRACE, "Activate now")


def first_check_in(cast: Cast) -> None:
    cast.at(day(2027, 1, 4, 8, 30), "The first Monday: sloppy, ambiguous, wrong")
    cast.say(PRIYA, "beta done!! first result down to 26 mins, tour 58", in_thread=True)
    cast.at(day(2027, 1, 4, 9, 5), "09:00 in Hanoi")
    cast.say(DANIEL, "4 new customers, revenue 20.9bn, confidence 8")
    cast.push(DANIEL, "156 customers")
    cast.say(GRACE, "trial customers who buy 220%")
    cast.say(GRACE, "sorry, 22%")
    cast.push(GRACE, "22 %")
    cast.push(MINH_ANH, "Cập nhật tất cả")
    cast.enter(MINH_ANH, {"bỏ dở": "ba mươi mấy"})
    cast.enter(MINH_ANH, {"bỏ dở": "37,5"})


def second_check_in(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2027, 1, 11, 9, 5), "")
    cast.at(day(2027, 1, 11, 9, 6), "The second Monday: one goes on leave, one says nothing")
    cast.say(MINH_ANH, "bỏ dở còn 34%")
    cast.say(MINH_ANH, "nghỉ phép từ 13/1 tới 22/1")
    cast.push(MINH_ANH, "Tạm dừng những ngày đó")
    cast.say(PRIYA, "time to first result 24, tour 61%, stuck on the sample data of Sales")
    with cast.unseen():
        cast.push(GRACE, "No change")
        cast.at(day(2027, 1, 11, 16, 59), "")
    cast.at(day(2027, 1, 11, 17), "Daniel has been reminded; Grace looks who is silent")
    cast.command(GRACE, "/okr silent")
    cast.push(GRACE, "Nudge Daniel")
    cast.say(DANIEL, "sorry, busy day. customers 157, rest unchanged")


def looked_at(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2027, 1, 12, 10, 30), "")
    cast.at(day(2027, 1, 12, 11), "Priya's manager looks at the check-ins and corrects one")
    cast.command(GRACE, "/okr review")
    cast.push(GRACE, "Correct…", nth=2)
    cast.enter(GRACE, {"Figure": "155", "Why?": "Two of them signed for next year only"})
    cast.push(GRACE, "Ask…", nth=5)
    cast.enter(GRACE, {"Your question": "Can Daniel's interns help with that?"})


def weeks(cast: Cast) -> None:
    cast.transcript.note("five weeks pass, some of them with answers")
    with cast.unseen():
        for monday, first, tour, left, buy in (
            (day(2027, 1, 25, 10), 21, 64, 31, 24),
            (day(2027, 2, 15, 10), 19, 67, 30, 25),
        ):
            cast.at(monday, "")
            cast.say(PRIYA, f"first result {first}, tour {tour}%")
            cast.say(GRACE, f"trial customers who buy {buy}%")
            cast.say(DANIEL, "revenue 21.4, customers 158")
            if left:
                cast.say(MINH_ANH, f"bỏ dở {left}%")


def target_corrected(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2027, 2, 16, 13, 59), "")
    cast.at(day(2027, 2, 16, 14), "In the middle of the quarter a target is corrected")
    cast.command(PRIYA, "/okr edit time to first result")
    cast.enter(PRIYA, {"To": "15"})
    cast.command(GRACE, "/okr edit time to first result")
    cast.enter(GRACE, {"To": "15"})
    cast.enter(GRACE, {})
    cast.command(GRACE, "/okr history time to first result")


def looked_up(cast: Cast) -> None:
    cast.at(day(2027, 2, 17, 9, 30), "Where do we stand, and why?")
    cast.command(GRACE, "/okr company")
    cast.command(GRACE, "/okr risk")
    cast.command(MINH_ANH, "/okr vì sao bỏ dở")
    cast.command(PRIYA, "/okr tree new customers succeed")
    cast.command(PRIYA, "/okr checkin tour 86%")
    cast.command(PRIYA, "/okr undo")


def last_weeks(cast: Cast) -> None:
    cast.transcript.note("six weeks pass")
    with cast.unseen():
        for monday, first, tour, left, buy in (
            (day(2027, 3, 1, 10), 17, 71, 26, 28),
            (day(2027, 3, 29, 10), 15, 76, 23, 31),
        ):
            cast.at(monday, "")
            cast.say(PRIYA, f"first result {first}, tour {tour}%")
            cast.say(GRACE, f"trial customers who buy {buy}%")
            cast.say(DANIEL, "revenue 22.8, customers 166")
            cast.say(MINH_ANH, f"bỏ dở {left}%")


def closing_begins(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2027, 3, 31, 9, 20), "")
    cast.at(day(2027, 3, 31, 10), "The last day: the bot reminds Grace, who begins closing")
    cast.command(GRACE, "/okr cycle")
    cast.push(GRACE, "Begin closing…")
    cast.push(GRACE, "Begin closing now")


def own_scores(cast: Cast) -> None:
    cast.at(day(2027, 4, 1, 10), "Owners score themselves")
    cast.push(PRIYA, "Score 1")
    cast.enter(PRIYA, {"1. Score": "very good", "2. Score": "0.8"})
    cast.enter(PRIYA, {"1. Score": "1.0", "2. Score": "0.8", "2. What becomes": "Carried over"})
    cast.enter(
        PRIYA,
        {
            "1. Score": "1.0",
            "2. Score": "0.8",
            "2. What becomes": "Carried over",
            "2. Why?": "80 % is near, and the tour still pays off",
            "What worked?": "Watching twenty customers in their first hour",
            "What did not?": "The tour was too long at first",
            "differently": "Test with five people before we build",
        },
    )
    cast.push(MINH_ANH, "Chấm mục 1")
    cast.enter(
        MINH_ANH,
        {"1. Điểm": "0,65", "1. Xử lý": "Hoãn", "1. Vì sao": "Chờ bản hướng dẫn mới của Priya"},
    )
    cast.push(GRACE, "Score 1")
    cast.enter(
        GRACE,
        {"1. Score": "0.7", "1. What becomes": "Dropped", "1. Why?": "The year's goal covers it"},
    )


def managers_scores(cast: Cast) -> None:
    cast.at(day(2027, 4, 2, 10), "Managers confirm, or see it otherwise")
    cast.push(PRIYA, "Score 1")
    cast.enter(PRIYA, {"1. Score": "0,6"})
    cast.command(GRACE, "/okr close")
    with cast.unseen():
        cast.command(GRACE, "/okr score")
        cast.push(GRACE, "Score 1")
        cast.enter(GRACE, {"1. Score": "0.9"})


def closed(cast: Cast) -> None:
    with cast.unseen():
        cast.at(day(2027, 4, 6, 10), "")
    cast.at(day(2027, 4, 6, 10, 30), "Closed, with a look back in the channel")
    cast.command(GRACE, "/okr close")
    cast.push(GRACE, "Close it now")
    cast.command(GRACE, "/okr cycle")


PLOT = Plot(day(2026, 12, 14, 10, 30), tell, before)

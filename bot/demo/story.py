"""Two weeks of the sample company, told in deeds: right, sloppy, ambiguous and wrong ones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.actors import Cast
from bot.demo.plot import Plot
from bot.domain.people import Actor
from bot.render.ids import Action
from bot.services import people, sending
from bot.services.importing import ImportFile

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HUNG, LAN, DUNG = "U0HUNG0001", "U0LAN0001", "U0DUNG0001"
MEI, OLIVER, GUEST = "U0MEI0001", "U0OLIVER01", "U0GUEST0001"
CHANNEL = "C0MARKETING"


def day(month: int, number: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the story on Hanoi's clocks."""
    return datetime(2026, month, number, hour, minute, tzinfo=HANOI)


START = day(11, 15, 20)


def tell(cast: Cast, _file: ImportFile) -> None:
    """Play everything from the first Monday to the third."""
    first_monday(cast)
    first_questions(cast)
    silence_and_alarm(cast)
    first_digest(cast)
    looking_things_up(cast)
    second_week(cast)
    all_quiet(cast)
    recovery(cast)


def first_monday(cast: Cast) -> None:
    cast.at(day(11, 16, 8, 30), "Monday 09:00 in Singapore: the check-in, in English")
    cast.say(MEI, "CPA 146k, online conversion no change, stuck on the partner API", in_thread=True)
    cast.at(day(11, 16, 9, 5), "Monday 09:00 in Hanoi: the check-in, in Vietnamese")
    cast.say(LAN, "1: 35,4%, nội dung thêm 9, CTA 85%, kẹt API đối tác")
    cast.press(HUNG, Action.SNOOZE, choose="2h")
    cast.say(DUNG, "xin chào")


def first_questions(cast: Cast) -> None:
    cast.at(day(11, 16, 9, 40), "Sloppy and ambiguous answers are asked back")
    cast.say(DUNG, "aov 1tr27, combo tang 2%, cua hang 74%, tu tin 7/10")
    cast.press(DUNG, Action.pick(0))
    cast.say(LAN, "à nhầm, CTA 58%")
    cast.press(LAN, Action.UNDO)
    cast.at(day(11, 16, 11, 15), "Hùng's two hours are over: he is asked again")
    cast.say(HUNG, "traffic 38")
    cast.press(HUNG, Action.OTHER)
    cast.fill(HUNG, {cast.inputs(HUNG)[0]: "hơn 260 nghìn"})
    cast.fill(HUNG, {cast.inputs(HUNG)[0]: "263.400"})


def silence_and_alarm(cast: Cast) -> None:
    cast.at(day(11, 16, 16, 0), "Monday 09:00 in London; a KPI breaks meanwhile")
    cast.command(HUNG, "/kpi set thời gian phản hồi 58 phút")
    cast.press(OLIVER, Action.ACKNOWLEDGE)
    cast.at(day(11, 16, 22, 5), "15:00 in London: who has not answered is reminded, once")


def first_digest(cast: Cast) -> None:
    cast.at(day(11, 17, 10, 5), "Tuesday 10:00: the digest in the team's channel")


def looking_things_up(cast: Cast) -> None:
    cast.at(day(11, 18, 14, 0), "Commands, in both languages")
    cast.command(LAN, "/okr của tôi")
    cast.command(HUNG, "/okr nhóm Nội dung")
    cast.command(MEI, "/okr tema")
    cast.command(LAN, "/okr trợ giúp")
    cast.command(OLIVER, "/kpi")
    cast.command(OLIVER, "/kpi churn")
    cast.press(OLIVER, Action.CHART)
    cast.command(DUNG, "/okr xem aov")
    cast.command(MEI, "/okr team growth")
    cast.press(MEI, Action.CHART)
    cast.command(DUNG, "/kpi doanh số vùng")
    cast.command(LAN, "/kpi ghi churn 2%")
    cast.command(GUEST, "/okr")
    cast.command(LAN, "/okr cập nhật organic tăng lên 36,2%")


def second_week(cast: Cast) -> None:
    cast.at(day(11, 23, 9, 5), "The second Monday")
    cast.press(MEI, Action.NO_CHANGE)
    cast.press(DUNG, Action.UPDATE_ALL)
    fields = cast.inputs(DUNG)
    cast.fill(DUNG, {fields[0]: "1,285 triệu", fields[1]: "24–26%"})
    cast.fill(DUNG, {fields[0]: "1,285 triệu", fields[1]: "26%"})
    cast.say(LAN, "Tất cả không đổi nhé", in_thread=True)
    cast.at(day(11, 23, 16, 30), "London answers in the second week")
    cast.say(OLIVER, "repeat rate 21.6%, response time down to 41 min, confidence 7")
    cast.at(day(11, 25, 10, 5), "Tuesday was a public holiday in Vietnam: the digest of Wednesday")


def all_quiet(cast: Cast) -> None:
    cast.at(day(11, 25, 11, 0), "One switch stops all sending; nothing is lost meanwhile")
    rt = cast.stage.bot.runtime
    admin: Actor = people.actor(rt, cast.stage.bot.identity.workspace_id, HUNG)
    sending.switch(rt, stopped=True, by=admin)
    cast.transcript.note("sending is stopped")
    cast.say(HUNG, "chuyển đổi 7,1%")
    sending.switch(rt, stopped=False, by=admin)
    cast.transcript.note("sending is on again")
    cast.stage.settle()


def recovery(cast: Cast) -> None:
    cast.at(day(11, 30, 16, 30), "The third Monday: the KPI has recovered")
    cast.say(OLIVER, "response time 40 minutes")


PLOT = Plot(START, tell)

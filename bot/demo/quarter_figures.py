"""What the marketing team answers in the weeks that the play only passes over."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.actors import Cast

HUNG, LAN, DUNG = "U0HUNG0001", "U0LAN0001", "U0DUNG0001"
MEI, OLIVER = "U0MEI0001", "U0OLIVER01"
Day = Callable[..., datetime]


def october(cast: Cast, day: Day) -> None:
    """Four Mondays with the figures of the example."""
    for monday, traffic, organic, cpa, aov, combo, repeat in (
        (day(10, 19, 18), "231.800", "32,1", "158,000", "1.205.000", None, "18.6"),
        (day(10, 26, 18), "238.500", "32,8", "161,500", "1.222.000", "23,1", "19.3"),
        (day(11, 2, 18), "247.100", "34", "154,000", "1.241.000", "23,0", "20.2"),
        (day(11, 9, 18), "256.400", "34,6", "151,000", "1.254.000", "23,4", "20.8"),
    ):
        cast.at(monday, "")
        cast.say(HUNG, f"traffic {traffic}, chuyển đổi 6,9%")
        cast.say(LAN, f"organic {organic}%, CTA 85%, điểm bài viết 8")
        cast.say(MEI, f"CPA {cpa}, online conversion 2.7%")
        cast.say(OLIVER, f"repeat rate {repeat}%")
        if combo:
            cast.say(DUNG, f"AOV {aov}, combo {combo}%, cửa hàng 61%")


def december(cast: Cast, day: Day) -> None:
    """The last Mondays; content is counted by month."""
    for monday, traffic, organic, cpa, aov, combo, repeat in (
        (day(11, 23, 18), "268.000", "35,8", "143,000", "1.268.000", "24,2", "21.9"),
        (day(11, 30, 18), "275.500", "36,9", "138,000", "1.275.000", "24,8", "22.4"),
        (day(12, 7, 18), "283.000", "37,5", "133,000", "1.288.000", "25,3", "23.1"),
        (day(12, 14, 18), "290.000", "38,4", "129,000", "1.296.000", "25,9", "23.6"),
        (day(12, 21, 18), "297.000", "38,9", "126,000", "1.301.000", "26,2", "24.0"),
        (day(12, 28, 18), "304.500", "39,2", "123,000", "1.309.000", "26,4", "24.3"),
    ):
        cast.at(monday, "")
        cast.say(HUNG, f"traffic {traffic}, chuyển đổi 7,8%, doanh thu online 17,6 tỷ")
        cast.say(LAN, f"organic {organic}%, CTA 88%, điểm bài viết 8,6, nội dung 51")
        cast.say(MEI, f"CPA {cpa}, online conversion 3.2%, repeat rate {repeat}%")
        cast.say(DUNG, f"AOV {aov}, combo {combo}%, cửa hàng 93%")

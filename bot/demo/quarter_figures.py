"""What the marketing team answers in the weeks that the play only passes over."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.actors import Cast

HUNG, LAN, DUNG = "U0HUNG0001", "U0LAN0001", "U0DUNG0001"
MEI, OLIVER = "U0MEI0001", "U0OLIVER01"
Day = Callable[..., datetime]


def october(cast: Cast, day: Day) -> None:
    """Some Mondays with the figures of the example."""
    for monday, traffic, organic, cpa, aov, combo, repeat in (
        (day(10, 26, 18), "238.500", "32,8", "161,500", "1.222.000", "23,1", "19.3"),
        (day(11, 9, 18), "256.400", "34,6", "151,000", "1.254.000", "23,4", "20.8"),
    ):
        cast.at(monday, "")
        cast.say(HUNG, f"traffic {traffic}, chuyển đổi 6,9%")
        cast.say(LAN, f"organic {organic}%, CTA 85%, điểm đánh giá bài viết 8")
        cast.say(MEI, f"CPA {cpa}, online conversion 2.7%")
        cast.say(OLIVER, f"repeat rate {repeat}%")
        cast.say(DUNG, f"AOV {aov}, combo {combo}%, cửa hàng 61%")


def december(cast: Cast, day: Day) -> None:
    """The last Mondays; content is counted by month."""
    for monday, traffic, organic, cpa, aov, combo, repeat in (
        (day(11, 23, 18), "268.000", "35,8", "143,000", "1.268.000", "24,2", "21.9"),
        (day(12, 14, 18), "290.000", "38,4", "129,000", "1.296.000", "25,9", "23.6"),
        (day(12, 28, 18), "304.500", "39,2", "123,000", "1.309.000", "26,4", "24.3"),
    ):
        cast.at(monday, "")
        cast.say(HUNG, f"traffic {traffic}, chuyển đổi 7,8%, doanh thu online 17,6 tỷ")
        cast.say(LAN, f"organic {organic}%, CTA 88%, điểm đánh giá bài viết 8,6, nội dung 51")
        cast.say(MEI, f"CPA {cpa}, online conversion 3.2%, repeat rate {repeat}%")
        cast.say(DUNG, f"AOV {aov}, combo {combo}%, cửa hàng 93%")

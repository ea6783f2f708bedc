"""Administrators look after figures that are fetched by themselves."""

from collections.abc import Sequence
from datetime import time, timedelta
from decimal import Decimal

from company import AN, CHI, EMMA, WORKSPACE, rows
from house import House

from bot.domain.connectors import Figure, Source, SourceKind
from bot.domain.errors import Invalid
from bot.services.connecting import arranging, fetching
from bot.services.connecting.arranging import Wanted
from storage.tables import Audit, Connector

SHOP = Source(SourceKind.SQL, "env:OKRBOT_SECRET_SHOP", query="SELECT 1")


def given(house: House) -> None:
    house.given_kpi("emma", "CPA", at_most=100, unit="₫")
    house.company.write()
    with house.company.database.unit_of_work() as session:
        arranging.add(session, WORKSPACE, Wanted("kpi1", SHOP, time(6, 30)), at=house.now)


def answers(house: House, figure: Decimal | Exception) -> None:
    """The source, and the bot's next look at what is to be fetched."""

    def fetch(_: Source) -> Sequence[Figure]:
        if isinstance(figure, Exception):
            raise figure
        return [Figure(figure)]

    fetching.fetch_wanted(house.bot.runtime, fetch)
    house.settle()


def test_an_admin_pauses_resumes_and_tries_a_connector(house: House) -> None:
    given(house)
    for user in (EMMA, AN):
        refused = house.command(user, "/kpi connectors").splitlines()[0]
        assert refused in (
            "Only an admin can look after connectors.",
            "Chỉ quản trị viên quản lý được kết nối lấy số.",
        )
    told = house.command(CHI, "/kpi kết nối").splitlines()
    assert told[:3] == [
        "🔌 Số liệu tự động lấy về",
        "🆕 CPA · từ cơ sở dữ liệu, hằng ngày lúc 06:30; chưa lấy lần nào",
        "Lần tới: thứ Hai 06:30, 16/11",
    ]
    assert told[3] == "[Lấy số ngay] [Tạm dừng]"
    house.press(CHI, "Tạm dừng")
    assert "đang tạm dừng" in house.only_for(CHI)[-1]
    house.press(CHI, "Lấy số ngay")
    answers(house, Invalid("connector.timeout", host="bi.example", seconds=10))
    assert house.last(CHI).splitlines() == [
        "🔌 Đã hỏi nguồn của CPA nhưng không lấy được số.",
        "bi.example không trả lời trọn vẹn trong 10 giây.",
    ]
    assert "Hỏng 1 lần liên tiếp: bi.example" in house.command(CHI, "/kpi kết nối")
    house.move_to(house.now + timedelta(minutes=1))
    house.press(CHI, "Tiếp tục")
    house.press(CHI, "Lấy số ngay")
    answers(house, Decimal(90))
    assert house.last(CHI).splitlines()[1] == "• 15/11: 90 ₫, số mới"
    assert [one.value for one in house.company.readings("kpi1")] == [90]
    [row] = rows(house.company.database, Connector)
    assert (row.failures, row.paused_at, row.asked_by) == (0, None, None)
    done = [one.action for one in rows(house.company.database, Audit)]
    assert done[-2:] == ["pause_connector", "resume_connector"]

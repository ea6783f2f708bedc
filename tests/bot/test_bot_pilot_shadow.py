"""What a workspace sees of pilot, shadow mode and an outage, in both languages."""

from datetime import datetime, timedelta

from company import AN, BINH, CHI, EMMA, HANOI, LONDON, WORKSPACE
from house import House

from bot.services import outages, shadow

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)


def test_a_pilot_writes_to_its_team_alone_and_answers_everybody(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    house.given_key_result("dan", "Renewals", value=40)
    house.company.teams[1]["lead"] = "dan"
    house.company.pilot = ["support-hanoi"]
    house.move_to(MONDAY)
    assert house.dm_texts(AN) == []
    house.dm(AN, "45%")
    assert house.last(AN).startswith("Đã ghi ✓")


def test_shadow_mode_shows_the_admin_what_nobody_gets(house: House) -> None:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("an", "Doanh số", value=40)
    house.company.write()
    with house.stage.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=True, at=house.now)
    house.move_to(MONDAY)
    told = house.last(CHI)
    assert told.splitlines()[:3] == [
        "👻 Chế độ xem trước: các tin không gửi ngày 16/11",
        "• Check-in hằng tuần: 1",
        f"Check-in hằng tuần → <@{AN}> · thứ Hai 09:00",
    ]
    house.move_to(datetime(2026, 11, 16, 15, tzinfo=LONDON))
    [edited] = house.dm_texts(CHI)
    assert "• Check-in hằng tuần: 2\n• Nhắc nhở: 2" in edited
    house.dm(EMMA, "renewals 45%")
    assert len(house.dm_texts(EMMA)) == 1, "the answer, and neither question nor reminder"
    with house.stage.database.unit_of_work() as session:
        shadow.switch(session, WORKSPACE, on=False, at=house.now)
    house.move_to(MONDAY + timedelta(days=6))
    assert house.dm_texts(AN) == []
    assert len(house.dm_texts(EMMA)) == 1
    [review] = house.dm_texts(BINH)
    assert "Renewals" in review, "of Tuesday, when the shadow was gone"
    house.move_to(MONDAY + timedelta(days=7))
    assert house.last(AN).startswith("Check-in tuần 48")


def test_admins_are_told_of_an_outage_in_their_language(house: House) -> None:
    house.given_key_result("an", "Doanh số", value=40)
    house.company.people[1]["admin"] = True  # Emma reads English
    house.company.write()
    rt = house.bot.runtime
    outages.Ticks().run(rt)
    house.stage.clock.jump_to(MONDAY + timedelta(hours=2))
    outages.Ticks().run(rt)
    house.settle()
    assert house.last(CHI) == (
        "⏱️ Bot đã ngừng chạy từ Chủ nhật 20:00, 15/11 đến thứ Hai 11:00, 16/11. Những việc đến hạn "
        "trong lúc đó:\n• Check-in hằng tuần: 1 gửi muộn – An"
    )
    assert house.last(EMMA) == (
        "⏱️ The bot was away from Sunday 13:00, 15 Nov until Monday 04:00, 16 Nov. What fell due "
        "meanwhile:\n• Weekly check-in: 1 sent late – An"
    )
    assert house.last(AN).startswith("Check-in tuần 47")

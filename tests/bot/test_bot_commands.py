"""/okr and /kpi, in both languages; the answer is seen by the asker alone."""

from datetime import datetime
from decimal import Decimal

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI
from house import House

WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=HANOI)
RENEWALS, COMBO, RESPONSE = "kr1", "kr2", "kpi1"


@pytest.fixture
def company(house: House) -> House:
    house.given_key_result("emma", "Renewals", value=40)
    house.given_key_result("an", "Tỷ lệ combo", value=20)
    readings = [{"on": "2026-11-06", "value": 26}, {"on": "2026-11-13", "value": 28}]
    house.given_kpi("emma", "Response time", readings=readings, aliases=["SLA"])
    house.given_kpi("an", "Response rate", at_least=90, unit="%", readings=readings[:0])
    house.move_to(datetime(2026, 11, 16, 8, 0, tzinfo=HANOI))
    return house


def test_okr_shows_ones_own_goals(company: House) -> None:
    shown = company.command(EMMA, "/okr")
    assert shown.startswith("My goals · Q4/2026 · 51 % of the time is over")
    assert "Nothing is due now. Next check-in: Monday 09:00" in shown
    assert "1  Renewals · target 100 %" in shown
    assert "2  Response time · at most 30 min" in shown
    assert "combo" not in shown


def test_okr_in_vietnamese_says_that_an_answer_is_waited_for(company: House) -> None:
    company.move_to(datetime(2026, 11, 16, 9, 0, tzinfo=HANOI))
    for words in ("", " của tôi", " cua toi"):
        shown = company.command(AN, f"/okr{words}")
        assert shown.startswith("Mục tiêu của tôi · Q4/2026")
        assert "Check-in tuần này đang chờ" in shown
        assert "1  Tỷ lệ combo · chỉ tiêu 100 %" in shown


def test_okr_for_somebody_without_goals(company: House) -> None:
    assert "Chưa có mục tiêu nào" in company.command(CHI, "/okr")


def test_okr_leaves_a_button_that_updates(company: House) -> None:
    company.command(EMMA, "/okr")
    company.press(EMMA, "Update all")
    assert company.fill(EMMA, {"Renewals": "44%"}) == {}
    assert company.value(RENEWALS) == 44


def test_okr_team_shows_ones_own_team(company: House) -> None:
    shown = company.command(EMMA, "/okr team")
    assert shown.startswith("Sales · week 47")
    assert "2 KRs" in shown
    assert "Tỷ lệ combo" in shown
    assert "Response time" in shown


def test_okr_team_of_the_lead_is_the_one_they_lead(company: House) -> None:
    assert company.command(BINH, "/okr nhóm").startswith("Sales · tuần 47")


def test_okr_team_by_a_part_of_its_name_and_without_accents(company: House) -> None:
    assert company.command(DAN, "/okr team sales").startswith("Sales · week 47")
    assert company.command(AN, "/okr nhom support hue").startswith("Support Hue · tuần 47")


def test_an_ambiguous_team_is_asked_for(company: House) -> None:
    shown = company.command(EMMA, "/okr team support")
    assert "“support” fits more than one. Which one do you mean?" in shown
    assert "[Support Hanoi] [Support Hue] [My goals]" in shown
    company.press(EMMA, "Support Hanoi")
    assert company.only_for(EMMA)[-1].startswith("Support Hanoi · week 47"), "in place"
    assert company.command(EMMA, "/okr team #3").startswith("Support Hue · week 47")


def test_a_team_that_may_be_meant_is_offered(company: House) -> None:
    shown = company.command(EMMA, "/okr team sells")
    assert shown == "I don't know “sells”. Did you mean Sales?\n[Sales] [My goals]"
    shown = company.command(AN, "/okr nhóm sells")
    assert shown == "Không thấy “sells”. Ý là Sales?\n[Sales] [Mục tiêu của tôi]"


def test_an_unknown_team(company: House) -> None:
    shown = company.command(EMMA, "/okr team nowhere at all")
    assert "There is no team “nowhere at all”." in shown
    assert "Không thấy nhóm “zzz”" in company.command(AN, "/okr nhóm zzz")


def test_who_is_in_no_team_is_told_to_name_one(company: House) -> None:
    assert "chưa thuộc nhóm nào" in company.command(CHI, "/okr team")


def test_an_unknown_word_gets_the_nearest_command(company: House) -> None:
    shown = company.command(EMMA, "/okr tema")
    assert shown == "I don't know “tema”. Did you mean `/okr team`? All commands: `/okr help`"
    assert company.command(AN, "/okr tro gúip").startswith("Không có lệnh “tro gúip”. Có phải")


@pytest.mark.parametrize("word", ["help", "trợ giúp", "tro giup"])
def test_help(company: House, word: str) -> None:
    assert company.command(EMMA, f"/okr {word}").startswith("okrbot in short")
    assert company.command(AN, f"/kpi {word}").startswith("KPI với okrbot")


def test_okr_checkin_with_words_is_a_reply(company: House) -> None:
    told = company.command(EMMA, "/okr checkin renewals 45%, response time 27 min")
    assert told == "Saved 2 goals ✓. Details are in our direct messages."
    assert (company.value(RENEWALS), company.value(RESPONSE)) == (45, 27)
    assert "40 % → 45 %" in company.last(EMMA)
    assert [row.source for row in company.company.check_ins(RENEWALS)] == ["command"]


def test_okr_checkin_in_vietnamese(company: House) -> None:
    told = company.command(AN, "/okr cập nhật combo 22,5%")
    assert told == "Đã ghi 1 mục tiêu ✓. Chi tiết ở tin nhắn riêng với bot."
    assert company.value(COMBO) == Decimal("22.5")


def test_okr_checkin_with_a_doubt_leads_to_the_direct_messages(company: House) -> None:
    told = company.command(EMMA, "/okr checkin renewals up 5%")
    assert told == "1 question before I save anything: see our direct messages."
    company.press(EMMA, "45 %")
    assert company.value(RENEWALS) == 45


def test_okr_checkin_without_a_figure(company: House) -> None:
    told = company.command(EMMA, "/okr checkin how about lunch")
    assert told.startswith("No figure found in that.")
    assert "I found no figure in that" in company.last(EMMA)


def test_kpi_lists_those_of_the_person_and_their_teams(company: House) -> None:
    shown = company.command(EMMA, "/kpi")
    assert shown.startswith("KPIs\n👤 Mine · 1")
    assert "👥 Sales · 1" in shown
    assert "Response time · at most 30 min\n28 min · 🟢 within" in shown
    assert "Response rate · at least 90 %\n▫️ no data" in shown


def test_kpi_by_name_shows_its_readings(company: House) -> None:
    for name in ("response time", "Response Time", "sla", "#1"):
        shown = company.command(EMMA, f"/kpi {name}")
        assert shown.startswith("Response time · at most 30 min")
        assert "Last readings: 26 · 28 min" in shown
        assert "Owner: Emma" in shown


def test_an_ambiguous_kpi_is_asked_for(company: House) -> None:
    shown = company.command(EMMA, "/kpi response")
    assert "“response” fits more than one." in shown
    assert "[Response time] [Response rate] [My goals]" in shown


def test_an_unknown_kpi(company: House) -> None:
    assert "There is no KPI “zzz”." in company.command(EMMA, "/kpi zzz")
    assert "Không thấy KPI “zzz”." in company.command(AN, "/kpi zzz")


def test_kpi_set_records_a_reading(company: House) -> None:
    told = company.command(EMMA, "/kpi set response time 26 min")
    assert told == "Saved 1 goal ✓. Details are in our direct messages."
    assert company.value(RESPONSE) == 26
    assert "28 → 26 min" in company.last(EMMA)
    [reading] = company.company.readings(RESPONSE)
    assert (reading.source, str(reading.period)) == ("command", "2026-11-16")


def test_kpi_set_knows_where_a_name_ends(company: House) -> None:
    company.given_kpi("emma", "Traffic Q3", unit="visits", at_least=100)
    for line, value in (
        ("/kpi set response time 27 min, down from 58", 27),
        ("/kpi set traffic q3 120 after 3 weeks", 120),
    ):
        assert "Saved 1 goal ✓" in company.command(EMMA, line)
        assert value in (company.value(RESPONSE), company.value("kpi3"))
    assert "no figure for Traffic Q3" in company.command(EMMA, "/kpi set traffic q3")


def test_kpi_set_in_vietnamese(company: House) -> None:
    assert "Đã ghi 1 mục tiêu ✓" in company.command(AN, "/kpi ghi response rate 92,5%")
    assert company.value("kpi2") == Decimal("92.5")


def test_kpi_set_by_the_manager_counts(company: House) -> None:
    company.command(BINH, "/kpi ghi response time 27")
    assert company.value(RESPONSE) == 27


def test_kpi_set_without_a_figure(company: House) -> None:
    told = company.command(EMMA, "/kpi set response time")
    assert "There is no figure for Response time in that." in told
    assert company.value(RESPONSE) == 28


def test_kpi_set_with_a_doubt_asks(company: House) -> None:
    told = company.command(AN, "/kpi ghi response rate 0,92")
    assert "câu hỏi" in told
    assert company.value("kpi2") is None


@pytest.mark.parametrize(
    ("user", "line", "words"),
    [
        (DAN, "/kpi set response time 20", "Only the owner or their manager can enter figures"),
        (CHI, "/kpi ghi response time 20", "Chỉ người phụ trách hoặc quản lý ghi được số"),
    ],
)
def test_without_the_right_one_is_told_who_can_and_nothing_changes(
    company: House, user: str, line: str, words: str
) -> None:
    told = company.command(user, line)
    assert words in told
    assert f"<@{EMMA}>" in told
    assert f"<@{BINH}>" in told
    assert company.value(RESPONSE) == 28
    assert company.company.readings(RESPONSE) == []
    assert company.company.audited() == [("refused", "policy.record_reading")]


def test_commands_are_answered_where_they_were_typed(company: House) -> None:
    company.stage.client.command(EMMA, "/okr", channel="C0SALES0001")
    company.settle()
    assert company.only_for(EMMA, "C0SALES0001")[-1].startswith("My goals")
    assert company.only_for(EMMA) == []
    assert company.channel_texts() == []


def test_show_mine_leads_out_of_an_error(company: House) -> None:
    company.command(EMMA, "/okr team nowhere at all")
    assert company.press(EMMA, "My goals").startswith("My goals")


@pytest.mark.parametrize(
    ("user", "words", "told"),
    [
        (EMMA, "remind biweekly renewals", "Renewals: I will ask every other week."),
        (EMMA, "remind monthly renewals", "Renewals: I will ask once a month."),
        (EMMA, "remind never renewals", "Renewals: I will not ask about it any more."),
        (EMMA, "remind weekly renewals", "Renewals: I will ask every week."),
        (AN, "nhắc hai tuần combo", "Tỷ lệ combo: từ nay bot hỏi hai tuần một lần."),
        (AN, "nhac hang thang combo", "Tỷ lệ combo: từ nay bot hỏi mỗi tháng một lần."),
        (AN, "không nhắc combo", "Tỷ lệ combo: từ nay bot không hỏi nữa."),
        (AN, "nhắc hàng tuần combo", "Tỷ lệ combo: từ nay bot hỏi hằng tuần."),
        (EMMA, "remind never zzz", "I don't know a goal “zzz”."),
        (AN, "không nhắc zzz", "Không thấy mục tiêu “zzz”"),
    ],
)
def test_how_often_a_goal_is_asked_about(company: House, user: str, words: str, told: str) -> None:
    assert company.command(user, f"/okr {words}").startswith(told)


@pytest.mark.parametrize(
    ("user", "words", "told"),
    [
        (
            BINH,
            "nhắc nhóm Sales hai tuần",
            "Sales: từ nay bot hỏi về mục tiêu của nhóm hai tuần một",
        ),
        (BINH, "nhac nhom hang thang", "Sales: từ nay bot hỏi về mục tiêu của nhóm mỗi tháng một"),
        (BINH, "nhắc nhóm mặc định Sales", "Sales: nhóm không còn nhịp riêng, từ nay bot hỏi về"),
        (DAN, "remind team support hue never", "Support Hue: I will not ask about its goals"),
        (
            DAN,
            "remind team biweekly #2",
            "Support Hanoi: I will ask about its goals every other week",
        ),
        (EMMA, "remind team weekly", "Only the team's lead, those above or an admin can change"),
        (AN, "nhắc nhóm zzz hai tuần", "Không thấy nhóm “zzz”"),
        (EMMA, "remind default renewals", "Renewals: asked about as its team is. I will ask every"),
        (AN, "nhắc mặc định combo", "Tỷ lệ combo: theo nhịp chung của nhóm, từ nay bot hỏi hằng"),
    ],
)
def test_how_often_the_goals_of_a_team_are_asked_about(
    company: House, user: str, words: str, told: str
) -> None:
    assert company.command(user, f"/okr {words}").startswith(told)


def test_several_teams_that_fit_are_offered_with_the_command_that_works(company: House) -> None:
    shown = company.command(DAN, "/okr remind team support biweekly")
    assert "“support” fits more than one. Which one do you mean?" in shown
    company.press(DAN, "Support Hanoi")
    assert "Support Hanoi: I will ask about its goals every other week" in company.only_for(DAN)[-1]


@pytest.mark.parametrize("words", ["remind", "nhắc", "remind team Sales"])
def test_reminding_without_saying_how_often_is_explained(company: House, words: str) -> None:
    assert company.command(EMMA, f"/okr {words}").startswith(
        "How often I ask\n`/okr remind monthly"
    )
    assert company.command(AN, f"/okr {words}").startswith("Bot hỏi bao lâu một lần\n`/okr nhắc")

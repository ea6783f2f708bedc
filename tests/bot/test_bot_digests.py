"""The digest of a team with what goes with it: edits, gaps, the meeting, what one follows."""

from datetime import datetime, timedelta

import pytest
from company import AN, BINH, CHI, DAN, EMMA, HANOI, LONDON, SALES, TEAMS
from house import STRANGER, House, seen

from bot.services import dead_letters

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)
HOUR = timedelta(hours=1)


@pytest.fixture
def company(house: House) -> House:
    history = [{"on": "2026-11-06", "value": 40}]
    house.given_key_result("emma", "Renewals", to=100, **{"from": 0}, history=history)
    earlier = [{"on": "2026-11-06", "value": 60}]
    house.given_key_result("an", "Tỷ lệ combo", to=100, **{"from": 0}, history=earlier)
    house.move_to(MONDAY)
    return house


def test_a_late_answer_edits_the_digest_in_place_and_says_so(company: House) -> None:
    company.move_to(TUESDAY)
    [before] = company.channel_texts(SALES)
    assert "▲ Renewals" not in before
    assert "✍️ 2 người chưa trả lời" in before
    company.dm(EMMA, "renewals 55%, blocked by Support Hue")
    company.move_to(TUESDAY + HOUR)
    [after] = company.channel_texts(SALES)
    assert "▲ Renewals 40 % → 55 %" in after
    assert "🚧 Renewals: “blocked by Support Hue” · Support Hue có thể gỡ" in after
    assert "✍️ 1 người chưa trả lời · cập nhật lúc thứ Ba 10:02" in after
    company.press(EMMA, "Undo")
    company.move_to(TUESDAY + 2 * HOUR)
    [undone] = company.channel_texts(SALES)
    assert "▲ Renewals" not in undone


def test_the_objectives_stand_in_the_thread_of_the_digest(company: House) -> None:
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY)
    [details] = company.thread_texts()
    assert details.startswith("Sales · tuần 47 · từng mục tiêu")
    assert "Renewals · chỉ tiêu 100 %\n55 % · ▰" in details
    assert "Emma" not in details


def test_answers_of_the_next_week_leave_the_digest_as_it_is(company: House) -> None:
    company.move_to(TUESDAY)
    [before] = company.channel_texts(SALES)
    company.move_to(MONDAY + timedelta(days=7))
    company.dm(EMMA, "renewals 55%")
    company.move_to(MONDAY + timedelta(days=7, hours=1))
    assert company.channel_texts(SALES) == [before]


def test_everybody_hears_of_their_own_gaps_privately_and_once(company: House) -> None:
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY + HOUR)
    assert "Yours to complete" not in "".join(company.dm_texts(EMMA)), "her answer said it"
    [an] = [text for text in company.dm_texts(AN) if "Phần còn thiếu" in text]
    assert "✍️ Check-in tuần này chưa trả lời." in an
    assert "🧭 Chưa có sáng kiến" in an
    assert "Phần còn thiếu" not in "".join(company.channel_texts(SALES))


def test_a_missing_initiative_alone_is_told_in_the_first_week_of_a_month(company: House) -> None:
    for weeks in (0, 1, 2):
        company.move_to(MONDAY + timedelta(days=7 * weeks))
        company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY + timedelta(days=14, hours=1))
    [emma] = [text for text in company.dm_texts(EMMA) if "Yours" in text]
    assert emma.splitlines()[1:] == [
        "🧭 No initiative yet: what is done to get there?",
        "• Renewals",
        "[Update all] [Initiatives…]",
    ]


def test_a_week_without_news_is_one_line(company: House) -> None:
    company.dm(AN, "không đổi")
    company.dm(EMMA, "no change")
    company.move_to(TUESDAY)
    [digest] = company.channel_texts(SALES)
    assert digest.startswith("Sales · tuần 47 · không có thay đổi")
    assert len(digest.splitlines()) == 1


def test_the_meeting_needs_no_typing_and_its_decisions_go_into_the_thread(company: House) -> None:
    company.dm(EMMA, "renewals 30%, off track, blocked by Support Hue")
    company.move_to(TUESDAY)
    company.press(BINH, "Chạy họp tuần", channel=SALES)
    first = seen(company.form(BINH))
    assert "Sales · tuần 47 · 1/3" in first
    assert "▼ Renewals 40 % → 30 %" in first
    company.fill(BINH, {})
    assert "“blocked by Support Hue” · 1 ngày · Support Hue có thể gỡ" in seen(company.form(BINH))
    company.fill(BINH, {})
    company.fill(BINH, {})
    assert not company.has_form(BINH)
    [_, decided] = company.thread_texts()
    assert decided.splitlines() == [
        "Kết luận cuộc họp · Sales · tuần 47",
        "🤝 Renewals: nhờ Support Hue hỗ trợ",
    ]
    assert "[Nhờ hỗ trợ…]" in company.last(BINH)


def test_a_blocker_named_in_the_meeting_is_a_check_in_of_the_goal(company: House) -> None:
    company.dm(EMMA, "renewals 30%")
    company.move_to(TUESDAY)
    company.press(EMMA, "Chạy họp tuần", channel=SALES)
    company.fill(EMMA, {})
    while "Renewals" not in seen(company.form(EMMA)):
        company.fill(EMMA, {})
    company.fill(EMMA, {"What happens next?": "blocked", "A few words": "legal is slow"})
    assert "legal is slow" in company.last(EMMA)
    assert "legal is slow" in company.command(DAN, "/okr show renewals")


def test_only_the_team_runs_its_meeting(company: House) -> None:
    company.dm(EMMA, "renewals 30%")
    company.move_to(TUESDAY)
    told = company.press_forged(DAN, "run_meeting", "1")
    assert "its lead and those above run its meeting" in told
    assert not company.has_form(DAN)


def test_who_follows_a_team_hears_on_tuesday_what_changed_and_else_nothing(
    company: House,
) -> None:
    assert "You follow Sales from now on" in company.command(DAN, "/okr follow sales")
    assert "You already follow Sales" in company.command(DAN, "/okr follow Sales")
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY + HOUR)
    assert company.last(DAN).splitlines() == [
        "Changes in what you follow",
        "👥 Sales",
        "▲ Renewals 40 % → 55 % · 🟢 on track",
        "[What I follow]",
    ]
    told = len(company.dm_texts(DAN))
    company.move_to(TUESDAY + timedelta(days=7, hours=1))
    assert len(company.dm_texts(DAN)) == told
    assert "You no longer follow Sales" in company.command(DAN, "/okr unfollow sales")
    assert "You follow nothing yet" in company.command(DAN, "/okr following")


def test_following_ends_with_the_right_to_see(company: House) -> None:
    from company import rows

    from storage.tables import Following, Objective

    company.command(DAN, "/okr follow renewals")
    company.command(DAN, f"/okr follow <@{EMMA}>")
    assert "Đã theo dõi Sales" in company.command(CHI, "/okr theo dõi Sales")
    objectives = {row.id: row for row in rows(company.stage.database, Objective)}
    for objective in objectives.values():
        company.company.change(objective, visibility="private")
    company.dm(EMMA, "renewals 55%")
    before = company.dm_texts(DAN)
    company.move_to(TUESDAY + HOUR)
    assert company.dm_texts(DAN) == before
    followed = [row.kind for row in rows(company.stage.database, Following)]
    assert followed == ["person", "team"]
    assert "Renewals" not in company.command(DAN, "/okr following")


def with_departments(house: House) -> House:
    """Support has two teams; the goals of each are its own."""
    history = [{"on": "2026-11-06", "value": 40}]
    house.company.teams = (
        *(team for team in TEAMS if team["key"] == "sales"),
        {"key": "support", "name": "Support", "lead": "dan", "channel": SALES}
        | {
            "teams": [
                {"key": "hanoi", "name": "Hanoi", "lead": "dan", "members": ["an"]},
                {"key": "hue", "name": "Huế", "lead": "dan", "members": ["emma"]},
            ]
        },
    )
    house.company.objective = {"team": "hanoi"}
    house.given_key_result("an", "Thời gian chờ", to=100, **{"from": 0}, history=history)
    house.company.write()
    return house


def test_a_department_speaks_of_its_teams_and_the_company_of_its_departments(house: House) -> None:
    with_departments(house)
    house.stage.server.workspace.add_channel("all", id="C0ALL000001", members=[CHI, BINH])
    house.press_forged(CHI, "workspace_settings", "-")
    house.fill(CHI, {"Kênh của bản tổng hợp": "C0ALL000001"})
    house.move_to(MONDAY)
    house.dm(AN, "thời gian chờ 60")
    house.move_to(TUESDAY)
    [support] = [text for text in house.channel_texts(SALES) if text.startswith("Support")]
    assert "▲ Hanoi 40 % → 60 %" in support
    assert "Thời gian chờ" not in support
    [company] = house.channel_texts("C0ALL000001")
    assert "▲ Support 40 % → 60 %" in company
    assert "Hanoi" not in company
    house.move_to(datetime(2026, 12, 1, 10, 30, tzinfo=HANOI))
    assert "tháng 11/2026" in house.channel_texts("C0ALL000001")[-1]


def test_a_lead_sees_the_digest_first_adds_a_note_and_sends_it(company: House) -> None:
    company.press_forged(CHI, "team_edit", "1")
    company.fill(CHI, {"Bản tổng hợp": ["previews"]})
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY - HOUR)
    assert "▲ Renewals 40 % → 55 %" in company.last(BINH)
    assert company.channel_texts(SALES) == []
    company.press(BINH, "Thêm ghi chú…")
    company.fill(BINH, {"Ghi chú": "Họp lúc 14:00"})
    company.press(BINH, "Gửi ngay")
    [sent] = company.channel_texts(SALES)
    assert "💬 Bình: Họp lúc 14:00" in sent
    company.move_to(TUESDAY + HOUR)
    assert len(company.channel_texts(SALES)) == 1
    company.move_to(TUESDAY + timedelta(days=8) - HOUR)
    company.press(BINH, "Bỏ qua tuần này")
    company.move_to(TUESDAY + timedelta(days=8, hours=1))
    assert len(company.channel_texts(SALES)) == 1
    assert "Tuần này bỏ qua" in company.last(BINH)


def test_a_channel_shared_with_another_company_gets_no_digest(company: House) -> None:
    company.stage.server.workspace.add_channel(
        "sales", id=SALES, members=[AN, EMMA, BINH, CHI, STRANGER]
    )
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY + HOUR)
    assert company.channel_texts(SALES) == []
    dead_letters.report(company.bot.runtime)
    company.settle()
    assert "Kênh này dùng chung với công ty khác" in company.last(CHI)


def test_an_administrator_sees_whether_people_answer(company: House) -> None:
    company.dm(EMMA, "renewals 55%")
    company.move_to(TUESDAY)
    told = company.command(CHI, "/okr sức khỏe")
    assert "✍️ 50 % check-in được trả lời, 50 % trong vòng một ngày" in told
    assert "🧭 2 KR chưa có sáng kiến" in told
    assert "Only an admin" in company.command(EMMA, "/okr health")

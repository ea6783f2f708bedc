"""The cards of people: what they come to, who sees them, and what a review keeps."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest
from company import AN, BINH, CHI, DAN, EMMA, Company, rows
from desk import Desk
from sqlmodel import select

from bot.domain.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from bot.services import importing
from bot.services.scorecards import reviewing, showing
from storage.tables import Audit, KeyResult, Reading, ScorecardReview
from storage.uow import Database

EXAMPLE = Path(__file__).parents[2] / "examples" / "marketing-team.yaml"
WORKSPACE = "T0MINHLONG"
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
HUNG, LAN, MEI, DUNG = "U0HUNG0001", "U0LAN0001", "U0MEI0001", "U0DUNG0001"

#: By hand, from the figures of examples/marketing-team.yaml up to 13 November. A month, a week or a
#: quarter counts that ends between 1 October and 31 December.
BY_HAND: dict[str, tuple[dict[str, F | None], dict[str, F | None], F]] = {
    HUNG: (
        {
            # (256,400 − 220,000) / (308,000 − 220,000) = 0.4136…, of which scores keep hundredths
            "Tổng traffic website": F(41, 100),
            # (6.9 − 6.2) / (8.5 − 6.2) = 0.304…
            "Tỷ lệ chuyển đổi toàn hệ thống": F(30, 100),
        },
        {
            # October: 106, between 90 and 110
            "Ngân sách giải ngân so với kế hoạch": F(1),
            # five weeks of 100 against at least 100
            "Sai lệch KPI được xử lý trong 72 giờ": F(1),
            # (92 + 94 + 91 + 95 + 93) / 5 = 93, against at least 90
            "Đầu việc phối hợp Ads – Content – Activation xong đúng hẹn": F(93, 90),
            # October: 9.7, at most 10
            "Chi phí marketing trên doanh thu": F(1),
            # the newest figure is that of the third quarter
            "Báo cáo phân tích quý đầy đủ, đúng hạn": None,
        },
        # 40 × (0.41 + 0.30) / 2 = 14.2; 60 × (1 + 1 + 93/90 + 1) / 4 = 60.5
        F(147, 10) + 60,
    ),
    LAN: (
        {
            # (34.6 − 31) / (40 − 31) = 0.4
            "Tỷ lệ traffic tự nhiên": F(40, 100),
            # by sevens from 1 October to the last figure: none, none, 78, 84, 86, 83, at least 80
            "Tỷ lệ nội dung có CTA rõ ràng": F(50, 100),
        },
        {
            "Số bài viết mỗi tháng": F(32, 30),
            "Số video mỗi tháng": F(20, 20),
            # (97 + 96 + 98 + 95 + 93) / 5 = 95.8, against at least 95
            "Nội dung giao đúng hạn": F(958, 950),
            "Tuân thủ bộ nhận diện thương hiệu": F(1),
            # (91 + 95 + 92 + 94 + 96) / 5 = 93.6, against at least 90
            "Yêu cầu hỗ trợ Activation được đáp ứng": F(936, 900),
        },
        # 40 × (0.4 + 0.5) / 2 = 18
        18 + 60 * (F(32, 30) + 1 + F(958, 950) + 1 + F(936, 900)) / 5,
    ),
    MEI: (
        {
            # (165,000 − 151,000) / (165,000 − 120,000) = 0.311…
            "CPA quảng cáo": F(31, 100),
            # (2.9 − 2.4) / (3.5 − 2.4) = 0.4545…
            "Tỷ lệ chuyển đổi kênh online": F(45, 100),
        },
        {
            # (100 + 96 + 97 + 95 + 98) / 5 = 97.2, against at least 95
            "Chiến dịch chạy đúng kế hoạch": F(972, 950),
            # 5 of at least 3, of which 1.2 counts at most
            "Mẫu quảng cáo mới được thử nghiệm mỗi tháng": F(12, 10),
            # (3 + 2 + 2 + 3 + 2) / 5 = 2.4, against at least 2
            "Lượt tối ưu quảng cáo mỗi tuần": F(12, 10),
            # (4.6 + 4.4 + 4.3 + 4.1 + 3.8) / 5 = 4.24, against at least 4
            "ROAS chiến dịch retargeting": F(424, 400),
            "Báo cáo phễu nộp đúng hạn": F(1),
        },
        # 40 × (0.31 + 0.45) / 2 = 15.2
        F(152, 10) + 60 * (F(972, 950) + F(12, 10) + F(12, 10) + F(424, 400) + 1) / 5,
    ),
    DUNG: (
        {
            # (1,254 − 1,180) / (1,330 − 1,180) = 0.4933…
            "Giá trị đơn hàng trung bình": F(49, 100),
            # (23.4 − 22) / (30 − 22) = 0.175
            "Tỷ lệ đơn mua combo": F(17, 100),
            # (68 − 35) / (100 − 35) = 0.5076…
            "Cửa hàng triển khai kích hoạt đúng chuẩn": F(50, 100),
        },
        {
            # (96 + 97 + 96 + 98 + 97) / 5 = 96.8, against at least 95
            "POSM triển khai đúng tiến độ": F(968, 950),
            # 2 missing in the first of five weeks: 0, 1, 1, 1, 1
            "Hạng mục thiếu tại điểm bán": F(4, 5),
            "Báo cáo hình ảnh và số liệu đầy đủ": F(1),
            "Cửa hàng đã được đào tạo về combo": F(91, 90),
            # (92 + 90 + 94 + 91 + 93) / 5 = 92, against at least 90
            "Điểm bán được kiểm tra trưng bày trong tuần": F(92, 90),
        },
        40 * F(49 + 17 + 50, 300) + 60 * (F(968, 950) + F(4, 5) + 1 + F(91, 90) + F(92, 90)) / 5,
    ),
}


def exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def written(share: F | None) -> Decimal | None:
    """As a card writes it: the 28 digits of a Decimal."""
    return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)


def marketing(desk: Desk) -> None:
    desk.now = MONDAY
    file = importing.load(EXAMPLE)
    importing.run(desk.database, file, workspace_id=WORKSPACE, at=MONDAY)


def counted(card: dict[str, Any], part: str) -> dict[str, Decimal | None]:
    [found] = [one for one in card["parts"] if one["part"] == part]
    return {
        item["title"]: exact(item["attainment"]) for item in found["items"] if item["weight"] != "0"
    }


def test_the_four_marketing_roles_come_to_what_is_counted_by_hand(
    database: Database, tmp_path: Path
) -> None:
    desk = Desk(database, tmp_path)
    marketing(desk)
    for who, (key_results, kpis, total) in BY_HAND.items():
        card = showing.show(desk.rt, None, by=desk.by(who))["card"]
        expected = {title: written(share) for title, share in key_results.items()}
        assert counted(card, "key_results") == expected
        assert counted(card, "kpis") == {title: written(share) for title, share in kpis.items()}
        assert exact(card["total"]) == written(total)
    totals = [f"{float(total):.1f}" for _, _, total in BY_HAND.values()]
    assert totals == ["74.7", "79.4", "81.0", "73.7"]


def test_scores_and_weights_decide_at_the_end(desk: Desk) -> None:
    """Mei is scored 0.7 for CPA and 0.9 for conversion, which counts three times as much; of her
    KPIs the creatives are left out: 40 × (0.7 + 3 × 0.9) / 4 = 34."""
    marketing(desk)
    text = EXAMPLE.read_text("utf-8").replace(
        "{person: mei, template: ads}",
        "{person: mei, template: ads, weights: [{key_result: o2-online/online-conversion,"
        " weight: 3}, {kpi: creatives, weight: 0}]}",
    )
    path = desk.folder / "weighted.yaml"
    path.write_text(text, "utf-8")
    importing.run(desk.database, importing.load(path), workspace_id=WORKSPACE, at=MONDAY)
    for key, own, final in (("cpa", 400, 700), ("online-conversion", 900, None)):
        [row] = [row for row in rows(desk.database, KeyResult) if row.key == key]
        Company(desk.database, desk.folder, MONDAY).change(row, self_score=own, score=final)
    card = showing.show(desk.rt, None, by=desk.by(MEI))["card"]
    kpis = 60 * (F(972, 950) + F(12, 10) + F(424, 400) + 1) / 4
    assert exact(card["total"]) == written(34 + kpis)
    shares = [item["share"] for part in card["parts"] for item in part["items"]]
    assert shares == ["10", "30", "15", "0", "15", "15", "15"]


def measured(desk: Desk, **more: Any) -> Company:
    """An with one key result at 40 % and one KPI at 20 of 30 minutes, Emma with a KPI alone."""
    company = desk.company()
    company.given_key_result("an", "Doanh số")
    company.given_kpi("an", "Phản hồi", readings=[{"on": "2026-11-06", "value": 20}])
    company.given_kpi("emma", "Response", readings=[{"on": "2026-11-06", "value": 40}])
    company.scorecards = {
        "enabled": True,
        "templates": [{"key": "sales", "name": "Sales", "key_results": 40, "kpis": 60}],
        "people": [{"person": who, "template": "sales"} for who in ("an", "emma", "binh")],
    } | more
    company.write()
    return company


@pytest.mark.parametrize(
    ("who", "whose", "may"),
    [
        (AN, "An", "sees"),
        (BINH, "An", "sees"),  # her manager
        (CHI, "An because of a complaint", "noted"),
        (CHI, "An", "asked"),
        (DAN, "An", None),
        (EMMA, "An", None),
        (AN, "Bình", None),  # nobody sees the card of those who lead them
        (BINH, "Bình", "sees"),
    ],
)
def test_a_card_is_seen_by_its_person_and_who_leads_them(
    desk: Desk, who: str, whose: str, may: str | None
) -> None:
    company = measured(desk)
    by = desk.by(who)
    if may is None:
        with pytest.raises(NotAllowed, match=r"policy\.view_scorecard"):
            showing.show(desk.rt, whose, by=by)
    elif may == "asked":
        with pytest.raises(Invalid, match=r"look\.no_reason"):
            showing.show(desk.rt, whose, by=by)
    else:
        assert showing.show(desk.rt, whose, by=by)["person"] == whose.partition(" ")[0]
    noted = [("view_scorecard", "person")] if may == "noted" else []
    assert company.audited() == noted


def test_the_lead_of_a_team_sees_and_reviews_its_members(desk: Desk) -> None:
    company = desk.company()
    company.people[0].pop("manager")  # Bình still leads the team that An is in
    measured(desk)
    assert showing.show(desk.rt, "An", by=desk.by(BINH))["reviews"] is True
    assert showing.show(desk.rt, None, by=desk.by(AN))["reviews"] is False


def test_a_private_goal_counts_on_the_card_of_its_owner(desk: Desk) -> None:
    desk.company()
    company = desk.company()
    company.private = True
    company.given_key_result("an", "Bí mật")
    company.scorecards = {
        "enabled": True,
        "templates": [{"key": "okr", "key_results": 100, "kpis": 0}],
        "people": [{"person": "an", "template": "okr"}],
    }
    company.write()
    card = showing.show(desk.rt, None, by=desk.by(AN))["card"]
    assert card["total"] == "40"
    assert counted(card, "key_results") == {"Bí mật": Decimal("0.4")}


def test_a_part_without_any_figure_leaves_no_total(desk: Desk) -> None:
    measured(desk)
    found = showing.show(desk.rt, None, by=desk.by(EMMA))
    key_results, kpis = found["card"]["parts"]
    assert (key_results["attainment"], kpis["attainment"]) == (None, "0.75")
    assert found["card"]["total"] is None


@pytest.mark.parametrize(
    ("more", "who", "words", "error"),
    [
        ({"enabled": False}, AN, None, "scorecard.off"),
        ({"people": []}, AN, None, "scorecard.no_template"),
        ({}, DAN, None, "scorecard.no_template"),
        ({}, AN, "Nobody Atall", "silence.unknown"),
    ],
)
def test_what_there_is_no_card_of(
    desk: Desk, more: dict[str, Any], who: str, words: str | None, error: str
) -> None:
    measured(desk, **more)
    with pytest.raises(DomainError) as told:
        showing.show(desk.rt, words, by=desk.by(who))
    assert told.value.key == error
    assert isinstance(told.value, Invalid | NotFound)


@pytest.mark.parametrize(
    ("frequency", "on", "counts"),
    [
        ("week", "2026-09-27", False),
        ("week", "2026-09-28", True),  # until 4 October
        ("week", "2026-11-13", True),
        ("month", "2026-09-30", False),
        ("month", "2026-10-01", True),
        ("month", "2026-11-10", True),  # what is the newest figure counts at once
        ("quarter", "2026-09-30", False),
        ("quarter", "2026-10-02", True),
        ("day", "2026-10-01", True),
    ],
)
def test_a_period_counts_in_the_cycle_in_which_it_ends(
    desk: Desk, frequency: str, on: str, counts: bool
) -> None:
    company = desk.company()
    readings = [{"on": on, "value": 45}]
    company.given_kpi("an", "Phản hồi", frequency=frequency, readings=readings)
    company.scorecards = {
        "enabled": True,
        "templates": [{"key": "kpi", "key_results": 0, "kpis": 100}],
        "people": [{"person": "an", "template": "kpi"}],
    }
    company.write()
    found = showing.show(desk.rt, None, by=desk.by(AN))["card"]["total"]
    assert exact(found) == (written(F(200, 3)) if counts else None)


def test_what_adds_up_counts_when_its_period_is_whole(desk: Desk) -> None:
    company = measured(desk)
    company.change(company.kpi("kpi1"), aggregation="sum", frequency="month")
    [reading] = [row for row in rows(desk.database, Reading) if row.value == 20]
    company.change(reading, period=date(2026, 11, 1), observed_on=date(2026, 11, 6))
    titles = {"before": MONDAY, "after": datetime(2026, 12, 1, 2, tzinfo=UTC)}
    found = {}
    for name, now in titles.items():
        desk.now = now
        card = showing.show(desk.rt, None, by=desk.by(AN))["card"]
        found[name] = counted(card, "kpis")["Phản hồi"]
    assert found == {"before": None, "after": Decimal(1)}


#: Weeks of a KPI with their readings, and what its limit is held against in the cycle.
KINDS: list[tuple[dict[str, Any], list[tuple[str, str]], F]] = [
    # 90 after 100 is 10 % less, 108 after 90 is 20 % more: −10 and 20 of at least 10, so 0 and 2
    (
        {"basis": "previous", "side": "floor", "target": Decimal(10)},
        [("2026-09-28", "100"), ("2026-10-05", "90"), ("2026-10-12", "108")],
        F(1),
    ),
    # 1 post in the first week of October, 3 in the second: 2 a week are made up for
    (
        {"make_up": True, "side": "floor", "target": Decimal(2)},
        [("2026-10-05", "1"), ("2026-10-12", "3"), ("2026-11-02", "1")],
        F(3, 4),
    ),
    # the mean of 20 and 60 on two days of a week, at most 30
    (
        {"aggregation": "mean"},
        [("2026-10-05", "20"), ("2026-10-06", "60")],
        F(3, 4),
    ),
]


@pytest.mark.parametrize(("kind", "read", "reached"), KINDS)
def test_every_kind_of_kpi_counts_with_what_its_limits_are_held_against(
    desk: Desk, kind: dict[str, Any], read: list[tuple[str, str]], reached: F
) -> None:
    company = measured(desk)
    kpi = company.kpi("kpi1")
    company.change(kpi, **kind)
    with desk.database.unit_of_work() as session:
        for row in session.exec(select(Reading).where(Reading.kpi_id == kpi.id)):
            row.withdrawn_at = MONDAY
        for text, value in read:
            day = date.fromisoformat(text)
            session.add(
                Reading(
                    workspace_id=WORKSPACE,
                    kpi_id=kpi.id,
                    period=day - timedelta(days=day.weekday()),
                    observed_on=day,
                    value=Decimal(value),
                    source="command",
                    at=MONDAY,
                )
            )
    card = showing.show(desk.rt, None, by=desk.by(AN))["card"]
    assert counted(card, "kpis")["Phản hồi"] == written(reached)


def test_a_review_keeps_the_figures_and_the_newest_counts(desk: Desk) -> None:
    company = measured(desk)
    boss, an = desk.by(BINH), company.person(AN).id or 0
    form = reviewing.form(desk.rt, an, 1, by=boss)
    assert form["card"]["total"] == "76"
    for note in ("Khá", "  "):
        reviewing.save(desk.rt, an, 1, form["mark"], note, by=boss, key=desk.key())
    first, newest = rows(desk.database, ScorecardReview)
    assert (first.note, newest.note) == ("Khá", None)
    assert newest.figures["total"] == "76"
    told = desk.prepared(kind="scorecard_reviewed")
    assert [row.target for row in told] == [BINH, AN] * 2
    unchanged = showing.show(desk.rt, None, by=desk.by(AN))["review"]
    assert (unchanged["changed"], unchanged["was"]) == (False, {})

    company.change(company.key_result("kr1"), progress=700_000)
    moved = showing.show(desk.rt, None, by=desk.by(AN))["review"]
    assert (moved["changed"], moved["was"]) == (True, {"kr:1": "0.4"})
    assert moved["total"] == "76"
    with pytest.raises(Conflict, match=r"scorecard\.moved"):
        reviewing.save(desk.rt, an, 1, form["mark"], "Cũ", by=boss, key=desk.key())
    assert len(rows(desk.database, ScorecardReview)) == 2
    assert [row.action for row in rows(desk.database, Audit)].count("review_scorecard") == 2


@pytest.mark.parametrize("who", [AN, EMMA, CHI, DAN])
def test_only_who_leads_somebody_reviews_their_card(desk: Desk, who: str) -> None:
    company = measured(desk)
    an = company.person(AN).id or 0
    mark = reviewing.form(desk.rt, an, 1, by=desk.by(BINH))["mark"]
    with pytest.raises(NotAllowed, match=r"policy\.review_scorecard"):
        reviewing.save(desk.rt, an, 1, mark, "", by=desk.by(who), key=desk.key())
    assert rows(desk.database, ScorecardReview) == []


def test_the_card_of_another_workspace_is_not_there(desk: Desk) -> None:
    measured(desk)
    other = desk.company("T0OTHER")
    other.given_key_result("an", "Doanh số", value=90)
    other.scorecards = {
        "enabled": True,
        "templates": [{"key": "okr", "key_results": 100, "kpis": 0}],
        "people": [{"person": "an", "template": "okr"}],
    }
    other.write()
    assert showing.show(desk.rt, "An", by=desk.by(BINH))["card"]["total"] == "76"
    theirs = other.person(AN).id or 0
    assert showing.show(desk.rt, "An", by=desk.by(BINH, "T0OTHER"))["card"]["total"] == "90"
    for person_id, cycle_id in ((theirs, 1), (1, 2), (theirs, 2)):
        with pytest.raises(NotFound, match=r"button\.broken"):
            reviewing.form(desk.rt, person_id, cycle_id, by=desk.by(BINH))

"""Every shape of a metric that occurs in real goals: stored, moved by a reply, and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from company import AN, EMMA, Company
from desk import RENDERER, Desk
from sqlmodel import select

from bot.domain.goals.milestones import Milestone
from bot.services import answering, goal_parts, overviews
from bot.services.replying import Came
from storage.tables import KeyResult
from tests.render.shown import whole

STEPS = (Milestone("Khảo sát"), Milestone("Bản beta", Decimal(2)), Milestone("Ra mắt"))


@dataclass(frozen=True, slots=True)
class Example:
    """A goal as it is written down, what two people reply, and what both then see."""

    title: str
    facts: Mapping[str, Any]
    vi: str
    en: str
    value: str
    share: str | None
    shown_vi: tuple[str, ...]
    shown_en: tuple[str, ...]
    steps: tuple[Milestone, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def goal(**facts: Any) -> dict[str, Any]:
    """`start` stands for the "from" of the file, which is a word of Python."""
    return {"from" if name == "start" else name: value for name, value in facts.items()}


EXAMPLES = (
    Example(
        "Thời gian phản hồi",
        goal(start=48, to=30, unit="phút"),
        *("thời gian phản hồi 39 phút", "39 min", "39", "0.5"),
        *(("39 phút", "50 %", "chỉ tiêu 30 phút"), ("39 phút", "50 %", "target 30 phút")),
    ),
    Example(
        "Tỷ lệ rời bỏ",
        goal(start=7, to=3, unit="%"),
        *("tỷ lệ rời bỏ 8%", "8%", "8", "-0.25"),
        *(("8 %", "-25 %", "chậm tiến độ"), ("8 %", "-25 %", "off track")),
    ),
    Example(
        "CSAT",
        goal(start=7.5, to=9, unit="/10"),
        *("CSAT 8,1", "8.1", "8.1", "0.4"),
        *(("8,1/10", "40 %", "chỉ tiêu 9/10"), ("8.1/10", "40 %", "target 9/10")),
    ),
    Example(
        "Điểm khảo sát",
        goal(start=6, to=8, unit="/10", min_sample=100),
        *("điểm khảo sát 8 từ 85 phản hồi", "8/10 from 85 answers", "8", "1"),
        ("8/10 (85 lượt trả lời, cần ít nhất 100)", "100 %", "đúng tiến độ"),
        ("8/10 (85 answers, at least 100 needed)", "100 %", "on track"),
        more={"sample": 85},
    ),
    Example(
        "Trial lên trả phí",
        goal(start=20, to=35, unit="%"),
        *("35%", "35%", "35", "1"),
        *(("35 %", "100 %", "hoàn thành"), ("35 %", "100 %", "done")),
    ),
    Example(
        "Tổng traffic 308.000",
        goal(start=220000, to=308000, unit="lượt"),
        *("271.500", "271,500", "271500", "0.585227"),
        *(("271.500 lượt", "59 %"), ("271,500 lượt", "59 %")),
    ),
    Example(
        "MQL",
        goal(start=100, to=150, unit="MQL"),
        *("MQL 125", "125", "125", "0.5"),
        *(("125 MQL", "chỉ tiêu 150 MQL"), ("125 MQL", "target 150 MQL")),
    ),
    Example(
        "Tỷ lệ organic ≥ 40 %",
        goal(start=31, at_least=40, unit="%"),
        *("36,5%", "36.5%", "36.5", "0.611111"),
        *(("36,5 %", "61 %"), ("36.5 %", "61 %")),
    ),
    Example(
        "AOV",
        goal(start=1200000, at_least=1330000, unit="VND"),
        *("1,265 triệu", "1.265 million", "1265000", "0.5"),
        ("1,265 triệu ₫", "50 %", "chỉ tiêu 1,33 triệu ₫"),
        ("1.265 million ₫", "50 %", "target 1.33 million ₫"),
    ),
    Example(
        "CPA ≤ 120.000 ₫",
        goal(start=165000, at_most=120000, unit="VND"),
        *("138k", "138k", "138000", "0.6"),
        *(("138.000 ₫", "60 %"), ("138,000 ₫", "60 %")),
    ),
    Example(
        "Đúng hạn",
        goal(keep={"at_least": 95}, unit="%"),
        *("97%", "97%", "97", None),
        *(("97 %", "tối thiểu 95 %", "sát ngưỡng"), ("97 %", "at least 95 %", "near the limit")),
    ),
    Example(
        "Chi phí marketing trên doanh thu",
        goal(keep={"at_most": 10}, unit="%"),
        *("8%", "8%", "8", None),
        *(("8 %", "tối đa 10 %", "trong ngưỡng"), ("8 %", "at most 10 %", "within")),
    ),
    Example(
        "Bắt máy",
        goal(keep={"at_most": 3}, unit="hồi chuông"),
        *("4 hồi chuông", "4", "4", None),
        *(("4 hồi chuông", "ngoài ngưỡng"), ("4 hồi chuông", "outside")),
    ),
    Example(
        "Doanh thu",
        goal(start=15, to=30, unit="tỷ VND"),
        *("22,5 tỷ", "22.5 billion", "22.5", "0.5"),
        *(("22,5 tỷ ₫", "chỉ tiêu 30 tỷ ₫"), ("22.5 billion ₫", "target 30 billion ₫")),
    ),
    Example(
        "Cửa hàng kích hoạt",
        goal(start=0, to=100, unit="%"),
        *("60%", "60%", "60", "0.6"),
        *(("60 %", "chỉ tiêu 100 %"), ("60 %", "target 100 %")),
    ),
    Example(
        "Sản phẩm ra mắt",
        goal(start=0, to=3, unit="sản phẩm"),
        *("2 sản phẩm", "2", "2", "0.666666"),
        *(("2 sản phẩm", "67 %"), ("2 sản phẩm", "67 %")),
    ),
    Example(
        "Bài đăng mỗi tháng",
        goal(every="month", to=30, unit="bài"),
        *("32 bài", "32", "32", None),
        *(("32 bài", "chỉ tiêu 30 bài"), ("32 bài", "target 30 bài")),
    ),
    Example(
        "Mẫu quảng cáo thử mỗi tháng",
        goal(every="month", at_least=3, to=5, unit="mẫu"),
        *("4 mẫu", "4", "4", None),
        ("4 mẫu", "tối thiểu 3 mẫu, phấn đấu 5 mẫu"),
        ("4 mẫu", "at least 3 mẫu, aiming for 5 mẫu"),
    ),
    Example(
        "Chi phí nhân sự so với ngân sách",
        goal(keep={"between": [90, 110]}, unit="%"),
        *("98,4%", "98.4%", "98.4", None),
        *(("98,4 %", "từ 90 % đến 110 %"), ("98.4 %", "between 90 % and 110 %")),
    ),
    Example(
        "Đánh giá trung bình",
        goal(keep={"at_least": 4.5}, unit="sao", min_sample=1000),
        *("4,8 sao từ 1.050 người dùng", "4.8 from 1,050 users", "4.8", None),
        *(("4,8 sao (1.050 lượt trả lời)",), ("4.8 sao (1,050 answers)",)),
        more={"sample": 1050},
    ),
    Example(
        "Báo cáo quý đầy đủ, đúng hạn",
        goal(done=False),
        *("báo cáo quý xong rồi", "done", "1", "1"),
        *(("đã xong", "hoàn thành"), ("done",)),
    ),
    Example(
        "Ra mắt app",
        goal(start=0, to=1, unit="mốc"),
        *("bản beta xong", "milestone 2 done", "2", "0.5"),
        ("1/3 mốc", "50 %", "tiếp theo: Khảo sát"),
        ("1 of 3 steps", "50 %", "next: Khảo sát"),
        steps=STEPS,
    ),
    Example(
        "Tăng trưởng doanh thu",
        goal(start=0, to=30, unit="% so với cùng kỳ"),
        *("tăng 12%", "+12%", "12", "0.4"),
        ("+12 % trên chỉ tiêu +30 % so với cùng kỳ", "40 %"),
        ("+12 % of +30 % on last year", "40 %"),
    ),
    Example(
        "Doanh thu sản phẩm Y",
        goal(start=10, to=13, unit="tỷ VND"),
        *("11,2 tỷ", "11.2 billion", "11.2", "0.4"),
        *(("11,2 tỷ ₫", "40 %", "chỉ tiêu 13 tỷ ₫"), ("11.2 billion ₫", "target 13 billion ₫")),
    ),
)


@dataclass(slots=True)
class Told:
    """A company in which one person has one goal at a time."""

    desk: Desk
    owner: str
    slack_user_id: str
    company: Company = field(init=False)
    keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.company = self.desk.company()

    def given(self, examples: Sequence[Example]) -> None:
        for example in examples:
            key = self.company.given_key_result(self.owner, example.title, **example.facts)
            self.keys.append(key)
        self.company.write()
        with self.desk.rt.uow() as session:
            for kr in session.exec(select(KeyResult)):
                kr.state = "draft"

    def has_only(self, at: int, example: Example) -> None:
        with self.desk.rt.uow() as session:
            for kr in session.exec(select(KeyResult)):
                kr.state = "active" if kr.key == self.keys[at] else "draft"
                if kr.key == self.keys[at] and example.steps:
                    kr.shape = "milestones"
                    goal_parts.set_milestones(session, kr, example.steps)

    def sees_after(self, text: str) -> str:
        """The answer card and the person's goals, in their language."""
        by = self.desk.by(self.slack_user_id)
        answering.reply(self.desk.rt, Came(self.desk.key(), text, "reply"), by=by)
        card = self.desk.prepared(kind="answer_card")[-1].params
        goals = overviews.my_goals(self.desk.rt, by=by)
        shown = [
            RENDERER.message(kind, params, locale=by.locale, tz=by.tz).blocks
            for kind, params in (("answer_card", card), ("my_goals", goals))
        ]
        return whole(shown)


# An objective has ten key results at most.
BATCHES = [EXAMPLES[at : at + 8] for at in range(0, len(EXAMPLES), 8)]


@pytest.mark.parametrize("examples", BATCHES, ids=lambda examples: examples[0].title)
@pytest.mark.parametrize(("owner", "person"), [("an", AN), ("emma", EMMA)], ids=["vi", "en"])
def test_a_goal_of_every_shape_is_moved_by_a_reply_and_shown(
    desk: Desk, examples: Sequence[Example], owner: str, person: str
) -> None:
    told = Told(desk, owner, person)
    told.given(examples)
    vietnamese = owner == "an"
    for at, example in enumerate(examples):
        told.has_only(at, example)
        seen = told.sees_after(example.vi if vietnamese else example.en)
        kr = told.company.key_result(told.keys[at])
        assert kr.value == Decimal(example.value), seen
        if example.share is not None:
            assert kr.progress == int(Decimal(example.share) * 1_000_000), seen
        assert {name: getattr(kr, name) for name in example.more} == dict(example.more), seen
        for words in example.shown_vi if vietnamese else example.shown_en:
            assert words in seen

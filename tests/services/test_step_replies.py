"""Steps of a key result in a conversation: named, asked about, taken back; in both languages."""

from decimal import Decimal
from typing import Any

import pytest
from company import AN, EMMA, Company
from desk import RENDERER, Desk
from sqlmodel import select

from bot.domain.errors import Invalid
from bot.domain.goals.milestones import Milestone
from bot.services import answering, filling, goal_parts, overviews, questions, undoing
from bot.services.agenda import Key
from bot.services.replying import Came
from storage.tables import KeyResult, Question, Reply
from tests.render.shown import buttons, whole

STEPS = (Milestone("Khảo sát"), Milestone("Bản beta", Decimal(2)), Milestone("Ra mắt"))
OWNERS = {AN: "an", EMMA: "emma"}


class Talk:
    """One person with a launch in three steps and a figure beside it."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.desk, self.person = desk, person
        self.company: Company = desk.company()
        self.key = self.company.given_key_result(OWNERS[person], "Ra mắt app", done=False)
        self.other = self.company.given_key_result(OWNERS[person], "Traffic")
        self.company.write()
        with desk.rt.uow() as session:
            kr = session.exec(select(KeyResult).where(KeyResult.key == self.key)).one()
            kr.shape = "milestones"
            goal_parts.set_milestones(session, kr, STEPS)

    def says(self, text: str) -> str:
        by = self.desk.by(self.person)
        answering.reply(self.desk.rt, Came(self.desk.key(), text, "reply"), by=by)
        return self.card

    def presses(self, index: int) -> str:
        question = self.newest(Question)
        by = self.desk.by(self.person)
        questions.pick(self.desk.rt, question.id, index, by=by, key=self.desk.key())
        return self.card

    def types(self, text: str) -> str:
        question, by = self.newest(Question), self.desk.by(self.person)
        questions.check_value(self.desk.rt, question.id, 1, text, by=by)
        questions.put_value(self.desk.rt, question.id, 1, text, by=by, key=self.desk.key())
        return self.card

    def undoes(self) -> str:
        reply = self.newest(Reply)
        undoing.undo(self.desk.rt, reply.id, by=self.desk.by(self.person), key=self.desk.key())
        return self.card

    def newest(self, table: Any) -> Any:
        with self.desk.rt.reading() as session:
            return session.exec(select(table).order_by(table.id.desc())).first()

    @property
    def card(self) -> str:
        return whole(self.blocks)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        by = self.desk.by(self.person)
        params = self.desk.prepared(kind="answer_card")[-1].params
        return RENDERER.message("answer_card", params, locale=by.locale, tz=by.tz).blocks

    @property
    def goals(self) -> str:
        by = self.desk.by(self.person)
        params = overviews.my_goals(self.desk.rt, by=by)
        return whole(RENDERER.message("my_goals", params, locale=by.locale, tz=by.tz).blocks)

    @property
    def done(self) -> list[str]:
        steps = self.company.key_result(self.key).steps or []
        return [step["title"] for step in steps if step["done_on"]]


@pytest.fixture
def an(desk: Desk) -> Talk:
    return Talk(desk, AN)


@pytest.fixture
def emma(desk: Desk) -> Talk:
    return Talk(desk, EMMA)


def test_a_step_is_done_beside_a_figure(an: Talk) -> None:
    assert "0/3 mốc" in an.goals
    assert "tiếp theo: Khảo sát" in an.goals
    card = an.says("bản beta xong, traffic 55%")
    assert "✓ Bản beta · 0 % → 50 % · 🔴 chậm tiến độ → 🟢 đúng tiến độ" in card
    assert "40 % → 55 %" in card
    assert "1/3 mốc · ▰▰▰▰▰▱▱▱▱▱ 50 %" in an.goals
    an.says("xong mốc 1")
    assert "2/3 mốc" in an.goals
    assert "tiếp theo: Ra mắt" in an.goals


def test_a_bare_figure_is_asked_and_a_button_answers(emma: Talk) -> None:
    card = emma.says("1: 2")
    assert "*Ra mắt app* “2”: which steps are done?" in card
    assert buttons(emma.blocks) == ["Khảo sát", "Bản beta", "Ra mắt", "All of them", "Other steps…"]
    assert emma.done == []
    card = emma.presses(1)
    assert "✓ Bản beta · 0 % → 50 %" in card
    assert "1 of 3 steps" in emma.goals
    assert "next: Khảo sát" in emma.goals
    assert "back to 0 of 3 steps" in emma.undoes()
    assert emma.done == []


def test_all_of_them_is_one_press(an: Talk) -> None:
    an.says("1: 2/3")
    assert "✓ Khảo sát, ✓ Bản beta, ✓ Ra mắt · 0 % → 100 %" in an.presses(3)
    assert "3/3 mốc · ▰▰▰▰▰▰▰▰▰▰ 100 % · ✅ hoàn thành" in an.goals


@pytest.mark.parametrize(
    ("typed", "done"),
    [("1, 3", ["Khảo sát", "Ra mắt"]), ("2", ["Bản beta"]), ("ban beta", ["Bản beta"])],
)
def test_steps_are_typed_where_the_buttons_do_not_do(an: Talk, typed: str, done: list[str]) -> None:
    an.says("1: 2")
    an.types(typed)
    assert an.done == done


def test_what_names_no_step_is_refused_with_the_way_out(emma: Talk) -> None:
    emma.says("1: 2")
    with pytest.raises(Invalid) as refused:
        emma.types("most of it")
    told = RENDERER.field_error(refused.value, locale="en")
    assert refused.value.key in ("milestones.by_number", "value.none")
    assert "Ra mắt app" in told


def test_undo_takes_back_one_reply_after_the_other(an: Talk) -> None:
    an.says("xong mốc 1")
    an.says("xong tất cả các mốc")
    assert an.done == ["Khảo sát", "Bản beta", "Ra mắt"]
    assert "trở về 1/3 mốc" in an.undoes()
    assert an.done == ["Khảo sát"]
    card = an.says("mốc 1 chưa xong")
    assert "↺ Khảo sát · 25 % → 0 %" in card
    an.undoes()
    assert an.done == ["Khảo sát"]


def test_no_change_is_an_answer(an: Talk) -> None:
    an.says("xong mốc 1")
    assert "1/3 mốc, không đổi" in an.says("KR1 không đổi")


def test_done_but_held_up_is_asked(emma: Talk) -> None:
    card = emma.says("beta done, stuck on the store review")
    assert "🚧 “stuck on the store review”" in card
    assert "is “Bản beta” done?" in card
    assert emma.done == []
    assert "✓ Bản beta" in emma.presses(0)


def typed(key: Key, words: str) -> filling.Form:
    return filling.Form(None, {key: filling.Entry(words)})


def test_the_form_takes_steps_in_words_alone(emma: Talk) -> None:
    by, key = emma.desk.by(EMMA), ("kr", emma.company.key_result(emma.key).id or 0)
    with pytest.raises(filling.FormErrors) as refused:
        filling.check(emma.desk.rt, typed(key, "2"), by=by)
    assert refused.value.by_key[key].key == "milestones.by_number"
    form = typed(key, "step 2 done")
    filling.check(emma.desk.rt, form, by=by)
    filling.save(emma.desk.rt, form, by=by, key=emma.desk.key(), view_id="V1")
    assert emma.done == ["Bản beta"]


def test_marks_are_kept_with_the_check_in(an: Talk) -> None:
    an.says("xong mốc 2")
    an.undoes()
    rows = an.company.check_ins(an.key)
    marks = [[(one["title"], bool(one["done_on"])) for one in row.steps or ()] for row in rows]
    assert marks == [[("Bản beta", True)], [("Bản beta", False)]]
    assert [(row.value, row.previous_value) for row in rows] == [(2, 0), (0, 2)]

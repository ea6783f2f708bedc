"""Suggested answers: buttons of an open question, never figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import pytest
from company import EMMA, LONDON, Company, rows
from desk import Desk

from bot.domain.errors import Gone
from bot.domain.replies import Candidate, Subject
from bot.services import answering, questions
from bot.services.replying import Came
from storage.tables import Question

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=LONDON)


@dataclass
class Model:
    """Answers with what it was told to, as a language model may answer anything."""

    answers: Sequence[Candidate]
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def propose(self, said: str, subjects: Sequence[Subject]) -> Sequence[Candidate]:
        self.asked.append((said, [subject.title for subject in subjects]))
        return self.answers


@pytest.fixture
def company(desk: Desk) -> Company:
    found = desk.company()
    found.given_key_result("emma", "Renewals", value=40)
    found.given_key_result("emma", "Referrals", value=10)
    found.write()
    desk.tick(MONDAY)
    return found


def ask(desk: Desk, text: str) -> Question:
    answering.reply(desk.rt, Came(desk.key(), text, "reply"), by=desk.by(EMMA))
    [question] = rows(desk.database, Question)
    return question


def offered(desk: Desk) -> list[tuple[int, str]]:
    [question] = rows(desk.database, Question)
    return [(candidate["n"], candidate["value"]) for candidate in question.candidates]


def test_a_believable_suggestion_becomes_a_button_behind_the_others(
    desk: Desk, company: Company
) -> None:
    question = ask(desk, "renewals up 5%")
    before = offered(desk)
    model = Model([Candidate(1, Decimal("43.5"), ""), Candidate(1, Decimal(before[0][1]), "")])
    questions.suggest(desk.rt, question.id, model, by=desk.by(EMMA))
    assert offered(desk) == [*before, (1, "43.5")]
    assert model.asked == [("renewals up 5%", ["Renewals"])]
    assert company.value("kr1") == 40
    questions.pick(desk.rt, question.id, len(before), by=desk.by(EMMA), key=desk.key())
    assert company.value("kr1") == Decimal("43.5")


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    "answer",
    [
        Candidate(1, Decimal(4_000), ""),
        Candidate(1, Decimal(-3), ""),
        Candidate(1, Decimal("NaN"), ""),
        Candidate(2, Decimal(11), ""),
        Candidate(9, Decimal(41), ""),
    ],
    ids=["too large", "negative", "no number", "of another goal", "of no goal"],
)
def test_what_cannot_be_meant_is_not_offered(desk: Desk, answer: Candidate) -> None:
    question = ask(desk, "renewals up 5%")
    before = offered(desk)
    questions.suggest(desk.rt, question.id, Model([answer]), by=desk.by(EMMA))
    assert offered(desk) == before


@pytest.mark.usefixtures("company")
def test_no_more_than_four_answers_are_offered(desk: Desk) -> None:
    question = ask(desk, "renewals up 5%")
    answers = [Candidate(1, Decimal(n), "") for n in range(41, 60)]
    questions.suggest(desk.rt, question.id, Model(answers), by=desk.by(EMMA))
    assert len(offered(desk)) == 4


def test_a_question_that_was_settled_meanwhile_takes_no_suggestion(
    desk: Desk, company: Company
) -> None:
    question = ask(desk, "renewals up 5%")
    by = desk.by(EMMA)

    class Slow(Model):
        def propose(self, said: str, subjects: Sequence[Subject]) -> Sequence[Candidate]:
            questions.pick(desk.rt, question.id, 0, by=by, key=desk.key())
            return super().propose(said, subjects)

    with pytest.raises(Gone):
        questions.suggest(desk.rt, question.id, Slow([Candidate(1, Decimal(43), "")]), by=by)
    assert company.value("kr1") != 43

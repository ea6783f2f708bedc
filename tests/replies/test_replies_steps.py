"""Steps, samples and growth: the examples of the page, and what must never be written."""

import re
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reply_rows import CARE, asked, read, row
from test_replies_page import PAGE, outcome_of

from bot.domain.replies import REASONS, Reading, Subject
from bot.domain.replies.model import Step

BETWEEN = "## Steps, samples and growth"
EXAMPLE = re.compile(r"^\| (?P<row>\d) \| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|", re.MULTILINE)
EXAMPLES = [
    (locale, text, outcome)
    for _, vietnamese, english, outcome in EXAMPLE.findall(PAGE.split(BETWEEN, 1)[1])
    for locale, text in (("vi", vietnamese), ("en", english))
]


def app(*done: int, n: int = 1, weights: tuple[int, ...] = (1, 2, 1)) -> Subject:
    """A launch in three steps, of which those at the indexes `done` are done."""
    titles = ("Khảo sát khách hàng", "Bản beta", "Ra mắt")
    steps = zip(titles, weights, strict=True)
    known = tuple(Step(title, Decimal(w), at in done) for at, (title, w) in enumerate(steps))
    return row(n, "Ra mắt app", "", "0", None, "4", steps=known)


SPECIAL = (
    app(0),
    row(2, "CSAT từ 7.5/10 lên 9/10", "điểm/10", "7.5", "8.1", "9", sampled=True),
    row(3, "Tăng trưởng doanh thu", "%", "0", "8", "30", growth=True),
)


def shown(reading: Reading) -> str:
    """A reading in the words of the page, with the steps and the sample."""
    marks = (
        f"step {place + 1} {'done' if done else 'open'}"
        for update in reading.updates
        for place, done in update.steps
    )
    samples = (f"{one.n} from {one.sample}" for one in reading.updates if one.sample)
    return "; ".join([outcome_of(reading), *marks, *samples])


@pytest.mark.parametrize(("locale", "text", "outcome"), EXAMPLES)
def test_every_example_comes_out_as_written(locale: str, text: str, outcome: str) -> None:
    assert shown(read(text, SPECIAL, locale)) == outcome


def test_the_page_has_examples_of_each_row() -> None:
    assert {found[0] for found in EXAMPLE.findall(PAGE.split(BETWEEN, 1)[1])} == {"1", "2", "3"}
    assert "which_steps" in REASONS


FIGURES = ("3: 2", "3: 2/3", "3: 3", "3: 60%", "3: 100%", "3: 1,5", "xong 2/3 mốc", "3: +1")


@pytest.mark.parametrize("text", FIGURES)
@pytest.mark.parametrize("done", [(), (0,), (1,), (0, 2)])
def test_a_bare_figure_never_writes_steps_that_weigh_differently(
    text: str, done: tuple[int, ...]
) -> None:
    reading = read(text, (*CARE[:2], app(*done, n=3)))
    left = {at: step.weight for at, step in enumerate(app().steps) if at not in done}
    for update in reading.updates:
        if update.steps:
            assert len({*left.values()}) == 1
            assert {place for place, _ in update.steps} == {min(left)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("3: mốc 2 xong", [1]),
        ("3 xong mốc 2", [1]),
        ("ra mắt app: xong bản beta", [1]),
        ("mốc 1, 2 xong", [0, 1]),
        ("steps 1 and 3 done", [0, 2]),
        ("milestone #2 is done, step 3 next week", [1]),
        ("xong khảo sát và bản beta", [0, 1]),
        ("ban bêta xong", [1]),
        ("xong tất cả các mốc", [0, 1, 2]),
        ("the last step is done", [2]),
        ("3: bản beta xong, mốc 3 chưa", [1]),
        ("xong ra mắt", [2]),
        # Nothing of these is done.
        ("bản beta chưa xong", []),
        ("sắp xong bản beta", []),
        ("bản beta xong trước 28/11", []),
        ("mốc 2 xong chưa?", []),
        ("bản beta 80%", []),
        ("xong mốc 7", []),
        ("churn 5,2", []),
    ],
)
def test_steps_are_named_by_number_or_title(text: str, places: list[int]) -> None:
    reading = read(text, (*CARE[:2], app(n=3)))
    assert [place for update in reading.updates for place, _ in update.steps] == places
    assert all(update.n != 3 or update.steps or update.value is None for update in reading.updates)


def test_the_rest_of_the_reply_is_read_as_ever() -> None:
    reading = read("churn 5,2, CSAT 8,2; mốc 2 xong", (*CARE[:2], app(n=3)))
    assert {one.n: one.value for one in reading.updates} == {
        **{1: Decimal("5.2"), 2: Decimal("8.2")},
        3: Decimal(2),
    }


@pytest.mark.parametrize(
    "text",
    [
        "step 2 done, 1: 5.2, 2: 8.2/10 from 85 answers",
        "bản beta xong; 1: 5,2; 2: 8,2 từ 85 phản hồi",
        "3: mốc 2 xong, 1: 5,2, 2: 8,2 (n=85)",
        "1: 5,2, 2: 8,2 từ 85 phản hồi, 3: xong bản beta",
    ],
)
def test_steps_stand_among_numbered_figures(text: str) -> None:
    reading = read(text, (CARE[0], SPECIAL[1], app(n=3)))
    assert reading.questions == ()
    assert {one.n: (one.value, one.steps, one.sample) for one in reading.updates} == {
        1: (Decimal("5.2"), (), None),
        2: (Decimal("8.2"), (), 85),
        3: (Decimal(2), ((1, True),), None),
    }


@pytest.mark.parametrize(
    ("text", "value", "sample"),
    [
        ("CSAT 8,2 trên 120 khách hàng", "8.2", 120),
        ("CSAT 8.2, 1,200 responses", "8.2", 1200),
        ("120 responses, CSAT 8.2", "8.2", 120),
        ("CSAT 8.2 based on 95", "8.2", 95),
        ("8/10 from 85 answers", "8", 85),
        ("CSAT 8,2 từ hơn 1k phản hồi", "8.2", 1000),
        # These are no samples.
        ("CSAT từ 8,1 lên 8,2", "8.2", None),
        ("CSAT 8.2 from 8.1", "8.2", None),
        ("CSAT 8.2 from 8", "8.2", None),
        ("CSAT 8,2, tự tin 8/10", "8.2", None),
        ("CSAT 8.2, we hired 3 people", "8.2", None),
    ],
)
def test_a_figure_keeps_the_number_of_answers(text: str, value: str, sample: int | None) -> None:
    (update,) = read(text, (CARE[0], SPECIAL[1])).updates
    assert (update.n, update.value, update.sample) == (2, Decimal(value), sample)


def test_of_two_goals_with_such_a_step_it_is_asked_which() -> None:
    report = row(2, "Báo cáo quý", "", "0", None, "3", steps=app().steps)
    (question,) = read("xong mốc 2", (app(), report)).questions
    assert question.reason == "which_subject"
    assert [(one.n, one.steps) for one in question.candidates] == [(1, (1,)), (2, (1,))]
    reading = read("2: xong mốc 2", (app(), report))
    assert [(one.n, one.steps) for one in reading.updates] == [(2, ((1, True),))]


def test_the_words_of_the_person_come_back_whole() -> None:
    reading = read("mốc 2 xong nhưng còn kẹt duyệt store", (*CARE[:2], app(n=3)))
    told = " ".join(f"{one.note} {one.blocker} {one.said}" for one in reading.updates)
    told += " ".join(one.said for one in reading.questions)
    assert "mốc 2" in told or "kẹt duyệt store" in told
    assert not re.search("zovamik|tuqerol", told)


@pytest.mark.parametrize("filling", [" ", "(", "mốc 1, ", "8.2 từ 9 ", "1 phản hồi "])
def test_a_long_text_takes_no_longer_than_its_length(filling: str) -> None:
    text = (filling * 4_000)[:30_000]
    started = perf_counter()
    reading = read(f"{text} bản beta xong", SPECIAL)
    assert perf_counter() - started < 5
    assert reading.cut


def test_all_done_is_asked_step_by_step() -> None:
    assert asked("tất cả xong", (app(),)) == {1: "which_steps"}


@given(st.text(st.sampled_from("mốc 12step,.:xongbảnbetađn=%/từphảnhồi()+-\n"), max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    reading = read(text, SPECIAL)
    assert {one.n for one in reading.updates} <= {1, 2, 3}
    assert {n for one in reading.questions for n in one.ns} <= {1, 2, 3}

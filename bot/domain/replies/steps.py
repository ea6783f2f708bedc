"""Key results that move by steps: which of them a reply calls done."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.domain.replies import step_mentions
from bot.domain.replies.marked import Reader, folded, restored
from bot.domain.replies.model import (
    Candidate,
    Certainty,
    Change,
    Direction,
    Kind,
    Promise,
    Question,
    Reading,
    StatusWord,
    Subject,
    Update,
)
from bot.domain.replies.step_mentions import Mentions, Named, StepKey

#: Steps are subjects of their own while a reply is read, with numbers that nobody writes.
FIRST_NUMBER = 100_001
MOST_OFFERED = 4
_REOPENED = re.compile(
    r"\b(?:chua (?:xong|hoan thanh|dat)|khong con xong|mo lai|bo danh dau|lam lai"
    r"|not (?:done|finished|complete|completed|ready)|isn t done|isn't done|reopen|unmark|undone)\b"
)
_PLAIN_NUMBERS = re.compile(r"\s*\d{1,2}(?:\s*(?:,|;|\s|va|and|&|\+)\s*\d{1,2})*\s*")


def read(text: str, subjects: Sequence[Subject], inner: Reader) -> Reading:
    """Read a reply in which steps may be named.

    A figure of a key result in steps is never written unless it can mean one set of steps alone;
    else the reply raises a question, "which_steps".
    """
    goals = [subject for subject in subjects if subject.steps]
    if not goals:
        return inner(text, subjects)
    mentions = step_mentions.find(text, subjects)
    named = {*mentions.names, *((key,) for key in mentions.hinted)}
    keys = dict(enumerate(sorted(named), FIRST_NUMBER))
    by_n = {goal.n: goal for goal in goals}
    steps = [_subject(n, of, by_n, mentions) for n, of in keys.items()]
    counted = [_counted(subject) if subject.steps else subject for subject in subjects]
    reading = restored(inner(mentions.text, [*counted, *steps]), mentions.words)
    return _merged(reading, by_n, keys, _reopened(mentions))


def as_said_of_steps(text: str) -> str:
    """What somebody typed who was asked which steps are done: "2", "1, 3" or a title."""
    return f"xong mốc {text.strip()}" if _PLAIN_NUMBERS.fullmatch(text) else f"xong {text.strip()}"


def standing(subject: Subject, also: Iterable[int] = (), but: Iterable[int] = ()) -> Decimal:
    """The weights of the steps that are done, `also` with them and `but` without them."""
    done = {index for index, step in enumerate(subject.steps) if step.done} | {*also}
    return sum((subject.steps[index].weight for index in done - {*but}), Decimal(0))


@dataclass(slots=True)
class _Heard:
    """What a reply says of one key result and of its steps."""

    goal: Subject
    own: Update | None = None
    doubted: bool = False
    said: str = ""
    done: dict[int, Update] = field(default_factory=dict)
    unclear: dict[int, str] = field(default_factory=dict)
    words: list[Update] = field(default_factory=list)


def _subject(n: int, of: Named, goals: Mapping[int, Subject], mentions: Mentions) -> Subject:
    """What a name stands for as something that is done or not."""
    words = mentions.names.get(of, ())
    steps = [goals[goal].steps[index] for goal, index in of]
    return Subject(
        n=n,
        id=f"step:{n}",
        title=steps[0].title if len(of) == 1 else words[0],
        unit="milestone",
        direction=Direction.UP,
        start=Decimal(0),
        current=Decimal(int(all(step.done for step in steps))),
        target=Decimal(1),
        aliases=words,
        kind=Kind.MILESTONE,
    )


def _counted(goal: Subject) -> Subject:
    """The goal as a number of steps, which is what a bare figure may mean."""
    done = Decimal(sum(step.done for step in goal.steps))
    return Subject(
        n=goal.n,
        id=goal.id,
        title=goal.title,
        unit="mốc",
        direction=Direction.UP,
        start=Decimal(0),
        current=done,
        target=Decimal(len(goal.steps)),
        aliases=goal.aliases,
        kind=Kind.COUNT,
    )


def _merged(
    reading: Reading,
    goals: Mapping[int, Subject],
    keys: Mapping[int, Named],
    reopened: frozenset[StepKey],
) -> Reading:
    heard = {n: _Heard(goal) for n, goal in goals.items()}
    others: list[Question] = []
    for update in reading.updates:
        if update.n not in keys:
            if update.n in heard:
                heard[update.n].own = update
        elif len(owners := {n for n, _ in keys[update.n]}) > 1:
            others += _whose(update, owners, keys[update.n], heard)
        else:
            for n, index in keys[update.n]:
                _hear_step(heard[n], index, update)
    for question in reading.questions:
        others += _hear_question(question, heard, keys)
    updates = {one.n: one for one in reading.updates if one.n not in keys and one.n not in heard}
    for n, told in heard.items():
        again = [at for goal, at in reopened if goal == n and goals[n].steps[at].done]
        decided, asked = _decided(told, again)
        if decided is not None:
            updates[n] = decided
        if asked is not None and not any(n in question.ns for question in others):
            others.append(asked)
    promises = {keys[p.n][0][0] if p.n in keys else p.n: p.on for p in reading.promises}
    return replace(
        reading,
        updates=tuple(updates[n] for n in sorted(updates)),
        questions=tuple(others),
        promises=tuple(Promise(n, on) for n, on in promises.items()),
    )


def _whose(
    update: Update, owners: Iterable[int], named: Named, heard: Mapping[int, _Heard]
) -> list[Question]:
    """A step is done, but several goals have one of that name."""
    if update.value is None or update.change is Change.NO_CHANGE:
        return []
    offered = [_candidate(heard[n].goal, (index,), update.said) for n, index in named]
    candidates = tuple(offered[:MOST_OFFERED])
    return [Question(tuple(sorted(owners)), "which_subject", update.said, candidates, ("steps",))]


def _hear_step(told: _Heard, index: int, update: Update) -> None:
    if update.change is Change.PERCENT_COMPLETE and update.rules[:1] == ("flag.percent_complete",):
        told.done[index] = update
    elif update.change in (Change.NONE, Change.NO_CHANGE, Change.SKIP):
        told.words.append(update)
    else:
        told.unclear[index] = update.said


def _hear_question(
    question: Question, heard: Mapping[int, _Heard], keys: Mapping[int, Named]
) -> list[Question]:
    """What is left to ask of other subjects; doubts about steps alone are kept with their goal."""
    owners = dict.fromkeys(goal for n in question.ns for goal in _owners(n, keys))
    goals = [n for n in owners if n in heard]
    if not goals:
        return [question]
    named = [key for n in question.ns if n in keys for key in keys[n]]
    if len(owners) == 1:
        told = heard[goals[0]]
        told.doubted, told.said = True, question.said
        for _, index in named:
            told.unclear.setdefault(index, question.said)
        return []
    candidates = [one for one in question.candidates if one.n not in keys and one.n not in heard]
    candidates += [_candidate(heard[n].goal, (index,), question.said) for n, index in named]
    kept = tuple(candidates[:MOST_OFFERED])
    return [replace(question, ns=tuple(owners), candidates=kept)]


def _owners(n: int, keys: Mapping[int, Named]) -> list[int]:
    return [goal for goal, _ in keys[n]] if n in keys else [n]


def _decided(told: _Heard, reopened: Sequence[int]) -> tuple[Update | None, Question | None]:
    goal, own = told.goal, told.own
    fresh = [index for index in sorted(told.done) if not goal.steps[index].done]
    if not fresh and not reopened:
        fresh = _certain(told)
    elsewhere = fresh or reopened or told.done
    if fresh or reopened:
        changes = {**dict.fromkeys(fresh, True), **dict.fromkeys(reopened, False)}
        value = standing(goal, also=fresh, but=reopened)
        update = _update(told, Change.VALUE, value, tuple(sorted(changes.items())))
    elif told.done or (own is not None and own.change is Change.NO_CHANGE):
        update = _update(told, Change.NO_CHANGE, standing(goal))
    elif own is not None and own.change is Change.SKIP:
        return own, None
    else:
        update = _update(told, Change.NONE, None)
    said = {*fresh, *reopened, *told.done}
    asked = [at for at in told.unclear if at not in said and not goal.steps[at].done]
    if asked:
        return update, _question(goal, asked, told.unclear[asked[0]])
    figure = own is not None and own.value is not None and own.change is not Change.NO_CHANGE
    if (figure or told.doubted) and not elsewhere:
        return update, _question(goal, (), own.said if own and own.said else told.said)
    return update, None


def _certain(told: _Heard) -> list[int]:
    """Steps that a figure of the goal means whichever way it is read.

    "2" of which the first is done is the second step and two steps as well, and it comes to the
    same where those that are left weigh the same; "done" with one step left is that step.
    """
    own, steps = told.own, told.goal.steps
    if own is None or own.value is None or own.change is Change.NO_CHANGE or told.unclear:
        return []
    left = [index for index, step in enumerate(steps) if not step.done]
    if len(left) == 1 and own.value == len(steps):
        return left
    in_order = left == list(range(len(steps) - len(left), len(steps)))
    alike = len({steps[index].weight for index in left}) == 1
    return left[:1] if in_order and alike and own.value == left[0] + 1 else []


def _update(
    told: _Heard,
    change: Change,
    value: Decimal | None,
    steps: tuple[tuple[int, bool], ...] = (),
) -> Update | None:
    spoken = [*([told.own] if told.own else []), *told.done.values(), *told.words]
    confidence = next((one.confidence for one in spoken if one.confidence), None)
    states = [one.status for one in spoken if one.status not in (None, StatusWord.DONE)]
    note = next((one.note for one in spoken if one.note), None)
    blocker = next((one.blocker for one in spoken if one.blocker), None)
    if change is Change.NONE and not (confidence or states or note or blocker):
        return None
    whole = value is not None and value == standing(told.goal, range(len(told.goal.steps)))
    sure = all(one.certainty is Certainty.SURE for one in spoken)
    sure = sure and not (steps and told.own is not None and told.own.value is not None)
    return Update(
        n=told.goal.n,
        change=change,
        value=value,
        confidence=confidence,
        status=StatusWord.DONE if whole and steps else (states[0] if states else None),
        note=note,
        blocker=blocker,
        certainty=Certainty.SURE if sure else Certainty.LIKELY,
        said=next((one.said for one in spoken if one.said), ""),
        rules=("steps",),
        steps=steps,
    )


def _question(goal: Subject, asked: Sequence[int], said: str) -> Question:
    """Which steps: those in doubt, else those that are open, and all of them."""
    left = [index for index, step in enumerate(goal.steps) if not step.done]
    offered: list[tuple[int, ...]] = [(index,) for index in asked or left]
    if not asked and len(left) > 1:
        offered[MOST_OFFERED - 1 :] = [tuple(left)]
    candidates = tuple(_candidate(goal, one, said) for one in offered[:MOST_OFFERED])
    return Question((goal.n,), "which_steps", said, candidates, ("steps",))


def _candidate(goal: Subject, done: tuple[int, ...], said: str) -> Candidate:
    return Candidate(goal.n, standing(goal, also=done), said, steps=done)


def _reopened(mentions: Mentions) -> frozenset[StepKey]:
    """Steps in a clause that says that they are not done after all."""
    by_word = {word: of for of, words in mentions.names.items() for word in words}
    found: set[StepKey] = set()
    for clause in re.split(r"[,;.\n]| nhung | but ", folded(mentions.text)):
        if _REOPENED.search(clause):
            found |= {of[0] for word, of in by_word.items() if word in clause and len(of) == 1}
    return frozenset(found)

"""Where a reply names a step: "mốc 2", "steps 1 and 3", "the last milestone", or its title."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bot.domain.folding import fold
from bot.domain.replies.marked import composed, folded
from bot.domain.replies.model import Subject

#: A step: the number of its subject and its index there.
StepKey = tuple[int, int]
#: What one name stands for: a step, several steps of one goal ("all steps"), or, where it is not
#: known whose step is meant, one of each goal.
Named = tuple[StepKey, ...]

#: Words that nobody writes and that are unlike each other; each stands for one mention.
_STANDINS = (
    *("zovamik", "tuqerol", "wexidun", "jafotup", "qilbora", "fyzegot", "hujavex", "pwoqind"),
    *("kexolaf", "vumziqa", "bojyrek", "gawofix"),
)
_STEP = r"(?:moc|buoc|chang|giai doan|milestones?|steps?)"
_MORE = (
    r"(?:\s*(?:,|va|and|&|\+)\s*(?:(?:moc|buoc|step|milestone)\s*)?\d{1,2}(?![\d.,:/%)]*\d|[:/%)]))"
)
_NUMBERED = re.compile(
    rf"\b{_STEP}\s*(?:so |no\.? ?|#)?(?P<numbers>\d{{1,2}}(?![\d:/%]|[.,]\d){_MORE}*)"
)
_PLACED = re.compile(
    rf"\b(?:{_STEP} (?:(?P<first>dau(?: tien)?|thu nhat)|(?P<last>cuoi(?: cung)?))"
    rf"|(?:the )?(?:(?P<en_first>first)|(?P<en_last>last|final)) (?:milestone|step))\b"
)
_ALL = re.compile(
    rf"\b(?:(?:tat ca|toan bo|moi|ca(?: \d{{1,2}})?)(?: cac)? {_STEP}"
    rf"|(?:all|every)(?: of)?(?: the)?(?: \d{{1,2}})? {_STEP})\b"
)
_NEXT_ROW = re.compile(r"[,;]\s*(?=\d{1,2}\s*:)")
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Mentions:
    """A reply with words in place of the steps that it names.

    `names` are the words by what they stand for, `words` what the person wrote instead; `hinted`
    are steps of whose titles words occur, left as they were.
    """

    text: str
    names: Mapping[Named, tuple[str, ...]]
    words: Mapping[str, str]
    hinted: frozenset[StepKey]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    steps: Named


def find(text: str, subjects: Sequence[Subject]) -> Mentions:
    """The steps that `text` names; of two goals that fit, both."""
    text = composed(text)
    flat = folded(text)
    goals = [subject for subject in subjects if subject.steps]
    titles = _titles(flat, subjects)
    spans = [span for span in titles if span.steps]
    spans += [s for s in _numbered(flat, goals) if not any(_meet(s, t) for t in titles)]
    spans = sorted(spans, key=lambda span: span.start)[: len(_STANDINS)]
    named = [span for span in titles if not span.steps]
    return _replaced(text, flat, spans, named, goals)


def _titles(flat: str, subjects: Sequence[Subject]) -> list[_Span]:
    """Titles of goals (without steps) and of steps, the longest first; none within another."""
    names: dict[str, list[StepKey]] = {}
    for subject in subjects:
        for name in (subject.title, *subject.aliases):
            names.setdefault(fold(name), [])
    for subject in subjects:
        for index, step in enumerate(subject.steps):
            own = names.setdefault(fold(step.title), [])
            own.append((subject.n, index))
    found: list[_Span] = []
    for name in sorted(filter(None, names), key=len, reverse=True):
        pattern = re.compile(
            rf"(?<!\w){re.escape(name).replace(chr(92) + ' ', chr(92) + 's+')}(?!\w)"
        )
        for match in pattern.finditer(flat):
            span = _Span(*match.span(), tuple(names[name]))
            if not any(_meet(span, other) for other in found):
                found.append(span)
    return found


def _numbered(flat: str, goals: Sequence[Subject]) -> list[_Span]:
    found = []
    for match in _NUMBERED.finditer(flat):
        for number in re.finditer(r"\d{1,2}", match["numbers"]):
            start = (
                match.start() if number.start() == 0 else match.start("numbers") + number.start()
            )
            end = match.start("numbers") + number.end()
            steps = _those(goals, flat, start, int(number[0]) - 1)
            if steps:
                found.append(_Span(start, end, steps))
    for match in _PLACED.finditer(flat):
        index = 0 if match["first"] or match["en_first"] else -1
        found.append(_Span(*match.span(), _those(goals, flat, match.start(), index)))
    for match in _ALL.finditer(flat):
        owners = {n for n, _ in _those(goals, flat, match.start(), 0)}
        if len(owners) == 1:
            every = [(g.n, at) for g in goals if g.n in owners for at in range(len(g.steps))]
            found.append(_Span(*match.span(), tuple(every)))
    return [span for span in found if span.steps]


def _those(goals: Sequence[Subject], flat: str, at: int, index: int) -> tuple[StepKey, ...]:
    """The step at `index` of the goal that the line names, by number or title; else of all."""
    start = flat.rfind("\n", 0, at) + 1
    end = flat.find("\n", at)
    line = flat[start : end if end >= 0 else len(flat)]
    by_number = [g for g in goals if re.match(rf"\s*(?:kr\s*|#)?{g.n}\s*(?:[:.)\-]|\s)", line)]
    by_title = [g for g in goals if any(fold(name) in line for name in (g.title, *g.aliases))]
    fitting = by_number or by_title or goals
    keys = []
    for goal in fitting:
        place = index if index >= 0 else len(goal.steps) - 1
        if place < len(goal.steps):
            keys.append((goal.n, place))
    return tuple(keys)


def _replaced(
    text: str, flat: str, spans: Sequence[_Span], named: Sequence[_Span], goals: Sequence[Subject]
) -> Mentions:
    names: dict[Named, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    pieces, at = [], 0
    dropped = _names_of_goals(flat, spans, named, goals)
    standins = iter(_STANDINS)
    for span in sorted([*spans, *dropped], key=lambda one: one.start):
        if span.start < at:
            continue
        pieces.append(text[at : span.start])
        at = span.end
        if span.steps:
            word = next(standins)
            words[word] = text[span.start : span.end]
            pieces.append(word)
            names[span.steps] = (*names.get(span.steps, ()), word)
    pieces.append(text[at:])
    hinted = _hinted(flat, goals) - {key for keys in names for key in keys}
    rewritten = "".join(pieces)
    # What a step is called has no number in front: the numbers of other rows start lines.
    lines = _NEXT_ROW.sub("\n", rewritten) if spans or hinted else rewritten
    return Mentions(lines, names, words, frozenset(hinted))


def _names_of_goals(
    flat: str, spans: Sequence[_Span], named: Sequence[_Span], goals: Sequence[Subject]
) -> list[_Span]:
    """The "3:" of "3: step 2 done" and the title before it: the step says whose it is."""
    found = []
    for goal in goals:
        own = [span for span in spans if any(n == goal.n for n, _ in span.steps)]
        for span in own:
            clause = max(flat.rfind(sign, 0, span.start) for sign in "\n;,.") + 1
            before = flat[clause : span.start]
            number = re.match(rf"\s*(?:kr\s*|#)?{goal.n}\s*(?:[:.)\-]\s*|\s+)(?!\d)", before)
            if number:
                found.append(_Span(clause, clause + number.end(), ()))
        lines = {(flat.rfind("\n", 0, span.start), flat.find("\n", span.start)) for span in own}
        titles = {fold(name) for name in (goal.title, *goal.aliases)}
        for span in named:
            line = flat.rfind("\n", 0, span.start), flat.find("\n", span.start)
            if line in lines and fold(flat[span.start : span.end]) in titles:
                rest = re.match(r"\s*:", flat[span.end :])
                found.append(_Span(span.start, span.end + (rest.end() if rest else 0), ()))
    return found


def _hinted(flat: str, goals: Sequence[Subject]) -> set[StepKey]:
    """Steps of whose titles a long word occurs, give or take a slip of the pen."""
    said = {word for word in re.findall(r"\w+", flat) if len(word) >= _LONG_WORD}
    return {
        (goal.n, index)
        for goal in goals
        for index, step in enumerate(goal.steps)
        for own in re.findall(r"\w+", fold(step.title))
        if len(own) >= _LONG_WORD and any(_alike(own, word) for word in said)
    }


def _alike(own: str, said: str) -> bool:
    return own == said or (
        len(own) > _LONG_WORD and Levenshtein.distance(own, said, score_cutoff=1) <= 1
    )


def _meet(one: _Span, other: _Span) -> bool:
    return one.start < other.end and other.start < one.end

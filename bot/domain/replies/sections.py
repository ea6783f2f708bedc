"""Headings: below "Kế hoạch tuần tới:" all is plan, below "Last week:" past, below "Blockers:"
a note."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum, auto

from bot.domain.replies.contexts import Judged, Role
from bot.domain.replies.naming import Mention
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.rules_of_reference import is_ten
from bot.domain.replies.scene import Item, Word
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Sort, Token, word_set


class Section(StrEnum):
    """What a part of a reply is about: how things are, will be or were, or what to know."""

    PRESENT = auto()
    PLAN = auto()
    PAST = auto()
    NOTES = auto()
    CONFIDENCE = auto()


#: Words of a heading that lead back to the present: "Kết quả:", "Actuals:".
_PRESENT_WORDS = word_set("ket results result actual actuals done progress update hien now current")
_PLAN_WORDS = word_set(
    "next todo steps priorities priority plan plans focus goals commitments commitment outlook "
    "action actions items uu hoach tiep hanh cam phap"
)
#: Whole headings, the first ones also without a colon; "rủi ro" alone on a line is a status.
_BARE_NOTES = frozenset(
    {"blockers", "blocker", "issues", "notes", "vuong mac", "kho khan", "ghi chu"}
)
_NOTES = _BARE_NOTES | {
    *("risks", "risk", "issue", "note", "support needed", "help needed", "asks", "fyi"),
    *("rui ro", "van de", "luu y", "de xuat", "can ho tro", "kien nghi"),
}
_LONGEST_HEADING = 4


def sections_of(
    stretches: Sequence[tuple[int, int, Sequence[Item]]], tokens: Sequence[Token]
) -> list[Section]:
    """The section of each stretch of items, given with its line and sentence.

    A heading reaches to the end of its line, or down to the next heading or empty line; notes
    behind it on its line only to the next sentence that begins with a name and its figure.
    """
    lines = Counter(line for line, _, _ in stretches)
    found: list[Section] = []
    section, below, reach, headed = Section.PRESENT, False, 0, (-1, -1)
    for line, sentence, items in stretches:
        opened = heading_of(items, tokens, alone=lines[line] == 1)
        noted = section is Section.NOTES and line == headed[0] and sentence > headed[1]
        if opened is not None:
            section, below, headed = opened, _is_bare(items), (line, sentence)
            reach = line + 2 if below else line  # one line may be left empty below a heading
        elif line > reach or (noted and _answers(items)):
            section, below = Section.PRESENT, False
        elif below:
            reach = max(reach, line + 1)
        found.append(section)
    return found


def _answers(items: Sequence[Item]) -> bool:
    """ "MQL 124.": a name, its figure and nothing that is unknown."""
    told = [item for item in items if not (isinstance(item, Word) and item.token.text in ".!;")]
    kinds = [type(item) for item in told]
    return kinds[:1] == [Mention] and Quantity in kinds and Word not in kinds


def heading_of(items: Sequence[Item], tokens: Sequence[Token], *, alone: bool) -> Section | None:
    """The section that a part opens, when it begins with a heading.

    A heading ends with a colon, or stands `alone` on its line; no name or figure is in it.
    """
    opening = list(_until_content(items))
    colon = next((at for at, item in enumerate(opening) if _is_colon(item)), None)
    if colon is None and not (alone and len(opening) == len(items)):
        return None
    heading = opening[:colon]
    words = [item.token.fold for item in heading if isinstance(item, Word) and _is_word(item)]
    folds = [
        t.fold for item in heading for t in tokens[item.start : item.end] if t.sort is Sort.WORD
    ]
    if " ".join(folds) in (_BARE_NOTES if colon is None else _NOTES):
        return Section.NOTES
    if len(words) > _LONGEST_HEADING or (colon is None and not _speaks_of_time(heading, words)):
        return None
    return _section_of(heading, set(folds))


def _speaks_of_time(heading: Sequence[Item], words: Sequence[str]) -> bool:
    """Nothing but what a heading is made of: "tuần sau em nghỉ" is a sentence."""
    signals = {item.signal for item in heading if isinstance(item, Found)}
    return signals <= _OF_HEADINGS and set(words) <= _PLAN_WORDS | _PRESENT_WORDS


def _is_bare(items: Sequence[Item]) -> bool:
    """Nothing stands behind the heading, so it is about the lines below."""
    return not items or _is_colon(items[-1]) or len(list(_until_content(items))) == len(items)


def _until_content(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Mention | Quantity):
            return
        yield item


def _is_colon(item: Item) -> bool:
    return isinstance(item, Word) and item.token.text == ":"


def _is_word(item: Item) -> bool:
    return isinstance(item, Word) and item.token.sort is Sort.WORD


def _section_of(heading: Sequence[Item], folds: set[str]) -> Section | None:
    signals = {item.signal for item in heading if isinstance(item, Found)}
    if Signal.CONFIDENCE in signals:
        return Section.CONFIDENCE
    if signals & {Signal.FUTURE, Signal.TARGET, Signal.NOT_DONE} or folds & _PLAN_WORDS:
        return Section.PLAN
    if Signal.PREVIOUS in signals:
        return Section.PAST
    if Signal.FOREIGN in signals:
        return Section.NOTES
    present = Signal.THIS_PERIOD in signals or folds & _PRESENT_WORDS
    return Section.PRESENT if present else None


_OF_HEADINGS = frozenset(
    {
        *(Signal.FUTURE, Signal.TARGET, Signal.PREVIOUS, Signal.THIS_PERIOD, Signal.FILLER),
        *(Signal.DONE, Signal.AT),
    }
)
_ROLES = {Section.PLAN: Role.FUTURE, Section.PAST: Role.PREVIOUS, Section.NOTES: Role.NOTE}
_KEPT_ROLES = frozenset({Role.NOTE, Role.FOREIGN, Role.SAMPLE, Role.TARGET, Role.REPLACED})


def as_of(section: Section, judged: Judged) -> Judged:
    """A figure below "next week" is none of this week, one behind "Confidence:" no value."""
    if section is Section.PRESENT or judged.role in _KEPT_ROLES:
        return judged
    if section is Section.CONFIDENCE:
        role = Role.CONFIDENCE if is_ten(judged.quantity) else Role.NOTE
        return judged._replace(role=role, rule="section")
    return judged._replace(role=_ROLES[section], rule="section")

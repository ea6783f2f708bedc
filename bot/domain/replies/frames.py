"""Words that lead into figures and say of when or of whom they are: "hồi tháng 6", "team Berlin's".

They hold for every figure of their stretch, where the rules of roles look at one figure each.
"""

from collections.abc import Sequence, Set
from itertools import pairwise, takewhile

from bot.domain.replies.contexts import Judged, Role
from bot.domain.replies.naming import Mention
from bot.domain.replies.parts import Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.scene import Item, Scene, Word
from bot.domain.replies.sections import Section, as_of
from bot.domain.replies.signals import Found, Signal, says
from bot.domain.replies.tokens import Sort, Token, folds_of, spellings, word_set

#: Behind these a time of the past is where something began: "since last month", "từ năm ngoái".
_SINCE = (Signal.FROM, Signal.COMPARE, Signal.SINCE_START, Signal.THIS_PERIOD)
_SINCE_WORDS = word_set("since tu ke tinh den as until")
#: What was the highest or "was 72" tells of one figure, not of a time that others share.
_OF_ONE_FIGURE = word_set(
    "was were had used started peaked peak best worst highest lowest high low cao thap nhanh cham "
    "gio co da tung ky von so cu"
)
_ENDS_WITH_VERB = word_set("la was it at be been")


def opens_past(items: Sequence[Item], tokens: Sequence[Token]) -> bool:
    """A time of the past stands before the first name and figure: "Năm ngoái NPS 72"."""
    for at, item in enumerate(items):
        if isinstance(item, Mention):
            return False
        if isinstance(item, Quantity):
            return item.is_time() and _is_ago(items, at, tokens)
        if says(item, _SINCE) or tokens[item.start].fold in _SINCE_WORDS:
            return False
        if says(item, (Signal.PREVIOUS,)):
            first, last = tokens[item.start].fold, tokens[item.end - 1].fold
            return first not in _OF_ONE_FIGURE and last not in _ENDS_WITH_VERB
        if says(item, (Signal.SPAN,)) and tokens[item.end - 1].fold in ("ago", "day"):
            return True  # "a month ago", "cách đây mấy tháng"
    return False


#: Nobody says "118 weeks ago".
_LONGEST_AGO = 52


def _is_ago(items: Sequence[Item], at: int, tokens: Sequence[Token]) -> bool:
    """ "2 weeks ago", "2 tháng trước", "cách đây 2 tuần"."""
    before, after = items[max(at - 1, 0) : at], items[at + 1 : at + 2]
    figure = items[at]
    long = isinstance(figure, Quantity) and (figure.value or 0) > _LONGEST_AGO
    if long or any(says(item, (Signal.COMPARE,)) for item in before):
        return False  # "124 so với 118 tuần trước"
    if any(says(item, (Signal.SPAN,)) and tokens[item.start].fold == "cach" for item in before):
        return True
    return any(
        says(item, (Signal.PREVIOUS, Signal.SPAN)) and tokens[item.start].fold in ("ago", "truoc")
        for item in after
    )


_OF_THEN = (Signal.PREVIOUS, Signal.SPAN)


class Past:
    """Which stretches lie in the past: the one that a time leads, and what its sentence goes on
    with, until something is said of now or of the same subject again."""

    def __init__(self) -> None:
        self._sentence = self._begun = -1
        self._told: set[int] = set()

    def covers(self, part: Part, tokens: Sequence[Token]) -> bool:
        """Whether the part is of then; parts come in reading order."""
        sentence = part.clause.sentence
        then = part.has(*_OF_THEN)
        first = sentence != self._begun
        if part.figures or part.named:
            self._begun = sentence
        if not then and sentence != self._sentence:
            return False
        now = part.now or part.has(Signal.THIS_PERIOD)
        if not now and then and opens_past(part.items, tokens):
            if first and (part.named or _tells_time(part)):
                self._sentence = sentence
                self._told = set(part.ns) if part.figures and part.named else set()
            return True
        again = part.ns and self._told.issuperset(part.ns) and not part.clause.aside
        if now or part.has(Signal.STILL) or sentence != self._sentence or again:
            self._sentence = self._sentence if again and not now else -1
            return False
        if part.figures:
            self._told.update(part.ns)
        return True


_OF_TIME = (Signal.PREVIOUS, Signal.SPAN, Signal.FILLER, Signal.AT, Signal.ABOUT)


def _tells_time(part: Part) -> bool:
    """ "Hai tuần trước", "back then": nothing but the time itself."""
    figures = [item for item in part.items if isinstance(item, Quantity)]
    plain = not part.unknown and part.signals.issubset(_OF_TIME)
    return plain and all(figure.is_time() for figure in figures)


_LONG_AGO = word_set("hoi back")


def framed_as(part: Part, scene: Scene, *, past: bool) -> list[Judged]:
    """The part's figures as what leads into them says; `past`: a time before now does."""
    judged = part.judged
    if past:
        # Of "tuần trước 118 → 124" without a name only the first is known to be of then.
        told = scene.tokens[part.start].fold in _LONG_AGO
        kept = len(judged) if part.named or part.carried or told else 1
        judged = [*map(_as_then, judged[:kept]), *judged[kept:]]
    elif not part.now and _opens_target(part.items):
        judged = [_framed(Section.PLAN, j) for j in judged]
    elif any(j.quantity.is_time() for j in judged[1:]):
        judged = _before_their_time(part, scene)
    if _of_others(part.items, scene.tokens, scene.names):
        return _as_of_others(judged)
    if judged[-1].role is Role.TARGET and _closes_as_target(part):
        return [_toward(j) if j.role in _MOVEMENTS else j for j in judged]
    return judged


def _before_their_time(part: Part, scene: Scene) -> list[Judged]:
    """The 110 of "110 two weeks ago" is of then."""
    ago = {
        item.start
        for at, item in enumerate(part.items)
        if isinstance(item, Quantity) and item.is_time() and _is_ago(part.items, at, scene.tokens)
    }
    pairs = pairwise(part.judged)
    told = [_as_then(j) if after.quantity.start in ago else j for j, after in pairs]
    return [*told, part.judged[-1]]


def _as_then(judged: Judged) -> Judged:
    return judged if judged.role is Role.PREVIOUS else _framed(Section.PAST, judged)


def _framed(section: Section, judged: Judged) -> Judged:
    then = as_of(section, judged)
    return judged if then is judged else then._replace(rule="frame")


def _closes_as_target(part: Part) -> bool:
    end = part.judged[-1].quantity.end
    return any(says(item, (Signal.TARGET,)) and item.start >= end for item in part.items)


_MOVEMENTS = (Role.DELTA, Role.MOVED, Role.GAINED)


def _toward(judged: Judged) -> Judged:
    """The 6 of "thêm 6 lên 130 là mục tiêu" is the way to the target."""
    return judged._replace(role=Role.TARGET, rule="target")


def _opens_target(items: Sequence[Item]) -> bool:
    """ "Mục tiêu NPS từ 74 lên 78" """
    return says(items[0], (Signal.TARGET,)) and isinstance(next(iter(items[1:]), None), Mention)


#: Before the name of a place, a brand or people these make it another one's: "bên Shopee".
_GROUPS = spellings("bên nhánh kênh miền vùng")
_NAMED_GROUPS = _GROUPS | spellings(
    "của team phòng nhóm đội cty hàng branch region channel division"
)
_OWN_GROUPS = folds_of(
    "sales sale marketing mkt mar growth product dev it hr cskh cs ops data content seo design "
    "media digital finance kinh kế kỹ nhân vận văn tài pháp mua kho thiết chăm truyền sản tui tôi "
    "chúng bọn tụi ta mình em này trên dưới cạnh"
)
_NOBODYS = word_set(
    "today yesterday tonight day week month quarter year sprint let here that there what it "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)


def _of_others(items: Sequence[Item], tokens: Sequence[Token], names: Set[str]) -> bool:
    """Somebody else is named before the first figure: "Team Berlin's MQLs: 124", "NPS của
    Shopee 76", or a part of the whole: "MQL kênh Facebook 110". `names`: words of the titles."""
    for item, after in pairwise(items):
        if isinstance(item, Quantity):
            return False
        if isinstance(after, Found):
            continue
        if isinstance(after, Mention) and _owns(tokens[item.end - 1]):
            return True
        if not (isinstance(after, Word) and after.token.sort is Sort.WORD):
            continue
        word = after.token
        if word.fold in names or word.fold in _OWN_GROUPS or isinstance(item, Mention):
            continue
        lead = tokens[item.end - 1].key
        if lead in _GROUPS or (lead in _NAMED_GROUPS and word.text[:1].isupper()):
            return True
    return False


def _owns(token: Token) -> bool:
    word = token.text.replace("’", "'")
    if token.fold == "their":
        return True
    return word.endswith("'s") and word[:1].isupper() and word[:-2].lower() not in _NOBODYS


_KEPT = frozenset({Role.NOTE, Role.CONFIDENCE, Role.SAMPLE, Role.FOREIGN, Role.REPLACED})


def _as_of_others(judged: Sequence[Judged]) -> list[Judged]:
    """None of the figures is written, the subject's own is asked for."""
    return [
        j if j.role in _KEPT else j._replace(role=Role.OTHERS, rule="of_others") for j in judged
    ]


def mark_shares(parts: Sequence[Part], scene: Scene) -> None:
    """In "traffic: web 200k, app 71k" each figure is a part of the whole."""
    for at, (part, after) in enumerate(pairwise(parts)):
        if not (after.carried and part.judged and after.judged and part.ns == after.ns):
            continue
        told = part.named or part.judged[0].role is Role.OTHERS
        same = told and part.clause.sentence == after.clause.sentence
        if same and _lists(part, scene) and _lists(after, scene) and _alike(part, after):
            part.judged, after.judged = _as_of_others(part.judged), _as_of_others(after.judged)
        elif part.named:
            _mark_summands(part, parts[at + 1 : at + _MOST_SUMMANDS])


#: A whole and so many of its parts are looked at together.
_MOST_SUMMANDS = 6


_OF_SHARES = frozenset({Signal.FILLER, Signal.AND, Signal.DETAIL})


def _mark_summands(whole: Part, after: Sequence[Part]) -> None:
    """The 200k and 71k of "traffic 271k: web 200k, app 71k" add up to what is said before."""
    behind = [*takewhile(lambda part: part.carried and part.ns == whole.ns, after)]
    if not all(part.signals <= _OF_SHARES for part in behind):
        return
    first, others = whole.judged[0], whole.judged[1:]
    others = [*others, *(j for part in behind for j in part.judged)]
    values = [j.quantity.value for j in others if j.role is Role.VALUE]
    if first.gap or len(values) < 2 or None in values or first.role is not Role.VALUE:
        return
    if sum(v for v in values if v is not None) == first.quantity.value:
        whole.judged = [first, *_as_of_others(whole.judged[1:])]
        for part in behind:
            part.judged = _as_of_others(part.judged)


def _alike(part: Part, after: Part) -> bool:
    return part.judged[0].quantity.unit == after.judged[0].quantity.unit


def _lists(part: Part, scene: Scene) -> bool:
    """Nothing but perhaps the name, one or two unknown words and a figure."""
    words = [i for i in part.items if isinstance(i, Word) and i.token.sort is Sort.WORD]
    told = [i for i in part.items if not isinstance(i, Word)]
    plain = len(part.judged) == 1 and part.judged[0].role in (Role.VALUE, Role.OTHERS)
    return (
        plain
        and 1 <= len(words) <= 2
        and isinstance(told[-1], Quantity)
        and words[-1].end == told[-1].start
        and all(isinstance(i, Mention | Quantity) for i in told)
        and not any(t.fold == "va" for t in scene.tokens[part.start : part.end])
    )

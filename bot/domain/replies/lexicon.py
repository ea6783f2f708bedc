"""The phrase tables compiled once per reading language."""

from collections.abc import Iterator, Sequence

from bot.domain.replies.phrases_en_figures import ENGLISH_FIGURES
from bot.domain.replies.phrases_en_statements import ENGLISH_STATEMENTS
from bot.domain.replies.phrases_vi_figures import VIETNAMESE_FIGURES
from bot.domain.replies.phrases_vi_statements import VIETNAMESE_STATEMENTS
from bot.domain.replies.signals import Found, Lexicon, Signal
from bot.domain.replies.tokens import Sort, Token, word_set, words_of

ENGLISH = ENGLISH_FIGURES | ENGLISH_STATEMENTS
VIETNAMESE = VIETNAMESE_FIGURES | VIETNAMESE_STATEMENTS

#: English words that are also Vietnamese words without accents; read by the main language.
_LOOKALIKES = word_set(
    "do may them so to no the an on in can hang la song mai ban hay hen ha ho ma qua con tin lo "
    "dang gap giao tan nay vai cho ca co go me be bot ten sang ra am it nhe van chi em hit tot "
    "to len sat tat tam ngoai mong muon thu dinh tot doi nua gan hon than tang ky lam mat ta y k r "
    "a u hen ah oi do da rung"
)
#: English words that mean another thing in an unaccented Vietnamese reply.
_YIELDS = word_set("them may do can am gain cause the so bot me ca.")
_VIETNAMESE_MARKS = word_set(
    "tuan nay da dang duoc len xuong giam tang nhe nha roi khong ko chua voi anh chi em sep "
    "thang va cua theo phan ket ty trieu nghin tr vi thi nhung con lai moi ben minh cac nhu vay "
    "hien tai dat muc xong het doanh khach hang don nguoi bai diem phut gio ngay bao cao gui "
    "them vuot tu den cho thieu nv hs"
)
_ENGLISH_MARKS = word_set(
    "the is are was were we our at to of for and this week from with no not now still on by it "
    "its has have been last because due more than up down but as will they i you my all both "
    "done change same out over"
)


def _chosen(tables: dict[Signal, str], *, lookalikes: bool) -> dict[Signal, str]:
    """The phrases that are single words an English text would trip over, or the others."""
    chosen = {}
    for signal, phrases in tables.items():
        kept = [p for p in phrases.split("|") if _lookalike(p) is lookalikes]
        if lookalikes:
            kept = [p for p in kept if words_of(p)[0].accented]
        chosen[signal] = "|".join(kept)
    return chosen


def _lookalike(phrase: str) -> bool:
    tokens = words_of(phrase)
    return len(tokens) == 1 and tokens[0].fold in _LOOKALIKES


def _yielding(tables: dict[Signal, str]) -> dict[Signal, str]:
    """English phrases without the words that are commoner as unaccented Vietnamese."""
    return {
        signal: "|".join(p for p in phrases.split("|") if p not in _YIELDS)
        for signal, phrases in tables.items()
    }


_FOR_VIETNAMESE = Lexicon((VIETNAMESE, _yielding(ENGLISH)))
_FOR_ENGLISH = Lexicon(
    (ENGLISH, _chosen(VIETNAMESE, lookalikes=False)),
    accented=(_chosen(VIETNAMESE, lookalikes=True),),
)


def refind(
    tokens: Sequence[Token], free: Sequence[bool], before: Sequence[Found], locale: str
) -> list[Found]:
    """The phrases of `before` whose tokens are still free, and shorter ones where they are not."""
    kept = [found for found in before if all(free[found.start : found.end])]
    broken = [found for found in before if not all(free[found.start : found.end])]
    if not any(any(free[found.start : found.end]) for found in broken):
        return kept
    return find_signals(tokens, free, locale)


def find_signals(tokens: Sequence[Token], free: Sequence[bool], locale: str) -> list[Found]:
    """All phrases on free tokens, each sentence read in the language it is mainly written in."""
    leanings = [_leaning(token) for token in tokens]
    whole = sum(leanings) or (1 if locale == "vi" else -1)
    found: list[Found] = []
    start = 0
    for end in _sentence_ends(tokens):
        leaning = sum(leanings[start:end]) or whole
        lexicon = _FOR_VIETNAMESE if leaning > 0 else _FOR_ENGLISH
        found += lexicon.find(tokens, free, start, end)
        start = end
    return found


_MOVED = word_set("moved changed budged shifted")


def find_neither(tokens: Sequence[Token]) -> list[Found]:
    """ "Neither NPS nor churn moved": both names, and no change; else a denial of both."""
    folds = [token.fold for token in tokens]
    if "neither" not in folds or "nor" not in folds:
        return []
    at = {fold: index for index, fold in enumerate(folds)}
    first, joint = at["neither"], at["nor"]
    if first > joint:
        return []
    moved = min((at[word] for word in _MOVED if at.get(word, -1) > joint), default=joint)
    plain = moved > joint and all(t.sort is Sort.WORD for t in tokens[first:moved])
    found = [
        Found(Signal.FILLER if plain else Signal.NEGATION, first, first + 1),
        Found(Signal.AND, joint, joint + 1),
    ]
    return [*found, Found(Signal.NO_CHANGE, moved, moved + 1)] if plain else found


def _sentence_ends(tokens: Sequence[Token]) -> Iterator[int]:
    for index, token in enumerate(tokens):
        last = index + 1 == len(tokens)
        if last or token.sort is Sort.LINE or (token.text in ".!?" and tokens[index + 1].gap):
            yield index + 1


def _leaning(token: Token) -> int:
    """Positive for Vietnamese, negative for English, 0 when the word does not tell."""
    if token.sort is not Sort.WORD:
        return 0
    vietnamese = 2 * token.accented + (token.fold in _VIETNAMESE_MARKS)
    return vietnamese - (token.fold in _ENGLISH_MARKS)

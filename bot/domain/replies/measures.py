"""What a subject's unit and title say about the figures that fit it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.domain.replies.model import Kind, Subject
from bot.domain.replies.numerals import SCALES, decimals
from bot.domain.replies.tokens import Sort, Token, word_set, words_of
from bot.domain.replies.units import (
    NOUNS,
    PERIOD_LENGTHS,
    PERIODS,
    UNIT_PHRASES,
    UNIT_WORDS,
    Family,
    Unit,
)

_MONEY_WORDS = word_set("vnd dong đ usd $ eur € ₫ us$ £ gbp jpy sgd inr ₹")


_BEFORE_DONG = frozenset({*SCALES, "nam", "tien"})

#: Things that add up; a share, a score or a price does not.
_SUMMED = frozenset(
    {
        *(Family.COUNT, Family.MASS, Family.LENGTH, Family.AREA, Family.VOLUME),
        *(Family.ENERGY, Family.DATA, Family.TIME),
    }
)


@dataclass(frozen=True, slots=True)
class Measure:
    """How figures of one subject are read.

    `factor`: one of its units in base units (1e9 for "tỷ VND", 60 for minutes).
    `scale_top`: 10 for "points/10", 5 for stars; `period`: "day" for "orders/day".
    `nouns`: folded nouns that count the same thing, `counted` those of the unit itself.
    `scales`: scale factors that its title shows; `numbers`: whole numbers in its title.
    `whole`: it never has decimals; `flow`: money that adds up over the period; `new`: all that
    is counted is called new.
    """

    family: Family
    factor: Decimal
    scaled: bool
    currency: str
    scale_top: int | None
    period: str
    complete: bool
    kind: Kind
    nouns: frozenset[str]
    counted: tuple[str, ...]
    scales: tuple[Decimal, ...]
    numbers: frozenset[Decimal]
    whole: bool
    flow: bool
    new: bool

    @property
    def cumulative(self) -> bool:
        """A count that grows from zero: this week's production is not its value."""
        return self.kind is Kind.COUNT and not self.period

    def holds(self, period: str) -> bool:
        """What is counted by the month holds what was done this week."""
        if self.kind is not Kind.COUNT or not (period and self.period):
            return False
        return PERIOD_LENGTHS.index(period) < PERIOD_LENGTHS.index(self.period)


@lru_cache(maxsize=1024)
def measure_of(subject: Subject) -> Measure:
    """Read unit, title and figures of a subject."""
    tokens = words_of(subject.unit)
    family, unit_factor, currency = _family(tokens)
    scale = _unit_scale(tokens, family)
    title = words_of(subject.title)
    factor = unit_factor * scale
    figures = [
        subject.start,
        subject.target,
        *([subject.current] if subject.current is not None else []),
    ]
    return Measure(
        family=family,
        factor=factor,
        scaled=scale != 1,
        currency=currency,
        scale_top=_scale_top(tokens, title, family),
        period=_period(tokens, title),
        complete="complete" in subject.unit.lower() or "hoàn thành" in subject.unit.lower(),
        kind=subject.kind or _kind(subject, family),
        nouns=_nouns(tokens),
        counted=_counted(tokens) if family is Family.COUNT else (),
        scales=_title_scales(title),
        numbers=_title_numbers(title),
        new=any(token.fold in ("new", "moi") for token in title),
        flow=family is Family.MONEY and (subject.start == 0 or _says_flow(title)),
        whole=family is Family.COUNT
        and all(decimals(figure.normalize()) == 0 for figure in figures),
    )


def _says_flow(title: list[Token]) -> bool:
    """Revenue adds up week by week; a price or an average does not."""
    text = " ".join(token.fold for token in title)
    return any(word in text for word in ("doanh thu", "revenue", "sales", "doanh so", "giai ngan"))


def _family(tokens: list[Token]) -> tuple[Family, Decimal, str]:
    folds = [token.fold for token in tokens]
    if any(after == "dong" and word not in _BEFORE_DONG for word, after in pairwise(folds)):
        return Family.COUNT, Decimal(1), ""  # contracts (hợp đồng), activities (hoạt động)
    if "%" in folds:
        return Family.PERCENT, Decimal(1), ""
    for size in (3, 2):
        for at in range(len(folds) - size + 1):
            unit = UNIT_PHRASES.get(tuple(folds[at : at + size]))
            if unit and not (unit.family is Family.POINTS and unit.name == "pp"):
                return unit.family, unit.factor, unit.name if unit.family is Family.MONEY else ""
    for token in tokens:
        if token.text.lower() in _MONEY_WORDS or token.fold in _MONEY_WORDS:
            return Family.MONEY, Decimal(1), UNIT_WORDS.get(token.fold, UNIT_WORDS["vnd"]).name
    for token in tokens:
        found = UNIT_WORDS.get(token.fold)
        if found is not None and _unit_is_whole(found, tokens):
            return found.family, found.factor, found.name if found.family is Family.MONEY else ""
        if token.text == "/":
            break
    return Family.COUNT, Decimal(1), ""


def _unit_is_whole(unit: Unit, tokens: list[Token]) -> bool:
    """ "km" is a length, "lần" and "vòng" count, "ta" or "do" alone are no unit words here."""
    first = tokens[0].fold if tokens else ""
    if unit.family is Family.TIMES:
        return first in ("x", "times", "turns")
    return first not in ("do", "ta", "d") and first != "hom"


def _unit_scale(tokens: list[Token], family: Family) -> Decimal:
    for token in tokens:
        if token.fold in SCALES and (
            family is Family.MONEY or len(token.fold) > 1 or token.fold == "k"
        ):
            return SCALES[token.fold]
    return Decimal(1)


def _scale_top(unit: list[Token], title: list[Token], family: Family) -> int | None:
    if family is not Family.POINTS:
        return None
    for tokens in (unit, title):
        for at, token in enumerate(tokens[:-1]):
            if token.text == "/" and tokens[at + 1].text in ("5", "10", "100"):
                return int(tokens[at + 1].text)
        folds = [token.fold for token in tokens]
        if "out" in folds and folds[-1] in ("5", "10", "100"):
            return int(folds[-1])
        if {"sao", "star", "stars"} & set(folds):
            return 5
    return None


def _period(unit: list[Token], title: list[Token]) -> str:
    """The period a rate is counted in, from the unit, else from the title."""
    for tokens in (unit, title):
        for at, token in enumerate(tokens[:-1]):
            lead = token.fold in ("/", "per", "moi", "hang", "a", "each", "every")
            if lead and tokens[at + 1].fold in PERIODS:
                return PERIODS[tokens[at + 1].fold]
        for token in tokens:
            if token.fold in ("daily", "weekly", "monthly", "quarterly"):
                return PERIODS[token.fold]
    return ""


def _kind(subject: Subject, family: Family) -> Kind:
    """A count starts at zero and grows; a milestone runs from 0 to 1."""
    if subject.start == 0 and subject.target == 1:
        return Kind.MILESTONE
    if family in _SUMMED and subject.start == 0 and subject.target > 0:
        return Kind.COUNT
    if family is Family.PERCENT and subject.target == 100 and subject.start == 0:
        return Kind.COUNT
    return Kind.MEASURE


def _nouns(unit: list[Token]) -> frozenset[str]:
    words = {token.fold for token in unit if token.sort is Sort.WORD and token.fold not in PERIODS}
    stems = words | {word.removesuffix("s") for word in words}
    more = {noun for row in NOUNS if row & stems for noun in row}
    return frozenset(words | more)


def _counted(unit: list[Token]) -> tuple[str, ...]:
    """The words of a counting unit, singular and plural."""
    words = []
    for token in unit:
        if token.text == "/":
            break
        if token.sort is Sort.WORD and len(token.fold) > 1 and token.fold not in PERIODS:
            words += [token.fold, token.fold.removesuffix("s")]
    return tuple(dict.fromkeys(words))


def _title_scales(title: list[Token]) -> tuple[Decimal, ...]:
    """Scales behind figures in the title; a full figure like 120.000 shows none."""
    found = []
    for at, token in enumerate(title[:-1]):
        after = title[at + 1]
        if token.sort is Sort.NUMERAL and after.fold in SCALES and after.fold != "ti":
            found.append(SCALES[after.fold])
    return tuple(dict.fromkeys(found))


def _title_numbers(title: list[Token]) -> frozenset[Decimal]:
    """Plain whole numbers of the title ("60 cửa hàng")."""
    return frozenset(
        Decimal(digits)
        for token in title
        if token.sort is Sort.NUMERAL
        and (digits := token.text.replace(",", "").replace(".", "")).isdigit()
        and len(digits) < 12
    )

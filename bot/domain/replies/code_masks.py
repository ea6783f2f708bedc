"""Phones, versions, rooms, weeks and other numbers that name a thing instead of measuring it."""

from bot.domain.replies.masked import Look, Mask, Masked
from bot.domain.replies.tokens import spellings, word_set

_CALL_WORDS = word_set("call goi sdt phone tel hotline zalo ext alo viber whatsapp")
_WEEK_NOUNS = word_set("tuan week wk sprint dot ky vong round phase buoc step quarter")
#: "Last week 17" is last week's figure, no week with a number.
_TOLD_WEEKS = word_set("this last past previous prior")
_PLACE_NOUNS = spellings(
    "phòng room tầng floor lầu toà building block version ver phiên slide page trang level cấp"
    " top điều chương mục line route gate dock khu hàng grade nhóm group zone ward bed giường ga"
    " lần bàn batch lô release build ticket pr issue task jira số no lớp khoá ca shift kho tuyến"
    " kệ kênh bay unit cổng trạm đội tổ gpt ios iso windows android covid khối sảnh xưởng chuyền"
)
#: Words so common without accents that they mask a figure only when "số" stands between.
_SOFT_PLACES = word_set(
    "so no ban hang to doi lan muc unit ke kenh cong ga ca group tang xuong tram chuyen bay dieu"
)
_COUNTED = word_set("kr krs kpi kpis okr okrs objective objectives")
COUNT_WORDS = word_set("two three four five six hai ba bon")
_REVIEWS = word_set("reviews review ratings gia")
STAR_WORDS = word_set("one two three four five")
_CODES = word_set("p q v w t h fy cv x o iso a b c e f g l m n r s u y z ma")

#: Numbers of subjects and phones have one of these on their left or on their right; places and
#: versions begin with a head.
HEADS = _WEEK_NOUNS | _PLACE_NOUNS | _CODES | word_set("quy q h")
LEADS = word_set("ca all")
FOLLOWERS = _COUNTED | word_set("- star stars sao")


def phone(look: Look, at: int) -> Masked | None:
    """Nine to eleven digits that start with 0 or +84, 555-0142, or digits behind "call"."""
    plus = look.fold(at) == "+"
    first = look.fold(at + plus)
    joined = look.fold(at + plus + 1) == "-" or look.is_numeral(at + plus + 1)
    if len(first) < 6 and not joined:
        return None
    digits, end = _digit_run(look, at + plus)
    local = digits.startswith("0") and 9 <= len(digits) <= 11
    abroad = plus and len(digits) >= 9 and not first.startswith("0")
    second = look.fold(at + 2)
    short = look.fold(at + 1) == "-" and len(first) == 3 and len(digits) in (7, 10)
    short = short and (second.startswith("0") or len(second) == 4)
    called = len(digits) >= 6 and any(look.fold(b) in _CALL_WORDS for b in range(at - 3, at))
    return Masked(Mask.PHONE, at, end) if local or abroad or short or called else None


def _digit_run(look: Look, at: int) -> tuple[str, int]:
    """Digits of the numerals side by side, also over glued hyphens, and where they end."""
    digits, end = "", at
    while look.is_numeral(end) and len(digits) < 16:
        digits += "".join(char for char in look.fold(end) if char.isdigit())
        end += 1
        if look.fold(end) == "-" and look.is_numeral(end + 1) and look.glued(end + 1):
            end += 1
    return digits, end


def version(look: Look, at: int) -> Masked | None:
    """1.14.0: three numbers that are no groups of three digits."""
    parts = look.fold(at).split(".")
    grouped = all(len(part) == 3 for part in parts[1:]) or "," in look.fold(at)
    return Masked(Mask.CODE, at, at + 1) if len(parts) > 2 and not grouped else None


def round_the_clock(look: Look, at: int) -> Masked | None:
    """24/7."""
    shift = look.fold(at) == "24" and look.fold(at + 1) == "/" and look.fold(at + 2) in ("7", "24")
    return Masked(Mask.CLOCK_ROUND, at, at + 3) if shift else None


def subject_count(look: Look, at: int) -> Masked | None:
    """3 KRs, cả 3, all 3."""
    counted = look.fold(at + 1) in _COUNTED
    told = look.number(at, 2, 10) or look.fold(at) in COUNT_WORDS
    everyone = look.fold(at - 1) in ("ca", "all") and told
    if everyone and not look.measured(at + 1):
        led = look.fold(at - 2) == "for"  # "for all" is a phrase of its own
        return Masked(Mask.SUBJECT_COUNT, at if led else at - 1, at + 1 + counted)
    if counted and look.number(at, 1, 20) and not look.is_numeral(at + 2):
        return Masked(Mask.SUBJECT_COUNT, at, at + 2)
    return None


def code(look: Look, at: int) -> Masked | None:
    """p95, Q4, v2.3, W32, k8s: one or two letters glued to digits."""
    token = look.tokens[at]
    if not (look.is_numeral(at + 1) and look.glued(at + 1)):
        return None
    inside = look.is_numeral(at - 1) and look.glued(at)
    if not inside and len(token.fold) <= 2 and look.letters(at + 2) and look.glued(at + 2):
        return Masked(Mask.CODE, at, at + 3)
    if token.fold not in _CODES:
        return None
    if inside or f"{token.fold}{look.fold(at + 1)}" in look.names:
        return None
    return Masked(Mask.CODE, at, at + 2)


def kind_of_review(look: Look, at: int) -> Masked | None:
    """Five-star reviews, 37 đánh giá 5 sao: reviews of one kind are no rating."""
    hyphen = look.fold(at + 1) == "-"
    star = at + 1 + hyphen
    whole = look.number(at, 1, 5) or look.fold(at) in STAR_WORDS
    if not whole or look.fold(star) not in ("star", "stars", "sao"):
        return None
    counted = any(look.is_numeral(before) for before in range(at - 4, at - 1))
    listed = look.fold(at - 1) in _REVIEWS and counted
    # The star itself may be a name.
    return Masked(Mask.CODE, at, star) if listed or look.fold(star + 1) in _REVIEWS else None


def hyphened(look: Look, at: int) -> Masked | None:
    """Covid-19: a word, a hyphen and digits without a space."""
    joined = look.fold(at + 1) == "-" and look.glued(at + 1) and look.glued(at + 2)
    if not joined or not look.is_numeral(at + 2):
        return None
    named = look.fold(at) in look.names and len(look.fold(at)) > 3
    return None if named else Masked(Mask.CODE, at, at + 3)


def numbered(look: Look, at: int) -> Masked | None:
    """Tuần 32, phòng 5.02, version 2.3, quý 3, lần thứ 2."""
    word = look.fold(at)
    between = look.fold(at + 1) in ("so", "thu", "#", "no") and word not in ("so", "no")
    number = at + 1 + between
    if not look.is_numeral(number):
        return None
    if word in ("quy", "q", "h") and look.number(number, 1, 4):
        return Masked(Mask.WEEK, at, number + 1)
    if look.measured(number + 1):
        return None
    if word in _WEEK_NOUNS and look.number(number, 1, 60):
        told = look.fold(at - 1) in _TOLD_WEEKS
        return None if told else Masked(Mask.WEEK, at, number + 1)
    soft = word in _SOFT_PLACES and not look.tokens[at].accented and not between
    if look.tokens[at].key in _PLACE_NOUNS and word not in look.names and not soft:
        return Masked(Mask.PLACE, at, number + 1)
    return None

"""Dates, clock times, weekdays, months and years, which are never values."""

from bot.domain.replies.masked import Look, Mask, Masked
from bot.domain.replies.tokens import spell, word_set

_DATE_LEADS = word_set("ngay mung mong han deadline date dl duedate hsd sinh")
_LEAVE_LEADS = word_set("leave nghi phep vacation holiday pto ooo")
_DAY_LEADS = _DATE_LEADS - {"sinh"}
_ENGLISH_LEADS = word_set("by on until till due date")
_SOFT_LEADS = word_set("tu den toi sau truoc since from before after sang hen")
_MOVEMENTS = word_set("len xuong tang giam dat")
_MONTHS = word_set(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december"
)
_TIME_LEADS = word_set("luc vao at from truoc sau before after khoang until till by @ hop")
_DAY_PARTS = word_set("am pm sang chieu toi trua dem kem")
_WEEKDAYS = word_set("hai ba tu nam sau bay 2 3 4 5 6 7")
_ORDER = spell("thứ")[0]
_ORDINALS = word_set("st nd rd th")
_YEAR_LEADS = word_set("nam year in since from fy tet ngay")

#: A date or a clock time has one of these on its left or on its right, or begins with a head.
LEADS = _DATE_LEADS | _ENGLISH_LEADS | _SOFT_LEADS | word_set("hom the")
HEADS = _MONTHS | _YEAR_LEADS | word_set("thang thg the")
FOLLOWERS = _MONTHS | _ORDINALS | word_set("am pm h g gio : / - – to thang")


def time(look: Look, at: int) -> Masked | None:
    """14h30, 9h sáng, 3pm, 10:30."""
    if look.fold(at + 1) in ("am", "pm"):
        return Masked(Mask.TIME, at, at + 2)
    if look.fold(at + 1) in ("h", "g", "gio") and look.number(at, 0, 24):
        return _hour(look, at)
    colon = look.fold(at + 1) == ":" and look.glued(at + 1) and look.glued(at + 2)
    minutes = look.number(at + 2, 0, 59) and len(look.fold(at + 2)) == 2
    if colon and minutes and look.number(at, 0, 23):
        return Masked(Mask.TIME, at, at + 3)
    return None


def _hour(look: Look, at: int) -> Masked | None:
    """A clock time behind "lúc", before "sáng", or written 14h30 where nothing is timed."""
    spelled = look.fold(at + 1) == "gio"
    end = at + 2
    if look.number(end, 0, 59) and (spelled or look.glued(end)):
        end += 1
    part = look.fold(end) in _DAY_PARTS
    # "pipeline at 2h20" tells how long it takes, when something is measured in time.
    lead = look.fold(at - 1) in _TIME_LEADS and look.fold(at - 2) not in look.names
    if part or lead or (not look.timed and end == at + 3):
        return Masked(Mask.TIME, at, end + part)
    return None


def date(look: Look, at: int) -> Masked | None:
    """12/05/2024, 2024-05-12, 12/5 or a bare day behind a word for a date, a leave 28/11 – 2/12."""
    end = _written_date(look, at)
    lead = look.fold(at - 1)
    if end == at + 5:
        return Masked(Mask.DATE, at, end)
    if end == at + 3 and lead in _LEAVE_LEADS and look.fold(end) in ("-", "–", "—"):
        last = _written_date(look, end + 1)
        return Masked(Mask.DATE, at, last) if last > end + 2 else None
    if end == at + 3 and (lead in _DATE_LEADS | _ENGLISH_LEADS or lead == "hom"):
        return Masked(Mask.DATE, at, end)
    if end == at + 3 and lead in _SOFT_LEADS and look.fold(at - 2) not in _MOVEMENTS:
        return Masked(Mask.DATE, at, end)
    american = look.number(at, 1, 12) and look.number(at + 2, 13, 31) and look.fold(at + 1) == "/"
    if american and lead in _ENGLISH_LEADS and look.glued(at + 1) and look.glued(at + 2):
        return Masked(Mask.DATE, at, at + 3)
    return _day(look, at) or _day_of_month(look, at)


def _day(look: Look, at: int) -> Masked | None:
    """Ngày 12, mùng 5, by 12th."""
    lead, after = look.fold(at - 1), look.fold(at + 1)
    ordinal = after in _ORDINALS
    if ordinal and (lead in _ENGLISH_LEADS or lead == "the") and look.number(at, 1, 31):
        return Masked(Mask.DATE, at, at + 2)
    lasts = look.is_numeral(at - 2) and after in ("gio", "tieng")  # "1 ngày 6 giờ"
    if lead not in _DAY_LEADS or look.measured(at + 1) or lasts:
        return None
    written = look.fold(at)
    dotted = "." in written and len(written) <= 5
    return Masked(Mask.DATE, at, at + 1) if look.number(at, 1, 31) or dotted else None


def _day_of_month(look: Look, at: int) -> Masked | None:
    """12 Aug, 24-28 Nov, 12 tháng 5."""
    if not look.number(at, 1, 31):
        return None
    if _is_month(look, at + 1):
        return Masked(Mask.DATE, at, at + 2)
    if look.fold(at + 1) == "thang" and look.number(at + 2, 1, 12):
        return Masked(Mask.DATE, at, at + 3)
    if look.fold(at + 1) in ("-", "–", "to") and look.number(at + 2, 1, 31):
        slash = look.fold(at + 3) == "/"
        if slash or _is_month(look, at + 3):
            return Masked(Mask.DATE, at, at + 4 + slash)
    return None


def _written_date(look: Look, at: int) -> int:
    """End of day/month(/year) or year-month-day; `at` + 1 when it is neither."""
    sign = look.fold(at + 1)
    if sign not in ("/", "-") or not (look.glued(at + 1) and look.glued(at + 2)):
        return at + 1
    full = look.fold(at + 3) == sign and look.glued(at + 4) and look.number(at + 4, 0, 2100)
    if full and look.number(at, 1900, 2100) and look.number(at + 2, 1, 12):
        return at + 5
    if not (look.number(at, 1, 31) and look.number(at + 2, 1, 31)):
        return at + 1
    if full:
        return at + 5
    return at + 3 if sign == "/" and look.number(at + 2, 1, 12) else at + 1


def weekday(look: Look, at: int) -> Masked | None:
    """Thứ hai, thứ 5, Chủ nhật; not the "thu" of "doanh thu 5 tỷ"."""
    token = look.tokens[at]
    if token.fold == "chu" and look.fold(at + 1) == "nhat":
        return Masked(Mask.DATE, at, at + 2)
    if token.fold != "thu" or look.fold(at + 1) not in _WEEKDAYS:
        return None
    before = look.fold(at - 1)
    other_word = token.accented and token.key != _ORDER
    if other_word or token.accented != look.accented or before in look.nouns | look.names:
        return None
    return None if before in ("doanh", "tong", "nguon", "muc") else Masked(Mask.DATE, at, at + 2)


def month(look: Look, at: int) -> Masked | None:
    """Tháng 5, tháng 5/2024, Aug 12, May 2024."""
    if look.fold(at) in ("thang", "thg") and look.number(at + 1, 1, 12):
        year = look.fold(at + 2) in ("/", "-") and look.number(at + 3, 1990, 2100)
        return Masked(Mask.DATE, at, at + 2 + 2 * year)
    if _is_month(look, at) and (look.number(at + 1, 1, 31) or look.number(at + 1, 1990, 2100)):
        return Masked(Mask.DATE, at, at + 2 + (look.fold(at + 2) in _ORDINALS))
    return Masked(Mask.DATE, at, at + 1) if _is_month(look, at) else None


def _is_month(look: Look, at: int) -> bool:
    """The month of May is told from the verb by its capital."""
    word = look.fold(at)
    return word in _MONTHS and (word not in ("may", "mar") or look.tokens[at].text.istitle())


def year(look: Look, at: int) -> Masked | None:
    """Năm 2024, in 2024; not "from 2000 to 2400"."""
    if look.fold(at) not in _YEAR_LEADS or not look.number(at + 1, 1990, 2099):
        return None
    if look.fold(at + 2) in ("to", "len", "xuong"):
        return None
    return Masked(Mask.DATE, at + 1, at + 2)


def the_day(look: Look, at: int) -> Masked | None:
    """The 13th."""
    if look.fold(at) == "the" and look.number(at + 1, 1, 31) and look.fold(at + 2) in _ORDINALS:
        return Masked(Mask.DATE, at, at + 3)
    return None

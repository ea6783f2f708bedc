"""Rules for values and their changes: ranges, bounds, from-to, movements, rates."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.replies.contexts import Context, Role, Verdict, gap, plain, signals
from bot.domain.replies.naming import Mention
from bot.domain.replies.scene import Item, Word
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import word_set
from bot.domain.replies.units import PERIODS


def ranged(context: Context) -> Verdict | None:
    if context.quantity.upto is not None:
        return plain(Role.RANGE)
    if context.preceding is not None and _between(context):
        return plain(Role.RANGE)
    if Signal.OR in context.after[:1] and context.following is not None:
        return plain(Role.RANGE)
    if Signal.OR in context.before[:1]:
        return plain(Role.RANGE)
    return None


def _between(context: Context) -> bool:
    """The 76 of "between 74 and 76" and of "từ 74 đến 76"."""
    earlier, joint = context.folds(context.earlier), context.folds_left
    if "between" in earlier and joint in (["and"], ["to"]):
        return True
    moved = {Signal.UP, Signal.DOWN} & set(signals(context.earlier))
    return "tu" in earlier and not moved and joint in (["den"], ["toi"])


def bound(context: Context) -> Verdict | None:
    right = [fold for fold in context.folds_right[:3] if fold != "-"][:2]
    some = context.quantity.words and right[:1] == ["may"]  # "bảy mươi mấy"
    if some or context.quantity.open_end or context.adjacent is Signal.BOUND:
        return plain(Role.BOUND)
    if (
        right[:1] in _VAGUE_AFTER
        or right in _BOUNDS_AFTER
        or (context.following is None and right in (["hon"], ["may"]))
    ):
        return plain(Role.BOUND)
    return None


#: "120 trở lên", "120 or more", "6 tỷ lẻ".
_BOUNDS_AFTER = (
    *(["tro", "len"], ["tro", "xuong"], ["or", "more"], ["le"], ["or", "less"]),
    *(["and", "change"], ["and", "counting"]),
)
#: "70-something", "seventy-odd", "150k plus".
_VAGUE_AFTER = (["something"], ["odd"], ["plus"])


def from_to(context: Context) -> Verdict | None:
    """The first figure of "từ 41 xuống 36", "41 → 36", "74 lên 76", and a lone "from 41"."""
    if context.last is Signal.FROM:
        return None if _until_now(context) else _from(context)
    if has_arrow(context.left) and has_arrow(context.earlier):
        return plain(Role.RANGE)  # of "41 → 36 → 30" the last may be the target
    if context.following is None:
        return None
    if has_arrow(context.right):
        return plain(Role.RANGE if has_arrow(context.left) else Role.PREVIOUS)
    after = context.after
    if not after or after[0] not in (Signal.TO, Signal.UP, Signal.DOWN) or Signal.TO not in after:
        return None
    if context.quantity.sign or context.last in _MOVING_BY:
        return None
    if _turns_to_another(context):
        return None
    return plain(Role.RANGE if context.folds_right == ["to"] else Role.PREVIOUS)


#: "Down by 17 to 198": the first figure is the size of the movement.
_MOVING_BY = (Signal.UP, Signal.DOWN, Signal.MORE, Signal.BY)


def _until_now(context: Context) -> bool:
    """ "Từ tháng 6 đến nay 124": the span ends now, and so does what it tells."""
    folds = context.folds_left
    since = folds[len(folds) - folds[::-1].index("tu") :] if "tu" in folds else []
    return any(pair in _NOW_ENDS for pair in pairwise(since))


_NOW_ENDS = frozenset((a, b) for a in ("den", "toi") for b in ("nay", "gio"))


def _turns_to_another(context: Context) -> bool:
    """ "TikTok 98k còn Facebook 142k": the word means "whereas" where another thing follows it."""
    items = context.right
    if context.folds_right[:1] != ["con"] or not isinstance(items[0], Found):
        return False
    return any(isinstance(item, Word | Mention) for item in items[1:])


def _from(context: Context) -> Verdict:
    """Behind "from": a range, the size of a sample, or the value before."""
    if context.following is not None:
        moved = {Signal.UP, Signal.DOWN} & set(context.before)
        spread = context.folds_right in (["den"], ["toi"]) and not moved
        return plain(Role.RANGE if spread else Role.PREVIOUS)
    named = context.preceding is not None or Signal.SAMPLE in signals(context.right[:1])
    return plain(Role.SAMPLE if named and _sampled(context) else Role.PREVIOUS)


def has_arrow(items: Sequence[Item]) -> bool:
    """ "→", "->" or "=>" stands among the items."""
    return any(isinstance(item, Word) and _is_arrow(item.token.text) for item in items)


def _is_arrow(text: str) -> bool:
    return text.endswith((">", "→")) and len(text) > (text[-1] == ">")


def _sampled(context: Context) -> bool:
    first = context.right[0] if context.right else None
    noun = isinstance(first, Found) and first.signal is Signal.SAMPLE
    return noun or isinstance(first, Mention | Word)


def range_second(context: Context) -> Verdict | None:
    """The 130 of "120 to 130" without a "from"."""
    if context.folds_left != ["to"] or context.preceding is None:
        return None
    led = {Signal.UP, Signal.DOWN, Signal.FROM} & set(signals(context.earlier))
    return None if led or context.preceding.sign else plain(Role.RANGE)


def remaining(context: Context) -> Verdict | None:
    """ "5 more to go", "còn thiếu 5 nữa": what is missing, not what there is."""
    left = context.folds_left
    if context.last in (Signal.UP, Signal.DOWN) and context.after[:2] == _AGAINST_TARGET:
        return plain(Role.REMAINING)
    right = [fold for fold in context.folds_right if fold != "still"]
    more = context.beside is Signal.MORE_AFTER
    if {"need", "needs", "remaining", "thieu"} & set(left) or right[:2] == ["to", "go"]:
        return plain(Role.REMAINING)
    if left[-1:] == ["phai"]:  # "phải 160k mới đúng tiến độ"
        return plain(Role.REMAINING)
    if _NOT_YET & set(right[:2]) or (right[:1] == ["in"] and _UNDER_WAY & set(right[1:3])):
        return plain(Role.REMAINING)
    if right[:2] in _WAITING or (more and right[1:2] == ["in"] and _UNDER_WAY & set(right[2:4])):
        return plain(Role.REMAINING)
    if more and (right[1:3] == ["to", "go"] or Signal.TARGET in context.after):
        return plain(Role.REMAINING)
    if more and {"con", "can"} & set(left):
        return plain(Role.REMAINING)
    return None


def left_over(context: Context) -> Verdict | None:
    """ "Còn 7 quản lý chưa đào tạo": what is not done yet, which a falling count is about."""
    if context.following is not None or context.folds_left[-1:] != ["con"]:
        return None
    undone = {Signal.NEGATION, Signal.NOT_DONE} & set(context.after)
    return plain(Role.REMAINING) if undone else None


#: "hụt 16 so với mục tiêu" measures from the target, not from last week.
_AGAINST_TARGET = [Signal.COMPARE, Signal.TARGET]
#: What is so many is not there yet, or lost: "1 pending", "860 short of target", "3 rejected".
_NOT_YET = word_set(
    "open outstanding unresolved remaining left pending waiting awaiting scheduled overdue "
    "cancelled canceled failed rejected declined short shy away behind tentative verbal unsigned "
    "quit resigned leaving slipped drafted designed interviewing shortlisted verbally"
)
_UNDER_WAY = word_set(
    "legal review pipeline progress negotiation negotiations discussion talks flight draft "
    "process queue qa testing procurement approval beta staging final interview interviews design"
)
_WAITING = (
    *(["dang", "cho"], ["cho", "duyet"], ["cho", "ky"], ["chua", "ky"], ["bi", "huy"]),
    *(["dang", "dam"], ["dung", "thu"], ["da", "dong"], ["nghi", "viec"]),
)


def signed(context: Context) -> Verdict | None:
    """ "+3", "-3"; behind "is" or "now" it may be the level itself."""
    sign = context.quantity.sign
    stated = context.quantity.below or context.adjacent in (Signal.AT, Signal.STILL)
    role = Role.MOVED if context.quantity.percent else Role.DELTA
    return (role, sign, not stated) if sign else None


def complete(context: Context) -> Verdict | None:
    if not context.quantity.percent:
        return None
    near = [*context.before[:1], context.beside]
    if Signal.DONE in near or {"progress", "tien"} & set(context.folds_left):
        return plain(Role.COMPLETE)
    return None


def more(context: Context) -> Verdict | None:
    before = context.before
    before_all = context.adjacent is Signal.MORE_AFTER and context.preceding is None  # "more 5"
    if context.adjacent is Signal.MORE or before_all:
        down = "giam" in context.folds_left or Signal.DOWN in before
        return Role.MOVED if context.quantity.percent else Role.DELTA, -1 if down else 1, True
    if context.beside is Signal.MORE_AFTER and Signal.TO not in before:
        down = Signal.DOWN in before
        return Role.MOVED if context.quantity.percent else Role.DELTA, -1 if down else 1, True
    return None


def newly(context: Context) -> Verdict | None:
    """ "Two new clients": two more, unless all that is counted is called new."""
    new = context.folds_right[:1] == ["new"] and Signal.TO not in context.before
    return (Role.DELTA, 1, True) if new and not context.quantity.percent else None


_BETTER = word_set("improved improve improvement better faster thien nhanh tot")
_WORSE = word_set("worse slower cham kem")


#: Words that stand behind the amount of a movement; Vietnamese puts them in front.
_MOVED_AFTER = word_set(
    "up down higher lower better worse faster slower fewer less increase decrease drop gain "
    "improvement reduction growth"
)


def _sign_of(signal: Signal | None, folds: Sequence[str]) -> int:
    if _BETTER & set(folds):
        return 2
    if _WORSE & set(folds):
        return -2
    return 1 if signal is Signal.UP else -1


def moved(context: Context) -> Verdict | None:
    before, after = context.before, context.after
    last = next((s for s in before if s not in (Signal.BY, Signal.AT, Signal.THIS_PERIOD)), None)
    if context.quantity.is_time() and context.folds_left[-1:] == ["mat"]:
        return None  # "mất 8,5 ngày": it takes that long
    if last in (Signal.UP, Signal.DOWN) and last is not None and gap(context) <= 3:
        sure = Signal.BY in before[:1] or "duoc" in context.folds_left
        sure = sure or Signal.COMPARE in after[:1] or context.quantity.is_points()
        return Role.MOVED, _sign_of(last, context.folds_left), sure
    beside = context.beside
    if beside not in (Signal.UP, Signal.DOWN) or context.following or Signal.TO in before:
        return None
    told = beside is not None and _MOVED_AFTER & set(context.folds_right)
    return (Role.MOVED, _sign_of(beside, context.folds_right), True) if told else None


def gained(context: Context) -> Verdict | None:
    """ "Lên được 1 điểm" is one point more, "lên được 76 điểm" the new level."""
    raised = context.adjacent is Signal.TO and context.folds_left[-2:] == ["len", "duoc"]
    return (Role.GAINED, 1, True) if raised else None


def rate(context: Context) -> Verdict | None:
    """1k5/ngày, 40 đơn mỗi ngày, 200 orders a day."""
    if context.quantity.per:
        return plain(Role.RATE)
    folds = context.folds_right[:4]
    for lead, period in pairwise(folds):
        if lead in ("/", "per", "moi", "hang", "a", "each") and period in PERIODS:
            return plain(Role.RATE)
    return None


def ordinal(context: Context) -> Verdict | None:
    last = context.left[-1] if context.left else None
    numbered = isinstance(last, Word) and last.token.fold == "thu"
    return plain(Role.ORDINAL) if context.quantity.ordinal or numbered else None

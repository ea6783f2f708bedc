"""Rules for figures that are not the present value: reasons, past, plans, targets, denials."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.replies.contexts import Context, Role, Verdict, plain, signals
from bot.domain.replies.naming import Mention
from bot.domain.replies.numerals import decimals
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.rules_of_change import has_arrow
from bot.domain.replies.scene import Word
from bot.domain.replies.signals import Found, Signal
from bot.domain.replies.tokens import Sort, Token, keys_of, spell, spellings
from bot.domain.replies.units import PERIODS


def is_ten(quantity: Quantity) -> bool:
    """A whole number 1..10, alone or out of ten."""
    value = quantity.value
    if quantity.over is not None and quantity.over.value != 10:
        return False
    return value is not None and quantity.unit is None and 1 <= value <= 10 and not decimals(value)


def confidence(context: Context) -> Verdict | None:
    left = [i for i in context.left if isinstance(i, Found) and i.signal is Signal.CONFIDENCE]
    if context.preceding is not None and Signal.CONFIDENCE in signals(context.earlier):
        moved = Signal.TO in context.before[:1] or has_arrow(context.left)
        return plain(Role.CONFIDENCE) if moved and is_ten(context.quantity) else None
    follows = Signal.CONFIDENCE in context.after[:1] and context.following is None
    if left or (follows and Signal.CONFIDENCE not in context.before):
        role = Role.CONFIDENCE if is_ten(context.quantity) else Role.NOTE
        return plain(role) if left or role is Role.CONFIDENCE else None
    return None


def in_note(context: Context) -> Verdict | None:
    return plain(Role.NOTE) if context.noted else None


_THEIRS = spell("họ")[0]


def foreign(context: Context) -> Verdict | None:
    """All figures behind "đối thủ" are theirs, also the second one of "từ 74 lên 82"."""
    words = [item.token.key for item in context.left if isinstance(item, Word)]
    if context.foreign or _THEIRS in words:
        return plain(Role.FOREIGN)
    theirs = Signal.FOREIGN in context.after and context.called is Signal.FOREIGN
    return plain(Role.FOREIGN) if theirs else None


def replaced(context: Context) -> Verdict | None:
    """The 40 of "42 not 40" and of "42 chứ không phải 40"."""
    nearest = context.adjacent
    if nearest is Signal.NOT_BUT:
        return plain(Role.REPLACED)
    if nearest is Signal.NEGATION and context.preceding is not None:
        return plain(Role.REPLACED)
    return None


def whole(context: Context) -> Verdict | None:
    """The 50,000 of "23,400 trees out of 50,000", the 1,000 of "5 per 1,000"."""
    left = [fold for fold in context.folds_left if fold not in ("the", "a", "our", "total")]
    of_all = left[-1:] in (["of"], ["per"]) or left[-2:] in (["trong", "tong"], ["tren", "tong"])
    counted = context.preceding is not None and not context.preceding.percent
    return plain(Role.REPLACED) if of_all and (counted or "out" in left) else None


def span_of_time(context: Context) -> Verdict | None:
    """ "3 days ago", "trong 3 ngày": time, not a measured time."""
    if not context.quantity.is_time():
        return None
    left, right = context.folds_left[-1:], context.folds_right[:1]
    if left and left[0] in ("in", "within", "after", "sau", "past", "next", "every", "for"):
        return plain(Role.NOTE)
    if Signal.SPAN in context.before[:1]:
        return plain(Role.NOTE)
    return plain(Role.NOTE) if right and right[0] in ("ago", "nua", "qua", "later") else None


#: Between "last week" and a figure these start something new.
_PRESENT = frozenset({Signal.TO, Signal.UP, Signal.DOWN, Signal.STILL, Signal.AND})


def previous(context: Context) -> Verdict | None:
    before = context.before
    if Signal.YESTERDAY in before and _says_today(context.tokens):
        return plain(Role.PREVIOUS)
    if Signal.PREVIOUS in before:
        at = before.index(Signal.PREVIOUS)
        since = _PRESENT & set(before[:at])
        if not since or (since <= _MOVED and _names_a_period(context)):
            return plain(Role.PREVIOUS)
    if context.last is Signal.COMPARE and Signal.TO not in before[:1]:
        moved = Signal.UP in before or Signal.DOWN in before
        return plain(Role.RANGE if moved else Role.PREVIOUS)
    if context.beside is Signal.PREVIOUS and context.following is None:
        return plain(Role.PREVIOUS)
    return plain(Role.PREVIOUS) if context.called is Signal.PREVIOUS else None


_MOVED = frozenset({Signal.UP, Signal.DOWN})


def _names_a_period(context: Context) -> bool:
    """ "Last week it fell by 4 hours" is a movement of then; "was up 4" one of now."""
    past = [i for i in context.left if isinstance(i, Found) and i.signal is Signal.PREVIOUS]
    folds = {token.fold for item in past for token in context.tokens[item.start : item.end]}
    return not folds.isdisjoint(PERIODS)


def _says_today(tokens: Sequence[Token]) -> bool:
    folds = [token.fold for token in tokens]
    return "today" in folds or ("hom", "nay") in pairwise(folds)


def previous_first(context: Context) -> Verdict | None:
    """The 41 of "41 last week, 36 now" and of "41 last week and 36" within one clause."""
    if context.beside is not Signal.PREVIOUS or context.following is None:
        return None
    closed = context.after[1:2] == [Signal.AND] or Signal.THIS_PERIOD in signals(context.beyond)
    return plain(Role.PREVIOUS) if closed else None


#: "the 30 % target" is the target, "30 % of target" a share of it.
_BARE_TARGETS = (["target"], ["goal"], ["quota"], ["plan"], ["objective"])


def of_target(context: Context) -> Verdict | None:
    if not context.quantity.percent or context.planned or Signal.NEGATION in context.before:
        return None
    after = context.after[:2]
    if context.folds_right[:1] in _BARE_TARGETS:
        return None
    if Signal.TARGET in after[:1] or after == [Signal.COMPARE, Signal.TARGET]:
        return plain(Role.OF_TARGET) if context.following is None else None
    return None


def target(context: Context) -> Verdict | None:
    if context.last is Signal.TARGET or Signal.TARGET in context.before[:2]:
        return plain(Role.TARGET)
    if context.beside is Signal.TARGET and context.following is None:
        return plain(Role.TARGET)
    if context.called is Signal.TARGET:
        return plain(Role.TARGET)
    done = [i for i in context.left if isinstance(i, Found) and i.signal is Signal.DONE]
    words = {t.fold for i in done for t in context.tokens[i.start : i.end]}
    return plain(Role.BOUND) if words & {"tieu", "target", "goal", "hoach"} else None


_NEEDS = spellings("cần phải") | keys_of("need needs")


def needed(context: Context) -> Verdict | None:
    """ "MQL cần 130", "130 mới là cái mình cần": what it takes, not what there is."""
    if context.left and _is_need(context.left[-1]):
        return plain(Role.TARGET)
    called = Signal.AT in context.after[:1] and context.following is None
    return plain(Role.TARGET) if called and any(map(_is_need, context.right)) else None


def _is_need(item: object) -> bool:
    return isinstance(item, Word) and item.token.key in _NEEDS


def future(context: Context) -> Verdict | None:
    # "Mà lên 130 thì tốt" is a wish.
    wished = context.folds_left[:1] == ["ma"] and context.folds_right[:1] == ["thi"]
    called = context.folds_right[:1] in (["la"], ["is"]) and context.called is Signal.FUTURE
    planned = context.planned or context.beside is Signal.FUTURE or wished or called
    return plain(Role.FUTURE) if planned else None


#: "Có được 130 đâu": it is not at 130.
_IS_NOT = spellings("đâu")


def _is_last(context: Context) -> bool:
    """ "MQL lên 130 không ạ": a negation that denies nothing asks."""
    return not any(
        isinstance(item, Mention) or (isinstance(item, Word) and item.token.sort is Sort.WORD)
        for item in context.right
    )


def negated(context: Context) -> Verdict | None:
    last = context.last
    if last in (Signal.NEGATION, Signal.NOT_DONE):
        return plain(Role.NEGATED)
    behind = context.right[0] if context.right else None
    if isinstance(behind, Word) and behind.token.key in _IS_NOT:
        return plain(Role.NEGATED)
    if context.following is None and context.after == [Signal.NEGATION] and _is_last(context):
        return plain(Role.NEGATED)
    before = context.before
    if Signal.NEGATION in before and Signal.STILL not in before[: before.index(Signal.NEGATION)]:
        return plain(Role.NEGATED)
    return None

"""Days away that a person tells of, alone or beside figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.replies.dates import date_at, days_named
from bot.domain.replies.model import Change, Update
from bot.domain.replies.scene import Clause, Scene
from bot.domain.replies.tokens import Sort, Token, word_set

#: Folded.
PHRASES = (
    *("nghi phep", "nghi om", "nghi le", "on leave", "on vacation", "on holiday", "pto"),
    *("out of office", "ooo", "annual leave", "sick leave", "maternity leave", "day off"),
    *("dang nghi", "xin nghi", "em nghi", "nghi thai san", "nghi den", "nghi toi", "away until"),
)
_UNTIL = word_set("toi den until till het to through back")
_FROM = word_set("tu from starting")
_BACK = word_set("back return returning lai quay")
_DAYS = re.compile(r"[0-9]{1,2} / [0-9]{1,2} [-–—] [0-9]{1,2} / [0-9]{1,2}")
_NEXT_WEEK = (("next", "week"), ("tuan", "sau"), ("tuan", "toi"))
#: What may stand in front of one's own leave; with any other word it may be somebody else's.
_BEFORE = word_set(
    "i i'm i'll im will be em minh toi t tui se xin dang am also btw va and nhe ma con "
    "mai next week this from tomorrow today tuan sau toi nay tu ngay thang thu hom"
)


def leave_days(tokens: Sequence[Token], today: date) -> tuple[date | None, date | None]:
    """First and last day of the leave, each None where it is not named.

    The first is the date behind "từ", "from", the last that behind "tới", "until"; or both stand
    about a dash: "28/11 – 2/12". "Next week" is a first day, and alone a whole week.
    """
    dashed = _DAYS.search(" ".join(token.text for token in tokens))
    named = days_named(dashed[0], today) if dashed else None
    if named is not None:
        return named
    begins = [at for at, token in enumerate(tokens) if token.fold in _FROM]
    first = next(filter(None, (date_at(tokens, at + 1, today) for at in begins)), None)
    monday = _next_week(tokens, today) if first is None else None
    last = _last_day(tokens, first or today)
    if monday is None or (last is not None and last < monday):
        return first, last
    return monday, last or monday + timedelta(days=6)


def told_beside(scene: Scene, today: date) -> tuple[Clause, date | None, date] | None:
    """One's own leave told together with other news, with its days; None without its last day."""
    for clause in scene.clauses:
        if clause.quoted or clause.question or not _is_own(clause, scene):
            continue
        end = max(c.end for c in scene.clauses if (c.sentence, c.line) == _place(clause))
        first, last = leave_days(scene.tokens[clause.start : end], today)
        if last is not None and last >= today:
            return clause, first, last
    return None


def without_note(updates: Sequence[Update], said: str) -> list[Update]:
    """The updates without a note that only tells of the leave: it is no news of a goal."""
    kept = []
    for update in updates:
        if update.note and said in update.note:
            note = update.note.replace(said, "").strip(" ,.;\n") or None
            update = replace(update, note=note)
            if update == Update(update.n, Change.NONE, said=update.said, rules=update.rules):
                continue
        kept.append(update)
    return kept


def _place(clause: Clause) -> tuple[int, int]:
    return clause.sentence, clause.line


def _is_own(clause: Clause, scene: Scene) -> bool:
    inside = scene.tokens[clause.start : clause.end]
    text = f" {' '.join(token.fold for token in inside if token.sort is Sort.WORD)} "
    places = [text.find(f" {phrase} ") for phrase in PHRASES]
    found = [place for place in places if place >= 0]
    if not found:
        return False
    before = text[: min(found)].split()
    return all(fold in _BEFORE for fold in before)


def _next_week(tokens: Sequence[Token], today: date) -> date | None:
    folds = [token.fold for token in tokens]
    if _BACK & set(folds):
        return None
    for at, pair in enumerate(pairwise(folds)):
        if pair in _NEXT_WEEK and (at == 0 or folds[at - 1] not in _UNTIL):
            return today + timedelta(days=7 - today.weekday())
    return None


def _last_day(tokens: Sequence[Token], today: date) -> date | None:
    for at, token in enumerate(tokens):
        if token.fold in _UNTIL:
            found = date_at(tokens, at + 1, today)
            if found is not None:
                return found - timedelta(days=1) if token.fold == "back" else found
    return None

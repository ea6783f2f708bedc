"""What moved on a card since its review, and a mark by which one card is told from another."""

import hashlib
import json
from collections.abc import Mapping

from bot.services.rows import Row, moment
from storage.tables import Person, ScorecardReview


def mark(shown: Row) -> str:
    """The same for the same figures, another one when anything on the card is another."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def since(review: ScorecardReview | None, reviewer: Person | None, now: Row) -> Row | None:
    """The review with what it said of each figure that is another one by now; None without one.

    `was` are attainments by the reference of the item, None for what had no figure; `gone` are the
    titles of what was on the card then. `total` is that of the review.
    """
    if review is None:
        return None
    before, after = _items(review.figures), _items(now)
    return {
        "by": reviewer.name if reviewer else "",
        "at": moment(review.at),
        "note": review.note,
        "total": review.figures["total"],
        "was": {
            ref: before[ref]["attainment"] if ref in before else None
            for ref, item in after.items()
            if ref not in before or before[ref]["attainment"] != item["attainment"]
        },
        "new": [ref for ref in after if ref not in before],
        "gone": [item["title"] for ref, item in before.items() if ref not in after],
        "changed": figures(review.figures) != figures(now),
    }


def figures(card: Row) -> object:
    """All figures of a card, without the words on it."""
    items = {
        ref: (item["attainment"], item["weight"], item["share"])
        for ref, item in _items(card).items()
    }
    return card["total"], [(part["part"], part["share"]) for part in card["parts"]], items


def _items(card: Row) -> Mapping[str, Row]:
    return {item["ref"]: item for part in card["parts"] for item in part["items"]}

"""Key results as dicts and f-strings in Vietnamese: no templates, no other language.

Figures and what people wrote are made safe by the bot's own functions, as anybody has to.
"""

from collections.abc import Sequence
from typing import Any

from bot.render.escaping import user_text
from bot.render.numbers import Numbers, bar

STATUSES = {
    "on_track": "🟢 đúng tiến độ",
    "at_risk": "🟡 có rủi ro",
    "off_track": "🔴 chậm tiến độ",
}


def blocks(numbers: Numbers, rows: Sequence[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """A section for each key result that goes from a start to a target."""
    return [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": text(numbers, row, limit), "verbatim": True},
        }
        for row in rows
    ]


def text(numbers: Numbers, row: dict[str, Any], limit: int) -> str:
    aim = numbers.amount(row["target"], row["unit"])
    value = numbers.amount(row["value"], row["unit"])
    share = numbers.percent(row["progress"])
    behind = row["status"] in ("at_risk", "off_track")
    expected = f" (kỳ vọng {numbers.percent(row['expected'])})" if behind else ""
    return (
        f"*{row['n']}  {user_text(row['title'], limit)}* · chỉ tiêu {aim}\n"
        f"{value} · {bar(row['progress'])} {share}{expected} · {STATUSES[row['status']]}"
    )

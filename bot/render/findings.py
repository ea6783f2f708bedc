"""What was found in a goal while it was written, in one line each."""

from collections.abc import Sequence

from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.rows import Params

ICONS = {"refused": "⛔", "warning": "⚠️", "ask": "❓", "hint": "💡"}
_LETTERS = {
    "specific": "S",
    "measurable": "M",
    "achievable": "A",
    "relevant": "R",
    "time_bound": "T",
}


def lines(words: Words, found: Sequence[Params]) -> list[Mrkdwn]:
    """Each finding with an icon for its weight."""
    return [
        Mrkdwn(f"{ICONS[one['severity']]} {told(words, one)}")
        for one in found
        if one["severity"] in ICONS
    ]


def told(words: Words, finding: Params) -> Mrkdwn:
    """The words of one finding, with a rewrite where its figures give one."""
    params = {name: value for name, value in finding["params"].items() if value is not None}
    key = f"lint.{finding['rule']}"
    if finding["rule"] == "vague_title":
        if "start" not in params:
            key = "lint.vague_title_limit"
        params |= {
            name: words.numbers.amount(params[name], params.get("unit") or "")
            for name in ("start", "goal")
            if name in params
        }
    if "word" in params:
        params["word"] = user_text(str(params["word"]), 40)
    if "days" in params:
        params["days"] = ", ".join(words.language.dates.day(one) for one in params["days"])
    return words.line(key, **params)


def checklist(words: Words, answers: Sequence[Params]) -> Mrkdwn:
    """S ✓ M ✓ A ? R ✗ T ✓, then what is missing."""
    marks = {True: "✓", False: "✗", None: "?"}
    row = "  ".join(f"{_LETTERS[one['letter']]} {marks[one['met']]}" for one in answers)
    missing = [str(words.line(f"smart.{one['why']}")) for one in answers if not one["met"]]
    told = f" – {'; '.join(missing)}" if missing else ""
    return Mrkdwn(f"SMART: {row}{told}")

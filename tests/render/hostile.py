"""Samples of messages with the worst that people may have written in every slot, and what none
of them may show."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.render import Renderer, limits
from bot.render.blocks import text_length
from bot.render.escaping import user_text
from bot.sandbox.block_kit.surfaces import check_message_blocks, check_view_body

LONGEST: Final = 12_000
#: Slots that people fill, whatever stands in them in the sample; they may also be empty.
WRITTEN: Final = {
    *("title", "name", "unit", "read_as", "note", "blocker", "text", "team", "cycle_name"),
    *("word", "query", "nearest", "owner", "owner_name", "on_behalf_of", "acknowledged_by"),
}
#: In any other slot it is people who wrote what is none of these: values of the program, moments,
#: ids of Slack, figures, addresses, commands, zones, countries.
MACHINE: Final = re.compile(
    r"[a-z0-9_:./{}#-]*|\d{4}-\d\d.*|\d{4}-[QW]\d+|[A-Z]0[A-Z0-9]+(?::.*)?|https?://.*|/(?:okr|kpi).*"
    r"|[A-Z][a-z]+/[A-Z]\w+|[A-Z]{2}|in doubt: .*"
)
FIGURES: Final = {
    *("value", "before_value", "target", "low", "high", "floor", "ceiling", "before", "after"),
    *("progress", "before_progress", "expected", "elapsed", "judged", "critical", "critical_high"),
    *("at_least", "at_most", "points", "total", "attainment", "recent", "mean", "locked", "way"),
}
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
NASTY: Final = (
    *("", "\n", "\u200b", "<!channel>", "<@U1>", "<!here|x>", "<!subteam^S1>", "<#C1|x>"),
    *("<http://x.example|click>", "http://x.example", "&" * 150, "<" * 150, "&amp;&lt;", "&#60;"),
    *("*bold* _it_ ~no~ `code` ```block```", "```", "\n\n> quote\n• list", ":fire: :+1:"),
    *("\u202eevil\u2066", "أهداف الفريق للربع القادم", "👩\u200d👩\u200d👧\u200d👦" * 20),
    *(
        "x\u0323\u0301" * 75,
        "Doanh thu " * 15,
        "{title} {{ name }} {% raw %}",
        "\u2028\u2029\ufeff",
    ),
)
PIECES: Final = ("<", ">", "&", "|", "!", "@", "#", "*", "_", "`", "~", "\n", " ", "{", "}", "%")
LETTERS: Final = "abcĐđơưếệ中文ا\u0301\u202e\u2069\u200f\U0001f525"
OURS: Final = r"@[UW][A-Z0-9]{1,20}>|#[CG][A-Z0-9]{1,20}>|https://minh-long\.slack\.com/archives/"
CONTROL: Final = re.compile(rf"<(?!{OURS})|&(?!(?:amp|lt|gt);)|[\u202a-\u202e\u2066\u2067]")
#: Code spans that the bot writes itself are closed on their line, and no fence is one of its own.
FENCE: Final = re.compile(r"```")


def texts(part: Any, kind: str) -> Iterator[str]:
    """Every text of blocks or of a view that is of this kind."""
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str) and part.get("type") == kind:
            yield part["text"]
        for value in part.values():
            yield from texts(value, kind)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, kind)


def words(chance: random.Random) -> str:
    """One of the known bad ones, or anything up to 150 characters."""
    if chance.random() < 0.5:
        return chance.choice(NASTY)
    signs = (*PIECES, *LETTERS)
    return "".join(chance.choice(signs) for _ in range(chance.randint(0, 150)))


def figure(chance: random.Random) -> str:
    """A number of any size that the database keeps, with up to six decimals."""
    number = chance.randint(-(10 ** chance.randint(0, 15)), 10 ** chance.randint(0, 15))
    return f"{number}.{chance.randint(0, 999_999):06}" if chance.random() < 0.6 else str(number)


def changed(params: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """The sample with other words and figures in all of its slots, and lists of other lengths."""
    return {key: _changed(value, key, chance) for key, value in params.items()}


def _changed(part: Any, name: str, chance: random.Random) -> Any:
    if isinstance(part, Mapping):
        return {key: _changed(value, str(key), chance) for key, value in part.items()}
    if isinstance(part, list | tuple):
        times = chance.choice((1, 1, 2, 8))
        several = [_changed(each, name, chance) for each in [*part] * times]
        return [_numbered(each, n, chance) for n, each in enumerate(several, 1)]
    if name == "text" and isinstance(part, str):
        return user_text("x" + words(chance))  # an error says something, and is mrkdwn already
    if name in WRITTEN and (isinstance(part, str) or chance.random() < 0.5):
        return words(chance)
    if isinstance(part, str) and name in FIGURES and NUMBER.fullmatch(part):
        return figure(chance)
    return words(chance) if isinstance(part, str) and not MACHINE.fullmatch(part) else part


def _numbered(row: Any, n: int, chance: random.Random) -> Any:
    """Numbers of rows, ids and fields are unique, as they are in the database and on a page."""
    if not isinstance(row, dict):
        return row
    unique: dict[str, Any] = {"n": n} if "shape" in row and row.get("n") is not None else {}
    ids = {name for name in ("id", "alert_id") if isinstance(row.get(name), int)}
    for name in ids | ({"id"} if "reason" in row else set()):
        unique[name] = chance.randrange(1, 10**9)
    if isinstance(row.get("id"), str) and row["id"].isdigit():
        unique["id"] = str(n)
    if isinstance(row.get("field"), str):
        unique["field"] = re.sub(r"\d+", str(chance.randrange(1, 10**9)), row["field"])
    if "tag" in row:
        unique["tag"] = f"U0{n}"
    return row | unique | ({"index": n} if "index" in row else {})


def problem_of_message(renderer: Renderer, kind: str, params: Any, locale: str, tz: str) -> str:
    """What is wrong with a message, "" for nothing."""
    message = renderer.message(kind, params, locale=locale, tz=tz)
    if text_length(message.blocks) > LONGEST:
        return f"{text_length(message.blocks)} characters"
    if not 0 < len(message.text) <= limits.FALLBACK_TEXT:
        return f"a fallback of {len(message.text)} characters"
    return _accepted(check_message_blocks, message.blocks) or _unsafe(
        [message.text, *texts(message.blocks, "mrkdwn")]
    )


def problem_of_view(renderer: Renderer, kind: str, params: Any, locale: str) -> str:
    """The same of a form."""
    view = renderer.view(kind, params, locale=locale)
    return _accepted(check_view_body, view) or _unsafe([*texts(view, "mrkdwn")])


def problem_of_home(renderer: Renderer, params: Any, locale: str, tz: str) -> str:
    """The same of a home tab."""
    view = renderer.home("home", params, locale=locale, tz=tz)
    return _accepted(check_view_body, view) or _unsafe([*texts(view, "mrkdwn")])


def _accepted(check: Callable[[Any], object], blocks: Any) -> str:
    try:
        check(blocks)
    except Exception as refused:
        return f"refused: {refused}"
    return ""


def _unsafe(shown: list[str]) -> str:
    for text in shown:
        token = CONTROL.search(text) or FENCE.search(text)
        if token:
            return f"unescaped {token[0]!r} in {text!r}"
        if text.count("\u2068") != text.count("\u2069"):
            return f"isolates do not match in {text!r}"
    return ""

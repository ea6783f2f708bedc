"""From text that people wrote to text that Slack shows as they wrote it.

In mrkdwn only ``& < >`` can be escaped. ``* _ ~`` and the backtick cannot, so user text carries
look-alikes instead; what people read stays the same and nothing turns bold by accident.
"""

import re
import unicodedata

ELLIPSIS = "…"
_LOOK_ALIKES = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
# Inside a word, as in snake_case, an underscore formats nothing.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_JOINERS = frozenset("\u200c\u200d")
#: An entity, a link or mention (whose signs no user can write), or one code point.
_UNIT = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|.", re.DOTALL)
_SLACK_USER = re.compile(r"[UW][A-Z0-9]{1,20}")
_SLACK_CHANNEL = re.compile(r"[CGD][A-Z0-9]{1,20}")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+/[A-Za-z0-9/_.?=&-]*")
_MENTION = re.compile(r"(<@[UW][A-Z0-9]{1,20}>)")
_BARE_SIGN = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")
_ISOLATE, _POP = "\u2068", "\u2069"
_OURS = _JOINERS | {"\n", _ISOLATE, _POP}


class Mrkdwn(str):
    """Text for a mrkdwn object: written by us, or user text that has been escaped."""

    __slots__ = ()


def clean(text: str) -> str:
    """One line without control, direction-changing or invisible characters."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or character in _JOINERS or _is_visible(character)
    )
    return " ".join("".join(kept).split())


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def clip(text: str, limit: int) -> str:
    """At most `limit` code points, ending in an ellipsis where something was cut.

    Never cuts through an entity or a link, nor between a letter and the marks or joiners that
    belong to it; text that runs the other way is closed again, or the rest of the line would run
    with it.
    """
    cut = _cut(text, limit)
    isolated = _left_open(cut)
    if not isolated:
        return cut
    cut = _cut(text, limit - isolated)
    return cut + _POP * _left_open(cut)


def _left_open(text: str) -> int:
    return max(text.count(_ISOLATE) - text.count(_POP), 0)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    units = _UNIT.findall(text)
    kept, length = 0, 0
    while length + len(units[kept]) < limit:
        length += len(units[kept])
        kept += 1
    while kept and (_clings(units[kept]) or units[kept - 1] in _JOINERS):
        kept -= 1
    return "".join(units[:kept]).rstrip() + ELLIPSIS


def _clings(unit: str) -> bool:
    return unit in _JOINERS or unicodedata.category(unit[0]) in {"Mn", "Me", "Sk"}


def user_text(text: str, limit: int | None = None) -> Mrkdwn:
    """`text` as people wrote it, safe in mrkdwn; at most `limit` code points after escaping.

    Text with right-to-left letters is set apart, so that it cannot reorder the figures beside it.
    """
    safe = _UNDERSCORE.sub("ˍ", clean(text).translate(_LOOK_ALIKES)).translate(_ENTITIES)
    if limit is not None:
        safe = clip(safe, limit)
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in safe):
        safe = f"{_ISOLATE}{safe}{_POP}"
    return Mrkdwn(safe)


def plain_text(text: str, limit: int) -> str:
    """`text` for a plain_text object, which knows no entities; never empty, Slack refuses that."""
    return clip(clean(text), limit) or ELLIPSIS


def without_entities(text: Mrkdwn) -> str:
    """The text that `text` shows, for a plain_text object."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def from_mrkdwn(text: str) -> Mrkdwn:
    """Rendered mrkdwn that came back as plain JSON: kept, except for control characters and tokens.

    Only the mention of one person survives; `<!channel>`, links and bare signs are escaped.
    """
    kept = "".join(character for character in text if character in _OURS or _is_visible(character))
    if kept.count(_ISOLATE) != kept.count(_POP):
        kept = kept.replace(_ISOLATE, "").replace(_POP, "")
    parts = _MENTION.split(kept)
    parts[::2] = [_BARE_SIGN.sub(_entity, part) for part in parts[::2]]
    return Mrkdwn("".join(parts))


def _entity(found: re.Match[str]) -> str:
    return found[0].translate(_ENTITIES)


def mention(slack_user_id: str | None, name: str | None = None) -> Mrkdwn:
    """Mention by Slack id; the name where there is no well-formed id."""
    if slack_user_id and _SLACK_USER.fullmatch(slack_user_id):
        return Mrkdwn(f"<@{slack_user_id}>")
    return user_text(name or slack_user_id or "")


def link(address: str, text: Mrkdwn) -> Mrkdwn:
    """`text` that leads to a web address; the text alone where it is none."""
    if not _ADDRESS.fullmatch(address):
        return text
    return Mrkdwn(f"<{address.replace('&', '&amp;')}|{text}>")


def place(slack_id: str) -> Mrkdwn:
    """Where a message goes: a mention of the person or the channel."""
    if _SLACK_CHANNEL.fullmatch(slack_id):
        return Mrkdwn(f"<#{slack_id}>")
    return mention(slack_id)

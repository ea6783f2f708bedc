"""What Slack's client makes of typed text: escaping, mentions, links, rich text."""

# guess: what a client does is documented nowhere; the escaped form that apps receive is.

from __future__ import annotations

import re

from bot.sandbox.model import Json, Kind
from bot.sandbox.workspace import Workspace

# An entity that is already in Slack's form is left as it is.
ENTITY = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+|![a-z]+|!subteam\^S[A-Z0-9]+|https?://[^<>|\s]+)(?:\|[^<>]*)?>"
)
NAMED = re.compile(r"(?<![\w/])([@#])([\w.-]*\w)")
LINK = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)]")


def message_text(ws: Workspace, typed: str) -> str:
    """Typed text as it arrives in a message event: `&lt;`, `<@U…>`, `<#C…|name>`, `<https://…>`."""
    parts: list[str] = []
    position = 0
    for entity in ENTITY.finditer(typed):
        parts += [_plain(ws, typed[position : entity.start()]), entity.group()]
        position = entity.end()
    return "".join([*parts, _plain(ws, typed[position:])])


def command_text(ws: Workspace, typed: str, *, should_escape: bool) -> str:
    """Typed text behind a command. With `should_escape` mentions become `<@U…|name>`."""
    # guess: & < > are not escaped here
    if not should_escape:
        return typed
    return NAMED.sub(lambda found: _mention(ws, found, labelled=True), typed)


def _plain(ws: Workspace, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = LINK.sub(lambda found: f"<{found.group()}>", escaped)
    return NAMED.sub(lambda found: _mention(ws, found, labelled=False), linked)


def _mention(ws: Workspace, found: re.Match[str], *, labelled: bool) -> str:
    sign, name = found.group(1), found.group(2).casefold()
    if sign == "@":
        for person in list(ws.people.values()):
            if name in (person.name.casefold(), person.display_name.casefold()):
                return f"<@{person.id}|{person.name}>" if labelled else f"<@{person.id}>"
        for group in list(ws.groups.values()):
            if name == group.handle and not group.disabled:
                return f"<!subteam^{group.id}|@{group.handle}>"
        return found.group()
    for channel in list(ws.channels.values()):
        if channel.kind is Kind.PUBLIC and channel.name.casefold() == name:
            return f"<#{channel.id}|{channel.name}>"
    return found.group()


def rich_text(text: str, *, block_id: str) -> list[Json]:
    """The blocks of a person's message. Emphasis stays in the text, unlike in Slack."""
    pieces: list[Json] = []
    position = 0
    for entity in ENTITY.finditer(text):
        pieces += _text_piece(text[position : entity.start()])
        pieces.append(_entity_piece(entity.group()[1:-1]))
        position = entity.end()
    pieces += _text_piece(text[position:])
    section = {"type": "rich_text_section", "elements": pieces}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _text_piece(text: str) -> list[Json]:
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [{"type": "text", "text": plain}] if plain else []


def _entity_piece(entity: str) -> Json:
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": target} | ({"text": label} if label else {})

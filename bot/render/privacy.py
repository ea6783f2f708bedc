"""What is kept of people, a copy of it, and what becomes of it when they ask to be forgotten."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.render import fields, limits
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    modal,
    packed,
    section,
)
from bot.render.doors import for_reason
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clip, user_text
from bot.render.field_ids import PrivacyField
from bot.render.ids import Action, View
from bot.render.rows import Params

_LONGEST_NAME = 80
_LONGEST_TYPED = 200
_WORDS = limits.MESSAGE_TEXT - 1_500
DANGER = {"style": "danger"}
PERIODS = ("inbox", "replies", "messages", "audit")


def privacy(words: Words, params: Params) -> Rendered:
    """What is kept how long, who reads what, and what one can ask for."""
    text = words.mrkdwn("privacy/notice", days=params["days"], is_admin=params["is_admin"])
    return message(words.line("privacy.short"), [section(text)])


def replies_shown(words: Words, params: Params) -> Rendered:
    """What somebody wrote on one day, word for word, and why an admin reads it."""
    facts = {name: params[name] for name in ("person", "own", "on")}
    head = words.mrkdwn("privacy/replies", **facts)
    told = [_quoted(words, one) for one in params["replies"]]
    quoted, left = packed(told, most_blocks=len(told), budget=_WORDS)
    more = context(words.line("lists.more", count=left)) if left else None
    reason = for_reason(words, params)
    return message(head, [section(head), *quoted, more, reason])


def _quoted(words: Words, reply: Params) -> Mrkdwn:
    """As Slack quotes: line by line, cut where a section ends."""
    at = words.language.dates.date_time(reply["at"], words.tz)
    lines = [f"> {user_text(line)}" for line in reply["text"].splitlines() if line.strip()]
    return Mrkdwn(clip("\n".join([at, *lines]), limits.SECTION_TEXT))


def person_exported(words: Words, params: Params) -> Rendered:
    """Told where the command was typed: the file is in the direct messages."""
    key = "privacy.sent_own" if params["own"] else "privacy.sent_of"
    text = words.line(key, name=_name(params), file=params["file"])
    return message(text, [section(text)])


def erasure_offered(words: Words, _: Params) -> Rendered:
    """Asks whether the administrators shall be asked."""
    text = words.mrkdwn("privacy/forget_me")
    ask = button(words.plain("privacy.ask"), action_id=Action.ASK_ERASURE, value="me")
    return message(words.line("privacy.forget_short"), [section(text), actions(None, ask | DANGER)])


def erasure_sent(words: Words, params: Params) -> Rendered:
    """The administrators were told."""
    text = words.line("privacy.asked_them" if params["admins"] else "privacy.nobody_to_ask")
    return message(text, [section(text)])


def erasure_asked(words: Words, params: Params) -> Rendered:
    """Somebody asks to be forgotten; for administrators."""
    text = words.mrkdwn("privacy/asked", name=params["name"])
    return message(
        words.line("privacy.asked_short", name=_name(params)),
        [section(text), actions(None, _erase(words, params))],
    )


def erasure_preview(words: Words, params: Params) -> Rendered:
    """What erasing would do; the button only where nothing has to be handed over first."""
    blocks: list[Block | None] = [section(_told(words, params))]
    if params["ready"]:
        blocks.append(actions(None, _erase(words, params)))
    return message(words.line("privacy.asked_short", name=_name(params)), blocks)


def person_erased(words: Words, params: Params) -> Rendered:
    """It is done; nobody is named."""
    text = words.line("privacy.erased", texts=params["texts"], number=params["person_id"])
    more = None if params["clean"] else context(words.line("privacy.log_later"))
    return message(text, [section(text), more])


def erase_person(words: Words, params: Params) -> dict[str, Any]:
    """The form in which an administrator confirms it by typing the name."""
    body = [
        section(_told(words, params)),
        fields.typed(
            words.plain("privacy.type_name", name=_name(params)),
            block_id=PrivacyField.NAME,
            value="",
            longest=_LONGEST_TYPED,
        ),
    ]
    return modal(
        body,
        callback_id=View.ERASE_PERSON,
        private_metadata=str(params["person_id"]),
        title=words.plain("privacy.erase_title"),
        submit=words.plain("privacy.erase_submit"),
        close=words.plain("buttons.cancel"),
    )


def retention(words: Words, params: Params) -> dict[str, Any]:
    """How long the workspace keeps what."""
    body = [
        fields.choice(
            words.plain(f"privacy.keep_{name}"),
            [(str(n), words.plain("privacy.days", days=n)) for n in params["offered"][name]],
            block_id=PrivacyField.days(name),
            chosen=str(params["days"][name]),
            hint=words.plain(f"privacy.keep_{name}_hint"),
        )
        for name in PERIODS
    ]
    return modal(
        body,
        callback_id=View.RETENTION,
        private_metadata="",
        title=words.plain("privacy.retention_title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )


def _told(words: Words, params: Params) -> Mrkdwn:
    facts = {name: params[name] for name in ("name", "rows", "goals", "kpis", "initiatives")}
    facts |= {"ready": params["ready"], "reports": params["reports"]}
    return words.mrkdwn("privacy/preview", one_word=len(params["name"].split()) == 1, **facts)


def _erase(words: Words, params: Params) -> Block:
    value = str(params["person_id"])
    label = words.plain("privacy.erase")
    return button(label, action_id=Action.ERASE_PERSON, value=value) | DANGER


def _name(params: Params) -> Mrkdwn:
    return user_text(params["name"], _LONGEST_NAME)


#: Kinds of messages, as `renderer.MESSAGES` has them.
MESSAGES: Final[Mapping[str, Callable[[Words, Params], Rendered]]] = {
    "privacy": privacy,
    "replies_shown": replies_shown,
    "person_exported": person_exported,
    "erasure_offered": erasure_offered,
    "erasure_sent": erasure_sent,
    "erasure_asked": erasure_asked,
    "erasure_preview": erasure_preview,
    "person_erased": person_erased,
}

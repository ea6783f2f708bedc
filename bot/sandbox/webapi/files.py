"""files.*: the upload in three steps, and reading about a file."""

from __future__ import annotations

from bot.sandbox.errors import ApiError, invalid_arguments
from bot.sandbox.files import MOST_BYTES
from bot.sandbox.model import Conversation, File, Json
from bot.sandbox.sharing import share, shares, visible_to_bot
from bot.sandbox.webapi.call import Call
from bot.sandbox.webapi.chat import bot_message, thread_parent
from bot.sandbox.webapi.content import Content, check_content
from bot.sandbox.webapi.conversations import find, reachable
from bot.sandbox.workspace import Workspace

ALT_TEXT = 1000
MOST_CHANNELS = 100  # guess: the error is documented, the number is not
FILE_PROPERTIES = frozenset({"id", "title", "highlight_type"})


def get_upload_url(ws: Workspace, call: Call) -> Json:
    """The first step: announce a file and get the address for its bytes."""
    length = _length(call)
    if length > MOST_BYTES:
        limit = f"the sandbox takes {MOST_BYTES} bytes a file"
        raise ApiError("file_upload_size_restricted", detail=limit)
    alt_text = call.text("alt_txt")
    if len(alt_text) > ALT_TEXT:
        raise ApiError("alt_txt_too_large")
    file = ws.files.announce(
        call.text("filename"), user=ws.app.bot_user_id, length=length, alt_text=alt_text
    )
    return {"upload_url": f"{ws.base_url}/upload/v1/{file.ticket}", "file_id": file.id}


def _length(call: Call) -> int:
    text = str(call.args["length"])
    if not text.isdecimal() or int(text) == 0:
        # guess: an empty file cannot be uploaded
        raise invalid_arguments("must be an integer above 0 [json-pointer:/length]")
    return int(text)


def complete_upload(ws: Workspace, call: Call) -> Json:
    """The third step: finish the files, and post them in conversations."""
    files = _given_files(ws, call)
    places = _places(ws, call)
    if call.text("thread_ts") and len(places) != 1:
        # guess: that one conversation is needed is documented, the error is not
        raise invalid_arguments("thread_ts needs exactly one channel [json-pointer:/thread_ts]")
    threads = [thread_parent(ws, call, place) for place in places]
    content = _comment(ws, call)
    for file, title in files:
        file.title = title or file.name
        ws.files.finish(file)
    # Slack shares after it has answered, so the answer does not say where; files.info does.
    answer: Json = {"files": [ws.file_wire(file) | {"shares": {}} for file, _ in files]}
    for place, thread_ts in zip(places, threads, strict=True):
        message = bot_message(ws, place.id, content, thread_ts=thread_ts)
        share(ws, message, [file for file, _ in files])
    return answer


def _given_files(ws: Workspace, call: Call) -> list[tuple[File, str | None]]:
    broken = invalid_arguments("must be an array of objects [json-pointer:/files]")
    given = call.structure("files", broken)
    if not isinstance(given, list) or not given:
        raise broken
    found: dict[str, tuple[File, str | None]] = {}
    for index, one in enumerate(given):
        if not isinstance(one, dict) or set(one) - FILE_PROPERTIES:
            raise invalid_arguments(
                f"must be an object with id and title [json-pointer:/files/{index}]"
            )
        ident, title = one.get("id"), one.get("title")
        if not isinstance(ident, str) or not isinstance(title, str | None):
            raise invalid_arguments(f"id and title are strings [json-pointer:/files/{index}]")
        file = ws.files.waiting(ident)
        # guess: the same error for a file without its bytes, and for one that was finished before
        if file is None or file.content is None:
            raise ApiError("file_not_found")
        found[ident] = (file, title)
    return list(found.values())


def _places(ws: Workspace, call: Call) -> list[Conversation]:
    given = [call.text("channel_id"), *call.text("channels").split(",")]
    idents = list(dict.fromkeys(ident.strip() for ident in given if ident.strip()))
    if len(idents) > MOST_CHANNELS:
        raise ApiError("channels_limit_exceeded")
    return [_place(ws, ident, only_channels=ident == given[0]) for ident in idents]


def _place(ws: Workspace, ident: str, *, only_channels: bool) -> Conversation:
    """`channels` may also name people, `channel_id` may not."""
    if ident[:1] in ("U", "W") and not only_channels:
        if ident not in ws.people:
            raise ApiError("channel_not_found")
        return ws.direct_messages(reachable(ws, ident).id)
    if ident[:1] not in ("C", "D", "G"):
        raise ApiError("invalid_channel")  # guess: for what is no id of a conversation
    channel = find(ws, ident)
    if ws.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("posting_to_channel_denied")  # guess: which error an archived one gives
    return channel


def _comment(ws: Workspace, call: Call) -> Content:
    """The message around the files: a text, or else blocks, or nothing."""
    comment = call.text("initial_comment")
    blocks = call.structure("blocks", ApiError("invalid_blocks"))
    if comment:
        return check_content(ws, {"text": comment})
    if blocks:
        return check_content(ws, {"blocks": blocks})
    return Content("", None, None)


def info(ws: Workspace, call: Call) -> Json:
    """One file that the bot may see, and where it is shared. It has no comments here."""
    file = visible_to_bot(ws, call.text("file"))
    if file is None:
        raise ApiError("file_not_found")
    return {
        "file": ws.file_wire(file) | {"shares": shares(ws, file), "comments_count": 0},
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }

"""Direct messages from people."""

from datetime import UTC, datetime, timedelta

from bot.domain.commands.bare import bare
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import answering, direct_words, rereading
from bot.services.replying import Came
from bot.slack import commands, file_commands
from bot.slack.answers import Answer
from bot.slack.payload import Incoming, Payload, words


def direct(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    event = incoming.payload["event"]
    file_id = file_commands.importable(event, by)
    if file_id is not None and file_commands.offered(rt, incoming, by, file_id):
        return None
    came = _came(incoming, event)
    command = bare(came.text)
    if command is not None and direct_words.is_command(rt, came.text, *command, by=by):
        answer = commands.do("/okr", command[0], rt, incoming, by)
        if answer is not None:
            _tell(rt, came, answer, by)
        return None
    answering.reply(rt, came, by=by)
    return None


def edited(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    rereading.edited(rt, _came(incoming, incoming.payload["event"]["message"]), by=by)
    return None


def deleted(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    rereading.deleted(rt, _came(incoming, incoming.payload["event"]["previous_message"]), by=by)
    return None


def _tell(rt: Runtime, came: Came, answer: Answer, by: Actor) -> None:
    direct_words.tell(rt, answer.kind, answer.params, by=by, key=came.key, thread_ts=came.thread_ts)


def _came(incoming: Incoming, message: Payload) -> Came:
    return Came(
        key=incoming.key,
        text=words(message.get("text")),
        source="reply",
        channel=incoming.payload["event"]["channel"],
        ts=message["ts"],
        said_at=moment(incoming.payload["event"].get("event_ts") or message["ts"]),
        thread_ts=message.get("thread_ts"),
        has_file=bool(message.get("files")),
    )


def moment(ts: str) -> datetime:
    """When something happened by Slack's clock, to the microsecond."""
    seconds, _, micros = ts.partition(".")
    since = timedelta(seconds=int(seconds), microseconds=int(micros.ljust(6, "0")[:6] or 0))
    return datetime.fromtimestamp(0, UTC) + since

"""Structured logs: ids and counts, never people's words and never secrets."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO

import structlog

Event = dict[str, Any]

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|okr_[0-9a-f]{12}_[\w-]+|(?<=://)[^/@\s:]+:[^/@\s]+(?=@)"
)
#: Shorter values are no secrets: they would be cut out of words.
SHORTEST_SECRET = 6
LIBRARIES = (
    "alembic",
    "procrastinate",
    "psycopg",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "uvicorn",
)
# A tick that takes longer than its interval is no news: the next one does the rest.
QUIET_LIBRARIES = ("apscheduler",)
#: Exceptions whose text names tables, files or codes; that of any other may hold what people wrote.
SPEAK = ("sqlite3", "psycopg", "psycopg.errors", "bot.protocols")
SPEAK_BY_NAME = ("OperationalError", "IntegrityError", "InterfaceError", "DBAPIError")
#: Of a database, too, but they repeat the value that it could not take.
SILENT = "DataError"


def configure(
    *,
    level: str = "INFO",
    as_json: bool = False,
    secrets: Sequence[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send every log line, ours and the libraries', to stderr with secrets cut out.

    `level` is ours; libraries, which log what they are given, speak from WARNING on. `secrets` are
    values that are replaced wherever they stand.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(told),
        redactor(secrets),
    ]
    last = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.getLogger().handlers = [handler]
    _set_levels(level)


def _set_levels(level: str) -> None:
    root = logging.getLogger()
    root.setLevel(level)
    least = max(logging.WARNING, root.level)
    root.setLevel(least)
    logging.getLogger("bot").setLevel(level)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(least)
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(logging.ERROR)


def redactor(secrets: Sequence[str] = ()) -> Callable[[Any, str, Event], Event]:
    """Replaces these values, and anything that looks like a token or a password in a URL."""
    known = [re.escape(one) for one in secrets if len(one) >= SHORTEST_SECRET]
    pattern = re.compile("|".join([*known, SECRET.pattern]))

    def redact(_logger: Any, _method: str, event: Event) -> Event:
        return {key: _without(pattern, value) for key, value in event.items()}

    return redact


redact = redactor()


def catch_the_rest() -> None:
    """Log what ends a thread or the process, as everything else is logged: Python would print it
    with its text."""
    log = logger("bot.uncaught")

    def thread_ended(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_type is not SystemExit:  # which is how a thread says that it wants to end
            name = ended.thread.name if ended.thread else None
            log.error("thread.ended", thread=name, exc_info=ended[:3])

    threading.excepthook = thread_ended
    sys.excepthook = lambda *exc_info: log.error("process.ended", exc_info=exc_info)


def told(exc_info: Any) -> str:
    """A traceback that says where and what kind; the text of an exception only where no person can
    have written it."""
    return "\n".join(_causes(exc_info[1]))


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound


def _without(pattern: re.Pattern[str], value: Any) -> Any:
    if isinstance(value, str):
        return pattern.sub("[secret]", value)
    if isinstance(value, Mapping):
        return {key: _without(pattern, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(pattern, one) for one in value]
    return value


def _causes(error: BaseException | None) -> Iterator[str]:
    if error is None:
        return
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _causes(cause)
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__module__}.{type(error).__name__}{_text(error)}"


def _text(error: BaseException) -> str:
    kind = type(error)
    if any(one.__name__ == SILENT for one in kind.__mro__):
        return ""
    if isinstance(error, OSError) or kind.__module__ in SPEAK or kind.__name__ in SPEAK_BY_NAME:
        return f": {error}"
    key = getattr(error, "key", None)  # of a DomainError: a word of ours, unlike its parameters
    return f": {key}" if isinstance(key, str) else ""

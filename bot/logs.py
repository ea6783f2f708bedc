"""Structured logs: ids and counts, never people's words and never secrets."""

import logging
import re
import sys
from typing import Any

import structlog

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|okr_[0-9a-f]{12}_[\w-]+|(?<=://)[^/@\s:]+:[^/@\s]+(?=@)"
)
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


def configure(*, level: str = "INFO", as_json: bool = False) -> None:
    """Send every log line, ours and the libraries', to stderr with secrets cut out."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
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
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in QUIET_LIBRARIES:
        logging.getLogger(name).setLevel(logging.ERROR)


def redact(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace anything that looks like a token or a password in a URL."""
    return {
        key: SECRET.sub("[secret]", value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound

"""Errors of the sandbox: those Slack answers with, and those of the control API."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A Web API call that is answered `ok: false`, by Slack's rule with HTTP 200.

    `extra` goes into the answer as it is (`needed`, `provided`, `response_metadata` …), `headers`
    beside it.
    """

    def __init__(self, code: str, *, status: int = 200, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.extra = extra
        self.headers: dict[str, str] = {}


def invalid_arguments(*messages: str) -> ApiError:
    """Slack's general refusal, with a line for each reason."""
    lines = [f"[ERROR] {message}" for message in messages]
    return ApiError("invalid_arguments", response_metadata={"messages": lines})


class ControlError(Exception):
    """A control call that cannot be done: a code and a sentence that says what to do."""

    def __init__(self, code: str, detail: str, *, status: int = 400) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.status = status


class ServerError(RuntimeError):
    """The sandbox cannot be started."""


class PortInUse(ServerError):
    """Another process listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use. Choose another one, or 0 for any free port.")


class NotLoopback(ServerError):
    """The sandbox has no accounts and no passwords: it answers to this machine alone."""

    def __init__(self, host: str) -> None:
        super().__init__(f"The sandbox only listens on a loopback address, not on {host!r}.")

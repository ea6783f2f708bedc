"""Slack as the settings reach it, and this machine's clock."""

import ssl
from datetime import UTC, datetime
from functools import cache
from typing import Any

from slack_sdk import WebClient

from bot.settings import Settings
from bot.slack.gateway import SlackGateway

NEEDED_SCOPES = frozenset(
    {
        *("chat:write", "commands", "files:read", "files:write", "im:write", "im:history"),
        *("users:read", "users:read.email", "channels:read", "groups:read", "usergroups:read"),
    }
)


class MissingToken(Exception):
    """A setting without which the bot cannot speak to Slack."""


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def web_client(settings: Settings, *, token: str | None = None) -> WebClient:
    """A Slack client that never retries by itself: the outbox decides about that."""
    return WebClient(token=token, **client_settings(settings))


def client_settings(settings: Settings) -> dict[str, Any]:
    """What every Slack client is made with, whatever its token."""
    return {
        "base_url": settings.slack_api_url,
        "timeout": settings.request_timeout_seconds,
        "retry_handlers": [],
        "ssl": _tls() if settings.slack_api_url.startswith("https:") else None,
    }


@cache  # else each call to Slack reads all certificates of the machine, for longer than it takes
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def secret(settings: Settings, name: str) -> str:
    """A token or secret that must be there; raises MissingToken."""
    found = getattr(settings, name)
    if found is None:
        raise MissingToken(f"OKRBOT_{name.upper()}")
    value: str = found.get_secret_value()
    return value


def gateway(settings: Settings) -> SlackGateway:
    """Slack behind the bot's token; raises MissingToken."""
    return SlackGateway(web_client(settings, token=secret(settings, "slack_bot_token")))


def try_tokens(settings: Settings) -> None:
    """See whether both tokens are good; raises MissingToken, or as the gateway does.

    Where the app is installed with OAuth, there need not be a bot token.
    """
    if settings.slack_bot_token is not None or not settings.is_for_several:
        gateway(settings).whoami()
    try_socket(settings)


def try_socket(settings: Settings) -> None:
    """See whether the app token opens connections; raises MissingToken, or as the gateway does."""
    token = secret(settings, "slack_app_token")
    SlackGateway(web_client(settings, token=token)).open_socket()

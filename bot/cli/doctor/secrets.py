"""Secrets whose shape tells already that they cannot be right; their words are never shown."""

import re
from collections.abc import Iterator

from bot.cli.doctor.finding import Finding, warning
from bot.settings import Settings

_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")


def examine(settings: Settings) -> Iterator[Finding]:
    """The signing secret: Slack's have 32 hexadecimal digits."""
    secret = settings.slack_signing_secret
    if secret is None:
        return
    if _SIGNING_SECRET.fullmatch(secret.get_secret_value()):
        yield Finding("signing_secret", "signing secret looks like one of Slack's")
        return
    yield warning(
        "signing_secret",
        "the signing secret is none of Slack's: they have 32 digits from 0 to f",
        "Copy the Signing Secret (not the Client Secret) of Basic Information into "
        "OKRBOT_SLACK_SIGNING_SECRET.",
    )

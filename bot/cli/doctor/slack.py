"""Slack: the two tokens, what the app may do, the clock, and the channels of the teams."""

from collections.abc import Iterator
from datetime import timedelta

from bot import wiring
from bot.cli.doctor import channels
from bot.cli.doctor.finding import Finding, warning, wrong
from bot.protocols import Identity, NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.settings import Settings
from bot.wiring import MissingToken

BOT_TOKEN = "Copy the Bot User OAuth Token (xoxb-…) of the app into OKRBOT_SLACK_BOT_TOKEN."
APP_TOKEN = (
    "Make an app-level token (xapp-…) with connections:write and put it into "
    "OKRBOT_SLACK_APP_TOKEN."
)
NETWORK = "Check the network and OKRBOT_SLACK_API_URL."
REINSTALL = "Update the app from manifest.yaml and reinstall it."
#: What does not come, or cannot be done, without a scope.
LACKS = {
    "chat:write": "messages",
    "commands": "/okr, /kpi and the shortcuts",
    "im:history": "replies (event message.im)",
    "im:write": "direct messages",
    "users:read": "people (events team_join and user_change)",
    "users:read.email": "people by e-mail in import files",
    "channels:read": "channels",
    "groups:read": "private channels",
    "usergroups:read": "user groups as teams",
    "files:read": "files that are sent to the bot",
    "files:write": "files that the bot sends",
}
#: Slack's own limit for signatures, and when somebody should look.
MOST_SKEW = timedelta(minutes=5)
NOTED_SKEW = timedelta(seconds=30)
MEND_CLOCK = "Let the machine set its clock: timedatectl set-ntp true."


def examine(settings: Settings) -> Iterator[Finding]:
    """The bot token and all that it opens, then the app token."""
    if settings.slack_bot_token is not None or not settings.is_for_several:
        yield from _bot_token(settings)
    yield from _app_token(settings)


def _bot_token(settings: Settings) -> Iterator[Finding]:
    try:
        gateway = wiring.gateway(settings)
        identity = gateway.whoami()
    except MissingToken:
        yield wrong("bot_token", "no bot token", BOT_TOKEN)
    except SlackRefused as error:
        remedy = f"{BOT_TOKEN} Reinstall the app if it was removed."
        yield wrong("bot_token", f"Slack refuses the bot token: {error.code}", remedy)
    except (NotConnected, OutcomeUnknown, RateLimited) as error:
        yield wrong("bot_token", f"Slack does not answer: {error}", NETWORK)
    else:
        yield Finding("bot_token", f"bot token belongs to {identity.workspace_name}")
        yield from _clock(identity)
        yield from _scopes(identity)
        yield from channels.examine(settings, gateway, identity)


def _clock(identity: Identity) -> Iterator[Finding]:
    if identity.told_at is None:
        return
    off = abs(wiring.system_clock() - identity.told_at)
    what = f"this machine's clock is {off.total_seconds():.0f} s off Slack's"
    if off >= MOST_SKEW:
        yield wrong("clock", f"{what}: signed requests are refused", MEND_CLOCK)
    elif off >= NOTED_SKEW:
        yield warning("clock", what, MEND_CLOCK)
    else:
        yield Finding("clock", "the clock agrees with Slack's")


def _scopes(identity: Identity) -> Iterator[Finding]:
    if not identity.scopes:
        return
    missing = sorted(wiring.NEEDED_SCOPES - identity.scopes)
    if missing:
        what = f"scopes are missing: {', '.join(missing)}"
        lacks = "; ".join(LACKS[scope] for scope in missing)
        yield wrong("scopes", what, f"{REINSTALL} Until then it lacks: {lacks}.")
    else:
        yield Finding("scopes", "scopes are complete")


def _app_token(settings: Settings) -> Iterator[Finding]:
    try:
        wiring.try_socket(settings)
    except MissingToken:
        if settings.slack_signing_secret is not None:
            yield Finding("app_token", "no app token: Slack speaks HTTP to `okrbot web`")
        else:
            yield wrong("app_token", "no app token", APP_TOKEN)
    except SlackRefused as error:
        remedy = f"{APP_TOKEN} Socket Mode must be on (manifest.yaml)."
        yield wrong("app_token", f"Slack refuses the app token: {error.code}", remedy)
    except (NotConnected, OutcomeUnknown, RateLimited) as error:
        yield wrong("app_token", f"Slack does not answer: {error}", NETWORK)
    else:
        yield Finding("app_token", "app token opens Socket Mode connections")

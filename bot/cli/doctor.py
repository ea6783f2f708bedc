"""`okrbot doctor`: looks at everything the bot needs, and says how to mend what is wrong."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from bot import wiring
from bot.delivery.drawing import is_possible
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.render import Renderer
from bot.services import installing
from bot.settings import Settings
from bot.slack.install_pages import INSTALL
from bot.wiring import MissingToken, WrongKeys
from storage import occupancy, schema
from storage.organisation import workspace_ids
from storage.schema import SchemaState

SAFE_SQLITE = (3, 51, 3)
MEND_TOKEN = {
    "slack_bot_token": "Copy the Bot User OAuth Token (xoxb-…) of the app into "
    "OKRBOT_SLACK_BOT_TOKEN.",
    "slack_app_token": "Make an app-level token (xapp-…) with connections:write and put it into "
    "OKRBOT_SLACK_APP_TOKEN.",
}
MEND_SCHEMA = {
    SchemaState.EMPTY: "Run `okrbot migrate`.",
    SchemaState.OLDER: "Run `okrbot migrate`; an SQLite file is copied first.",
    SchemaState.NEWER: "Run the release that made it, or restore the backup from before it.",
    SchemaState.UNKNOWN: "It is none of okrbot's: check OKRBOT_DATABASE_URL, or restore a backup.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is None when it is fine."""

    what: str
    fine: bool = True
    remedy: str | None = None


def examine(settings: Settings) -> Iterator[Finding]:
    """Every finding, in the order in which to mend them."""
    yield Finding("settings are readable")
    yield from _database(settings)
    Renderer()
    yield Finding("templates are complete, in English and Vietnamese")
    yield _charts(settings)
    if settings.is_for_several:
        yield from _workspaces(settings)
    if settings.slack_bot_token is not None or not settings.is_for_several:
        yield from _bot_token(settings)
    yield from _app_token(settings)


def _charts(settings: Settings) -> Finding:
    """Charts are told in words where they cannot be drawn: nothing to mend."""
    if not settings.chart_seconds:
        return Finding("charts are told in words (OKRBOT_CHART_SECONDS is 0)")
    if not is_possible():
        return Finding("charts are told in words; to draw them: pip install 'okrbot[charts]'")
    return Finding("charts are drawn")


def _database(settings: Settings) -> Iterator[Finding]:
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    try:
        opened = wiring.database_beside(settings)
        state = schema.state(opened.write)
    except (OperationalError, ArgumentError, ModuleNotFoundError) as error:
        remedy = f"{type(error).__name__}: check OKRBOT_DATABASE_URL."
        if isinstance(error, ModuleNotFoundError):
            remedy = "Install the PostgreSQL driver: pip install 'okrbot[postgres]'."
        yield Finding(f"database {shown} cannot be used", False, remedy)
        return
    fine = state is SchemaState.CURRENT
    yield Finding(f"database {shown}, schema {state.value}", fine, MEND_SCHEMA.get(state))
    if opened.write.dialect.name == "sqlite":
        yield from _sqlite(settings)
    if fine:
        with opened.reading() as session:
            count = len(workspace_ids(session))
        hint = None if count else "Run `okrbot import examples/marketing-team.yaml` or your own."
        yield Finding(f"{count} workspace(s) in the database", bool(count), hint)
    opened.dispose()


def _sqlite(settings: Settings) -> Iterator[Finding]:
    at_work = occupancy.is_occupied(settings.database_url)
    yield Finding("a bot works on this file" if at_work else "no bot works on this file")
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        yield Finding(
            f"SQLite {sqlite3.sqlite_version} (before 3.51.3 two connections that write and "
            "checkpoint may damage a file: okrbot keeps to one; let nothing else write to it)"
        )
    else:
        yield Finding(f"SQLite {sqlite3.sqlite_version}")


def _workspaces(settings: Settings) -> Iterator[Finding]:
    """Where the app is installed, and whether the keys at hand open the tokens for it."""
    try:
        opened = wiring.database_beside(settings)
        rt = wiring.without_slack(settings, opened)
        wiring.check_keys(settings, rt)
        count, gone = len(installing.live(rt)), installing.ended(rt)
    except WrongKeys as error:
        yield Finding("the workspaces' tokens cannot be opened", False, str(error))
    except (OperationalError, ArgumentError, ModuleNotFoundError, ProgrammingError):
        return  # said above
    else:
        opened.dispose()
        place = (settings.public_url or "").rstrip("/") + INSTALL
        yield Finding(f"installed in {count} workspace(s) with OAuth; more at {place}")
        if gone:
            yield Finding(f"not installed any more, so nothing is sent there: {', '.join(gone)}")
    if settings.public_url is None:
        remedy = "Set OKRBOT_PUBLIC_URL to where browsers reach the bot, as https://okr.example."
        yield Finding(
            "no public address, so Slack takes the app's first redirect URL", True, remedy
        )


def _bot_token(settings: Settings) -> Iterator[Finding]:
    try:
        identity = wiring.gateway(settings).whoami()
    except MissingToken:
        yield Finding("no bot token", False, MEND_TOKEN["slack_bot_token"])
    except SlackRefused as error:
        remedy = f"{MEND_TOKEN['slack_bot_token']} Reinstall the app if it was removed."
        yield Finding(f"Slack refuses the bot token: {error.code}", False, remedy)
    except (NotConnected, OutcomeUnknown, RateLimited) as error:
        remedy = "Check the network and OKRBOT_SLACK_API_URL."
        yield Finding(f"Slack does not answer: {error}", False, remedy)
    else:
        yield Finding(f"bot token belongs to {identity.workspace_name}")
        yield from _scopes(identity.scopes)


def _scopes(granted: frozenset[str]) -> Iterator[Finding]:
    missing = sorted(wiring.NEEDED_SCOPES - granted)
    if granted and missing:
        remedy = "Update the app from manifest.yaml and reinstall it."
        yield Finding(f"scopes are missing: {', '.join(missing)}", False, remedy)
    elif granted:
        yield Finding("scopes are complete")


def _app_token(settings: Settings) -> Iterator[Finding]:
    try:
        wiring.try_socket(settings)
    except MissingToken:
        if settings.slack_signing_secret is not None:
            yield Finding("no app token: Slack speaks HTTP to `okrbot web`")
        else:
            yield Finding("no app token", False, MEND_TOKEN["slack_app_token"])
    except SlackRefused as error:
        remedy = f"{MEND_TOKEN['slack_app_token']} Socket Mode must be on (manifest.yaml)."
        yield Finding(f"Slack refuses the app token: {error.code}", False, remedy)
    except (NotConnected, OutcomeUnknown, RateLimited) as error:
        remedy = "Check the network and OKRBOT_SLACK_API_URL."
        yield Finding(f"Slack does not answer: {error}", False, remedy)
    else:
        yield Finding("app token opens Socket Mode connections")

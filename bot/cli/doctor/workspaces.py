"""Workspaces that the app is installed in, and whether the keys at hand open their tokens."""

from collections.abc import Iterator

from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from bot import wiring
from bot.cli.doctor.finding import Finding, warning, wrong
from bot.services import installing
from bot.settings import Settings
from bot.wiring import WrongKeys

WHY = {
    "uninstalled": "it was taken out",
    "revoked": "its token was revoked",
    "refused": "Slack refuses its token",
}
ADDRESS = "Set OKRBOT_PUBLIC_URL to where browsers reach the bot, as https://okr.example."


def examine(settings: Settings) -> Iterator[Finding]:
    """Nothing for a bot of one workspace, nor where the database cannot be read: that is said."""
    if not settings.is_for_several:
        return
    try:
        opened = wiring.database_beside(settings)
        rt = wiring.without_slack(settings, opened)
        wiring.check_keys(settings, rt)
        count, gone = len(installing.live(rt)), installing.ended(rt)
        ending = installing.not_renewable(rt)
    except WrongKeys as error:
        yield wrong("keys", "the workspaces' tokens cannot be opened", str(error))
    except (OperationalError, ArgumentError, ModuleNotFoundError, ProgrammingError):
        return
    else:
        opened.dispose()
        place = installing.address(settings.public_url)
        yield Finding("installed", f"installed in {count} workspace(s) with OAuth; more at {place}")
        if gone:
            names = ", ".join(f"{name} ({WHY[why]})" for name, why in gone.items())
            told = f"not installed any more, nothing is sent there: {names}"
            yield warning("installed", told, f"An admin can install it again at {place}.")
        for name, end in ending.items():
            told = f"the token of {name} ends at {end:%Y-%m-%d %H:%M} UTC and cannot be renewed"
            yield wrong("installed", told, f"An admin must install it again at {place}.")
    if settings.public_url is None:
        yield warning(
            "public_url", "no public address: Slack takes the app's first redirect URL", ADDRESS
        )

"""What a command is made of that may run beside the bot: it neither sends nor listens."""

from bot.protocols import NoFailPoints
from bot.render import Renderer
from bot.runtime import Runtime
from bot.services import installing
from bot.services.installing import INSTALL
from bot.settings import Settings
from bot.slack.gateway import SlackGateway
from bot.wiring.clients import MissingToken, secret, system_clock, web_client
from storage.sealing import BadKey, Keyring, Unreadable
from storage.uow import Database


class WrongKeys(Exception):
    """The keys in the settings do not open what the database keeps; the text says the way out."""


def database_beside(settings: Settings) -> Database:
    """The database for a command that may run beside the bot."""
    return Database.open(settings.database_url, pool_size=2, checkpoints=False)


def without_slack(settings: Settings, opened: Database) -> Runtime:
    """A runtime for use cases that do not speak to Slack; no token is needed."""
    return Runtime(
        settings=settings,
        clock=system_clock,
        uow=opened.unit_of_work,
        reading=opened.reading,
        gateway=SlackGateway(web_client(settings)),
        render=Renderer(),
        storing=opened.storing,
        points=NoFailPoints(),
    )


def check_keys(settings: Settings, rt: Runtime) -> None:
    """See whether every sealed token opens; raises WrongKeys."""
    keys = keyring(settings)
    try:
        with rt.reading() as session:
            installing.check(session, keys)
    except Unreadable as error:
        raise WrongKeys(
            f"The database keeps tokens that were sealed with the key {error.key_id}, and "
            "OKRBOT_ENCRYPTION_KEYS has "
            + ", ".join(keys.ids)
            + ". Add the key that is missing behind the others. If it is lost, run `okrbot secrets "
            f"forget` and install the app again from {INSTALL}: nothing else is sealed."
        ) from error


def keyring(settings: Settings) -> Keyring:
    """The keys of the settings; raises MissingToken and WrongKeys."""
    try:
        found = Keyring.of(secret(settings, "encryption_keys"))
    except BadKey as error:
        raise WrongKeys(f"OKRBOT_ENCRYPTION_KEYS: {error}.") from error
    if not found.keys:
        raise MissingToken("OKRBOT_ENCRYPTION_KEYS")
    return found


def rotated(settings: Settings, opened: Database) -> int:
    """Seal everything with the first key; of how many workspaces. Raises WrongKeys."""
    check_keys(settings, without_slack(settings, opened))
    with opened.unit_of_work() as session:
        return installing.rotate(session, keyring(settings))

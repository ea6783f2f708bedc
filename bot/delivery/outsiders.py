"""What a company says to itself is not posted where another company reads along."""

from typing import Final

from bot.protocols import Gateway, NotConnected, OutcomeUnknown, SlackRefused
from storage.claiming import Claimed

#: Kinds of messages that tell of a company's goals in a channel.
WITHIN: Final = ("team_digest", "company_digest", "digest_details", "meeting_decided")
#: The code under which such a message is laid aside.
SHARED: Final = "is_ext_shared"


def check(gateway: Gateway, claimed: Claimed) -> None:
    """Raises SlackRefused SHARED for a message that would be read by outsiders.

    A channel that cannot be looked at is left to the post itself to complain about. Raises
    RateLimited, and NotConnected where nobody knows: nothing was posted then.
    """
    if claimed.kind not in WITHIN:
        return
    try:
        channel = gateway.channel(claimed.target)
    except SlackRefused:
        return
    except OutcomeUnknown as error:
        raise NotConnected from error
    if channel.is_shared:
        raise SlackRefused(SHARED)

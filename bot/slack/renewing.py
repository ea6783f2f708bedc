"""A new token for one that is about to end, by one process at a time."""

from bot.protocols import RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import token_renewal
from bot.services.installing import Tokens
from bot.slack.gateway import SlackGateway

#: What Slack answers to a refresh token that it took before, and not just now.
USED_UP = "invalid_refresh_token"


def renew(rt: Runtime, workspace_id: str, slack: SlackGateway) -> bool:
    """Ask Slack for it, unless another does or it cannot be had; `slack` needs no token.

    Raises as a call to Slack. What Slack answers is stored before anything else is done.
    """
    old = token_renewal.begin(rt, workspace_id)
    if old is None or old.refresh_token is None:
        return False
    secret = rt.settings.slack_client_secret
    assert secret is not None
    try:
        answer = slack.exchange(
            client_id=rt.settings.slack_client_id or "",
            client_secret=secret.get_secret_value(),
            refresh_token=old.refresh_token,
        )
    except RateLimited as limit:
        token_renewal.put_off(rt, old, seconds=limit.seconds)
        raise
    except SlackRefused as refusal:
        if refusal.code == USED_UP:
            token_renewal.is_impossible(rt, old)
        raise
    token_renewal.done(rt, old, Tokens(*answer))
    return True

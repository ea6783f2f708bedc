"""A new token for one that is about to end, by one process at a time."""

from bot.protocols import SlackRefused
from bot.runtime import Runtime
from bot.services import installing
from bot.services.installing import Tokens
from bot.slack.gateway import SlackGateway


def renew(rt: Runtime, workspace_id: str, slack: SlackGateway) -> None:
    """Ask Slack for it, unless another does; `slack` needs no token.

    Raises as a call to Slack. A refresh token is good once: what Slack answers is stored before
    anything else is done.
    """
    old = installing.begin_renewal(rt, workspace_id)
    if old is None:
        return
    if old.refresh_token is None:
        raise SlackRefused("token_expired")
    secret = rt.settings.slack_client_secret
    assert secret is not None
    answer = slack.exchange(
        client_id=rt.settings.slack_client_id or "",
        client_secret=secret.get_secret_value(),
        refresh_token=old.refresh_token,
    )
    installing.renewed(rt, old, Tokens(*answer))

"""What happens to a workspace when the app is installed, uninstalled, or loses its token."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.sandbox import events
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Kind, Token
from bot.sandbox.workspace import Workspace

TOKEN_LIFE = timedelta(hours=12)
REFRESH_GRACE = timedelta(minutes=1)  # guess: "a short grace period" is all that is documented
MOST_LIVE = 2


def install(ws: Workspace, scopes: Iterable[str]) -> Token:
    """Give the app a bot token with `scopes`, and its bot a place among the people.

    A live token is kept and gets the scopes in addition. The bot joins no channel by itself.
    """
    live = ws.bot_token
    if ws.app.rotates_tokens:
        token = _short_lived(ws, tuple(dict.fromkeys(scopes)))
    elif live is not None and not live.revoked:
        # guess: scopes add up for bot tokens too, and the token stays the same
        token = replace(live, scopes=tuple(dict.fromkeys((*live.scopes, *scopes))))
    else:
        value = f"xoxb-{ws.team.id[1:]}-{secrets.token_hex(12)}"
        token = Token(value, "bot", tuple(dict.fromkeys(scopes)))
    ws.tokens[token.value] = token
    ws.bring_in_bot()
    return token


def may_refresh(ws: Workspace, token: Token) -> bool:
    """Whether its refresh token is taken: once, and for a short while after it was used."""
    until = token.refresh_until
    return not token.inactive and (until is None or ws.clock.now() <= until)


def refresh(ws: Workspace, old: Token) -> Token:
    """A token in place of one whose refresh token was handed in.

    The old one lives to its end, unless more than MOST_LIVE would be alive.
    """
    now = ws.clock.now()
    ws.tokens[old.value] = replace(old, refresh_until=old.refresh_until or now + REFRESH_GRACE)
    token = _short_lived(ws, old.scopes)
    ws.tokens[token.value] = token
    live = [one for one in ws.tokens.values() if one.expires_at and one.expires_at > now]
    for one in [one for one in live if not (one.revoked or one.inactive)][:-MOST_LIVE]:
        ws.tokens[one.value] = replace(one, revoked=True)  # guess: no event tells of it
    return token


def _short_lived(ws: Workspace, scopes: tuple[str, ...]) -> Token:
    value = f"xoxe.xoxb-{ws.team.id[1:]}-{secrets.token_hex(12)}"
    ends = ws.clock.now() + TOKEN_LIFE
    return Token(
        value, "bot", scopes, expires_at=ends, refresh_token=f"xoxe-1-{secrets.token_hex(16)}"
    )


def uninstall(ws: Workspace) -> None:
    """Take the app out: its tokens answer account_inactive from now on.

    The app hears app_uninstalled and tokens_revoked. Raises ControlError app_not_installed.
    """
    if not ws.installed:
        raise ControlError("app_not_installed", f"The app is not installed in {ws.team.name}.")
    for token in [token for token in ws.tokens.values() if token.kind == "bot"]:
        ws.tokens[token.value] = replace(token, inactive=True)
    _put_out_bot(ws)
    ws.publish("app_uninstalled", events.app_uninstalled(ts=ws.messages.next_ts()))
    _tell_of_revocation(ws)


def revoke(ws: Workspace, token: Token) -> None:
    """Make a token answer token_revoked. The app stays installed, its bot is deactivated.

    The app hears tokens_revoked if it was the bot's token.
    """
    ws.tokens[token.value] = replace(token, revoked=True)
    if token.kind != "bot":
        return  # guess: the end of an app-level token is no event
    _put_out_bot(ws)
    _tell_of_revocation(ws)


def _tell_of_revocation(ws: Workspace) -> None:
    ts = ws.messages.next_ts()
    ws.publish("tokens_revoked", events.tokens_revoked(bots=[ws.app.bot_user_id], ts=ts))
    ws.notify({"type": "state"})


def _put_out_bot(ws: Workspace) -> None:
    bot = ws.app.bot_user_id
    ws.people[bot] = replace(ws.people[bot], deleted=True)
    for channel in list(ws.channels.values()):
        if channel.kind is not Kind.IM and bot in channel.members:
            channel.members.remove(bot)

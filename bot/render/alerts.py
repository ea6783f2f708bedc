"""The card of a KPI that left its limits, in the team's channel and to its owner."""

from typing import Any

from bot.render.blocks import Block, Rendered, actions, button, message, section
from bot.render.environment import Words
from bot.render.ids import Action
from bot.render.rows import Params

_RECENT_SHOWN = 6
_ALERT = dict.fromkeys(
    (
        "target", "low", "high", "owner", "owner_name", "team", "handle_by", "acknowledged_by",
        "resolved_at", "unstable",
    )
)  # fmt: skip


def alert_card(words: Words, params: Params) -> Rendered:
    """One card per alert, edited in place."""
    return _alert(words, params, to_owner=False)


def alert_dm(words: Words, params: Params) -> Rendered:
    """The same alert, told to the owner."""
    return _alert(words, params, to_owner=True)


def _alert(words: Words, params: Params, *, to_owner: bool) -> Rendered:
    alert: dict[str, Any] = _ALERT | dict(params)
    alert["unit"] = alert.get("unit") or ""
    alert["recent"] = list(alert.get("recent") or [])[-_RECENT_SHOWN:]
    found: list[Block | None] = [
        section(words.mrkdwn("alert/card", alert=alert, to_owner=to_owner)),
        actions(
            None,
            button(
                words.plain("buttons.acknowledge"),
                action_id=Action.ACKNOWLEDGE,
                value=str(alert["alert_id"]),
                primary=True,
            ),
        )
        if alert["state"] == "firing"
        else None,
    ]
    return message(words.mrkdwn("alert/head", alert=alert), found)

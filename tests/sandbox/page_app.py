"""An app for the page's tests: it answers, shows a card with buttons, opens and checks a modal."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(action_id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


PUSH = button("push", "Push")
CONFIRM = {
    "title": plain("Drop it?"),
    "text": {"type": "mrkdwn", "text": "This drops *all* of it."},
    "confirm": plain("Drop"),
    "deny": plain("Keep"),
}
CARD: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Total traffic* is 256,400"}},
    {
        "type": "actions",
        "block_id": "card",
        "elements": [
            button("update", "Update", style="primary"),
            button("drop", "Drop", style="danger", confirm=CONFIRM),
            {
                "type": "static_select",
                "action_id": "snooze",
                "placeholder": plain("Snooze"),
                "options": [
                    {"text": plain("1 hour"), "value": "hour"},
                    {"text": plain("Tomorrow"), "value": "day"},
                ],
            },
        ],
    },
]
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "update",
    "title": plain("Update traffic"),
    "submit": plain("Save"),
    "close": plain("Never mind"),
    "blocks": [
        {
            "type": "input",
            "block_id": "value",
            "label": plain("New value"),
            "hint": plain("As you would say it"),
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "state",
            "label": plain("Status"),
            "element": {
                "type": "static_select",
                "action_id": "chosen",
                "options": [
                    {"text": plain("on track"), "value": "green"},
                    {"text": plain("at risk"), "value": "yellow"},
                ],
            },
        },
    ],
}


def register(bolt: App) -> None:
    """Listen to messages, /okr, the card's buttons, the modal and the home tab."""
    answer_people(bolt)
    open_modals(bolt)


def answer_people(bolt: App) -> None:
    @bolt.event("message")
    def answer(event: dict[str, Any], say: Any) -> None:
        if event["channel_type"] != "im":
            return
        if event["text"] == "card":
            say(text="Total traffic", blocks=CARD)
        else:
            say(text=f"*Heard* {event['text']}", thread_ts=event.get("thread_ts"))

    @bolt.command("/okr")
    def okr(ack: Any, command: dict[str, Any]) -> None:
        ack(f"No goals in _{command['text']}_ yet :seedling:")

    @bolt.action(re.compile("drop|snooze"))
    def change(ack: Any, action: dict[str, Any], respond: Any) -> None:
        ack()
        chosen = action.get("selected_option", {}).get("value", "")
        respond(text=f"{action['action_id']} {chosen}".strip(), replace_original=True)

    @bolt.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "header", "text": plain("My goals")}, *CARD[1:]]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def open_modals(bolt: App) -> None:
    @bolt.action("update")
    def update(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("update")
    def submitted(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        values = body["view"]["state"]["values"]
        typed = values["value"]["typed"]["value"]
        if not typed.isdigit():
            ack(response_action="errors", errors={"value": f"“{typed}” is not a number."})
            return
        ack()
        status = values["state"]["chosen"]["selected_option"]["value"]
        channel = client.conversations_open(users=body["user"]["id"])["channel"]["id"]
        client.chat_postMessage(channel=channel, text=f"Saved {typed}, {status}")

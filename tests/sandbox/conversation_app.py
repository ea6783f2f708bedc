"""One app in two forms, for slack_bolt's App and AsyncApp: it answers whatever a person does."""

from __future__ import annotations

from typing import Any

from slack_bolt import App
from slack_bolt.async_app import AsyncApp

Json = dict[str, Any]


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


BUTTON: Json = {"type": "button", "action_id": "update", "text": _plain("Update")}
CARD: list[Json] = [{"type": "actions", "elements": [BUTTON]}]
FORM: Json = {
    "type": "modal",
    "callback_id": "check_in",
    "title": _plain("Check in"),
    "submit": _plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "value",
            "label": _plain("Value"),
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}
NOT_A_NUMBER: Json = {"response_action": "errors", "errors": {"value": "Not a number"}}


def home(user: str) -> Json:
    text = _plain(f"Key results of {user}")
    return {"user_id": user, "view": {"type": "home", "blocks": [{"type": "header", "text": text}]}}


def typed(view: Json) -> str:
    value: str = view["state"]["values"]["value"]["typed"]["value"]
    return value


def register(app: App) -> None:
    @app.event("app_mention")
    def mentioned(event: Json, say: Any) -> None:
        say(text=f"Hello <@{event['user']}>", thread_ts=event["ts"])

    @app.event("message")
    def said(event: Json, say: Any) -> None:
        if event["channel_type"] == "im":
            say(text=f"Heard {event['text']}", blocks=CARD)

    @app.command("/okr")
    def commanded(ack: Any, command: Json) -> None:
        ack(f"{command['user_name']} asked for {command['text']}")

    @app.action("update")
    def pressed(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("check_in")
    def submitted(ack: Any, view: Json, body: Json, client: Any) -> None:
        if not typed(view).isdecimal():
            ack(**NOT_A_NUMBER)
            return
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text=f"Noted {typed(view)}")

    @app.event("app_home_opened")
    def opened(event: Json, client: Any) -> None:
        client.views_publish(**home(event["user"]))


def register_async(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say(text=f"Hello <@{event['user']}>", thread_ts=event["ts"])

    @app.event("message")
    async def said(event: Json, say: Any) -> None:
        if event["channel_type"] == "im":
            await say(text=f"Heard {event['text']}", blocks=CARD)

    @app.command("/okr")
    async def commanded(ack: Any, command: Json) -> None:
        await ack(f"{command['user_name']} asked for {command['text']}")

    @app.action("update")
    async def pressed(ack: Any, body: Json, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("check_in")
    async def submitted(ack: Any, view: Json, body: Json, client: Any) -> None:
        if not typed(view).isdecimal():
            await ack(**NOT_A_NUMBER)
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Noted {typed(view)}")

    @app.event("app_home_opened")
    async def opened(event: Json, client: Any) -> None:
        await client.views_publish(**home(event["user"]))

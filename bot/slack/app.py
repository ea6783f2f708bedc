"""The Bolt app: store, acknowledge, work."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.logs import logger
from bot.protocols import Identity
from bot.runtime import Runtime
from bot.services import inbound, installing
from bot.slack import payload, process
from bot.slack.install_pages import LANGUAGES
from bot.slack.patience import Hands

log = logger(__name__)
#: From Slack's id of a workspace to what Bolt wants to know; None where the app is not installed.
Authorize = Callable[[str | None], AuthorizeResult | None]
ANYTHING = re.compile(".*")


def build(
    rt: Runtime,
    *,
    client: WebClient,
    authorize: Authorize,
    executor: Executor,
) -> App:
    """An app whose every delivery is stored before it is acknowledged and handled after.

    Bolt acknowledges events before their listener runs, so the storing is a middleware.
    `authorize` tells whose delivery it is, without a call to Slack.
    """

    def allowed(team_id: str | None) -> AuthorizeResult | None:  # Bolt knows arguments by name
        return authorize(team_id)

    app = App(
        name="okrbot",  # or Bolt looks through the whole stack for one
        logger=logging.getLogger("slack_bolt"),
        client=client,
        authorize=allowed,  # type: ignore[arg-type]  # None is for who has not installed it
        listener_executor=executor,
        request_verification_enabled=False,  # over HTTP it is done before Bolt sees a request
        user_facing_authorize_error_message=_not_installed(rt),
    )
    app.error(_broke)
    app.middleware(_store(rt))
    _listen(app, rt)
    return app


def belongs_to(identity: Identity, token: str) -> Authorize:
    """Whose every delivery is when there is one token: the workspace that it belongs to."""
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.workspace_id,
        bot_token=token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
    )
    return lambda _: result


def _not_installed(rt: Runtime) -> str:
    """In both languages: nothing is known of who reads it."""
    address = installing.address(rt.settings.public_url)
    return "\n".join(
        rt.render.text("install.not_here", locale=locale, address=address) for locale in LANGUAGES
    )


def _broke(error: Exception, context: BoltContext) -> BoltResponse:
    """Bolt itself stumbles over what has no shape; what else goes wrong is worth another try."""
    if isinstance(error, payload.SHAPELESS) and "inbound" not in context:
        return _malformed()
    log.error("delivery.broke", exc_info=error)
    return BoltResponse(status=503)


def _malformed() -> BoltResponse:
    log.warning("delivery.malformed")
    return BoltResponse(status=400)


def _store(rt: Runtime) -> Callable[..., Any]:
    hands = Hands()

    def store(
        body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]
    ) -> BoltResponse | None:
        try:
            incoming = payload.read(body)
        except payload.Malformed:
            return _malformed()
        if incoming is None:
            return BoltResponse(status=200)
        try:
            row_id = hands.in_time(
                lambda still_wanted: inbound.store(
                    rt,
                    workspace_id=incoming.workspace_id,
                    key=incoming.key,
                    kind=incoming.kind,
                    payload=body,
                    still_wanted=still_wanted,
                )
            )
        except Exception:
            # What is not stored must not be acknowledged as done: Slack repeats events only.
            log.exception("inbox.unavailable", kind=incoming.kind)
            return _not_stored(rt, incoming)
        if row_id is None:
            return BoltResponse(status=200)
        context["inbound"] = row_id
        return next()

    return store


def _not_stored(rt: Runtime, incoming: payload.Incoming) -> BoltResponse:
    """Commands can say it; without an acknowledgement Slack repeats events and shows an error."""
    if incoming.kind == "command":
        return BoltResponse(status=200, body=rt.render.text("bot.cannot_store", locale="en"))
    return BoltResponse(status=503)


def _listen(app: App, rt: Runtime) -> None:
    def work(ack: Ack, context: BoltContext) -> None:
        ack()
        process.run(rt, context["inbound"])

    def work_on_form(ack: Ack, context: BoltContext) -> None:
        ack(**process.submit(rt, context["inbound"]))
        process.run(rt, context["inbound"])

    app.command(ANYTHING)(work)
    app.action(ANYTHING)(work)
    app.shortcut(ANYTHING)(work)
    app.view(ANYTHING)(work_on_form)
    app.event(ANYTHING)(work)

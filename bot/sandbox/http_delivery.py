"""Signed HTTP: payloads as POST requests to the app's request URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import ssl
import time
from urllib.parse import parse_qsl, urlencode, urljoin

from bot.sandbox.errors import ControlError
from bot.sandbox.http_client import Answer, NotOnThisMachine, local_address, post
from bot.sandbox.model import AppInfo, Json
from bot.sandbox.subscription import Subscription
from bot.sandbox.transport import Outcome

MOST_REDIRECTS = 2
REDIRECTS = (301, 302)
FORM = "application/x-www-form-urlencoded"


class HttpDelivery:
    """Posts to the subscription's request URL. `ack_seconds` is real time for the whole answer."""

    name = "http"

    def __init__(self, app: AppInfo, subscription: Subscription, *, ack_seconds: float) -> None:
        self._app = app
        self._subscription = subscription
        self._ack_seconds = ack_seconds

    async def deliver(
        self, kind: str, payload: Json, *, attempt: int = 0, reason: str = ""
    ) -> Outcome:
        """As in Transport. Without a request URL nobody is there to connect to."""
        # Slack allows other addresses for commands and interactivity; here one serves all.
        url = self._subscription.request_url
        if url is None:
            return Outcome(False, reason="connection_failed")
        content_type, body = _encoded(kind, payload)
        retry = {}
        if attempt:
            retry = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        answer, failure = await self._send(url, content_type, body, retry)
        if answer is None or failure:
            no_retry = answer.headers.get("x-slack-no-retry", "") if answer else ""
            return Outcome(False, reason=failure, final=no_retry.strip() == "1")
        return Outcome(True, response=_response(answer))

    async def verify(self, url: str) -> Json:
        """Send the url_verification challenge; the payload that was sent.

        Raises ControlError: not_loopback, url_verification_failed.
        """
        try:
            local_address(url)
        except NotOnThisMachine as refusal:
            detail = f"{url!r} is no http(s) address of this machine."
            raise ControlError("not_loopback", detail) from refusal
        payload: Json = {
            "token": self._app.verification_token,
            "challenge": secrets.token_urlsafe(39),
            "type": "url_verification",
        }
        answer, failure = await self._send(url, *_encoded("events_api", payload), {})
        if failure:
            raise ControlError("url_verification_failed", f"{url} did not answer 200: {failure}.")
        if answer is None or payload["challenge"] not in _challenges(answer):
            detail = f"{url} answered, but not with the value of `challenge`."
            raise ControlError("url_verification_failed", detail)
        return payload

    async def _send(
        self, url: str, content_type: str, body: bytes, more: dict[str, str]
    ) -> tuple[Answer | None, str]:
        """The last answer, if there was one, and why it is a failure ("" if it is none)."""
        headers = self._signed(body) | more | {"Content-Type": content_type}
        try:
            async with asyncio.timeout(self._ack_seconds):
                return await _follow(url, headers, body)
        except TimeoutError:
            return None, "http_timeout"
        except ssl.SSLError:
            return None, "ssl_error"
        except (OSError, NotOnThisMachine):
            return None, "connection_failed"
        except ValueError:
            return None, "unknown_error"  # guess: what an answer that is not HTTP is called

    def _signed(self, body: bytes) -> dict[str, str]:
        # Real time even if the virtual clock is elsewhere: apps compare with their own clock.
        at = str(int(time.time()))
        key = self._app.signing_secret.encode()
        digest = hmac.new(key, f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        return {
            "Accept": "*/*",
            "User-Agent": "Slackbot 1.0 (sandbox)",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={digest}",
        }


async def _follow(url: str, headers: dict[str, str], body: bytes) -> tuple[Answer, str]:
    for _ in range(MOST_REDIRECTS + 1):
        answer = await post(url, headers, body)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return answer, "" if 200 <= answer.status < 300 else "http_error"
        # guess: the request is repeated as it was, with POST and its signature
        url = urljoin(url, answer.headers["location"])
    return answer, "too_many_redirects"


def _encoded(kind: str, payload: Json) -> tuple[str, bytes]:
    """Content type and body: events are JSON, all else is a form."""
    if kind == "events_api":
        return "application/json", json.dumps(payload, ensure_ascii=False).encode()
    if kind == "interactive":
        payload = {"payload": json.dumps(payload, ensure_ascii=False)}
    return FORM, urlencode(payload).encode()


def _response(answer: Answer) -> Json | str | None:
    text = answer.body.decode("utf-8", "replace")
    if not text.strip():
        return None
    if answer.headers.get_content_type() == "application/json":
        try:
            parsed = json.loads(text)
        except ValueError:
            return text
        return parsed if isinstance(parsed, dict) else text
    return text


def _challenges(answer: Answer) -> set[str]:
    """What the answer may mean by its challenge: plain text, a form or JSON."""
    text = answer.body.decode("utf-8", "replace").strip()
    kind = answer.headers.get_content_type()
    if kind == FORM:
        return {value for name, value in parse_qsl(text) if name == "challenge"}
    if kind == "application/json":
        response = _response(answer)
        return {str(response.get("challenge"))} if isinstance(response, dict) else set()
    return {text}

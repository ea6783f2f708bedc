"""Levers between Slack and the app: how payloads reach it, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.control.arguments import need, only
from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import ControlError
from bot.sandbox.faults import FAULTS, Faults, Rule
from bot.sandbox.limits import Limits
from bot.sandbox.model import Json
from bot.sandbox.workspace import Workspace

DEEDS = ("drop", "storm", "cut", "warn", "refresh", "half_open", "link_disabled")
STORM = 3
TRANSPORTS = ("socket", "http")

Run = Callable[[Json], Awaitable[Json]]


class Wire:
    """One pair of calls per lever: reading takes the query, writing the JSON body."""

    def __init__(
        self, workspace: Workspace, delivery: Delivery, limits: Limits, faults: Faults
    ) -> None:
        self._ws = workspace
        self._delivery = delivery
        self._limits = limits
        self._faults = faults

    def reading(self) -> dict[str, Run]:
        """The reading calls by path."""
        return {
            "subscription": self.subscription,
            "connections": self.connections,
            "limits": self.limits,
            "faults": self.faults,
        }

    def writing(self) -> dict[str, Run]:
        """The writing calls by path."""
        return {
            "subscription": self.subscribe,
            "connections": self.disturb,
            "limits": self.set_limits,
            "faults": self.set_faults,
        }

    def forget(self) -> None:
        """Forget what was counted and scripted, as a reset does; what was chosen stays."""
        self._delivery.reset()
        self._limits.clear()
        self._faults.replace([], seed=None)

    async def subscription(self, _query: Json) -> Json:
        """Transport, request URL, and how deliveries went in the last hour."""
        return self._delivery.subscription.as_json(self._ws.clock.now())

    async def subscribe(self, body: Json) -> Json:
        """Change the transport, the request URL (verified first) or the limits; re-enable."""
        known = ("transport", "request_url", "disabled", "events_per_hour", "least_events")
        only(body, known)
        subscription = self._delivery.subscription
        url = _text_or_none(body, "request_url", subscription.request_url)
        transport = body.get("transport", subscription.transport)
        if transport not in TRANSPORTS:
            raise ControlError("invalid_argument", "transport must be socket or http.")
        if transport == "http" and url is None:
            raise ControlError("missing_argument", "Give 'request_url' for the transport http.")
        limits = {name: _whole(body, name) for name in known[3:] if name in body}
        if "request_url" in body and url is not None:
            await self._delivery.verify(url)
        subscription.request_url = url
        await self._delivery.choose(transport)
        for name, value in limits.items():
            setattr(subscription, name, value)
        if body.get("disabled") is False:
            subscription.enable()
        elif "disabled" in body:
            subscription.disabled = True
        self._ws.notify({"type": "state"})
        return subscription.as_json(self._ws.clock.now())

    async def connections(self, _query: Json) -> Json:
        """How many Socket Mode connections there are, and in what state."""
        return self._delivery.hub.as_json()

    async def disturb(self, body: Json) -> Json:
        """Do something to every Socket Mode connection; `times` counts the closings of a storm."""
        only(body, ("do", "times"))
        hub, deed = self._delivery.hub, need(body, "do")
        if deed not in DEEDS:
            raise ControlError("invalid_argument", f"do must be one of {', '.join(DEEDS)}.")
        if deed == "drop":
            await hub.drop()
        elif deed == "storm":
            await hub.storm(_whole(body, "times") if "times" in body else STORM)
        elif deed == "cut":
            hub.cut()
        elif deed == "warn":
            await hub.warn()
        elif deed == "refresh":
            await hub.refresh()
        elif deed == "half_open":
            hub.half_open()
        else:
            await self._delivery.choose("http")
        return hub.as_json()

    async def limits(self, _query: Json) -> Json:
        """Whether calls are limited, and how many were refused."""
        return self._limits.as_json()

    async def set_limits(self, body: Json) -> Json:
        """Turn the rate limits on or off, and scale them."""
        only(body, ("on", "scale"))
        now = self._limits.as_json()
        on, scale = body.get("on", now["on"]), body.get("scale", now["scale"])
        if not isinstance(on, bool):
            raise ControlError("invalid_argument", "on must be true or false.")
        self._limits.configure(on=on, scale=_positive(scale, "scale"))
        return self._limits.as_json()

    async def faults(self, _query: Json) -> Json:
        """The rules with their hits, and the seed."""
        return self._faults.as_json()

    async def set_faults(self, body: Json) -> Json:
        """Replace all rules; none ends all faults."""
        only(body, ("rules", "seed"))
        rules, seed = body.get("rules", []), body.get("seed")
        if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
            raise ControlError("invalid_argument", "rules must be a list of objects.")
        if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
            raise ControlError("invalid_argument", "seed must be a whole number.")
        self._faults.replace([_rule(one) for one in rules], seed=seed)
        return self._faults.as_json()


def _rule(body: Json) -> Rule:
    """Raises ControlError."""
    only(body, ("method", "fault", "probability", "times", "seconds"))
    fault = need(body, "fault")
    if fault not in FAULTS:
        raise ControlError("invalid_argument", f"fault must be one of {', '.join(FAULTS)}.")
    return Rule(
        method=need(body, "method"),
        fault=fault,
        probability=min(1.0, _positive(body.get("probability", 1.0), "probability")),
        times=None if body.get("times") is None else _whole(body, "times"),
        seconds=_positive(body.get("seconds", 1.0), "seconds"),
    )


def _positive(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
        raise ControlError("invalid_argument", f"{name} must be a number above 0.")
    return float(value)


def _text_or_none(body: Json, name: str, default: str | None) -> str | None:
    value: Any = body.get(name, default)
    if value is not None and not isinstance(value, str):
        raise ControlError("invalid_argument", f"{name} must be a text.")
    return value or None


def _whole(body: Json, name: str) -> int:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ControlError("invalid_argument", f"{name} must be a whole number above 0.")
    return value

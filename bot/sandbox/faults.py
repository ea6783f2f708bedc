"""Scripted faults: what goes wrong with chosen calls, the same way each time."""

from __future__ import annotations

import asyncio
import random
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from bot.sandbox.limits import rate_limited
from bot.sandbox.model import Json
from bot.sandbox.tcp import Tcp

#: Faults of the answer: the call is carried out, the app does not get to know it properly.
APPLIED = ("drop_reply", "late", "malformed_json")
#: Faults before the call: nothing is carried out.
REFUSED = ("rate_limited", "server_error", "unavailable", "hang", "html", "revoked_token")
FAULTS = (*REFUSED, *APPLIED)
PAGE = "<!DOCTYPE html><html><body><h1>We will be back soon</h1></body></html>"


@dataclass(slots=True)
class Rule:
    """The `fault` strikes calls of `method` ("*": all) with `probability`, at most `times` times.

    `seconds`: how late the answer is, in real time, or what Retry-After says.
    """

    method: str
    fault: str
    probability: float = 1.0
    times: int | None = None
    seconds: float = 1.0
    hits: int = 0

    @property
    def applied(self) -> bool:
        """Whether the call is carried out all the same."""
        return self.fault in APPLIED

    @property
    def error(self) -> str:
        """How the log names what a refused call got."""
        return {"rate_limited": "ratelimited", "revoked_token": "token_revoked"}.get(
            self.fault, self.fault
        )


class Faults:
    """The rules of one server, in order: the first that strikes counts.

    The same rules and seed and the same sequence of calls meet the same faults again. Lives on the
    server's loop.
    """

    def __init__(self, tcp: Tcp) -> None:
        self._tcp = tcp
        self._rules: list[Rule] = []
        self._closing = asyncio.Event()
        self.replace([], seed=None)

    def replace(self, rules: list[Rule], *, seed: int | None) -> None:
        """Start over with other rules. Without a seed one is chosen, to be read in `as_json`."""
        self._seed = random.randrange(1 << 32) if seed is None else seed
        self._random = random.Random(self._seed)
        self._rules = rules

    def as_json(self) -> Json:
        """The rules, each with its `hits`; `times` is what is left of it."""
        return {"rules": [asdict(rule) for rule in self._rules], "seed": self._seed}

    def strike(self, method: str) -> Rule | None:
        """The rule that this call falls under; counts it."""
        for rule in self._rules:
            if rule.method not in (method, "*") or rule.times == 0:
                continue
            if self._random.random() < rule.probability:
                rule.hits += 1
                rule.times = None if rule.times is None else rule.times - 1
                return rule
        return None

    async def refuse(self, rule: Rule, request: Request) -> Response:
        """The answer to a call that is not carried out; for `hang` there is none."""
        if rule.fault == "hang":
            await self._patience(request, None)
            return await self._cut(request)
        if rule.fault == "rate_limited":
            refusal = rate_limited(rule.seconds)
            return JSONResponse(
                {"ok": False, "error": refusal.code}, refusal.status, refusal.headers
            )
        if rule.fault == "server_error":
            return PlainTextResponse("Internal Server Error", 500)
        if rule.fault == "unavailable":
            return PlainTextResponse("Service Unavailable", 503)
        if rule.fault == "html":
            return HTMLResponse(PAGE)  # with HTTP 200, as what stands between often answers
        return JSONResponse({"ok": False, "error": "token_revoked"})

    async def spoil(self, rule: Rule | None, request: Request, answer: Response) -> Response:
        """What becomes of the answer to a call: late, cut in half, never sent, or nothing."""
        if rule is None:
            return answer
        if rule.fault == "late":
            await self._patience(request, rule.seconds)
            return answer
        if rule.fault == "malformed_json":
            half = bytes(answer.body)[: len(answer.body) // 2]
            return Response(half, answer.status_code, media_type="application/json")
        return await self._cut(request)

    def attach(self) -> None:
        """Be ready to make calls wait on the running loop."""
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let every call go that is made to wait; call on the loop."""
        self._closing.set()

    async def _cut(self, request: Request) -> Response:
        self._tcp.cut(request)
        await asyncio.sleep(0)  # now the server knows, too
        return Response()  # goes nowhere

    async def _patience(self, request: Request, seconds: float | None) -> None:
        """Wait, but not for a client that is gone or a server that ends."""
        ends = [asyncio.ensure_future(end) for end in (self._closing.wait(), _gone(request))]
        await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()


async def _gone(request: Request) -> bool:
    """Returns when the client hangs up; its request must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return True

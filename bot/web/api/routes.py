"""What can be asked, in which order it is looked at: address, key, rate, right, body."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from bot.domain.errors import Conflict, NotFound
from bot.runtime import Runtime
from bot.services import api_keys, ingesting
from bot.services.api_keys import Bearer, NoSuchKey, TooFast
from bot.services.given_readings import Given, RowProblems
from bot.services.ingesting import Answer, NotInScope, Once
from bot.web.api import body, description, models
from bot.web.api.guessing import Guesses
from bot.web.api.models import ReadingIn
from bot.web.api.problems import Refused, locale_of, refused_rows, row, said, seconds
from bot.web.api.turns import Turns

#: The scope of a key that each operation asks for; keys are made by those who may manage them.
RIGHTS = {
    "post /readings": "write",
    "get /kpis": "read",
    "get /kpis/{key}/readings": "read",
}
BEARER = HTTPBearer(auto_error=False, description="A key that `okrbot keys add` has shown.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]
Key = Annotated[str, Path(pattern=models.KEY, examples=["cpa"], description="Of the KPI.")]
Name = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="A name of your own for this request: sent again, it has no second effect. "
        "Kept for two days.",
        examples=["cpa-2026-11-16"],
    ),
]


def _day(name: str, meaning: str) -> Any:
    schema = {"format": "date", "examples": ["2026-11-01"]}
    return Query(alias=name, description=meaning, pattern=models.DAY, json_schema_extra=schema)


Since = Annotated[str | None, _day("since", "Periods that begin on this day or later.")]
Until = Annotated[str | None, _day("until", "Periods that begin on this day or earlier.")]
Most = Annotated[int, Query(alias="limit", ge=1, le=1_000, description="So many at most.")]


def router(rt: Runtime) -> APIRouter:
    """The operations, each for who holds a key."""
    made, turns = APIRouter(), Turns()
    guesses = Guesses(rt.settings.api_failures_per_minute)

    # Not async: it runs in a thread of its own, as it asks the database.
    def bearer(request: Request, found: Credentials) -> Bearer:
        host = request.client.host if request.client else None
        guesses.check(host, at=rt.clock())
        with turns.one():
            try:
                return _admitted(rt, found)
            except NoSuchKey as error:
                guesses.count(host, at=rt.clock())
                raise _no_key() from error

    _write(made, rt, bearer, turns)
    _look(made, rt, bearer, turns)
    return made


def _write(made: APIRouter, rt: Runtime, bearer: Callable[..., Bearer], turns: Turns) -> None:
    @made.post("/readings", status_code=201, **description.ADD_READINGS)
    async def add_readings(
        request: Request, by: Annotated[Bearer, Depends(bearer)], name: Name = None
    ) -> JSONResponse:
        if not by.may_write:
            raise _not_in_scope("write")
        content = await _content(request)
        given, batch = _given(content)
        once = None if name is None else Once(name, hashlib.sha256(content).hexdigest())
        work = _work(rt, request, given, once, by=by, batch=batch)

        def in_turn() -> Answer:
            with turns.one():
                return work()

        answer = await run_in_threadpool(in_turn)
        headers = {"Idempotency-Replayed": "true"} if answer.repeated else None
        return JSONResponse(answer.body, status_code=201, headers=headers)


def _look(made: APIRouter, rt: Runtime, bearer: Callable[..., Bearer], turns: Turns) -> None:
    By = Annotated[Bearer, Depends(bearer)]

    @made.get("/kpis", **description.LIST_KPIS)
    def list_kpis(by: By) -> JSONResponse:
        try:
            with turns.one():
                return JSONResponse({"kpis": ingesting.list_kpis(rt, by=by)})
        except NotInScope as error:
            raise _not_in_scope("read") from error

    @made.get("/kpis/{key}/readings", **description.LIST_READINGS)
    def list_readings(
        request: Request,
        by: By,
        key: Key,
        since: Since = None,
        until: Until = None,
        limit: Most = 100,
    ) -> JSONResponse:
        first, last = _date("since", since), _date("until", until)
        try:
            with turns.one():
                found = ingesting.list_readings(rt, key, since=first, until=last, most=limit, by=by)
        except NotInScope as error:
            raise _not_in_scope("read") from error
        except NotFound as error:
            told = said(rt.render, error, locale=locale_of(request))
            raise Refused(404, error.key, told) from error
        return JSONResponse({"readings": found})


def _admitted(rt: Runtime, found: HTTPAuthorizationCredentials | None) -> Bearer:
    try:
        return api_keys.admit(rt, found.credentials if found else "")
    except TooFast as error:
        wait = error.wait.total_seconds()
        told = f"This key makes too many requests. The next may come in {wait:.1f} s."
        raise Refused(429, "key.too_fast", told, headers=seconds(wait)) from error


def _no_key() -> Refused:
    return Refused(
        401,
        "key.unknown",
        "Send a key that is not revoked as `Authorization: Bearer okr_…`.",
        headers={"WWW-Authenticate": 'Bearer realm="okrbot"'},
    )


def _not_in_scope(right: str) -> Refused:
    return Refused(403, "key.scope", f"This key may not {right}. An administrator can make one.")


async def _content(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "request.not_json", "Send `Content-Type: application/json`.")
    try:
        return await body.raw(request)
    except body.TooLarge as error:
        told = f"The body may have {body.MOST_BYTES} bytes. Nothing was written."
        raise Refused(413, "request.too_large", told) from error
    except body.NotJson as error:
        raise Refused(400, "request.not_json", f"Nothing was written: {error}.") from error


def _given(content: bytes) -> tuple[Sequence[Given], bool]:
    """The readings, and whether they came as a batch; raises Refused."""
    try:
        found = body.parsed(content)
    except body.NotJson as error:
        raise Refused(400, "request.not_json", f"Nothing was written: {error}.") from error
    batch = isinstance(found, list)
    rows = found if batch else [found]
    if not 1 <= len(rows) <= models.MOST_READINGS:
        told = f"Send 1 to {models.MOST_READINGS} readings at once; these are {len(rows)}."
        raise Refused(400, "request.count", told)
    given, errors = [], []
    for index, one in enumerate(rows):
        try:
            given.append(_one(ReadingIn.model_validate(one)))
        except ValidationError as error:
            errors += _errors(error, index if batch else None)
    if errors:
        told = f"Nothing was written: {errors[0]['field'] or 'the body'} {errors[0]['detail']}."
        raise Refused(400, "request.invalid", told, errors=errors)
    return given, batch


def _one(said: ReadingIn) -> Given:
    return Given(
        kpi=said.kpi,
        value=said.value,
        on=said.date,
        unit=said.unit,
        note=said.note or None,
        numerator=said.numerator,
        denominator=said.denominator,
        confirmed=said.confirm,
    )


def _errors(error: ValidationError, index: int | None) -> list[dict[str, Any]]:
    found: dict[str | None, dict[str, Any]] = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        field = str(one["loc"][0])[:80] if one["loc"] else None
        detail = one["msg"].removeprefix("Value error, ")
        found.setdefault(field, row(index, field, "request.invalid", detail))
    return list(found.values())


def _work(
    rt: Runtime,
    request: Request,
    given: Sequence[Given],
    once: Once | None,
    *,
    by: Bearer,
    batch: bool,
) -> Callable[[], Answer]:
    """The use case, with what is wrong put in the words of the request's language."""
    locale = locale_of(request)

    def work() -> Answer:
        try:
            return ingesting.add_readings(rt, given, once, by=by)
        except RowProblems as found:
            raise refused_rows(rt.render, found.problems, locale=locale, batch=batch) from found
        except Conflict as error:
            raise Refused(409, error.key, said(rt.render, error, locale=locale)) from error

    return work


def _date(name: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        told = f"{json.dumps(text[:20])} is not a date such as 2026-11-16."
        errors = [row(None, name, "request.invalid", told)]
        raise Refused(400, "request.invalid", told, errors=errors) from error

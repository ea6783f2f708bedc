"""Every query function, asked by another workspace with the ids of this one, gives nothing."""

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from company import AN, SALES, WORKSPACE
from office import Office
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel

import storage
from storage.tables import Workspace

OTHER = "T0OTHER"
MANY = tuple(range(1, 30))
#: What a text is, by the name of the parameter.
WORDS = {"slack_user_id": AN, "channel": SALES, "week": "2026-W47", "period": "2026-W47"} | {
    **dict.fromkeys(("kind", "subject"), "team"),
    **dict.fromkeys(("key", "name"), "sales"),
}
#: They put or change a row of the workspace that asks, or tell which of the given ids they know.
TRUE_OF_OTHERS = {
    "storage.following.add",
    "storage.form_effects.begin",
    "storage.homes.opened",
    "storage.homes.turn",
    "storage.inbox.store",
    "storage.sent.stop_sending",
    "storage.week_plans.without_initiative",
}


class Untold(Exception):
    """There is no value for a parameter."""


def functions() -> Iterator[Callable[..., Any]]:
    """Everything in storage that takes a session and a workspace."""
    for found in pkgutil.iter_modules(storage.__path__):
        module = importlib.import_module(f"storage.{found.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            known = [*inspect.signature(one).parameters]
            own = one.__module__ == module.__name__ and not name.startswith("_")
            if own and known[:1] == ["session"] and "workspace_id" in known:
                yield one


def value(name: str, kind: Any, office: Office) -> Any:
    """Something of this kind that is there in this workspace."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return value(name, next(one for one in parts if one is not type(None)), office)
    if kind is int:
        return office.ids.get(name.removesuffix("_id"), 1)
    if kind is str:
        return WORDS.get(name, "sales")
    if kind in (bool, datetime, date, time, Decimal):
        at = office.house.now
        return {bool: True, datetime: at, date: at.date(), time: at.time(), Decimal: Decimal(1)}[
            kind
        ]
    if isinstance(origin, type) and issubclass(origin, (Mapping, dict)):
        return {}
    if isinstance(origin, type) and issubclass(origin, (Sequence, Set)):
        if parts[:1] == (int,):
            return frozenset(MANY) if issubclass(origin, Set) else MANY
        if parts[:1] == (str,):
            return [AN, SALES, "team", "active", "sales"]
    raise Untold(name)


def call(one: Callable[..., Any], office: Office, session: Session, workspace_id: str) -> Any:
    hints = typing.get_type_hints(one)
    given: dict[str, Any] = {}
    for name, parameter in inspect.signature(one).parameters.items():
        if name in ("session", "workspace_id"):
            given[name] = session if name == "session" else workspace_id
        elif parameter.default is inspect.Parameter.empty:
            given[name] = value(name, hints[name], office)
    place = [given.pop(name) for name in [*given] if _is_placed(one, name)]
    found = one(*place, **given)
    return list(found) if isinstance(found, Iterator) else found


def _is_placed(one: Callable[..., Any], name: str) -> bool:
    kind = inspect.signature(one).parameters[name].kind
    return kind is not inspect.Parameter.KEYWORD_ONLY


def holds(found: Any) -> bool:
    """Whether an answer holds a row of this workspace, or an id of one."""
    if isinstance(found, SQLModel):
        return getattr(found, "workspace_id", None) == WORKSPACE
    if isinstance(found, Mapping):
        return any(map(holds, found.values()))
    if is_dataclass(found):
        return any(holds(getattr(found, one.name)) for one in fields(found))
    if isinstance(found, (list, tuple, set, frozenset)):
        return any(map(holds, found))
    return found not in (None, False, 0, "", b"")


@contextmanager
def touched(session: Session) -> Iterator[list[str]]:
    """The statements that change or delete rows; the other workspace has none."""
    found: list[str] = []

    def look(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if statement.startswith(("UPDATE", "DELETE")) and cursor.rowcount > 0:
            found.append(statement)

    engine = session.get_bind()
    event.listen(engine, "after_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(engine, "after_cursor_execute", look)


def test_no_query_gives_another_workspace_a_row(office: Office) -> None:
    database = office.house.stage.database
    with database.unit_of_work() as session:
        session.add(Workspace(id=OTHER, name="Other", created_at=office.house.now))
    seen, leaks = 0, []
    for one in functions():
        name = f"{one.__module__}.{one.__name__}"
        with suppress(Untold), database.unit_of_work() as session:
            answers = []
            for workspace_id in (WORKSPACE, OTHER):
                nested = session.begin_nested()
                try:
                    with touched(session) as changed:
                        answers.append(holds(call(one, office, session, workspace_id)))
                    if workspace_id == OTHER and changed and name not in TRUE_OF_OTHERS:
                        leaks.append(f"{name}: {changed}")
                except (SQLAlchemyError, AssertionError, ValueError, KeyError, AttributeError):
                    answers.append(False)
                nested.rollback()
            seen += answers[0]
            if answers[-1] and name not in TRUE_OF_OTHERS:
                leaks.append(name)
    assert not leaks, "\n".join(leaks)
    assert seen > 100, f"only {seen} functions were seen to give anything at all"

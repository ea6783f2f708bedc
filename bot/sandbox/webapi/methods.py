"""What each Web API method accepts, read from the table beside the code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Method:
    """One row. `args` None: any argument; `scopes`: one of them is enough, none: no scope.

    `token` is the kind of token (`bot`, `app`, None: no token needed), `tier` the calls-a-minute
    class 1 to 4, None where Slack names a special limit. `unsupported` arguments exist in Slack and
    would change what happens, but have no effect here yet.
    """

    name: str
    tier: int | None
    token: str | None
    scopes: tuple[str, ...]
    required: tuple[str, ...]
    args: frozenset[str] | None
    unsupported: frozenset[str]


def load_names() -> frozenset[str]:
    """The names of all methods that Slack has, most of which are not done here."""
    text = (files("bot.sandbox") / "data" / "method_names.txt").read_text("utf-8")
    return frozenset(text.split())


def load_methods() -> Mapping[str, Method]:
    """The table by method name."""
    text = (files("bot.sandbox") / "data" / "methods.json").read_text("utf-8")
    return {
        name: Method(
            name=name,
            tier=row["tier"],
            token=row["token"],
            scopes=tuple(row["scopes"]),
            required=tuple(row["required"]),
            unsupported=frozenset(row["unsupported"]),
            args=None if row["args"] is None else frozenset(row["args"]),
        )
        for name, row in json.loads(text).items()
    }

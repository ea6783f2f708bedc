"""The commands of `okrbot`, each loaded when it is asked for: the whole bot takes a second."""

import gc
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Final

import typer
from typer.core import TyperGroup


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command is below bot.cli: a function with an example, or a family of commands."""

    module: str
    name: str
    example: str | None = None


COMMANDS: Final = {
    "run": Place(
        "processes",
        "run",
        "Example: OKRBOT_SLACK_BOT_TOKEN=xoxb-… OKRBOT_SLACK_APP_TOKEN=xapp-… okrbot run",
    ),
    "web": Place(
        "processes",
        "web",
        "Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot web",
    ),
    "worker": Place(
        "processes",
        "worker",
        "Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot worker",
    ),
    "doctor": Place("doctor", "check", "Examples: okrbot doctor · okrbot doctor --json"),
    "import": Place(
        "company",
        "import_file",
        "Example: okrbot import examples/marketing-team.yaml --dry-run",
    ),
    "export": Place("exporting", "export_file", "Example: okrbot export goals.xlsx --locale vi"),
    "scorecards": Place(
        "scorecards", "scorecards", "Example: okrbot scorecards scorecards.xlsx --without-okr"
    ),
    "report": Place(
        "reporting",
        "report",
        "Examples: okrbot report q4.xlsx · okrbot report marketing.xlsx --team Marketing",
    ),
    "why-silent": Place(
        "why_silent", "why_silent", "Example: okrbot why-silent lan@minhlong.example"
    ),
    "backup": Place("backup", "backup", "Example: okrbot backup okrbot-2026-11-16.db"),
    "restore": Place("backup", "restore", "Example: okrbot restore okrbot-2026-11-16.db"),
    "migrate": Place(
        "preparing",
        "migrate",
        "Example: OKRBOT_DATABASE_URL=postgresql://okrbot@localhost/okrbot okrbot migrate",
    ),
    "sandbox": Place("trying", "sandbox", "Example: okrbot sandbox --port 8470 --json"),
    "demo": Place(
        "trying",
        "demo",
        "Examples: okrbot demo · okrbot demo --play --record out/ · okrbot demo --play --quarter",
    ),
    "replies": Place("replies", "replies"),
    "sending": Place("sending", "sending"),
    "messages": Place("messages", "messages"),
    "person": Place("person", "person"),
    "audit": Place("audit", "audit"),
    "pilot": Place("pilot", "pilot"),
    "shadow": Place("shadow", "shadow"),
    "readings": Place("readings", "readings"),
    "keys": Place("keys", "keys"),
    "connectors": Place("connectors", "connectors"),
    "secrets": Place("secrets", "secrets"),
}


class Loaded(Mapping[str, Any]):
    """What Typer makes of each, in the order of the table; of a class that it keeps to itself."""

    def __getitem__(self, name: str) -> Any:
        return _made(name, COMMANDS[name])

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """All of them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given | {"commands": Loaded()})


def _made(name: str, place: Place) -> Any:
    found = getattr(_module(f"bot.cli.{place.module}"), place.name)
    one = typer.Typer(rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        one.add_typer(found, name=name)
    else:
        one.command(name, epilog=place.example)(found)
    return typer.main.get_group(one).commands[name]


def _module(name: str) -> ModuleType:
    """What is loaded stays: looking for garbage in it takes a fifth of the time, now and later."""
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()

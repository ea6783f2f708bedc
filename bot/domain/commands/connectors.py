"""What administrators ask for about figures that are fetched by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command


@dataclass(frozen=True, slots=True)
class Connectors(Command):
    """/kpi connectors: which there are, and how they do."""


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "connectors": lambda _: Connectors(),
    "kết nối": lambda _: Connectors(),
}

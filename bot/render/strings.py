"""The short words of one language: strings.toml, flattened to dotted keys."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from bot.render.escaping import Mrkdwn, clean, user_text, without_entities


@dataclass(frozen=True, slots=True)
class Strings:
    """Texts by dotted key. Placeholders are named: ``{title}``."""

    texts: Mapping[str, str]

    @classmethod
    def load(cls, folder: Traversable, file: str = "strings.toml") -> "Strings":
        """Read one file of a language."""
        return cls(dict(_flat(tomllib.loads((folder / file).read_text("utf-8")))))

    def __contains__(self, key: object) -> bool:
        return key in self.texts

    def text(self, key: str) -> str:
        """The text as it stands. Raises KeyError."""
        return self.texts[key]

    def format(self, key: str, params: Mapping[str, object]) -> Mrkdwn:
        """The text as mrkdwn: plain parameters are escaped, Mrkdwn goes in as it is."""
        return Mrkdwn(
            self.texts[key].format_map({name: _escaped(value) for name, value in params.items()})
        )

    def plain(self, key: str, params: Mapping[str, object]) -> str:
        """The text for a plain_text object, where nothing is escaped."""
        return self.texts[key].format_map({name: _bare(value) for name, value in params.items()})

    def placeholders(self, key: str) -> frozenset[str]:
        """Names of the parameters that the text asks for."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.texts[key]) if name)


def _escaped(value: object) -> Mrkdwn:
    return value if isinstance(value, Mrkdwn) else user_text(str(value))


def _bare(value: object) -> str:
    return clean(without_entities(value) if isinstance(value, Mrkdwn) else str(value))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value

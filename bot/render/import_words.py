"""The words for what an import did, and for what is wrong with its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.render.environment import LOCALES
from bot.render.renderer import PROMPTS
from bot.render.strings import Strings


class Told(Protocol):
    """A problem of an import file."""

    @property
    def line(self) -> int: ...
    @property
    def field(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class ImportWords:
    """import.toml of one language."""

    strings: Strings

    @classmethod
    def load(cls, locale: str) -> "ImportWords":
        """English for a language without words."""
        folder = PROMPTS / (locale if locale in LOCALES else "en")
        return cls(Strings.load(folder, "import.toml"))

    def told(self, problem: Told) -> str:
        """One line: where it is, what is wrong, and the remedy."""
        text = self.strings.text(problem.key).format_map(dict(problem.params))
        form = "problem" if problem.field else "problem_of_file"
        return self.strings.text(form).format(line=problem.line, field=problem.field, text=text)

    def text(self, key: str, /, **params: object) -> str:
        """One text of the file."""
        return self.strings.text(key).format_map(params)

    def line(self, kind: str, key: str, fields: Sequence[str]) -> str:
        """One entry that is new, or which of its fields changed."""
        form = "report.changed" if fields else "report.created"
        return self.text(form, kind=self.text(f"kind.{kind}"), key=key, fields=", ".join(fields))

    def counts(self, kind: str, *, created: int, changed: int, unchanged: int) -> str:
        """How many entries of a kind are new, changed and unchanged."""
        counted = self.text("report.counts", created=created, changed=changed, unchanged=unchanged)
        return f"{self.text(f'kind.{kind}')}: {counted}"

"""What the use cases of writing take and give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.errors import DomainError
from bot.services.rows import Row


class FieldErrors(Exception):
    """Fields of a form that cannot be used, by the name of the field."""

    def __init__(self, by_field: Mapping[str, DomainError]) -> None:
        super().__init__(by_field)
        self.by_field = by_field


class ChangedMeanwhile(Exception):
    """Somebody else changed the goal while the form was open; nothing was written.

    `notice` says who changed what, `version` and `opened_at` are those to go on with.
    """

    def __init__(self, notice: Row, version: int, opened_at: str) -> None:
        super().__init__(notice)
        self.notice = notice
        self.version = version
        self.opened_at = opened_at


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds, by field: texts, ids of Slack people, values of options.

    A field that the form does not show is absent, and what it says stays as it is.
    """

    values: Mapping[str, Any] = field(default_factory=dict)

    def shows(self, name: str) -> bool:
        """Whether the form has this field."""
        return name in self.values

    def text(self, name: str) -> str:
        """One text or option; "" where nothing was typed or chosen."""
        value = self.values.get(name)
        return "" if value is None else str(value).strip()

    def many(self, name: str) -> Sequence[str]:
        """Everything that was chosen."""
        return tuple(self.values.get(name) or ())

    def day(self, name: str) -> date | None:
        """The day that was picked."""
        text = self.text(name)
        return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: `once` makes its effect happen once, `version` is what it showed.

    `row_id` is the goal that it changes, None for a new one. `opened_at` is when it was opened.
    """

    typed: Typed
    once: str
    row_id: int | None = None
    version: int | None = None
    opened_at: str | None = None

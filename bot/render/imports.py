"""What a file would change or has changed, what is wrong with it, and how files are sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.spreadsheets.cells import Cell
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    message,
    packed,
    section,
)
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clip, user_text
from bot.render.ids import Action
from bot.render.import_words import ImportWords
from bot.render.rows import Params

_BLOCKS = 12
_BUDGET = 8_000
_LONGEST_NAME = 120
_LONGEST_LINE = 600


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One thing to put right."""

    line: int
    field: str
    key: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Detail:
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    key: str
    title: str
    details: tuple[_Detail, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(detail.field for detail in self.details)


def import_shown(words: Words, params: Params) -> Rendered:
    """`state` is offer, problems, done or nothing; an offer has a button that does it."""
    said = ImportWords.load(words.language.numbers.locale.language)
    name = params["name"][:_LONGEST_NAME]
    head = words.line(f"imports.{params['state']}", name=name)
    lines = [said.told(problem(one)) for one in params["problems"]]
    lines += [said.line(_line(one)) for one in params["lines"]]
    rows, left = packed(
        [user_text(line[:_LONGEST_LINE]) for line in lines], most_blocks=_BLOCKS, budget=_BUDGET
    )
    blocks: list[Block | None] = [section(head), *rows]
    more = params["more"] + left
    if more:
        blocks.append(context(words.line("imports.more", count=more)))
    blocks += [_counts(said, params["counts"]), _ignored(said, params["ignored"])]
    if params["state"] == "offer":
        do = words.plain("buttons.import_file")
        value = params["value"]
        blocks.append(
            actions(None, button(do, action_id=Action.IMPORT_FILE, value=value, primary=True))
        )
    return message(head, blocks)


def import_how(words: Words, _params: Params) -> Rendered:
    """How an administrator imports."""
    text = words.mrkdwn("import_how")
    return message(text, [section(text)])


def export_sent(words: Words, params: Params) -> Rendered:
    """Told where the command was typed: the file is in the direct messages."""
    key = "imports.sent_private" if params["private"] else "imports.sent"
    text = words.line(key, name=params["name"])
    return message(text, [section(text)])


def _counts(said: ImportWords, counts: list[dict[str, Any]]) -> Block | None:
    if not counts:
        return None
    known = [
        said.counts(
            one["kind"],
            created=one["created"],
            changed=one["changed"],
            unchanged=one["unchanged"],
        )
        for one in counts
    ]
    return context(Mrkdwn(clip(user_text(" · ".join(known)), _LONGEST_LINE * 3)))


def _ignored(said: ImportWords, names: list[str]) -> Block | None:
    if not names:
        return None
    text = said.text("report.ignored", names=", ".join(names))
    return context(Mrkdwn(clip(user_text(text), _LONGEST_LINE)))


def problem(one: Mapping[str, Any]) -> "FileProblem":
    """A problem of a file from its facts."""
    params = {name: _place(value) for name, value in one["params"].items()}
    line = _place(one["place"])
    return FileProblem(line if isinstance(line, int) else 0, one["field"], one["key"], params)


def _place(value: object) -> object:
    """Facts of a place as the place; everything else as it is."""
    if not isinstance(value, Mapping):
        return value
    if "line" in value:
        return value["line"]
    return Cell.at(value["sheet"], 0, value["row"], value["column"], value["heading"])


def _line(one: Mapping[str, Any]) -> _Line:
    details = tuple(_Detail(d["field"], d["before"], d["after"]) for d in one["details"])
    return _Line(one["kind"], one["key"], one["title"], details)

"""What a file of readings would write or has written, and what is wrong with it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.spreadsheets.cells import Cell
from bot.render import errors, imports
from bot.render.blocks import Block, Rendered, actions, button, context, message, packed, section
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, user_text
from bot.render.ids import Action
from bot.render.import_words import ImportWords
from bot.render.rows import Params

_BLOCKS = 12
_BUDGET = 8_000
_LONGEST_NAME = 120
_LONGEST_TITLE = 100
_LONGEST_LINE = 600


def readings_shown(words: Words, params: Params) -> Rendered:
    """`state` is offer, problems, done or nothing; an offer has a button that does it."""
    head = _head(words, params)
    rows, left = packed(_rows(words, params), most_blocks=_BLOCKS, budget=_BUDGET)
    blocks: list[Block | None] = [section(head), *rows]
    more = params["more"] + left
    if more:
        blocks.append(context(words.line("readings.more", count=more)))
    blocks += [context(line) for line in _below(words, params)]
    if params["state"] == "offer":
        do = words.plain("buttons.import_readings")
        value = params["value"]
        blocks.append(
            actions(None, button(do, action_id=Action.IMPORT_READINGS, value=value, primary=True))
        )
    return message(head, blocks)


def readings_how(words: Words, _params: Params) -> Rendered:
    """How figures are brought in from a file."""
    text = words.mrkdwn("kpi/import_how")
    return message(text, [section(text)])


def lines(words: Words, params: Params) -> list[Mrkdwn]:
    """The same for a terminal."""
    found = [_head(words, params), *(Mrkdwn(f"  {row}") for row in _rows(words, params))]
    if params["more"]:
        found.append(words.line("readings.more", count=params["more"]))
    return found + _below(words, params)


def _head(words: Words, params: Params) -> Mrkdwn:
    return words.line(f"readings.{params['state']}", name=params["name"][:_LONGEST_NAME])


def _rows(words: Words, params: Params) -> list[Mrkdwn]:
    said = ImportWords.load(words.language.numbers.locale.language)
    problems = [_problem(words, said, one) for one in params["problems"]]
    return problems + [_reading(words, one) for one in params["rows"]]


def _reading(words: Words, one: Mapping[str, Any]) -> Mrkdwn:
    before = None if one["before"] is None else words.numbers.amount(one["before"], one["unit"])
    return words.line(
        f"readings.{one['effect']}",
        title=user_text(one["title"], _LONGEST_TITLE),
        day=words.language.dates.day(one["on"]),
        year=one["on"][:4],
        value=words.numbers.amount(one["value"], one["unit"]),
        before=before,
    )


def _problem(words: Words, said: ImportWords, one: Mapping[str, Any]) -> Mrkdwn:
    problem = imports.problem(one)
    if problem.key in said.strings:
        return user_text(said.told(problem)[:_LONGEST_LINE])
    params = {name: _param(value) for name, value in problem.params.items()}
    text = errors.told(words, DomainError(problem.key, **params))
    cell = problem.line
    if not isinstance(cell, Cell):
        return text
    form = "problem_of_cell" if cell.heading else "problem_of_sheet"
    heading = user_text(cell.heading)
    return Mrkdwn(said.text(form, cell=cell.name, heading=heading, text=text))


def _param(value: object) -> object:
    """Cells by their names; figures and days are in JSON as texts."""
    if isinstance(value, Cell):
        return value.name
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdecimal():
        return Decimal(value)
    return value


def _below(words: Words, params: Params) -> list[Mrkdwn]:
    found = []
    if params["counts"] is not None and params["state"] != "nothing":
        found.append(words.line("readings.counts", **params["counts"]))
    if params["ignored"]:
        said = ImportWords.load(words.language.numbers.locale.language)
        names = ", ".join(params["ignored"])
        found.append(user_text(said.text("report.ignored", names=names)[:_LONGEST_LINE]))
    return found

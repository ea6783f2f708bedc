"""Reads what sheets, columns and choices are called: prompts/<locale>/sheets.toml."""

import re
from collections.abc import Mapping

from bot.domain.spreadsheets.vocabulary import SheetLanguage, Vocabulary
from bot.render.environment import LOCALES
from bot.render.folder import PROMPTS
from bot.render.strings import Strings

#: A field of a YAML file as texts name it; a sample of one (`keep: {`) is left alone.
_FIELD = re.compile(r"\b([a-z_]+):(?![ ]?\{)")


def vocabulary() -> Vocabulary:
    """All languages of the bot."""
    return Vocabulary({locale: language(locale) for locale in LOCALES})


def language(locale: str) -> SheetLanguage:
    """One language; English for one without words."""
    known = locale if locale in LOCALES else "en"
    texts = Strings.load(PROMPTS / known, "sheets.toml").texts
    return SheetLanguage(
        locale=known,
        sheets=_names(_below(texts, "sheets")),
        columns={name: _names(found) for name, found in _grouped(texts, "columns").items()},
        choices={name: _names(found) for name, found in _grouped(texts, "choices").items()},
        hints=_grouped(texts, "hints"),
        texts=_below(texts, "texts"),
    )


def in_place_of_fields(text: str, words: SheetLanguage) -> str:
    """A text about a YAML file, said of the columns of a spreadsheet: `from:` is “From”."""
    columns = {name: found[0] for sheet in words.columns.values() for name, found in sheet.items()}
    columns |= {name: found[0] for name, found in words.columns["goals"].items()}
    return _FIELD.sub(
        lambda found: f"“{columns[found[1]]}”" if found[1] in columns else found[0],
        text,
    )


def _below(texts: Mapping[str, str], section: str) -> dict[str, str]:
    start = f"{section}."
    return {key.removeprefix(start): text for key, text in texts.items() if key.startswith(start)}


def _grouped(texts: Mapping[str, str], section: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, text in _below(texts, section).items():
        group, _, name = key.partition(".")
        found.setdefault(group, {})[name] = text
    return found


def _names(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(part.strip() for part in text.split("|")) for key, text in texts.items()}

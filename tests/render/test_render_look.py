"""One look for everything that people read: states in words, figures and days in their language."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import samples
from home_samples import home
from samples import EVERY_MESSAGE, EVERY_VIEW, TZ
from shown import texts

from bot.domain.goals.model import Ambition, GoalState, SaidStatus, Shape, Status
from bot.domain.kpis.model import AlertState, KpiHealth
from bot.render import Renderer
from bot.render.blocks import text_length

PROMPTS: Final = Path(__file__).resolve().parents[2] / "prompts"
RENDERER: Final = Renderer()
HOMES: Final = (home(samples.ROWS, [samples.CHURN], samples.ROLL_UP),)
LONGEST: Final = 12_000
LOCALES: Final = ("en", "vi")
#: Tables of strings.toml that give a state its icon and its word.
TABLES: Final = ("statuses", "severities", "alert_states", "score_colours", "report_sheet")
CIRCLE: Final = re.compile("[🟢🟡🔴⚫]")
#: Other icons of states also mark what was done or left out; words follow all the same.
MARK: Final = re.compile("[✅🏁💤⚪▫]\ufe0f?(.{0,3})")
#: An alert that is over says so in a sentence.
SETTLED: Final = {
    "en": ("is back within its limit", "is there now", "alert closed"),
    "vi": ("đã về trong ngưỡng", "đã có số", "đã đóng cảnh báo"),
}
#: What people wrote, what may be typed, and names of files.
QUOTED: Final = re.compile(
    r"“[^”]*”|`[^`]*`|<[^>]*>|\S+\.(?:xlsx|csv|yaml)|\*[^*\n]*\*|--numbers \w+ \([^)]*\)"
)
#: What is cut short may end within a word.
CUT: Final = re.compile(r"[🟢🟡🔴⚫][^🟢🟡🔴⚫]{0,40}…$")
ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
FOREIGN: Final = {
    "en": re.compile(r"(?<![\d.])\d+,\d{1,2}(?!\d)"),
    "vi": re.compile(r"(?<![\d./:])\d+\.\d{1,2}(?![\d./])"),
}
RAW: Final = re.compile(r"Decimal\(|\d[.,]\d{7,}|\dE[+-]?\d")
VALUES: Final = {
    str(value)
    for kind in (Status, SaidStatus, Shape, GoalState, Ambition, KpiHealth, AlertState)
    for value in kind
    if "_" in value
}


def every_text(locale: str) -> Iterator[tuple[str, list[str]]]:
    """The texts of each sample of a message, a form and a home tab, by its kind."""
    for kind, params in EVERY_MESSAGE:
        found = RENDERER.message(kind, params, locale=locale, tz=TZ)
        assert text_length(found.blocks) <= LONGEST, kind
        yield kind, [found.text, *texts(found.blocks)]
    for kind, params in EVERY_VIEW:
        yield kind, [*texts(RENDERER.view(kind, params, locale=locale))]
    for params in HOMES:
        yield "home", [*texts(RENDERER.home("home", params, locale=locale, tz=TZ))]


def words_of(locale: str) -> set[str]:
    """Every icon with its word, as tables have it."""
    strings = tomllib.loads((PROMPTS / locale / "strings.toml").read_text("utf-8"))
    return {text for table in TABLES for text in strings[table].values() if CIRCLE.match(text)}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_colour_never_stands_alone(locale: str) -> None:
    words, wrong = words_of(locale), []
    for kind, found in every_text(locale):
        for line in "\n".join(found).split("\n"):
            for icon in CIRCLE.finditer(CUT.sub("", line)):
                rest = line[icon.start() :]
                if any(rest.startswith(word) for word in words):
                    continue
                if not any(sentence in line for sentence in SETTLED[locale]):
                    wrong.append((kind, line))
            wrong += [(kind, line) for mark in MARK.finditer(line) if not mark[1].startswith(" ")]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_figures_and_days_are_in_the_readers_language(locale: str) -> None:
    wrong = []
    for kind, found in every_text(locale):
        for text in found:
            plain = QUOTED.sub("", text)
            leaks = [*ISO_DAY.findall(plain), *RAW.findall(plain), *FOREIGN[locale].findall(plain)]
            leaks += [value for value in VALUES if re.search(rf"\b{value}\b", plain)]
            wrong += [(kind, leak, text) for leak in leaks]
    assert wrong == []

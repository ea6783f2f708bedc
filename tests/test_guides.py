"""What the guides say can be typed and pressed, in both languages alike."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.domain.commands import PHRASES, Unknown, parse

ROOT = Path(__file__).resolve().parent.parent
HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
COMMAND = re.compile(r"`(/(?:okr|kpi))(?: ([^`]+))?`")
LABEL = re.compile(r"(?<![*\w])\*([^*\n|]+)\*(?![*\w])")
#: What is set in italics because it is explained, and Slack's own word for the tab.
TERMS = {
    "Home",
    *("key results", "kết quả then chốt", "private", "riêng tư"),
    *("Leads", "Quản lý", "Noted", "Ghi lại"),
}
PAGES = [
    (name, locale, ROOT / "docs" / folder / name)
    for name in ("user-guide.md", "admin-guide.md")
    for locale, folder in (("en", ""), ("vi", "vi"))
]


class Section(NamedTuple):
    level: int
    commands: list[str]
    items: int


def _sections(page: Path) -> Iterator[Section]:
    """Each heading's level, what its commands ask for, and how many points it has."""
    text = page.read_text("utf-8")
    starts = [*HEADING.finditer(text)]
    ends = [*(match.start() for match in starts), len(text)]
    for match, (begin, end) in zip(starts, pairwise(ends), strict=True):
        part = text[begin:end]
        asked = [type(parse(name, rest)).__name__ for name, rest in COMMAND.findall(part)]
        items = re.findall(r"^(?:\d+\.|-|\|) ", part, re.MULTILINE)
        yield Section(len(match[1]), asked, len(items))


@pytest.mark.parametrize("page", [page for _, _, page in PAGES])
def test_every_command_of_a_guide_is_one(page: Path) -> None:
    found = COMMAND.findall(page.read_text("utf-8"))
    assert len(found) > 5
    wrong = [f"{name} {rest}" for name, rest in found if isinstance(parse(name, rest), Unknown)]
    assert wrong == []


@pytest.mark.parametrize("name", ["user-guide.md", "admin-guide.md"])
def test_both_languages_have_the_same_sections_with_the_same_commands(name: str) -> None:
    english, vietnamese = (list(_sections(page)) for known, _, page in PAGES if known == name)
    assert english == vietnamese
    assert len(english) > 5


@pytest.mark.parametrize(("locale", "page"), [(locale, page) for _, locale, page in PAGES])
def test_what_a_guide_calls_a_button_or_a_field_is_called_so(locale: str, page: Path) -> None:
    texts = (ROOT / "prompts" / locale).rglob("*")
    said = "\n".join(text.read_text("utf-8") for text in texts if text.is_file())
    said += (ROOT / "manifest.yaml").read_text("utf-8")
    labels = set(LABEL.findall(page.read_text("utf-8"))) - TERMS
    assert {label for label in labels if label not in said} == set()


def test_the_page_of_commands_has_every_command() -> None:
    """Phrases for the same thing are one command."""
    found = COMMAND.findall((ROOT / "docs" / "commands.md").read_text("utf-8"))
    listed = {(name, type(parse(name, rest))) for name, rest in found}
    there = {
        (name, type(build("marketing weekly")))
        for name, phrases in PHRASES.items()
        for build in phrases.values()
    }
    assert Unknown not in {kind for _, kind in listed}
    assert {(name, kind.__name__) for name, kind in there - listed} == set()

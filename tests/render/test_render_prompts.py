"""The words of both languages are complete, alike in structure, and each in its own language."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError, meta
from samples import EVERY_MESSAGE, EVERY_VIEW, NOTES, TZ
from shown import texts

from bot.domain import commands, errors
from bot.domain.commands.model import Help
from bot.domain.commands.topics import TOPICS, Found, find
from bot.domain.errors import DomainError
from bot.domain.goals.lint.model import RULES
from bot.domain.goals.model import Ambition, Period, Status, Visibility
from bot.domain.goals.scores import Colour
from bot.domain.goals.written import Form
from bot.domain.kpis.lint import RULES as KPI_RULES
from bot.domain.kpis.model import AlertState, Frequency, KpiHealth, Severity
from bot.domain.policy import Action
from bot.domain.replies.model import REASONS
from bot.domain.rhythm import Cadence
from bot.domain.silence import Cause, Last
from bot.domain.skips import Why
from bot.render import Renderer, limits
from bot.render.environment import LOCALES, Language, sources
from bot.render.renderer import PROMPTS
from bot.render.strings import Strings
from bot.services.catching_up import PUT_OFF, SENT
from bot.slack.commands import HANDLERS

BOT = PROMPTS.parent / "bot"
STRINGS = {locale: Strings.load(PROMPTS / locale) for locale in LOCALES}
ENVIRONMENT = Language.load(PROMPTS, "en").environment
TEMPLATES = {locale: dict(sources(PROMPTS / locale)) for locale in LOCALES}
ERROR_CLASSES = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and value.__module__ == errors.__name__
}
ENGLISH = re.compile(
    r"\b(the|and|of|due|to|is|are|was|with|for|from|at least|at most|goal|target|week|no|not|you"
    r"|your|saved|undo|until|limit|owner|expected|please|read)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


def _names(table: str) -> set[str]:
    keys = (key.partition(".") for key in STRINGS["en"].texts)
    return {name for found, _, name in keys if found == table}


def _variables(source: str) -> set[str]:
    return meta.find_undeclared_variables(ENVIRONMENT.parse(source))


def test_every_language_has_every_template() -> None:
    assert TEMPLATES["en"].keys() == TEMPLATES["vi"].keys()


def test_a_template_asks_for_the_same_facts_in_every_language() -> None:
    for name, source in TEMPLATES["en"].items():
        assert _variables(source) == _variables(TEMPLATES["vi"][name]), name


def test_every_template_is_used() -> None:
    spoken = [path.read_text("utf-8") for path in (BOT / "render").rglob("*.py")]
    unused = [
        name
        for name in TEMPLATES["en"]
        if not any(f'"{name.removesuffix(".md.j2")}"' in code for code in spoken)
        and not any(f'"{name}"' in source for source in TEMPLATES["en"].values())
    ]
    assert unused == []


def test_every_language_has_every_string() -> None:
    assert STRINGS["en"].texts.keys() == STRINGS["vi"].texts.keys()


def test_a_string_has_the_same_placeholders_in_every_language() -> None:
    for key in STRINGS["en"].texts.keys() - {"formats.day"}:
        assert STRINGS["en"].placeholders(key) == STRINGS["vi"].placeholders(key), key


def test_a_string_has_the_same_icons_in_every_language() -> None:
    for key in STRINGS["en"].texts:
        icons = [
            [char for char in STRINGS[locale].text(key) if unicodedata.category(char) == "So"]
            for locale in LOCALES
        ]
        assert icons[0] == icons[1], key


def test_no_vietnamese_in_english_words() -> None:
    found = {
        name: text
        for name, text in {**STRINGS["en"].texts, **TEMPLATES["en"]}.items()
        if VIETNAMESE.search(text)
    }
    assert found == {}


@pytest.mark.parametrize(("kind", "params"), [*EVERY_MESSAGE, *EVERY_VIEW])
def test_no_english_in_vietnamese_messages(
    renderer: Renderer, kind: str, params: dict[str, object]
) -> None:
    if kind in dict(EVERY_VIEW):
        shown = list(texts(renderer.view(kind, params, locale="vi")))
    else:
        message = renderer.message(kind, params, locale="vi", tz=TZ)
        shown = [message.text, *texts(message.blocks)]
    leaks = [found[0] for text in shown for found in ENGLISH.finditer(text)]
    assert leaks == []


def test_no_english_in_vietnamese_strings() -> None:
    for key in filter(lambda key: "." in key, STRINGS["vi"].texts):
        text = re.sub(r"\{\w+\}", "", STRINGS["vi"].text(key))
        assert ENGLISH.findall(text) == [], key


def test_every_question_of_the_reply_reader_has_words() -> None:
    asked = {
        key.removeprefix("questions.")
        for key in STRINGS["en"].texts
        if key.startswith("questions.")
    }
    assert asked == REASONS


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("statuses", [*Status, *KpiHealth]),
        ("severities", Severity),
        ("score_colours", Colour),
        ("alert_states", AlertState),
        ("frequencies", Frequency),
        ("errors.policy", Action),
        ("skips", Why),
        ("outcomes", [*Why, SENT, PUT_OFF]),
        ("silence", Cause),
        ("last_question", Last),
        ("rhythms", [*Cadence, "kpi"]),
        ("lint", RULES | KPI_RULES),
        ("forms", Form),
        ("ambitions", Ambition),
        ("visibilities", Visibility),
        ("periods", Period),
    ],
)
def test_every_value_of_the_domain_has_a_word(table: str, values: list[str]) -> None:
    missing = [value for value in values if f"{table}.{value}" not in STRINGS["en"]]
    assert missing == []


def _raised() -> Iterator[tuple[str, frozenset[str], str]]:
    """Key, parameters and place of every DomainError that bot/ makes with a literal key."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            key = node.args[0]
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ERROR_CLASSES and isinstance(key, ast.Constant) and key.value:
                given = frozenset(keyword.arg or "**" for keyword in node.keywords)
                yield key.value, given, f"{path.relative_to(BOT.parent)}:{node.lineno}"


RAISED = list(_raised())
#: Raised with a key that is chosen at run time.
CHOSEN = {"form.too_slow", "internal.failed"}


def test_errors_are_found_in_the_code() -> None:
    assert {"key_result.flat_target", "alert.unknown"} <= {key for key, _, _ in RAISED}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_error_has_words(locale: str) -> None:
    missing = {
        f"{key} ({place})" for key, _, place in RAISED if f"errors.{key}" not in STRINGS[locale]
    }
    assert missing == set()
    assert {key for key in CHOSEN if f"errors.{key}" not in STRINGS[locale]} == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_an_error_need_only_what_it_carries(locale: str) -> None:
    wanting = {
        f"{key} needs {sorted(needed - given)} ({place})"
        for key, given, place in RAISED
        if f"errors.{key}" in STRINGS[locale] and "**" not in given
        if (needed := STRINGS[locale].placeholders(f"errors.{key}")) - given
    }
    assert wanting == set()


def test_every_note_has_a_sample() -> None:
    assert _names("notes") == set(NOTES)


@pytest.mark.parametrize("locale", LOCALES)
def test_help_shows_commands_that_exist(locale: str) -> None:
    shown = _help(locale)
    typed = re.findall(r"`(/\w+)(?: ([^`]*))?`", shown)
    assert len(typed) >= 13
    for command, text in typed:
        assert not isinstance(commands.parse(command, text), commands.Unknown), (command, text)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_command_is_explained_on_the_page_of_its_topic_alone(locale: str) -> None:
    pages = TEMPLATES[locale]
    every = [command for topic in TOPICS.values() for command in topic.commands]
    assert sorted(map(repr, every)) == sorted(map(repr, HANDLERS)), "one topic for each command"
    for key, topic in TOPICS.items():
        typed = re.findall(r"`(/\w+)(?: ([^`]*))?`", pages[f"help/{key}.md.j2"])
        explained = {type(commands.parse(command, text)) for command, text in typed}
        assert explained - {Help} == set(topic.commands), key


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_of_help_are_found_by_the_words_that_help_names(locale: str) -> None:
    for key in TOPICS:
        assert find(STRINGS[locale].text(f"topics.{key}"), parse_okr) == Found(key, exact=True)
    for page in re.findall(r"`/\w+ (?:help|trợ giúp) ([^`{]+)`", _help(locale)):
        found = find(page, parse_okr)
        assert found is not None, page
        assert found.exact, page


def parse_okr(text: str) -> object:
    return commands.parse("/okr", text)


def _help(locale: str) -> str:
    """Every page of help."""
    pages = TEMPLATES[locale].items()
    return "".join(text for name, text in pages if name.startswith("help/"))


@pytest.mark.parametrize("locale", LOCALES)
def test_buttons_are_quoted_as_they_are_labelled(locale: str) -> None:
    """A text that says "press *Undo*" must name a button that reads so."""
    strings = STRINGS[locale]
    labels = {strings.text(key) for key in strings.texts if key.startswith("buttons.")}
    press = {"en": "press", "vi": "bấm"}[locale]
    everything = [*strings.texts.values(), *TEMPLATES[locale].values()]
    named = {
        label
        for text in everything
        for label in re.findall(rf"{press} \*([^*{{]+)\*", text, re.IGNORECASE)
    }
    assert named
    assert named <= labels


@pytest.mark.parametrize("locale", LOCALES)
def test_titles_of_modals_fit_uncut(locale: str) -> None:
    titles = [key for key in STRINGS[locale].texts if re.fullmatch(r"views\.\w+_title", key)]
    assert titles
    assert all(len(STRINGS[locale].text(key)) <= limits.MODAL_TITLE for key in titles)


def test_an_error_without_words_still_says_its_key(renderer: Renderer) -> None:
    assert "no.such_key" in renderer.error(DomainError("no.such_key"), locale="en")


def test_prompts_hold_no_code() -> None:
    assert not list(Path(PROMPTS).rglob("*.py"))


def test_a_fact_that_is_missing_is_an_error_not_a_gap() -> None:
    language = Language.load(PROMPTS, "en")
    template = language.environment.get_template("check_in/how.md.j2")
    with pytest.raises(UndefinedError, match="'example' is undefined"):
        template.render()

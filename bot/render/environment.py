"""The words of one language: its templates, its short strings and its formats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale
from jinja2 import DictLoader, Environment, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context

from bot.render.dates import Dates, week_number
from bot.render.escaping import Mrkdwn, clean, link, mention, place, user_text
from bot.render.numbers import Numbers, bar
from bot.render.strings import Strings

SUFFIX = ".md.j2"
LOCALES = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that differs from one language to the other."""

    environment: Environment
    strings: Strings
    numbers: Numbers
    dates: Dates
    territories: Mapping[str, str]

    def territory(self, code: str) -> str:
        """The name of a country; its ISO 3166 code where it has none."""
        return self.territories.get(code, code)

    @classmethod
    def load(cls, root: Traversable, locale: str) -> "Language":
        """Read `root`/`locale`."""
        folder = root / locale
        strings = Strings.load(folder)
        numbers, dates = Numbers(Locale.parse(locale), strings), Dates(strings)
        environment = Environment(
            loader=DictLoader(dict(sources(folder))),
            # HTML escaping is not mrkdwn escaping; see _finalize.
            autoescape=False,  # nosec B701
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(_filters(strings, numbers, dates))
        return cls(environment, strings, numbers, dates, Locale.parse(locale).territories)


@dataclass(frozen=True, slots=True)
class Words:
    """One language, for one reader's time zone: what the builders of messages speak with."""

    language: Language
    tz: str

    def mrkdwn(self, template: str, **facts: Any) -> Mrkdwn:
        """One template as mrkdwn, without the white space around it."""
        loaded = self.language.environment.get_template(template + SUFFIX)
        return Mrkdwn(loaded.render(reader_tz=self.tz, **facts).strip())

    def line(self, key: str, /, **params: object) -> Mrkdwn:
        """One short string as mrkdwn."""
        return self.language.strings.format(key, params)

    def plain(self, key: str, /, **params: object) -> str:
        """One short string for a button, label or title."""
        return self.language.strings.plain(key, params)

    @property
    def numbers(self) -> Numbers:
        return self.language.numbers


def sources(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Names ("check_in/head.md.j2") and sources of all templates below `folder`."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(SUFFIX):
            yield prefix + entry.name, entry.read_text("utf-8")


def _finalize(value: object) -> str:
    """Escape what people wrote; refuse what should have gone through a filter."""
    if isinstance(value, Mrkdwn):
        return value
    if isinstance(value, str):
        return user_text(value)
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which fact is missing
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"{type(value).__name__} needs a filter before it can be shown")


def _filters(strings: Strings, numbers: Numbers, dates: Dates) -> Mapping[str, Any]:
    @pass_context
    def day_time(context: Context, moment: str) -> Mrkdwn:
        return dates.day_time(moment, context["reader_tz"])

    @pass_context
    def date_time(context: Context, moment: str) -> Mrkdwn:
        return dates.date_time(moment, context["reader_tz"])

    @pass_context
    def full_day(context: Context, moment: str) -> Mrkdwn:
        return dates.full_day(moment, context["reader_tz"])

    return {
        "moved": numbers.moved,
        "measured": numbers.measured,
        "number": numbers.number,
        "percent": numbers.percent,
        "points": numbers.points,
        "pace": numbers.pace,
        "amount": numbers.amount,
        "change": numbers.change,
        "since": numbers.since,
        "series": numbers.series,
        "bar": bar,
        "day": dates.day,
        "full_day": full_day,
        "day_time": day_time,
        "date_time": date_time,
        "week": week_number,
        "status": lambda status: Mrkdwn(strings.text(f"statuses.{status}")),
        "word": lambda value, table: Mrkdwn(strings.text(f"{table}.{value}")),
        "short": user_text,
        "mention": mention,
        "place": place,
        "link": lambda address, text: link(address, user_text(text)),
        "code": lambda text: Mrkdwn(f"`{user_text(clean(text))}`"),
    }

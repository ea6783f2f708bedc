"""What people ask for about KPIs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.commands.model import Build, Command
from bot.domain.folding import fold
from bot.domain.quantity_tail import split_after_name, split_name_and_value


@dataclass(frozen=True, slots=True)
class KpiList(Command):
    """/kpi, /kpi mine, /kpi all, /kpi team [name], /kpi cost, /kpi strategic, /kpi all lead.

    `scope` is "near" (of the person and their teams), "mine", "all" or "team"; `team` is the name
    that was typed. `trait` is a value of Dimension, KpiLevel or Timing; `word` is how it was
    written where that may be the name of a KPI as well.
    """

    scope: str = "near"
    team: str | None = None
    trait: str | None = None
    word: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class KpiShow(Command):
    """/kpi <name>."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiAdd(Command):
    """/kpi add [name]: the form for a new KPI, filled in where the name is that of a known one."""

    title: str


@dataclass(frozen=True, slots=True)
class KpiEdit(Command):
    """/kpi edit <name>: the form of a KPI that is there."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiDelete(Command):
    """/kpi delete <name>: it goes, or is closed where it has readings; asked first."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiReopen(Command):
    """/kpi reopen <name>: one that was closed runs again."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiHistory(Command):
    """/kpi history <name>: its readings and what was changed about it."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiSet(Command):
    """/kpi set <name> <value> [date] [note].

    The split is a proposal: the value is the last thing that looks like a quantity, and only
    the names of real KPIs can tell whether a number belongs to the name. `words` are all the
    words in order. `value` is "" when nothing looks like one.
    """

    name: str
    value: str
    rest: str
    words: tuple[str, ...]

    def with_name_of(self, count: int) -> "KpiSet":
        """The same where the first `count` words turned out to be the name of a KPI.

        The value is then the first quantity after them.
        """
        return KpiSet(*split_after_name(self.words, count), words=self.words)


#: Words that filter the list, folded by the parser, and the value of what they mean.
TRAITS: Final[Mapping[str, str]] = {
    **{"quantity": "quantity", "số lượng": "quantity", "quality": "quality"},
    **{"chất lượng": "quality", "time": "time", "thời gian": "time", "cost": "cost"},
    **{"chi phí": "cost", "strategic": "strategic", "chiến lược": "strategic"},
    **{"functional": "functional", "chức năng": "functional", "task": "task"},
    **{"nhiệm vụ": "task", "core": "core", "cốt lõi": "core", "lag": "lag"},
    **{"kết quả": "lag", "lead": "lead", "dẫn dắt": "lead"},
}


_FOLDED: Final[Mapping[str, str]] = {fold(word): trait for word, trait in TRAITS.items()}


@dataclass(frozen=True, slots=True)
class KpiDraft(Command):
    """/kpi draft <name>: write an objective for a KPI."""

    name: str


@dataclass(frozen=True, slots=True)
class KpiConvert(Command):
    """/kpi convert <name>: the way from a KPI to an objective, step by step."""

    name: str


def _convert(rest: str) -> Command:
    """ "chuyển đổi" is no command: it is what conversion is called."""
    if fold(rest).split()[:1] == ["doi"]:
        return KpiShow(f"chuyển {rest}")
    return KpiConvert(rest)


def _kpi_set(text: str) -> KpiSet:
    words = tuple(text.split())
    return KpiSet(*split_name_and_value(words), words=words)


def _filtered(word: str, found: KpiList) -> Build:
    """The list that a word alone asks for; with more behind it, it begins the name of a KPI."""
    return lambda rest: KpiShow(f"{word} {rest}") if rest else found


def _all(word: str) -> Build:
    """Every KPI, or every one of a kind: behind "all" the word of a kind is no name."""

    def build(rest: str) -> Command:
        if not rest:
            return KpiList("all")
        trait = _FOLDED.get(fold(rest))
        return KpiList("all", trait=trait) if trait else KpiShow(f"{word} {rest}")

    return build


def _team(rest: str) -> KpiList:
    return KpiList("team", rest or None)


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "set": _kpi_set,
    "ghi": _kpi_set,
    **dict.fromkeys(("add", "thêm"), KpiAdd),
    **dict.fromkeys(("edit", "sửa"), KpiEdit),
    **dict.fromkeys(("delete", "xóa"), KpiDelete),
    **dict.fromkeys(("reopen", "mở lại"), KpiReopen),
    **dict.fromkeys(("show", "xem"), KpiShow),
    **dict.fromkeys(("history", "lịch sử"), KpiHistory),
    **dict.fromkeys(("team", "nhóm"), _team),
    **{word: _filtered(word, KpiList("mine")) for word in ("mine", "của tôi")},
    **{word: _all(word) for word in ("all", "tất cả")},
    **{
        word: _filtered(word, KpiList("all", trait=trait, word=word))
        for word, trait in TRAITS.items()
    },
    "draft": KpiDraft,
    "soạn okr": KpiDraft,
    "convert": KpiConvert,
    "chuyển": _convert,
}

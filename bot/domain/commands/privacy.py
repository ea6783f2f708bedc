"""What people ask for about their own data, and administrators about people's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.commands.model import Build, Command, Help


@dataclass(frozen=True, slots=True)
class Privacy(Command):
    """/okr privacy: what is kept how long, and who can read what."""


@dataclass(frozen=True, slots=True)
class MyData(Command):
    """/okr mydata: everything about me as a file."""


@dataclass(frozen=True, slots=True)
class ExportPerson(Command):
    """/okr export person <person>: the same about somebody; the name as typed."""

    name: str


@dataclass(frozen=True, slots=True)
class RepliesOf(Command):
    """/okr reply of <person> [day] because <reason>: word for word; None is one's own last ones."""

    words: str | None


@dataclass(frozen=True, slots=True)
class ForgetMe(Command):
    """/okr forget me: ask the administrators to erase my data."""


@dataclass(frozen=True, slots=True)
class ErasePerson(Command):
    """/okr erase <person>: what that would do, with the button that does it."""

    name: str


@dataclass(frozen=True, slots=True)
class RetentionSettings(Command):
    """/okr settings retention: a form."""


def _export(rest: str) -> Command:
    return ExportPerson(rest) if rest else MyData()


def _erase(rest: str) -> Command:
    return ErasePerson(rest) if rest else Help("privacy")


#: Every way to write them, as help shows it.
PHRASES: Final[Mapping[str, Build]] = {
    "privacy": lambda _: Privacy(),
    "quyền riêng tư": lambda _: Privacy(),
    "mydata": lambda _: MyData(),
    "my data": lambda _: MyData(),
    "dữ liệu của tôi": lambda _: MyData(),
    "export person": _export,
    "xuất dữ liệu của": _export,
    "reply of": lambda rest: RepliesOf(rest or None),
    "replies of": lambda rest: RepliesOf(rest or None),
    "câu trả lời của": lambda rest: RepliesOf(rest or None),
    "forget me": lambda _: ForgetMe(),
    "xóa dữ liệu của tôi": lambda _: ForgetMe(),
    "erase": _erase,
    "xóa dữ liệu của": _erase,
    "settings retention": lambda _: RetentionSettings(),
    "cài đặt lưu giữ": lambda _: RetentionSettings(),
}

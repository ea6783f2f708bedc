"""Words that measure nothing and verbs that name a task, in English and Vietnamese.

Who types with accents is read with them: "viết" is to write, "Việt" is a country. Who types
without any is read without.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.domain.folding import fold

#: Anywhere in a title: they say which way, not how far.
VAGUE: Final = (
    *("better", "improve", "improves", "improved", "improving", "improvement"),
    *("enhance", "enhanced", "enhancing", "optimise", "optimised", "optimising", "optimisation"),
    *("optimize", "optimized", "optimizing", "optimization", "strengthen", "boost", "maximise"),
    *("maximize", "as much as possible"),
    *("tốt hơn", "nâng cao", "nâng tầm", "cải thiện", "cải tiến", "tối ưu", "tối ưu hóa"),
    *("tối ưu hoá", "đẩy mạnh", "tăng cường", "hoàn thiện", "hiệu quả hơn", "nhanh hơn"),
)
#: At the head of a title. To release a product is an outcome for who builds it, so it is not here.
TASKS_AT_THE_HEAD: Final = (
    *("launch", "write", "hold", "organise", "organize", "run", "implement", "deploy", "roll out"),
    *("build", "create", "develop", "design", "prepare", "plan", "set up", "conduct", "draft"),
    *("attend", "host", "research", "carry out", "start", "do", "train", "migrate", "install"),
    *("complete the project", "finish the project", "complete project", "finish project"),
    *("triển khai", "thực hiện", "tổ chức", "viết", "soạn", "soạn thảo", "xây dựng", "chuẩn bị"),
    *("lên kế hoạch", "lập kế hoạch", "hoàn thành dự án", "hoàn thành kế hoạch", "khởi động"),
    *("hoàn tất dự án", "thiết kế", "tham gia", "tiến hành", "chạy chiến dịch", "làm", "tạo"),
    *("nghiên cứu", "đào tạo", "ra mắt chiến dịch", "phát động", "cài đặt", "họp"),
)
#: Anywhere in a title.
TASKS_ANYWHERE: Final = ("triển khai", "hoàn thành dự án", "finish the project")
#: "stores run the activation": a verb with what is done, not what came of it.
_DOES_SOMETHING: Final = re.compile(
    r"\b(?:runs?|launch(?:es)?|implements?|deploys?|holds?|writes?|organi[sz]es?)"
    r" (?:the|an?|our|their|its|\d)\b"
)
#: Without accents these are other words as well: "viet" a country, "lam" and "tao" parts of names.
_NEEDS_ACCENTS: Final = frozenset({"viết", "làm", "tạo", "họp", "soạn"})
_LETTER: Final = r"[^\W\d_]"


def vague_word(title: str) -> str | None:
    """The first word of VAGUE in a title, as it is listed; None without one."""
    return _first(title, VAGUE, at_the_head=False)


def task_word(title: str) -> str | None:
    """The verb that makes a title a task, as it is listed or written; None without one."""
    found = _first(title, TASKS_AT_THE_HEAD, at_the_head=True) or _first(
        title, TASKS_ANYWHERE, at_the_head=False
    )
    if found is not None:
        return found
    does = _DOES_SOMETHING.search(_plain(title))
    return does[0].split()[0] if does else None


def _first(title: str, words: Sequence[str], *, at_the_head: bool) -> str | None:
    text = _plain(title)
    has_accents = _has_accents(text)
    found: list[tuple[int, int, str]] = []
    for word in words:
        if not has_accents and word in _NEEDS_ACCENTS:
            continue
        wanted = word if has_accents else fold(word)
        before = r"^\W*" if at_the_head else rf"(?<!{_LETTER})"
        match = re.search(rf"{before}{re.escape(wanted)}(?!{_LETTER})", text)
        if match:
            found.append((match.start(), -len(word), word))
    return min(found)[2] if found else None


def _plain(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def _has_accents(text: str) -> bool:
    return fold(text) != text

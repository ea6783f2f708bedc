"""How often, as people write it in a command, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.folding import fold
from bot.domain.rhythm import Cadence

#: None is as often as the team above. Of each the first words are English, the last Vietnamese.
_HOW_OFTEN: Final[Mapping[str, Cadence | None]] = MappingProxyType(
    {
        "weekly": Cadence.WEEKLY,
        "biweekly": Cadence.BIWEEKLY,
        "monthly": Cadence.MONTHLY,
        "never": Cadence.NEVER,
        "default": None,
        "hằng tuần": Cadence.WEEKLY,
        "hai tuần": Cadence.BIWEEKLY,
        "hằng tháng": Cadence.MONTHLY,
        "không nhắc": Cadence.NEVER,
        "mặc định": None,
    }
)


def split_cadence(text: str) -> tuple[Cadence | None, str] | None:
    """How often, behind a name or before it, and the name; None when nothing says how often."""
    words = text.split()
    for phrase, cadence in _HOW_OFTEN.items():
        count = len(phrase.split())
        for how_often, name in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if fold(" ".join(how_often)) == fold(phrase):
                return cadence, " ".join(name)
    return None


def cadence_words(cadence: Cadence | None, locale: str) -> str:
    """How often in a language; in English for those without words."""
    written = [phrase for phrase, known in _HOW_OFTEN.items() if known == cadence]
    return written[-1] if locale.startswith("vi") else written[0]

"""Everything that an import file can say, read from the database."""

from bot.services.exporting.files import FORMATS, Format, format_of, template, written
from bot.services.exporting.snapshot import Chosen, NoCycle, snapshot
from bot.services.exporting.yaml_text import text as yaml

__all__ = [
    "FORMATS",
    "Chosen",
    "Format",
    "NoCycle",
    "format_of",
    "snapshot",
    "template",
    "written",
    "yaml",
]

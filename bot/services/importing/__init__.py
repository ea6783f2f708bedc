"""Organisation, goals and KPIs from a file: checked as a whole, written as a whole."""

from bot.services.importing.changes import Change, Detail, ImportReport, Line
from bot.services.importing.known import Known
from bot.services.importing.known import read as read_known
from bot.services.importing.loading import SHEETS, SUFFIXES, Parsed, load, parse, understand
from bot.services.importing.model import ImportFile, PilotEntry
from bot.services.importing.problems import ImportProblems, Problem
from bot.services.importing.running import run, run_in
from bot.services.importing.sheets.xlsx_file import NoReader
from bot.services.importing.source import LARGEST_BYTES, too_large

__all__ = [
    "LARGEST_BYTES",
    "SHEETS",
    "SUFFIXES",
    "Change",
    "Detail",
    "ImportFile",
    "ImportProblems",
    "ImportReport",
    "Known",
    "Line",
    "NoReader",
    "Parsed",
    "PilotEntry",
    "Problem",
    "load",
    "parse",
    "read_known",
    "run",
    "run_in",
    "too_large",
    "understand",
]

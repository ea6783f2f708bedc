"""Organisation, goals and KPIs from a YAML file: checked as a whole, written as a whole."""

from bot.services.importing.changes import Change, ImportReport, Line
from bot.services.importing.loading import load
from bot.services.importing.model import ImportFile, PilotEntry
from bot.services.importing.problems import ImportProblems, Problem
from bot.services.importing.running import run

__all__ = [
    "Change",
    "ImportFile",
    "ImportProblems",
    "ImportReport",
    "Line",
    "PilotEntry",
    "Problem",
    "load",
    "run",
]

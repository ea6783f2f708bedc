"""Reads an import file and checks everything that can be checked without the database."""

from pathlib import Path

from bot.services.importing import calendar_entries, goal_entries, organisation_entries, source
from bot.services.importing.fields import Fields
from bot.services.importing.model import ImportFile
from bot.services.importing.problems import Findings
from bot.services.importing.references import Index


def load(path: Path) -> ImportFile:
    """The file, checked as a whole.

    Raises ImportProblems with every problem found, or OSError when it cannot be opened.
    """
    findings = Findings()
    index = Index(findings)
    root = Fields(source.read(path), "", findings)
    cycle = goal_entries.cycle(root)
    found = ImportFile(
        workspace=organisation_entries.workspace(root, index),
        calendar=calendar_entries.calendar(root),
        people=organisation_entries.people(root, index),
        teams=organisation_entries.teams(root, index),
        cycle=cycle,
        objectives=goal_entries.objectives(root, index, cycle),
        kpis=goal_entries.kpis(root, index),
    )
    root.done()
    index.check()
    findings.raise_any()
    return found

"""Whether the KPIs of a file fit those that they are part of, as the form asks it."""

from collections.abc import Mapping

from bot.domain.errors import Invalid
from bot.domain.folding import fold
from bot.domain.kpis.figures import check_above
from bot.services.importing.changes import Changes
from bot.services.importing.model import ImportFile
from bot.services.importing.problems import Findings
from storage import kpis
from storage.tables import Kpi


def check(changes: Changes, file: ImportFile, written: Mapping[str, Kpi]) -> None:
    """`written` are all KPIs by key, as they stand after the file. Raises ImportProblems."""
    findings = Findings()
    above = kpis.parents(changes.session, changes.workspace_id) if file.kpis else {}
    by_id = {row.id: row for row in written.values()}
    said = {entry.key for entry in file.kpis}
    parts: dict[int | None, list[Kpi]] = {}
    for row in written.values():
        if row.state == "active" and row.key not in said:  # those of the file say it themselves
            parts.setdefault(row.parent_kpi_id, []).append(row)
    for entry in file.kpis:
        row = written[entry.key]
        parent = by_id.get(row.parent_kpi_id)
        for other in [*([parent] if parent else []), *parts.get(row.id, ())]:
            if not _alike(row, other):
                findings.add(entry.line, entry.path, "kpi.parts_differ", title=other.title)
        if parent is not None:
            try:
                check_above(row.id, parent.id or 0, above)
            except Invalid as error:
                findings.add_invalid(entry.line, entry.path, error)
    findings.raise_any()


def _alike(one: Kpi, other: Kpi) -> bool:
    return one.frequency == other.frequency and fold(one.unit) == fold(other.unit)

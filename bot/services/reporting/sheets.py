"""All sheets of a report, as tables of values."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.domain.people import Actor
from bot.services import facts
from bot.services.reporting import check_ins, completion, kpis, scope, scored
from bot.services.reporting.cells import Holds, Line, Sheet, Text, columns
from bot.services.reporting.scope import Scope
from bot.services.reporting.wanted import Wanted
from storage.tables import Workspace

ABOUT: Final = (*columns(Holds.TEXT, "about"), *columns(Holds.LONG, "meaning"))
#: What a reader has to know to take the figures for what they are.
EXPLAINED: Final = (
    *("progress", "expected", "status", "on_time", "missing", "weeks_away"),
    *("scores", "attainment", "private"),
)


def sheets(
    session: Session,
    house: Workspace,
    wanted: Wanted,
    text: Text,
    *,
    by: Actor | None,
    at: datetime,
) -> tuple[list[Sheet], int]:
    """The report, and how many people it tells of; `by` None is the house itself.

    Days are those of the reader's clock.
    """
    tz = by.tz if by else house.tz
    on = facts.local_date(at, tz)
    seen = scope.read(session, house.id, wanted, by=by, on=on, tz=tz)
    answered = check_ins.read(session, seen)
    made = [
        completion.people(seen, text),
        completion.teams(seen, text),
        completion.company(seen, text),
        check_ins.sheet(seen, answered, text),
        scored.sheet(seen, text),
        kpis.sheet(session, seen, text),
        _about(seen, house, text, by=by),
    ]
    return made, len(seen.people)


def _about(seen: Scope, house: Workspace, text: Text, *, by: Actor | None) -> Sheet:
    """Whose figures of which day these are, and how they are counted."""
    whose = seen.team.name if seen.team else text("report_sheet.all_seen")
    lines: list[Line] = [
        (text("report_sheet.workspace"), house.name),
        (text("report_sheet.cycle"), seen.cycle.name),
        (text("report_sheet.first_day"), seen.cycle.starts_on),
        (text("report_sheet.last_day"), seen.cycle.ends_on),
        (text("report_sheet.as_of"), seen.on),
        (text("report_sheet.whose"), whose),
        (text("report_sheet.made_for"), by.name if by else text("report_sheet.command_line")),
        *(
            (text(f"report_sheet.of_{name}"), text(f"report_sheet.about_{name}"))
            for name in EXPLAINED
        ),
    ]
    return Sheet("about_sheet", ABOUT, lines)

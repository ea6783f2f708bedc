"""The same page of the company by the same bot, but that nothing which is kept is believed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlmodel import Session

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import companies, facts, team_sums
from bot.services.rows import Row
from storage import team_figures


def page(rt: Runtime, by: Actor) -> Row:
    """The first page, from the sums of every team counted now."""
    on = facts.local_date(rt.clock(), by.tz)
    with rt.reading() as session:
        total = counted(session, by, on)
    with _found(total):
        return companies.company(rt, 1, by=by)


def counted(session: Session, by: Actor, on: Any) -> dict[int, Any]:
    """The sums of every team with all teams below it."""
    ids = team_figures.team_ids(session, by.workspace_id)
    own = team_sums.of_teams(session, by.workspace_id, ids, on=on, tz=by.tz)
    return dict(team_figures.climbed(own, team_figures.parents_of(session, by.workspace_id)))


@contextmanager
def _found(total: dict[int, Any]) -> Iterator[None]:
    with patch("storage.team_pages.sums", lambda row: total.get(row.id, {})):
        yield

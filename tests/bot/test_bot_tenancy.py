"""A week in two workspaces with equal ids: no statement forgets to say whose rows it means."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from company import AN, BINH, CHI, EMMA
from several import HERE, THERE, House, several_workspaces
from tenancy import watched

from bot.services import cleaning, home_publishing, people
from bot.slack import process
from storage.uow import Database

#: Statements that may, by what they begin with and how they end, and why they may.
ALLOWED = {
    # One row, by the id of one that was read with its workspace: so SQLAlchemy writes its changes.
    "its own row": r"(UPDATE|DELETE FROM) (\w+) .*WHERE \2\.id = \?( AND \2\.\w+ = \?)*",
    "its own row, read again": r"SELECT .* FROM (\w+) WHERE \1\.id = \?( AND \1\.\w+ = \?)?",
    "edits of its own post": r"(SELECT|UPDATE) .*message.* WHERE message\.edits_id = \?.*",
    "figures of its own team": r"UPDATE team_figure SET .* WHERE team_figure\.team_id = \?",
    # What is due, whoever it is of: each row is then worked on in its own workspace.
    "rows that are due": r"SELECT .* FROM schedule( WHERE schedule\.next_at <= \? .*)?",
    "rows that a tick has taken": r"(SELECT|UPDATE) .*schedule .*WHERE schedule\.id IN \(.*",
    "deliveries not done": r"SELECT .* FROM inbox WHERE inbox\.done_at IS NULL .*",
    "is anything due": r"SELECT .* FROM message WHERE state IN .* AND message\.not_before <= \? .*",
    "closed gates, by workspace": r"SELECT rate_gate\.workspace_id, .* FROM rate_gate WHERE .*",
    "workspaces with notes": r"SELECT DISTINCT \w+\.workspace_id FROM \w+ ORDER BY .*",
    # What nobody needs any more, of whomever.
    "what is old": r"DELETE FROM (api_answer|inbox|rate_gate|install_state|picture) WHERE .* < \?",
}


def test_every_statement_says_whose_rows_it_means(
    sqlite_database: Database, tmp_path: Path, closing: ThreadPoolExecutor
) -> None:
    with several_workspaces(sqlite_database, tmp_path, closing=closing) as several:
        several.install(HERE)
        several.install(THERE)
        here, there = several.house(HERE), several.house(THERE)
        for house in (here, there):
            house.given_key_result("an", "Signups")
            house.given_kpi("emma", "Response time", readings=[{"on": "2026-11-13", "value": 28}])
            house.company.write()
        with watched(sqlite_database) as watch:
            here.move_to(here.now + timedelta(days=1))
            for house in (here, there):
                _use(house)
            here.move_to(here.now + timedelta(days=3))
            rt = several.bot.runtime
            home_publishing.publish_changed(rt)
            people.Reader(several.bot.reach.workspaces).run(rt)
            process.retry(rt)
            cleaning.forget_old(rt)
    assert watch.seen > 1_000
    unknown = [one for one in sorted(watch.found) if not _is_allowed(one)]
    assert not unknown, "\n".join(unknown)


def _is_allowed(statement: str) -> bool:
    return any(re.fullmatch(known, statement) for known in ALLOWED.values())


def _use(house: House) -> None:
    house.dm(AN, "Signups 61, kẹt API đối tác")
    for line in ("/okr", "/okr team sales", "/okr tree", "/okr risk", "/okr undo"):
        house.command(AN, line)
    house.command(EMMA, "/kpi set response time 45")
    for line in ("/okr review", "/okr silent"):
        house.command(BINH, line)
    for line in ("/okr cycle", "/okr why-silent"):
        house.command(CHI, line)
    house.stage.client.open_home(AN)
    house.settle()

"""Every command in a company of 10,000 people and 60,000 key results: its answer within 3 s."""

import random
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from sqlalchemy import text

from bot import logs
from bot.sandbox.client import SandboxClient
from bot.sandbox.clock import Clock
from bot.sandbox.model import Person, Team
from bot.sandbox.seed import TEAM, Seed
from bot.sandbox.server import SandboxServer
from bot.services import team_figures
from bot.wiring import whole
from storage.uow import Database
from tests.bench.organisation import NOW, WORKSPACE
from tests.bench.stores import Stores
from tests.bot.morning import settings
from tests.soak.frame import Job, Judged

PEOPLE, KEY_RESULTS_EACH = 10_000, 6
WITHIN_S, LONGEST_S = 3, 60
#: The words of the titles: as many key results share theirs as in a company of that size.
WORDS = (
    "doanh thu khách hàng mới tăng giảm chi phí tỷ lệ chuyển đổi traffic organic churn leads"
    " revenue onboarding time hours quality defects returns orders stores staff training video"
    " posts ads budget conversion rate trial paid support tickets response kênh miền bắc nam"
    " trung online app web retail enterprise"
)
EMPLOYEE, LEAD, ADMIN = 17, 11, 1
ASKED = (
    (EMPLOYEE, "/okr"),
    (EMPLOYEE, "/okr team"),
    (LEAD, "/okr team"),
    (ADMIN, "/okr team Team 1"),
    (EMPLOYEE, "/okr company"),
    (EMPLOYEE, "/okr tree"),
    (EMPLOYEE, "/okr tree Team 7"),
    (ADMIN, "/okr risk"),
    (LEAD, "/okr risk"),
    (EMPLOYEE, "/okr show doanh thu kênh online"),
    (EMPLOYEE, "/okr why churn retail"),
    (EMPLOYEE, "/okr history o:5"),
    (EMPLOYEE, "/okr add"),
    (EMPLOYEE, "/okr edit zzz khong co"),
    (EMPLOYEE, "/okr checkin"),
    (EMPLOYEE, "/okr checkin 1: 40, 2: 50"),
    (EMPLOYEE, "/okr undo"),
    (ADMIN, "/okr cycle"),
    (ADMIN, "/okr why-silent <@U0000000017>"),
    (ADMIN, "/okr settings"),
    (EMPLOYEE, "/okr depend"),
    (LEAD, "/okr review"),
    (EMPLOYEE, "/okr help"),
    (EMPLOYEE, "/kpi"),
    (ADMIN, "/kpi"),
    (EMPLOYEE, "/kpi doanh thu"),
    (ADMIN, "/okr handover <@U0000000017> <@U0000000018>"),
)


def jobs() -> tuple[Job, ...]:
    return (Job(f"commands among {PEOPLE:,} people", 1, judge, chunk=1),)


def judge(chance: random.Random) -> Judged:
    logs.configure(level="CRITICAL")
    with closing(Stores(PEOPLE)) as stores, stores.opened("sqlite") as database:
        _make_more(database, chance)
        found = _ask(database)
    slow = [f"{line}: {seconds:.1f} s" for seconds, line in found if seconds >= WITHIN_S]
    worst = ", ".join(f"{line} {seconds:.2f} s" for seconds, line in sorted(found)[:-6:-1])
    return Judged(worst, "; ".join(slow), max(seconds for seconds, _ in found))


def _make_more(database: Database, chance: random.Random) -> None:
    """Copies of the key results with titles of their own, until each person has so many."""
    with database.write.begin() as connection:
        rows = connection.execute(text("SELECT count(*) FROM key_result")).scalar_one()
        names = connection.execute(text("SELECT * FROM key_result LIMIT 1")).keys()
        others = ", ".join(name for name in names if name not in ("id", "key", "last_check_in_id"))
        for turn in range(1, -(-PEOPLE * KEY_RESULTS_EACH // rows)):
            connection.execute(
                text(
                    f"INSERT INTO key_result (key, {others})"
                    f" SELECT key || '-{turn}', {others} FROM key_result WHERE id <= {rows}"
                )
            )
        ids = connection.execute(text("SELECT id FROM key_result")).scalars().all()
        titles = [{"row": row, "title": " ".join(chance.sample(WORDS.split(), 4))} for row in ids]
        connection.execute(text("UPDATE key_result SET title = :title WHERE id = :row"), titles)


def _ask(database: Database) -> Sequence[tuple[float, str]]:
    """The seconds until the first answer of each command."""
    people = tuple(
        Person(f"U{n:010d}", f"p{n}", f"P {n}", f"p{n}@bench.example", WORKSPACE, is_admin=n == 1)
        for n in (ADMIN, LEAD, EMPLOYEE, EMPLOYEE + 1)
    )
    seed = replace(Seed(), team=Team(WORKSPACE, TEAM.name, TEAM.domain), people=people)
    with SandboxServer(0, Clock(NOW, running=False), seed) as server:
        client = SandboxClient(server.base_url)
        client.limits(on=False)
        bot = whole.build(settings(server, 1), clock=server.clock.now, opened=database)
        team_figures.add_up(bot.runtime)
        bot.connect()
        try:
            return [(_seconds(client, user, line), line) for user, line in ASKED]
        finally:
            bot.stop()


def _seconds(client: SandboxClient, person: int, line: str) -> float:
    user = f"U{person:010d}"
    before = _answers(client, user)
    began = time.monotonic()
    assert client.command(user, line)["ok"], line
    while _answers(client, user) == before:
        assert time.monotonic() - began < LONGEST_S, f"{line}: no answer"
        time.sleep(0.01)
    return time.monotonic() - began


def _answers(client: SandboxClient, user: str) -> int:
    """Messages that only they see or in their DM, forms, and what else the bot said."""
    return len(client.messages("bot", user)) + len(client.views(user)) + len(client.log())

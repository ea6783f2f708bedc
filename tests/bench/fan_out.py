"""P12: the messages of a Monday go out, as fast as Slack's limits allow and never faster."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial

from sqlalchemy import select
from sqlmodel import Session, col

from bot.delivery.calls import Calls
from bot.delivery.engine import calling
from bot.sandbox.limits import POSTS_PER_SECOND
from bot.sandbox.model import Person
from bot.sandbox.seed import TEAM, Seed
from storage import outbox, sent
from storage.outbox import Draft, Priority
from storage.tables import Message
from tests.bench.baselines.slack_limits import posts_per_second, seconds_between
from tests.bench.frame import Goal, Group, Row
from tests.bench.stores import Stores
from tests.load.site import Site, site

BASELINE = "tests/bench/baselines/slack_limits.py"
#: Ten posts a second, more than twice what the bot does unless it is told otherwise.
SCALE, POSTS, PATIENCE_S = 2.0, 25, 120.0
SEED = Seed(
    people=tuple(
        Person(f"U{n:010d}", f"p{n}", f"P {n}", f"p{n}@bench.example", TEAM.id)
        for n in range(POSTS)
    )
)


def groups() -> Iterator[Group]:
    """The bot in one process, and its senders in three; each alone, as all take processors."""
    for run in (("sqlite", "run", 1), ("postgresql", "run", 1), ("postgresql", "worker", 3)):
        yield partial(_opened, *run)


@contextmanager
def _opened(kind: str, command: str, replicas: int, stores: Stores) -> Iterator[Sequence[Row]]:
    with ExitStack() as stack:
        url = stack.enter_context(stores.empty(kind))
        place = stack.enter_context(site(url, SEED))
        place.client.limits(on=True, scale=SCALE)
        for _ in range(replicas):
            place.start(
                command,
                posts_per_second=posts_per_second(SCALE),
                channel_posts_per_second=POSTS_PER_SECOND * SCALE,
            )
        monday = Monday(place, called=command == "worker")
        yield [
            Row(
                f"P12-share-{replicas}",
                f"each of so many posts, replicas: {replicas}; the baseline is what is allowed",
                kind,
                POSTS,
                Goal(">=", 0.9),
                BASELINE,
                monday.seconds_a_post,
                lambda: seconds_between(2, SCALE),
                aim=Goal(">=", 0.97),
            )
        ]
        assert place.client.limits()["refused"] == 0, "faster than Slack allows"
        posted = [call for call in place.client.log() if call["method"] == "chat.postMessage"]
        assert len(posted) == monday.posts, "not every message once"


class Monday:
    """`called`: the senders wait for calls from other processes."""

    def __init__(self, place: Site, *, called: bool) -> None:
        self.posts = 0
        self._place = place
        self._uow: Callable[[], AbstractContextManager[Session]] = place.database.unit_of_work
        if called:
            self._uow = calling(place.database.unit_of_work, Calls())

    def seconds_a_post(self) -> float:
        """From the first to the last of POSTS, for each that came after the first."""
        self._prepare()
        limit = time.monotonic() + PATIENCE_S
        while self._unfinished():
            assert time.monotonic() < limit, "it is not sent"
            time.sleep(0.05)
        at = col(Message.sent_at)
        with self._place.database.reading() as session:
            newest = select(at).order_by(at.desc()).limit(POSTS)
            last, *_, first = session.execute(newest).scalars()
        return float((last - first).total_seconds()) / (POSTS - 1)

    def _prepare(self) -> None:
        people, now = SEED.people, self._place.server.clock.now()
        team = self._place.server.hello()["team"]
        with self._uow() as session:
            for n in range(self.posts, self.posts + POSTS):
                target = people[n % len(people)].id
                words = {"text": f"{n}"}
                draft = Draft(f"p12:{n}", "error", words, target, "en", "UTC", Priority.CHECK_IN)
                outbox.add(session, draft, workspace_id=team, at=now)
        self.posts += POSTS

    def _unfinished(self) -> int:
        with self._place.database.reading() as session:
            return sent.unfinished(session)

"""A reply on its way in: how it came, what it was understood as, what it led to."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.replies.model import Change, Promise, Question, Reading, Update
from bot.services.observed import NOTHING_MORE, Observed


@dataclass(frozen=True, slots=True)
class Came:
    """How a reply came in.

    `key` is the delivery's, `once` what must lead to one reply even if it is delivered under two
    keys (a form that is submitted twice). A message has its `channel` and `ts`, the moment
    `said_at` when it was written, and `thread_ts` if that was in a thread; `thread_of_id` is the
    bot's message whose thread the answer belongs in. `whose_id` is the person whose goals it is
    about, where that is not who says it, and `corrects` that what they said is corrected. A reading
    of a KPI may say more than its value: `observed`.
    """

    key: str
    text: str
    source: str
    once: str | None = None
    channel: str | None = None
    ts: str | None = None
    said_at: datetime | None = None
    thread_ts: str | None = None
    thread_of_id: int | None = None
    has_file: bool = False
    whose_id: int | None = None
    corrects: bool = False
    observed: Observed = NOTHING_MORE


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What is planned for the item `n`, or for none that was named."""

    n: int | None
    text: str
    initiative_id: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What a reply says; `cut` when it was too long to be read to its end."""

    updates: Sequence[Update]
    questions: Sequence[Question] = ()
    promises: Sequence[Promise] = ()
    cut: bool = False
    plans: Sequence[PlanLine] = ()

    @classmethod
    def of(cls, reading: Reading) -> "Understood":
        """Everything that a reply was read as; a promise alone is news of its subject too."""
        spoken = {update.n for update in reading.updates}
        alone = [promise.n for promise in reading.promises if promise.n not in spoken]
        updates = [*reading.updates, *(Update(n=n, change=Change.NONE) for n in alone)]
        plans = [PlanLine(plan.n, plan.text) for plan in reading.plans]
        return cls(updates, reading.questions, reading.promises, reading.cut, plans)

    def without(self, numbers: Set[int]) -> "Understood":
        """The same about all other subjects."""
        return replace(
            self,
            updates=[update for update in self.updates if update.n not in numbers],
            questions=[asked for asked in self.questions if not numbers & set(asked.ns)],
        )


@dataclass(frozen=True, slots=True)
class Saved:
    """What a reply led to: rows written and questions asked."""

    reply_id: int
    rows: int
    questions: int

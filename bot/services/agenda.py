"""The numbered list that a person is asked about, and that their reply is read against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from bot.domain.cadence import local_time_on
from bot.domain.goals.model import Shape
from bot.domain.kpis.alerts import period_of
from bot.domain.kpis.model import Frequency
from bot.domain.people import Actor
from bot.domain.replies.model import Subject
from bot.domain.rhythm import is_asked
from bot.services import facts, kpi_figures, rows
from storage import check_ins, kpi_goals, ownership, parts_of_goals, weekly
from storage.tables import CheckInRequest, KeyResult, Kpi, Objective, Reply

WEEK = timedelta(days=7)
LOOK_BACK = timedelta(days=62)
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered row: a key result with its objective, or a KPI.

    What is not `asked` this week can be answered all the same: a monthly KPI in its first week.
    """

    n: int
    key_result: KeyResult | None
    objective: Objective | None
    kpi: Kpi | None
    asked: bool = True

    @property
    def kind(self) -> str:
        return "kr" if self.kpi is None else "kpi"

    @property
    def id(self) -> int:
        assert self._subject.id is not None
        return self._subject.id

    @property
    def key(self) -> Key:
        """What the item is, whatever its number."""
        return self.kind, self.id

    @property
    def title(self) -> str:
        return self._subject.title

    @property
    def unit(self) -> str:
        return self._subject.unit

    @property
    def shape(self) -> str:
        return Shape.KEEP.value if self.key_result is None else self.key_result.shape

    @property
    def owner_id(self) -> int:
        return self._subject.owner_id

    @property
    def value(self) -> Decimal | None:
        """What it stands at, in its unit."""
        return self._subject.value

    @property
    def _subject(self) -> KeyResult | Kpi:
        subject = self.kpi or self.key_result
        assert subject is not None
        return subject

    def row(self, *, on: date, tz: str, owner: str | None = None) -> rows.Row:
        """The item as people see it."""
        if self.kpi is not None:
            return rows.kpi(self.n, self.kpi, owner=owner)
        assert self.key_result is not None
        assert self.objective is not None
        known = facts.key_result(self.key_result, self.objective, tz=tz)
        return rows.key_result(self.n, known, on=on, owner=owner)

    def pointer(self) -> dict[str, Any]:
        """What is stored of the item: its number and which row it stands for."""
        return {"n": self.n, "kind": self.kind, "id": self.id, "asked": self.asked}


def of_person(
    session: Session, workspace_id: str, person_id: int, *, on: date, tz: str
) -> Sequence[Item]:
    """Everything active that the person owns, numbered from 1: key results, then KPIs.

    Key results are asked as often as was chosen until the week in which they are due, KPIs in the
    last seven days of a period that has no reading. Days are those of the clock of `tz`.
    """
    return of_people(session, workspace_id, {person_id: (on, tz)})[person_id]


def of_people(
    session: Session, workspace_id: str, days: Mapping[int, tuple[date, str]]
) -> dict[int, Sequence[Item]]:
    """The same for several people, by their ids, each on a day of a zone."""
    ids = sorted(days)
    goals = ownership.goals_of_people(session, workspace_id, ids)
    kpis = ownership.kpis_of_people(session, workspace_id, ids, typed=True)
    requests = _requests(session, workspace_id, goals, days)
    return {
        person_id: numbered(
            goals.get(person_id, ()),
            kpis.get(person_id, ()),
            requests.get(person_id, ()),
            on=on,
            tz=tz,
        )
        for person_id, (on, tz) in days.items()
    }


def _requests(
    session: Session,
    workspace_id: str,
    goals: Mapping[int, Sequence[ownership.Goal]],
    days: Mapping[int, tuple[date, str]],
) -> dict[int, list[CheckInRequest]]:
    """What people were asked lately, of those who are not asked about all goals every week."""
    rarely = [person_id for person_id, owned in goals.items() if _rare(owned)]
    if not rarely:
        return {}
    since = min(local_time_on(day - LOOK_BACK, time(0), tz) for day, tz in days.values())
    found: dict[int, list[CheckInRequest]] = {}
    for request in weekly.asked_about(session, workspace_id, rarely, since=since):
        found.setdefault(request.person_id, []).append(request)
    return found


def numbered(
    goals: Sequence[ownership.Goal],
    kpis: Sequence[Kpi],
    requests: Sequence[CheckInRequest],
    *,
    on: date,
    tz: str,
) -> Sequence[Item]:
    """Goals and KPIs of one person on a day, as `of_person` numbers them.

    `requests` are those of the last two months, where a goal is not asked about every week.
    """
    last = _last_asked(goals, requests, tz=tz)
    followed = {kr.kpi_id for kr, _ in goals}
    # One figure is asked for once: that of a KPI and of the key result that follows it.
    kpis = [kpi for kpi in kpis if kpi.id not in followed]
    items = [
        Item(
            n,
            kr,
            objective,
            None,
            asked=is_asked(kr.cadence_days, on=on, last=last.get(kr.id or 0), due=kr.due_on),
        )
        for n, (kr, objective) in enumerate(goals, 1)
    ]
    return items + [
        Item(n, None, None, kpi, asked=_reading_due(kpi, on))
        for n, kpi in enumerate(kpis, len(goals) + 1)
    ]


def _rare(goals: Sequence[ownership.Goal]) -> list[KeyResult]:
    """Those that are not asked about every week."""
    return [kr for kr, _ in goals if kr.cadence_days > WEEK.days]


def _last_asked(
    goals: Sequence[ownership.Goal], requests: Sequence[CheckInRequest], *, tz: str
) -> dict[int, date]:
    """When key results that are not asked every week were asked about or answered last."""
    found = {
        kr.id or 0: facts.local_date(kr.checked_in_at, tz)
        for kr in _rare(goals)
        if kr.checked_in_at
    }
    for request in requests:
        asked_on = facts.local_date(request.created_at, tz)
        for pointer in request.items:
            if pointer["kind"] == "kr" and pointer["asked"]:
                key = int(pointer["id"])
                found[key] = max(found.get(key, asked_on), asked_on)
    return found


def asked_first(items: Sequence[Item]) -> Sequence[Item]:
    """The same items with numbers without gaps for those that are asked."""
    ordered = sorted(items, key=lambda item: not item.asked)
    return [replace(item, n=n) for n, item in enumerate(ordered, 1)]


def current(
    session: Session, by: Actor, request: CheckInRequest | None, *, on: date
) -> Sequence[Item]:
    """The person's items with the numbers that they last saw, then what they own since.

    What they help with comes last: nobody asks them about it, but their word counts.
    """
    own = _own(session, by, request, on=on)
    known, last = {item.key for item in own}, max((item.n for item in own), default=0)
    helped = parts_of_goals.helped(session, by.workspace_id, by.person_id)
    others = [(kr, objective) for kr, objective in helped if ("kr", kr.id) not in known]
    return [
        *own,
        *(Item(n, kr, above, None, asked=False) for n, (kr, above) in enumerate(others, last + 1)),
    ]


def _own(
    session: Session, by: Actor, request: CheckInRequest | None, *, on: date
) -> Sequence[Item]:
    everything = of_person(session, by.workspace_id, by.person_id, on=on, tz=by.tz)
    if request is None:
        return asked_first(everything)
    numbered = of_pointers(session, by.workspace_id, request.items)
    known = {item.key for item in numbered}
    last = max((pointer["n"] for pointer in request.items), default=0)
    fresh = [item for item in everything if item.key not in known]
    return [*numbered, *(replace(item, n=n) for n, item in enumerate(fresh, last + 1))]


def _reading_due(kpi: Kpi, on: date) -> bool:
    first, last = period_of(Frequency(kpi.frequency), on)
    read = kpi.value_on is not None and kpi.value_on >= first
    return not read and last - on < WEEK


def of_pointers(
    session: Session, workspace_id: str, pointers: Sequence[dict[str, Any]]
) -> Sequence[Item]:
    """The items of a stored list with the numbers that they had, without what was closed since."""
    goals = ownership.goals_by_id(session, workspace_id, _ids(pointers, "kr"))
    kpis = ownership.kpis_by_id(session, workspace_id, _ids(pointers, "kpi"))
    items = []
    for pointer in pointers:
        n, row_id, asked = int(pointer["n"]), int(pointer["id"]), bool(pointer["asked"])
        if pointer["kind"] == "kpi" and row_id in kpis:
            items.append(Item(n, None, None, kpis[row_id], asked))
        elif pointer["kind"] == "kr" and row_id in goals:
            items.append(Item(n, *goals[row_id], None, asked))
    return items


def lock(session: Session, workspace_id: str, items: Sequence[Item]) -> None:
    """Nobody else changes the items until the transaction ends: "9 more" adds to what is there."""
    goals = [item.key_result for item in items if item.key_result is not None]
    kpi_ids = [item.id for item in items if item.kind == "kpi"]
    kpi_ids += [kr.kpi_id for kr in goals if kr.kpi_id is not None]
    kpi_goals.lock(
        session, workspace_id, key_result_ids=[kr.id for kr in goals if kr.id], kpi_ids=kpi_ids
    )


def hold(session: Session, reply: Reply) -> None:
    """Lock a reply and all that it is about, in the order in which a new reply locks them."""
    assert reply.id is not None
    lock(session, reply.workspace_id, of_pointers(session, reply.workspace_id, reply.items))
    check_ins.reply(session, reply.workspace_id, reply.id, lock=True)


def subjects(session: Session, by: Actor, items: Sequence[Item], *, on: date) -> Sequence[Subject]:
    """The items as the parser sees them on a day."""
    found = []
    for item in items:
        if item.key_result is not None:
            current = figure(session, item, on=on, tz=by.tz)
            found.append(facts.key_result_subject(item.n, item.key_result, current))
        elif item.kpi is not None:
            history = kpi_figures.as_entered(session, item.kpi)
            found.append(facts.kpi_subject(item.n, item.kpi, history))
    return found


def figure(session: Session, item: Item, *, on: date, tz: str) -> Decimal | None:
    """What the item stands at; None for a count of which nothing was said in the period of `on`."""
    kr = item.key_result
    if kr is None or kr.period is None:
        return item.value
    figure_at = check_ins.figure_at(session, kr.workspace_id, item.id)
    return facts.figure_of_period(kr, figure_at, on=on, tz=tz)


def _ids(pointers: Sequence[dict[str, Any]], kind: str) -> list[int]:
    return [int(pointer["id"]) for pointer in pointers if pointer["kind"] == kind]

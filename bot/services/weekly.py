"""The weekly question, at each person's own time: asked of many people with few statements."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from sqlmodel import Session

from bot.domain.cadence import week_of
from bot.domain.skips import Skip, Why
from bot.services import (
    agenda,
    facts,
    pausing,
    pilot,
    places,
    plan_rows,
    planning,
    request_card,
    scheduled,
)
from bot.services.agenda import Item
from bot.services.follow_ups import FollowUps
from bot.services.rows import Row
from storage import calendars, check_ins, ownership, schedules, week_plans, weekly
from storage.outbox import Draft, Priority
from storage.tables import Away, Person, Schedule


@dataclass(frozen=True, slots=True)
class Question:
    """What one person is asked, and the row by which it is due."""

    due: Schedule
    person: Person
    items: Sequence[Item]

    @property
    def person_id(self) -> int:
        return self.due.subject_id

    @property
    def week(self) -> str:
        return week_of(planning.rule_date(self.due))


def ask(session: Session, due: Sequence[Schedule], *, at: datetime) -> dict[int, Skip]:
    """Ask the people of due rows for this week; why not, by row, of those who are not asked."""
    skips: dict[int, Skip] = {}
    for workspace_id, rows in groupby(
        sorted(due, key=lambda row: row.workspace_id), key=lambda row: row.workspace_id
    ):
        questions = _questions(session, workspace_id, list(rows), skips, at=at)
        _ask(session, workspace_id, questions, skips, at=at)
    return skips


def why_not_ask(session: Session, due: Schedule, *, at: datetime) -> Skip | None:
    """What `ask` would answer for one row, without asking."""
    skips: dict[int, Skip] = {}
    for question in _questions(session, due.workspace_id, [due], skips, at=at):
        last = check_ins.newest_request(session, due.workspace_id, question.person_id)
        if last is not None and last.week == question.week:
            return Skip(Why.ASKED_ALREADY)
    return skips.get(_id(due))


def _questions(
    session: Session,
    workspace_id: str,
    due: Sequence[Schedule],
    skips: dict[int, Skip],
    *,
    at: datetime,
) -> Sequence[Question]:
    """What is asked; why not is added to `skips`."""
    ids = [row.subject_id for row in due]
    people = ownership.people_by_id(session, workspace_id, ids)
    leaves = calendars.leaves_of(session, workspace_id, ids)
    asked = {row.subject_id: (facts.local_date(at, row.tz), row.tz) for row in due}
    piloted = pilot.asked_of(session, workspace_id, ids)
    agendas = agenda.of_people(session, workspace_id, asked)
    found = []
    for row in due:
        person = people.get(row.subject_id)
        items = agenda.asked_first(agendas[row.subject_id])
        skip = _why_not(row, person, items, piloted, leaves.get(row.subject_id, ()), at=at)
        if skip is not None:
            skips[_id(row)] = skip
        elif person is not None:
            found.append(Question(row, person, items))
    return found


def _why_not(
    due: Schedule,
    person: Person | None,
    items: Sequence[Item],
    piloted: Set[int],
    leaves: Sequence[Away],
    *,
    at: datetime,
) -> Skip | None:
    if person is None or person.standing != "employee":
        return Skip(Why.NOT_EMPLOYED)
    if person.slack_user_id is None:
        return Skip(Why.NOT_IN_SLACK)
    if due.subject_id not in piloted:
        return Skip(Why.NOT_IN_PILOT)
    skip = pausing.skip_while(leaves, on=facts.local_date(at, due.tz))
    if skip is not None:
        return skip
    return None if any(item.asked for item in items) else Skip(Why.NOTHING_DUE)


def _ask(
    session: Session,
    workspace_id: str,
    questions: Sequence[Question],
    skips: dict[int, Skip],
    *,
    at: datetime,
) -> None:
    open_ones = weekly.open_requests(session, workspace_id, [q.person_id for q in questions])
    requests = weekly.add_requests(
        session,
        workspace_id,
        [(q.person_id, q.week, [item.pointer() for item in q.items]) for q in questions],
        at=at,
    )
    new = [question for question in questions if question.person_id in requests]
    skips |= {
        _id(question.due): Skip(Why.ASKED_ALREADY)
        for question in questions
        if question.person_id not in requests
    }
    for request in open_ones:
        if request.person_id in requests:
            request_card.expire(session, request, at=at)
    _send(session, workspace_id, new, requests, at=at)
    _follow_up(session, workspace_id, new, requests, at=at)


def _send(
    session: Session,
    workspace_id: str,
    questions: Sequence[Question],
    requests: Mapping[int, int],
    *,
    at: datetime,
) -> None:
    cycle = ownership.active_cycle(session, workspace_id)
    plans = _plans(session, workspace_id, questions)
    ids = [question.person_id for question in questions]
    known = weekly.asked_before(session, workspace_id, ids, since=at)
    drafts: dict[int, Draft] = {}
    for question in questions:
        person, request_id = question.person, requests[question.person_id]
        shown = request_card.shown(
            person,
            question.items,
            cycle,
            week=question.week,
            plans=plans[question.person_id],
            welcome=question.person_id not in known,
            at=at,
        )
        drafts[request_id] = places.draft(
            places.of_person(person),
            f"check_in:{person.id}:{question.week}",
            "check_in",
            {"request_id": request_id, **shown},
            priority=Priority.CHECK_IN,
        )
    messages = scheduled.post_all(session, list(drafts.values()), workspace_id=workspace_id, at=at)
    weekly.set_messages(
        session,
        {
            request_id: messages[draft.dedup_key]
            for request_id, draft in drafts.items()
            if draft.dedup_key in messages
        },
    )


def _plans(
    session: Session, workspace_id: str, questions: Sequence[Question]
) -> Mapping[int, list[Row]]:
    """What each person planned before, and did not say what became of."""
    weeks = {question.person_id: question.week for question in questions}
    latest = max(weeks.values(), default="")
    found = week_plans.open_before(session, workspace_id, sorted(weeks), latest)
    titles = plan_rows.titles(session, workspace_id, chain.from_iterable(found.values()))
    return {
        person_id: plan_rows.asked(
            [plan for plan in found.get(person_id, ()) if plan.week < week], titles
        )
        for person_id, week in weeks.items()
    }


def _follow_up(
    session: Session,
    workspace_id: str,
    questions: Sequence[Question],
    requests: Mapping[int, int],
    *,
    at: datetime,
) -> None:
    planned = FollowUps(session, workspace_id)
    rows: list[dict[str, Any]] = []
    for question in questions:
        request_id, tz = requests[question.person_id], question.person.tz
        rows += planned.rows(request_id, question.due, asked_at=at, tz=tz, at=at)
    schedules.add_all(session, rows)


def _id(row: Schedule) -> int:
    assert row.id is not None
    return row.id

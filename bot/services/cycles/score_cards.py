"""What is to be scored: each owner has one card of theirs, each manager one of their people's."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import pilot, places, scheduled
from bot.services.cycles import rights, scored, shown
from bot.services.rows import Row
from storage import cycles, outbox, ownership
from storage.outbox import Draft, Priority
from storage.ownership import Goal
from storage.tables import Cycle, Objective, Person

STATES = ("active", "postponed")
MOST_GROUPS = 12


def open_for(rt: Runtime, *, by: Actor) -> Row:
    """All that waits for the actor's scores in the cycles that are closing."""
    with rt.reading() as session:
        cards = [
            card(session, cycle, by.person_id)
            for cycle in cycles.in_states(session, by.workspace_id, ("closing",))
        ]
    return {"cards": [one for one in cards if one["mine"] or one["theirs"]]}


def card(session: Session, cycle: Cycle, person_id: int, *, only: str = "") -> Row:
    """What one person has to score: their own goals and those of the people they manage.

    `only` is "mine" or "theirs" for a card with one of the two. Of the others' goals those count
    that were scored by their owner.
    """
    mine, theirs = _mine(session, cycle, person_id), _theirs(session, cycle, person_id)
    names = shown.owner_names(session, cycle.workspace_id, [*mine, *theirs])
    own = _groups(mine, names, person_id) if only != "theirs" else []
    others = _groups(theirs, names, None) if only != "mine" else []
    if not only:
        own, others = _merged(own, others)
    return {
        "cycle": shown.cycle(cycle),
        "mine": own[:MOST_GROUPS],
        "theirs": others[:MOST_GROUPS],
        "more": max(len(own) - MOST_GROUPS, 0) + max(len(others) - MOST_GROUPS, 0),
    }


def _merged(own: Sequence[Row], others: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """One's own objective with key results of one's people is listed once: it has one form."""
    waiting = {one["id"] for one in others if not one["done"]}
    mine = {one["id"] for one in own}
    merged = [one | {"done": one["done"] and one["id"] not in waiting} for one in own]
    return merged, [one for one in others if one["id"] not in mine]


def _mine(session: Session, cycle: Cycle, person_id: int) -> Sequence[Goal]:
    assert cycle.id is not None
    return cycles.goals(session, cycle.workspace_id, cycle.id, states=STATES, owner_ids=[person_id])


def _theirs(session: Session, cycle: Cycle, person_id: int) -> Sequence[Goal]:
    assert cycle.id is not None
    people = rights.possible_reports(session, cycle.workspace_id, person_id)
    if not people:
        return ()
    found = cycles.goals(session, cycle.workspace_id, cycle.id, states=STATES, owner_ids=people)
    above = rights.managers(session, cycle.workspace_id, sorted({kr.owner_id for kr, _ in found}))
    return [
        (kr, objective)
        for kr, objective in found
        if above.get(kr.owner_id) == person_id and kr.self_score is not None
    ]


def ask_owners(session: Session, cycle: Cycle, *, at: datetime) -> int:
    """Send each owner the one card of theirs; how many were sent."""
    assert cycle.id is not None
    goals = cycles.goals(session, cycle.workspace_id, cycle.id, states=STATES)
    names = shown.owner_names(session, cycle.workspace_id, goals)
    owned: dict[int, list[Goal]] = {}
    for kr, objective in goals:
        for person_id in {kr.owner_id, objective.owner_id}:
            owned.setdefault(person_id, []).append((kr, objective))
    drafts = []
    for person in reachable(session, cycle.workspace_id, sorted(owned)):
        assert person.id is not None
        groups = _groups(owned[person.id], names, person.id)
        facts = {
            "cycle": shown.cycle(cycle),
            "mine": groups[:MOST_GROUPS],
            "theirs": [],
            "more": max(len(groups) - MOST_GROUPS, 0),
        }
        drafts.append(_draft(person, owner_key(cycle, person.id), facts))
    return len(scheduled.post_all(session, drafts, workspace_id=cycle.workspace_id, at=at))


def after_scores(
    session: Session, cycle: Cycle, owner_ids: Sequence[int], by_id: int, *, at: datetime
) -> bool:
    """Cards follow what was scored; managers get theirs with the first score of their people.

    False when whoever scored has no card on which they would see it.
    """
    sees = False
    for person_id in sorted({*owner_ids, by_id}):
        name = owner_key(cycle, person_id)
        revised = _revise(session, cycle, name, person_id, "mine", at=at)
        sees |= revised and person_id == by_id
    above = rights.managers(session, cycle.workspace_id, sorted(set(owner_ids)))
    for person in reachable(session, cycle.workspace_id, sorted({*above.values(), by_id})):
        assert person.id is not None
        name = manager_key(cycle, person.id)
        if _revise(session, cycle, name, person.id, "theirs", at=at):
            sees |= person.id == by_id
            continue
        facts = card(session, cycle, person.id, only="theirs")
        if facts["theirs"]:
            draft = _draft(person, name, facts)
            scheduled.post(session, draft, workspace_id=cycle.workspace_id, at=at)
    return sees


def reachable(session: Session, workspace_id: str, ids: Sequence[int]) -> list[Person]:
    """Those of these people who work here, are in Slack, and are asked at all."""
    people = ownership.people_by_id(session, workspace_id, ids)
    asked = pilot.asked_of(session, workspace_id, ids)
    return [
        person
        for person_id, person in sorted(people.items())
        if person_id in asked and person.standing == "employee" and person.slack_user_id
    ]


def owner_key(cycle: Cycle, person_id: int) -> str:
    """The name of the one card of an owner."""
    return f"cycle:{cycle.id}:score:{person_id}"


def manager_key(cycle: Cycle, person_id: int) -> str:
    """The name of the one card of a manager."""
    return f"cycle:{cycle.id}:confirm:{person_id}"


def _revise(
    session: Session, cycle: Cycle, name: str, person_id: int, only: str, *, at: datetime
) -> bool:
    """Bring a card up to date; False when there is none."""
    there = outbox.of_key(session, cycle.workspace_id, name)
    if there is None or there.id is None:
        return False
    outbox.revise(session, there.id, card(session, cycle, person_id, only=only), at=at)
    return True


def _draft(person: Person, name: str, facts: Row) -> Draft:
    return places.draft(
        places.of_person(person), name, "score_card", facts, priority=Priority.CHECK_IN
    )


def _groups(goals: Sequence[Goal], names: Mapping[int, str], owner_id: int | None) -> list[Row]:
    """By objective; `done` once nobody waits for more from whoever has the card."""
    return [
        {
            "id": objective.id,
            "title": objective.title,
            "owner": names.get(objective.owner_id) if owner_id is None else None,
            "rows": [
                scored.row(kr, objective, owner=_other(names, kr.owner_id, owner_id))
                for kr, _ in group
            ],
            "done": _is_done(objective, group, owner_id),
        }
        for objective, group in shown.by_objective(goals)
    ]


def _other(names: Mapping[int, str], owner_id: int, reader_id: int | None) -> str | None:
    return None if owner_id == reader_id else names.get(owner_id)


def _is_done(objective: Objective, group: Sequence[Goal], owner_id: int | None) -> bool:
    if owner_id is None:
        return all(kr.score is not None for kr, _ in group)
    own = [kr for kr, _ in group if kr.owner_id == owner_id]
    wrote = objective.owner_id != owner_id or objective.worked is not None
    return wrote and all(kr.self_score is not None for kr in own)

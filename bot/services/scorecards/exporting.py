"""The cards of everybody whose card somebody may see, as rows and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.domain.errors import Gone, NotAllowed, NotFound
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import facts, sight
from bot.services.importing import NoReader
from bot.services.rows import Row
from bot.services.scorecards import naming, workbook
from bot.services.scorecards.cards import KPIS, Cards
from bot.services.scorecards.marks import figures
from storage import audit, inbox, organisation, scorecards, teams
from storage.tables import Cycle, Person, ScorecardReview

#: So many people are read together: a database takes so many names at once, and no more.
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export holds: the cycle in the words of who asks; `okr` False leaves out all that
    comes of key results, the totals too."""

    cycle: str | None = None
    okr: bool = True


def send(rt: Runtime, wanted: Wanted, *, by: Actor, key: str) -> Row | None:
    """Send the file by direct message; None for what was done before. Each export is noted.

    Raises Invalid "scorecard.off", NotFound "scorecard.no_cycle", "scorecard.no_cards",
    "import_file.no_excel", Gone "export.not_sent".
    """
    at = rt.clock()
    with rt.reading() as session:
        naming.check_on(session, by.workspace_id)
        cycle = naming.cycle_of(session, by.workspace_id, wanted.cycle)
        found = cards_of(session, _seen(session, by), cycle, okr=wanted.okr, at=at)
    if not found:
        raise NotFound("scorecard.no_cards")
    with rt.uow() as session:
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        note(session, by.workspace_id, by.person_id, cycle, found, wanted, at=at)
    try:
        content = workbook.book(found, _texts(rt, by.locale), okr=wanted.okr)
    except NoReader as missing:
        raise NotFound("import_file.no_excel") from missing
    name = f"scorecards-{cycle.key}.xlsx"
    _upload(rt, name, content, by)
    return {"name": name, "count": len(found), "okr": wanted.okr}


def everybodys(
    session: Session, wanted: Wanted, workspace_id: str, text: workbook.Text, *, at: datetime
) -> tuple[bytes, int]:
    """The file with the cards of all who have one, and how many they are; noted.

    Raises as `send` does, and NoReader.
    """
    naming.check_on(session, workspace_id)
    cycle = naming.cycle_of(session, workspace_id, wanted.cycle)
    people = organisation.people(session, workspace_id)
    found = cards_of(session, people, cycle, okr=wanted.okr, at=at)
    if not found:
        raise NotFound("scorecard.no_cards")
    note(session, workspace_id, None, cycle, found, wanted, at=at)
    return workbook.book(found, text, okr=wanted.okr), len(found)


def _texts(rt: Runtime, locale: str) -> workbook.Text:
    return lambda name: rt.render.text(f"scorecard_sheet.{name}", locale=locale)


def cards_of(
    session: Session, people: Sequence[Person], cycle: Cycle, *, okr: bool, at: datetime
) -> list[Row]:
    """The cards of those who have one, by name, each with its newest review."""
    workspace_id, cycle_id = cycle.workspace_id, cycle.id or 0
    roles = scorecards.roles(session, workspace_id)
    measured = sorted(
        (person for person in people if person.id in roles),
        key=lambda one: (one.name, one.id or 0),
    )
    names = {one.id: one for one in organisation.people(session, workspace_id)}
    found = []
    for start in range(0, len(measured), AT_ONCE):
        some = measured[start : start + AT_ONCE]
        reviews = scorecards.reviews(session, workspace_id, cycle_id, [one.id or 0 for one in some])
        for person, card in _cards(session, some, cycle, at=at):
            review = reviews.get(person.id or 0)
            by = names.get(review.reviewer_id) if review else None
            found.append(_row(person, cycle, card, (review, by), okr=okr))
    return found


def _cards(
    session: Session, people: Sequence[Person], cycle: Cycle, *, at: datetime
) -> Iterator[tuple[Person, Row]]:
    """The card of each, as of the day that it is where they are."""
    on = {person.id: facts.local_date(at, person.tz) for person in people}
    by_day = {
        day: Cards.read(
            session, cycle, [who for who, there in on.items() if who and there == day], on=day
        )
        for day in {*on.values()}
    }
    for person in people:
        card = by_day[on[person.id]].of(person)
        if card is not None:
            yield person, card


def note(
    session: Session,
    workspace_id: str,
    actor_id: int | None,
    cycle: Cycle,
    found: Sequence[Row],
    wanted: Wanted,
    *,
    at: datetime,
) -> None:
    """Leave a line in the audit log."""
    audit.add(
        session,
        workspace_id=workspace_id,
        at=at,
        actor_id=actor_id,
        action="export_scorecards",
        subject="cycle",
        subject_id=cycle.id,
        detail={"okr": wanted.okr, "count": len(found)},
    )


def _seen(session: Session, by: Actor) -> list[Person]:
    """Those whose card the actor may see: their own, that of whom they lead, all of an admin."""
    near = sight.of(session, by)
    led = near.managed | {*teams.members(session, by.workspace_id, sorted(near.led))}
    found = []
    for person in organisation.people(session, by.workspace_id):
        relation = Relation(
            owner=person.id == by.person_id,
            helper=False,
            manager=person.id in led,
            author=False,
            private=False,
        )
        try:
            authorize(by, Action.VIEW_SCORECARD, relation)
        except NotAllowed:
            continue
        found.append(person)
    return found


def _row(
    person: Person,
    cycle: Cycle,
    card: Row,
    reviewed: tuple[ScorecardReview | None, Person | None],
    *,
    okr: bool,
) -> Row:
    """One card; without OKRs nothing on it comes of key results, a reviewer's words neither."""
    review, by = reviewed
    now = card if okr else _kpis_alone(card)
    row: Row = {"person": person.name, "cycle": cycle.name, "card": now, "review": None}
    if review is not None:
        frozen = review.figures if okr else _kpis_alone(review.figures)
        row["review"] = {
            "by": by.name if by else "",
            "on": facts.local_date(review.at, person.tz),
            "note": review.note if okr else None,
            "total": frozen["total"],
            "changed": figures(frozen) != figures(now),
        }
    return row


def _kpis_alone(card: Row) -> Row:
    parts = [part for part in card["parts"] if part["part"] == KPIS]
    return card | {"parts": parts, "total": None}


def _upload(rt: Runtime, name: str, content: bytes, by: Actor) -> None:
    """What is lost on the way is asked for again: nothing but a copy is lost."""
    try:
        rt.gateway.upload(
            target=by.slack_user_id,
            name=name,
            content=content,
            comment=rt.render.text("scorecard.export_comment", locale=by.locale, name=name),
        )
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Gone("export.not_sent") from error

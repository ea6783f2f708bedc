"""Role × action × kind of person, for everything that Slack offers."""

import os

import pytest
from company import AN
from offers import Offer, filled, offers
from office import CLASSES, HOA, OUTSIDE, Json, Office, Spied
from putting_back import back_again
from who_may import right

from bot.domain.policy import Grant
from bot.sandbox.elements import current_state

EVERY = bool(os.environ.get("OKRBOT_EVERY_CASE"))
#: On PostgreSQL every so-many-th row has its turn, with all of them on demand.
SAMPLE = 16

#: Somebody else's draft is not there for them: that is all that they are told.
UNSEEN = {("/okr delete o:{draft}", "employee")}
#: What is put into fields that are empty.
TYPED = {"value": "46", "selected_date": "2026-11-20", "selected_user": AN}


def expected(office: Office, offer: Offer, kind: str) -> Grant | None:
    if kind in OUTSIDE:
        return None
    if offer.right is None:
        return Grant.ALLOWED
    relation = office.relation(kind, offer.about)
    return right(offer.right, relation, is_admin=kind == "admin")


def form(office: Office, offer: Offer) -> Json:
    """The open form as whoever may have it open sees it, with what stands in its fields."""
    action, _, value = filled(offer.value, office.ids).partition(" ")
    office.house.press_forged(offer.opener, action, value)
    view = office.house.form(offer.opener)
    assert view["callback_id"] == offer.name
    state = current_state(view["blocks"], {})
    for element in (one for block in state.values() for one in block.values()):
        for name, value in TYPED.items():
            if name in element and element[name] is None:
                element[name] = value
    return view | {"state": {"values": state}}


def body(office: Office, offer: Offer, user: str, view: Json | None) -> Json:
    if offer.kind == "command":
        return office.commanded(user, filled(offer.name, office.ids))
    if view is not None:
        return office.submitted(user, view)
    block = f"check_in:{office.ids['request']}" if offer.name == "snooze" else "b"
    return office.pressed(user, offer.name, filled(offer.value, office.ids), None, block)


def cells(office: Office, offer: Offer, turn: int, *, everybody: bool) -> dict[str, Grant | None]:
    """The kinds of people that are looked at: everybody, or whoever is refused and one who is not.

    Of those who are refused everything one has their turn.
    """
    seen = [kind for kind in CLASSES if (offer.name, kind) not in UNSEEN]
    every = {kind: expected(office, offer, kind) for kind in seen}
    if everybody:
        return every
    allowed = [kind for kind, grant in every.items() if grant is not None]
    audited = [kind for kind in allowed if every[kind] is Grant.AUDITED]
    outside = [*OUTSIDE][turn % len(OUTSIDE)]
    refused = [kind for kind in every if kind not in (*allowed, *OUTSIDE)]
    return {kind: every[kind] for kind in (*refused, outside, *allowed[:1], *audited)}


def has_things(offer: Offer, kind: str) -> bool:
    """Who has no goals of their own is asked for no right to them."""
    return offer.about != "self" or kind == "owner"


def wrong_cells(
    office: Office, offer: Offer, turn: int, spied: Spied, *, everybody: bool
) -> list[str]:
    """The cells of one row that are not as the table says."""
    view = form(office, offer) if offer.kind == "submission" else None
    found, before = [], office.checksum()
    for kind, grant in cells(office, offer, turn, everybody=everybody).items():
        sent = body(office, offer, CLASSES[kind], view)
        if grant is None:
            if not office.deliver(sent):
                found.append(f"{offer} × {kind}: not refused")
            continue
        with back_again(office):
            spied.asked.clear()
            refusals = office.deliver(sent)
        if refusals:
            found.append(f"{offer} × {kind}: refused by {[row.subject for row in refusals]}")
        elif offer.right not in (None, *spied.asked) and has_things(offer, kind):
            found.append(f"{offer} × {kind}: asked {spied.asked or 'nothing'}")
    after = office.checksum()
    changed = {name for name in before if before[name] != after[name]} - {"message"}
    return [*found, *([f"{offer}: changed {changed}"] if changed else [])]


@pytest.mark.timeout(3_600)  # every cell takes its time
def test_every_cell_is_as_the_table_says(office: Office, spied: Spied) -> None:
    wrong = [
        cell
        for turn, offer in enumerate(offers(HOA))
        for cell in wrong_cells(office, offer, turn, spied, everybody=EVERY)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(3_600)
def test_rows_are_as_the_table_says_on_postgresql(postgres_office: Office, spied: Spied) -> None:
    turns = list(enumerate(offers(HOA)))[:: 1 if EVERY else SAMPLE]
    wrong = [
        cell
        for turn, offer in turns
        for cell in wrong_cells(postgres_office, offer, turn, spied, everybody=False)
    ]
    assert not wrong, "\n".join(wrong)

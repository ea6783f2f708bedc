"""Why somebody hears nothing: the facts, for themselves, those who lead them, and admins."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.domain import silence
from bot.domain.errors import NotFound
from bot.domain.matching import best_match
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.domain.silence import PASSING, Situation
from bot.runtime import Runtime
from bot.services import agenda, facts, pausing, pilot, relations
from bot.services.agenda import Item
from bot.services.choices import SeveralFit
from bot.services.rows import Row, moment
from bot.services.working_days import WorkingDays
from storage import (
    check_ins,
    installations,
    letters,
    organisation,
    outbox,
    schedules,
    shadow,
)
from storage.tables import Person, Workspace

#: `<@U123|an>` and `<mailto:an@b.c|an@b.c>`, as Slack writes mentions and addresses in a command.
LINKED = re.compile(r"<(?:@|mailto:)([^|>]+)(?:\|[^>]*)?>")


def why(rt: Runtime, name: str | None, *, by: Actor) -> Row:
    """Why a person hears nothing, or the asker themselves.

    Raises NotFound "silence.unknown", SeveralFit, NotAllowed "policy.why_silent".
    """
    at = rt.clock()
    with rt.reading() as session:
        if name is None:
            person = organisation.person(session, by.workspace_id, by.person_id)
            assert person is not None
        else:
            person = find(session, by.workspace_id, name)
        assert person.id is not None
        relation, who = relations.to_person(session, by, person.id)
        authorize(by, Action.WHY_SILENT, relation, who_can=who)
        titled = relation.owner or relation.manager
        return explain(session, person, at=at, runs=True, private_titles=titled)


def find(session: Session, workspace_id: str, name: str) -> Person:
    """Who is meant by a name, an e-mail address, a Slack id, a mention or "#12".

    Raises NotFound "silence.unknown", SeveralFit.
    """
    said = LINKED.sub(r"\1", name.strip()).removeprefix("@").strip()
    known = {person.id or 0: person for person in organisation.people(session, workspace_id)}
    for person in known.values():
        if said and said.lower() in (person.email, (person.slack_user_id or "").lower()):
            return person
    names = {key: [one.name, *([one.key] if one.key else [])] for key, one in known.items()}
    match = best_match(said, names)
    if match.one is not None:
        return known[match.one]
    if match.several:
        raise SeveralFit(name, {key: known[key].name for key in match.several})
    raise NotFound("silence.unknown", name=said)


def explain(
    session: Session, person: Person, *, at: datetime, runs: bool | None, private_titles: bool
) -> Row:
    """Everything that keeps the bot from speaking to a person, what comes next and what was last.

    `runs` None: told by when the bot last looked for work. Private goals are named only with
    `private_titles`.
    """
    workspace = session.get_one(Workspace, person.workspace_id)
    target = facts.actor(person)
    next_at = pausing.planned_ask(session, target, at=at)
    on = facts.local_date(next_at or at, person.tz)
    items = agenda.of_person(session, workspace.id, target.person_id, on=on, tz=person.tz)
    away = pausing.away_until(session, workspace.id, target.person_id, tz=person.tz, at=at)
    app = installations.of(session, workspace.id)
    refused = outbox.refused_with(session, workspace.id, silence.REFUSALS)
    situation = replace(
        _situation(session, workspace, person, items, at=at, runs=runs, away=bool(away)),
        installed=app is None or app.ended_at is None,
        token_refused=refused is not None,
    )
    causes = silence.causes(situation)
    return {
        "name": person.name,
        "tz": person.tz,
        "causes": [cause.value for cause in causes],
        "blocked": any(cause not in PASSING for cause in causes),
        "ticked_at": moment(workspace.ticked_at),
        "ended_at": moment(app.ended_at) if app else None,
        "refused": refused,
        "teams": [team.name for team in organisation.teams(session, workspace.id) if team.in_pilot],
        "until": away.isoformat() if away else None,
        "today": facts.local_date(at, person.tz).isoformat(),
        "next_at": moment(next_at),
        "owns": situation.owns,
        "due": situation.due,
        "left_out": [_left_out(item, titled=private_titles) for item in items if not item.asked],
        "last": _last(session, target),
        "skipped": _skipped(session, target),
    }


def _situation(
    session: Session,
    workspace: Workspace,
    person: Person,
    items: Sequence[Item],
    *,
    at: datetime,
    runs: bool | None,
    away: bool,
) -> Situation:
    today = facts.local_date(at, person.tz)
    calendar = WorkingDays(session, workspace.id).calendar(person.tz, near=today)
    works = silence.works(workspace.ticked_at, at) if runs is None else runs
    return Situation(
        ran=workspace.ticked_at is not None,
        runs=works,
        installed=True,
        token_refused=False,
        sending_stopped=workspace.sending_stopped,
        pilot=workspace.pilot,
        pilot_is_empty=pilot.reach(session, workspace.id) == set(),
        in_pilot=pilot.asks(session, workspace.id, person.id or 0),
        shadow=workspace.shadow,
        standing=facts.actor(person).standing,
        in_slack=person.slack_user_id is not None,
        away=away,
        day_off=not calendar.is_worked(today),
        owns=len(items),
        due=sum(item.asked for item in items),
    )


def _left_out(item: Item, *, titled: bool) -> Row:
    """What the next question is not about; a private goal may have no title here."""
    private = item.objective is not None and item.objective.visibility == "private"
    rhythm = silence.rhythm(item.key_result.cadence_days).value if item.key_result else "kpi"
    return {"title": item.title if titled or not private else None, "rhythm": rhythm}


def _last(session: Session, target: Actor) -> Row:
    """What became of the last question."""
    request = check_ins.newest_request(session, target.workspace_id, target.person_id)
    message = None
    if request is not None and request.message_id is not None:
        message = letters.get(session, request.message_id, lock=False)
    state = silence.last(
        request.state if request else None,
        message.state if message else None,
        shadowed=shadow.is_shadowed(message),
    )
    sent_at = message.sent_at if message else None
    return {
        "state": state.value,
        "at": moment(sent_at or (request.created_at if request else None)),
        "answered_at": moment(request.answered_at) if request else None,
        "error": message.error if message else None,
        "id": message.id if message else None,
    }


def _skipped(session: Session, target: Actor) -> Row | None:
    """Why the question that was due last was left out, if it was."""
    row = schedules.of(
        session, workspace_id=target.workspace_id, kind="check_in", subject_id=target.person_id
    )
    if row is None or row.skipped_why is None:
        return None
    return {"why": row.skipped_why, "at": moment(row.skipped_at), "params": row.skipped_params}

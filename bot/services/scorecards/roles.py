"""Who is measured by which template, as administrators say it."""

import re
from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from bot.domain.errors import Invalid, NotFound
from bot.domain.folding import fold
from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.domain.scorecards.card import WHOLE
from bot.runtime import Runtime
from bot.services import silence
from bot.services.rows import Row
from bot.services.scorecards import naming, showing
from storage import inbox, organisation, scorecards
from storage.tables import Person, ScorecardRole, ScorecardTemplate

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)
NONE: Final = ("none", "không")
#: "60/40": so much for KPIs, so much for key results.
SPLIT: Final = re.compile(r"([0-9]{1,3})/([0-9]{1,3})")


def listed(rt: Runtime, *, by: Actor) -> Row:
    """The templates, and who has which; raises NotAllowed "policy.manage_roles"."""
    authorize(by, Action.MANAGE_ROLES, NOBODY_IN_PARTICULAR)
    with rt.reading() as session:
        people = {one.id: one.name for one in organisation.people(session, by.workspace_id)}
        roles = scorecards.roles(session, by.workspace_id)
        return {
            "templates": [
                {
                    "key": one.key,
                    "name": one.name,
                    "key_results": one.kr_share,
                    "kpis": one.kpi_share,
                    "people": [people[who] for who, role in roles.items() if role.id == one.id],
                }
                for one in scorecards.templates(session, by.workspace_id)
            ]
        }


def give(rt: Runtime, words: str, *, by: Actor, key: str) -> Row | None:
    """Measure a person by a template, "@lan content" or "@lan 60/40", or by "none".

    A split that has no template yet gets one. None for what was done before. Raises NotAllowed
    "policy.manage_roles", NotFound "silence.unknown", "scorecard.unknown_template", Invalid
    "scorecard.split", SeveralFit.
    """
    authorize(by, Action.MANAGE_ROLES, NOBODY_IN_PARTICULAR)
    at = rt.clock()
    with rt.uow() as session:
        organisation.workspace_for_update(session, by.workspace_id)
        rest, template = _meant(session, by.workspace_id, words)
        person = silence.find(session, by.workspace_id, rest)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        _put(session, person, template)
        showing.note(
            session,
            by,
            "set_scorecard_role",
            at=at,
            person_id=person.id,
            template_id=template.id if template else None,
        )
        return {
            "person_id": person.id,
            "person": person.name,
            "template": template.name if template else None,
            "key_results": template.kr_share if template else None,
            "kpis": template.kpi_share if template else None,
        }


def put_split(session: Session, person: Person, *, kpis: int) -> ScorecardTemplate:
    """Measure a person by so many percent for KPIs: by their own template if it says so already.

    Else by the one that is called like the split, which is made where there is none.
    """
    template = scorecards.roles(session, person.workspace_id).get(person.id or 0)
    if template is None or template.kpi_share != kpis:
        known = scorecards.templates(session, person.workspace_id)
        names = {name: one for one in known for name in (one.key, one.name)}
        split = SPLIT.fullmatch(f"{kpis}/{WHOLE - kpis}")
        assert split is not None
        template = _of_split(session, person.workspace_id, split, names)
    _put(session, person, template)
    return template


def _meant(session: Session, workspace_id: str, words: str) -> tuple[str, ScorecardTemplate | None]:
    """Who is meant, and by which template; None is by none."""
    known = scorecards.templates(session, workspace_id)
    names = {name: one for one in known for name in (one.key, one.name)}
    rest, found = naming.split_last(words, names)
    if found is not None:
        return rest, found
    *before, last = words.split() or [""]
    rest = " ".join(before)
    if fold(last) in {fold(one) for one in NONE}:
        return rest, None
    split = SPLIT.fullmatch(last)
    if split is None:
        raise NotFound("scorecard.unknown_template", known=", ".join(one.key for one in known))
    return rest, _of_split(session, workspace_id, split, names)


def _of_split(
    session: Session,
    workspace_id: str,
    split: re.Match[str],
    names: Mapping[str, ScorecardTemplate],
) -> ScorecardTemplate:
    kpis, key_results = int(split[1]), int(split[2])
    if kpis + key_results != WHOLE:
        raise Invalid("scorecard.split", said=split[0])
    name = f"{kpis}/{key_results}"
    if name in names:
        return names[name]
    made = ScorecardTemplate(
        workspace_id=workspace_id,
        key=f"{kpis}-{key_results}",
        name=name,
        kr_share=key_results,
        kpi_share=kpis,
    )
    session.add(made)
    session.flush()
    return made


def _put(session: Session, person: Person, template: ScorecardTemplate | None) -> None:
    role = scorecards.role(session, person.workspace_id, person.id or 0)
    if template is None:
        if role is not None:
            session.delete(role)
    elif role is None:
        session.add(
            ScorecardRole(
                workspace_id=person.workspace_id,
                person_id=person.id or 0,
                template_id=template.id or 0,
            )
        )
    else:
        role.template_id = template.id or 0
    session.flush()

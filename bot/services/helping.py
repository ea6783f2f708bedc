"""Which help somebody needs: by what they do here."""

from bot.domain.people import Actor
from bot.domain.policy import Action, Relation, authorize
from bot.runtime import Runtime
from bot.services.rows import Row
from storage import organisation

NOBODY_IN_PARTICULAR = Relation(
    owner=False, helper=False, manager=False, author=False, private=False
)


def roles(rt: Runtime, *, by: Actor) -> Row:
    """{"manages": they lead a person or a team, "is_admin"}; raises NotAllowed for guests."""
    authorize(by, Action.SHOW_HELP, NOBODY_IN_PARTICULAR)
    with rt.reading() as session:
        manages = bool(organisation.reports(session, by.workspace_id, by.person_id)) or any(
            team.lead_id == by.person_id for team in organisation.teams(session, by.workspace_id)
        )
    return {"manages": manages, "is_admin": by.is_admin}

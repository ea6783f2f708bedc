"""A copy of everything about a person comes as a file by direct message to who asked for it."""

from bot.domain.errors import Gone
from bot.domain.people import Actor
from bot.domain.policy import Action, authorize
from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.runtime import Runtime
from bot.services import break_glass, person_export, relations, silence
from bot.services.break_glass import Look
from bot.services.person_export import Text
from bot.services.rows import Row
from storage import audit, inbox, organisation


def send(rt: Runtime, name: str | None, text: Text, *, by: Actor, key: str) -> Row | None:
    """Send it, of oneself without a name; None for what was done before.

    It is noted who asked; of whom an administrator takes a copy hears of it. Raises NotAllowed,
    NotFound "silence.unknown", SeveralFit, Gone "export.not_sent".
    """
    at = rt.clock()
    with rt.uow() as session:
        if name is None:
            person = organisation.person(session, by.workspace_id, by.person_id)
        else:
            person = silence.find(session, by.workspace_id, name)
        assert person is not None
        assert person.id is not None
        relation, who = relations.to_person(session, by, person.id)
        authorize(by, Action.EXPORT_PERSON, relation, who_can=who)
        if not inbox.claim(session, workspace_id=by.workspace_id, key=key, at=at):
            return None
        found = person_export.collect(session, person)
        own = person.id == by.person_id
        look = Look("copy", "person", person.id, person.id)
        audit.add(
            session,
            workspace_id=by.workspace_id,
            at=at,
            actor_id=by.person_id,
            action="export_person",
            subject="person",
            subject_id=person.id,
            detail={} if own else {"told": break_glass.tell(session, by, look, at=at)},
        )
        told = {"own": own, "name": person.name}
    file = f"okrbot-{person.id}.zip"
    content = person_export.zipped(found, text, locale=by.locale)
    _send(rt, file, content, text("privacy.file_comment"), by)
    return told | {"file": file}


def _send(rt: Runtime, file: str, content: bytes, comment: str, by: Actor) -> None:
    """What is lost on the way is asked for again: nothing but a copy is lost."""
    try:
        rt.gateway.upload(target=by.slack_user_id, name=file, content=content, comment=comment)
    except (SlackRefused, RateLimited, NotConnected, OutcomeUnknown) as error:
        raise Gone("export.not_sent") from error

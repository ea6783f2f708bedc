"""Shortcuts in Slack's own menus: a check-in from everywhere, and what a message is good for."""

import json
from collections.abc import Mapping

from bot.domain.errors import DomainError, Invalid
from bot.domain.people import Actor
from bot.protocols import Posted
from bot.render import ids
from bot.render.field_ids import EvidenceField
from bot.runtime import Runtime
from bot.services import evidence
from bot.services.evidence import Source
from bot.slack import fields, forms, goal_forms
from bot.slack.answers import Answer
from bot.slack.messages import moment
from bot.slack.payload import Incoming, words


def check_in(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return forms.open_update_all(rt, incoming, by, request_id=None)


def add_goal(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    goal_forms.add(rt, incoming, by)
    return None


def open_attach(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _open(rt, incoming, by, ids.View.ATTACH_EVIDENCE)


def open_block(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    return _open(rt, incoming, by, ids.View.MAKE_BLOCKER)


def attach(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = fields.Form.of(incoming)
    note = form.typed(EvidenceField.NOTE)
    evidence.attach(rt, _key_result(form), _source(form), note=note, by=by, key=incoming.key)
    return None


def check_block(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    if fields.Form.of(incoming).typed(EvidenceField.BLOCKER).strip():
        return {}
    error: DomainError = Invalid("evidence.no_blocker")
    return {EvidenceField.BLOCKER: rt.render.field_error(error, locale=by.locale)}


def block(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = fields.Form.of(incoming)
    blocker = form.typed(EvidenceField.BLOCKER)
    evidence.block(rt, _key_result(form), _source(form), blocker=blocker, by=by, key=incoming.key)
    return None


def _open(rt: Runtime, incoming: Incoming, by: Actor, view: ids.View) -> Answer | None:
    message, channel = incoming.payload["message"], incoming.payload["channel"]["id"]
    found = evidence.offered(rt, Posted(channel, message["ts"]), by=by)
    source = {
        "channel": channel,
        "ts": message["ts"],
        "link": found["link"],
        "author": message.get("user"),
    }
    params = {
        "key_results": found["key_results"],
        "source": json.dumps(source),
        "text": words(message.get("text")),
    }
    return fields.open_form(rt, incoming, by, view, params)


def _key_result(form: fields.Form) -> int:
    return fields.whole(form.chosen(EvidenceField.KEY_RESULT)) or 0


def _source(form: fields.Form) -> Source:
    """What the form was opened for."""
    known = form.kept()
    at = Posted(known["channel"], known["ts"])
    return Source(at, known["link"], known["author"], moment(known["ts"]))

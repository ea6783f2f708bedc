"""People's data: what is kept, a copy of it, and having it erased."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from bot.domain.commands.privacy import (
    ErasePerson,
    ExportPerson,
    ForgetMe,
    MyData,
    Privacy,
    RepliesOf,
    RetentionSettings,
)
from bot.domain.errors import Invalid
from bot.domain.people import Actor
from bot.render import ids
from bot.render.field_ids import PrivacyField
from bot.runtime import Runtime
from bot.services import erasure_requests, person_files, raw_replies, retention
from bot.services.choices import SeveralFit
from bot.services.retention import OFFERED, Retention
from bot.slack import fields
from bot.slack.actions import number
from bot.slack.answers import Answer, told, which
from bot.slack.fields import Form
from bot.slack.payload import Incoming


def ask(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    done = erasure_requests.ask(rt, by=by, key=incoming.key)
    return None if done is None else Answer("erasure_sent", done, replaces=True)


def open_erase(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    params = erasure_requests.form(rt, number(incoming.value), by=by)
    return fields.open_form(rt, incoming, by, ids.View.ERASE_PERSON, params)


def check_erase(rt: Runtime, incoming: Incoming, by: Actor) -> Mapping[str, str]:
    form = Form.of(incoming)
    typed = form.typed(PrivacyField.NAME)
    wrong = erasure_requests.check(rt, number(form.metadata), typed, by=by)
    if wrong is None:
        return {}
    return {PrivacyField.NAME: rt.render.field_error(wrong, locale=by.locale)}


def erase(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = Form.of(incoming)
    typed = form.typed(PrivacyField.NAME)
    erasure_requests.erase(rt, number(form.metadata), typed, by=by, key=incoming.key)
    return None


def keep(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    form = Form.of(incoming)
    days = {name: fields.whole(form.chosen(PrivacyField.days(name))) or 0 for name in OFFERED}
    retention.save(rt, Retention(**days), by=by, key=incoming.key)
    return None


def _privacy(rt: Runtime, _: Incoming, by: Actor, __: Privacy) -> Answer:
    return Answer("privacy", retention.told(rt, by=by))


def _my_data(rt: Runtime, incoming: Incoming, by: Actor, _: MyData) -> Answer | None:
    texts = partial(rt.render.text, locale=by.locale)
    return told("person_exported", person_files.send(rt, None, texts, by=by, key=incoming.key))


def _export(rt: Runtime, incoming: Incoming, by: Actor, asked: ExportPerson) -> Answer | None:
    texts = partial(rt.render.text, locale=by.locale)
    try:
        sent = person_files.send(rt, asked.name, texts, by=by, key=incoming.key)
    except SeveralFit as fit:
        is_vi = by.locale.startswith("vi")
        return which("/okr xuất dữ liệu của" if is_vi else "/okr export person", fit)
    return told("person_exported", sent)


def _replies_of(rt: Runtime, _: Incoming, by: Actor, asked: RepliesOf) -> Answer:
    try:
        return Answer("replies_shown", raw_replies.show(rt, asked.words, by=by))
    except SeveralFit as fit:
        # A day and a reason behind the name would be lost with a choice by button.
        names = ", ".join(fit.choices.values())
        raise Invalid("look.several", name=fit.query, names=names) from fit


def _forget_me(rt: Runtime, _: Incoming, by: Actor, __: ForgetMe) -> Answer:
    return Answer("erasure_offered", erasure_requests.offered(rt, by=by))


def _erase(rt: Runtime, _: Incoming, by: Actor, asked: ErasePerson) -> Answer:
    try:
        return Answer("erasure_preview", erasure_requests.shown(rt, asked.name, by=by))
    except SeveralFit as fit:
        is_vi = by.locale.startswith("vi")
        return which("/okr xóa dữ liệu của" if is_vi else "/okr erase", fit)


def _retention(rt: Runtime, incoming: Incoming, by: Actor, _: RetentionSettings) -> Answer | None:
    params = retention.shown(rt, by=by)
    return fields.open_form(rt, incoming, by, ids.View.RETENTION, params)


HANDLERS: Final[Mapping[type, Any]] = {
    Privacy: _privacy,
    MyData: _my_data,
    ExportPerson: _export,
    RepliesOf: _replies_of,
    ForgetMe: _forget_me,
    ErasePerson: _erase,
    RetentionSettings: _retention,
}

"""The forms for settings, and the language by command."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.domain.commands.arranging import HouseSettings, OwnSettings, Setup, Speak
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.rhythm import Cadence
from bot.render import ids
from bot.render.field_ids import Setting
from bot.render.settings import NONE
from bot.runtime import Runtime
from bot.services import house_settings, onboarding, own_settings
from bot.services.house_settings import House
from bot.services.own_settings import Chosen
from bot.slack import fields
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming

Errors = Mapping[str, str]


def open_own(rt: Runtime, incoming: Incoming, by: Actor, _: object = None) -> Answer | None:
    params = own_settings.shown(rt, by=by)
    return fields.open_form(rt, incoming, by, ids.View.SETTINGS, params)


def open_house(rt: Runtime, incoming: Incoming, by: Actor, _: object = None) -> Answer | None:
    params = house_settings.shown(rt, by=by)
    return fields.open_form(rt, incoming, by, ids.View.HOUSE_SETTINGS, params)


def guide(rt: Runtime, incoming: Incoming, by: Actor, _: Setup) -> Answer | None:
    return told("setup_sent", onboarding.show(rt, by=by, key=incoming.key))


def dismiss_guide(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    onboarding.dismiss(rt, by=by, key=incoming.key)
    return None


def speak(rt: Runtime, incoming: Incoming, by: Actor, asked: Speak) -> Answer | None:
    return told("spoken", own_settings.speak(rt, asked.language, by=by, key=incoming.key))


def check_own(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    return _errors(rt, own_settings.check(rt, _chosen(incoming), by=by), by)


def own(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    own_settings.save(rt, _chosen(incoming), by=by, key=incoming.key)
    return None


def check_house(rt: Runtime, incoming: Incoming, by: Actor) -> Errors:
    return _errors(rt, house_settings.check(_house(incoming)), by)


def house(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    house_settings.save(rt, _house(incoming), by=by, key=incoming.key)
    return None


def _errors(rt: Runtime, found: Mapping[str, DomainError], by: Actor) -> Errors:
    """Fields are named as their blocks are."""
    return {name: rt.render.field_error(error, locale=by.locale) for name, error in found.items()}


def _chosen(incoming: Incoming) -> Chosen:
    form = fields.Form.of(incoming)
    cadence = form.chosen(Setting.CADENCE)
    return Chosen(
        locale=form.chosen(Setting.LOCALE) or "",
        cadence=Cadence(cadence) if cadence and cadence in {*Cadence} else None,
        away_from=_day(form.chosen(Setting.AWAY_FROM)),
        away_until=_day(form.chosen(Setting.AWAY_UNTIL)),
    )


def _house(incoming: Incoming) -> House:
    form = fields.Form.of(incoming)
    country, wait = form.chosen(Setting.COUNTRY), form.chosen(Setting.ESCALATION)
    flags = form.ticked(Setting.FLAGS)
    return House(
        locale=form.chosen(Setting.LOCALE) or "",
        tz=form.typed(Setting.TZ).strip(),
        country=None if country == NONE else country,
        saturdays="saturdays" in flags,
        strict="strict" in flags,
        scorecards="scorecards" in flags,
        year_starts=fields.whole(form.chosen(Setting.YEAR_STARTS)) or 0,
        escalate_after=fields.whole(wait),
        pilot=form.chosen(Setting.PILOT) == "on",
        alert_clock=form.chosen(Setting.ALERT_CLOCK) or "",
        company_channel_id=form.chosen(Setting.COMPANY_CHANNEL),
        company_digest=form.chosen(Setting.COMPANY_DIGEST) or "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


COMMANDS: Final[Mapping[type, Any]] = {
    OwnSettings: open_own,
    HouseSettings: open_house,
    Setup: guide,
    Speak: speak,
}

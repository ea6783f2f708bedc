"""Answers to what people ask for from day to day."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.daily import (
    CheckIn,
    MyGoals,
    Pause,
    Remind,
    RemindTeam,
    Resume,
    TeamOverview,
    WhySilent,
    remind_phrase,
    remind_team_phrase,
)
from bot.domain.past_days import name_and_day
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import (
    answering,
    overviews,
    past_overviews,
    pausing,
    reminding,
    silence,
    team_overviews,
)
from bot.services.choices import SeveralFit
from bot.services.facts import local_date
from bot.services.replying import Came
from bot.slack import forms
from bot.slack.answers import Answer, saved, told, which
from bot.slack.payload import Incoming


def _my_goals(rt: Runtime, _: Incoming, by: Actor, __: MyGoals) -> Answer:
    return Answer("my_goals", overviews.my_goals(rt, by=by))


def _team(rt: Runtime, _: Incoming, by: Actor, asked: TeamOverview) -> Answer:
    name, on = name_and_day(asked.name, today=local_date(rt.clock(), by.tz))
    try:
        if on is not None:
            past = past_overviews.team(rt, name, on, asked.page, by=by)
            return Answer("team_overview", past)
        return Answer("team_overview", team_overviews.team(rt, name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr team", fit)


def _check_in(rt: Runtime, incoming: Incoming, by: Actor, asked: CheckIn) -> Answer | None:
    if asked.text is None:
        return forms.open_update_all(rt, incoming, by, request_id=None)
    came = Came(incoming.key, asked.text, "command")
    return saved(answering.reply(rt, came, by=by))


def _pause(rt: Runtime, incoming: Incoming, by: Actor, asked: Pause) -> Answer | None:
    return told("paused", pausing.pause_named(rt, asked.until, by=by, key=incoming.key))


def _resume(rt: Runtime, incoming: Incoming, by: Actor, _: Resume) -> Answer | None:
    return told("resumed", pausing.resume(rt, by=by, key=incoming.key))


def _remind(rt: Runtime, incoming: Incoming, by: Actor, remind: Remind) -> Answer | None:
    cadence, name = remind.cadence, remind.name
    try:
        found = reminding.set_cadence(rt, cadence, name, by=by, key=incoming.key)
    except SeveralFit as fit:
        return which(f"/okr {remind_phrase(cadence, by.locale)}", fit)
    return told("cadence_set", found)


def _remind_team(rt: Runtime, incoming: Incoming, by: Actor, remind: RemindTeam) -> Answer | None:
    cadence, name = remind.cadence, remind.name
    try:
        found = reminding.set_team_cadence(rt, cadence, name, by=by, key=incoming.key)
    except SeveralFit as fit:
        return which(f"/okr {remind_team_phrase(cadence, by.locale)}", fit)
    return told("team_cadence_set", found)


def _why_silent(rt: Runtime, _: Incoming, by: Actor, asked: WhySilent) -> Answer:
    try:
        return Answer("why_silent", silence.why(rt, asked.name, by=by))
    except SeveralFit as fit:
        written = "sao không nhắn" if by.locale.startswith("vi") else "why-silent"
        return which(f"/okr {written}", fit)


HANDLERS: Final[Mapping[type, Any]] = {
    MyGoals: _my_goals,
    TeamOverview: _team,
    CheckIn: _check_in,
    Pause: _pause,
    Resume: _resume,
    Remind: _remind,
    RemindTeam: _remind_team,
    WhySilent: _why_silent,
}

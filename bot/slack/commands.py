"""/okr and /kpi."""

from bot.domain.commands import (
    CheckIn,
    Help,
    KpiList,
    KpiSet,
    KpiShow,
    MyGoals,
    Pause,
    Remind,
    RemindTeam,
    Resume,
    TeamOverview,
    Unknown,
    WhySilent,
    parse,
    remind_phrase,
    remind_team_phrase,
)
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import answering, kpis, overviews, pausing, reminding, silence
from bot.services.choices import SeveralFit
from bot.services.replying import Came, Saved
from bot.slack import forms
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming, words


def okr(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    match parse("/okr", words(incoming.payload.get("text"))):
        case MyGoals():
            return Answer("my_goals", overviews.my_goals(rt, by=by))
        case TeamOverview(name):
            return _team(rt, name, by)
        case CheckIn(None):
            return forms.open_update_all(rt, incoming, by, request_id=None)
        case CheckIn(text):
            came = Came(incoming.key, text or "", "command")
            return _saved(answering.reply(rt, came, by=by))
        case Pause(until):
            return told("paused", pausing.pause_named(rt, until, by=by, key=incoming.key))
        case Remind() as remind:
            return _remind(rt, incoming, remind, by)
        case RemindTeam() as remind:
            return _remind_team(rt, incoming, remind, by)
        case Resume():
            return told("resumed", pausing.resume(rt, by=by, key=incoming.key))
        case WhySilent(name):
            return _why_silent(rt, name, by)
        case Help(topic):
            return Answer("help", {"command": "/okr", "topic": topic})
        case Unknown(word, nearest):
            return _unknown("/okr", word, nearest)
    return None


def kpi(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    try:
        match parse("/kpi", words(incoming.payload.get("text"))):
            case KpiList():
                return Answer("kpi_list", kpis.overview(rt, by=by))
            case KpiShow(name):
                return Answer("kpi_shown", kpis.show(rt, name, by=by))
            case KpiSet(name, value):
                return _saved(kpis.set_value(rt, name, value, by=by, key=incoming.key))
            case Help(topic):
                return Answer("help", {"command": "/kpi", "topic": topic})
            case Unknown(word, nearest):
                return _unknown("/kpi", word, nearest)
    except SeveralFit as fit:
        return _which("/kpi", fit)
    return None


def _team(rt: Runtime, name: str | None, by: Actor) -> Answer:
    try:
        return Answer("team_overview", overviews.team(rt, name, by=by))
    except SeveralFit as fit:
        return _which("/okr team", fit)


def _remind(rt: Runtime, incoming: Incoming, remind: Remind, by: Actor) -> Answer | None:
    cadence, name = remind.cadence, remind.name
    try:
        found = reminding.set_cadence(rt, cadence, name, by=by, key=incoming.key)
    except SeveralFit as fit:
        return _which(f"/okr {remind_phrase(cadence, by.locale)}", fit)
    return told("cadence_set", found)


def _why_silent(rt: Runtime, name: str | None, by: Actor) -> Answer:
    try:
        return Answer("why_silent", silence.why(rt, name, by=by))
    except SeveralFit as fit:
        written = "sao không nhắn" if by.locale.startswith("vi") else "why-silent"
        return _which(f"/okr {written}", fit)


def _remind_team(rt: Runtime, incoming: Incoming, remind: RemindTeam, by: Actor) -> Answer | None:
    cadence, name = remind.cadence, remind.name
    try:
        found = reminding.set_team_cadence(rt, cadence, name, by=by, key=incoming.key)
    except SeveralFit as fit:
        return _which(f"/okr {remind_team_phrase(cadence, by.locale)}", fit)
    return told("team_cadence_set", found)


def _which(command: str, fit: SeveralFit) -> Answer:
    choices = [{"id": key, "title": title} for key, title in fit.choices.items()]
    return Answer("which_one", {"query": fit.query, "choices": choices, "command": command})


def _unknown(command: str, word: str, nearest: str | None) -> Answer:
    return Answer("unknown_command", {"command": command, "word": word, "nearest": nearest})


def _saved(saved: Saved | None) -> Answer | None:
    """The card itself is in the direct messages; nothing was saved when there is none."""
    if saved is None:
        return Answer("saved_in_dm", {"rows": 0, "questions": 0})
    return Answer("saved_in_dm", {"rows": saved.rows, "questions": saved.questions})

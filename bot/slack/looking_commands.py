"""Answers to what people look up."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.looking import (
    Company,
    History,
    Risk,
    Share,
    Show,
    Tree,
    UndoLast,
    Why,
    WhyCompany,
    WhyTeam,
)
from bot.domain.errors import Conflict, Gone, Invalid
from bot.domain.past_days import name_and_day
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import (
    companies,
    goal_history,
    goal_trees,
    looking,
    past_overviews,
    receipts,
    risks,
    sharing,
    undoing,
)
from bot.services.choices import SeveralFit
from bot.services.facts import local_date
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _company(rt: Runtime, _: Incoming, by: Actor, asked: Company) -> Answer:
    words, on = name_and_day(asked.day, today=local_date(rt.clock(), by.tz))
    if words is not None:
        raise Invalid("past.no_day", words=words)
    if on is not None:
        return Answer("company", past_overviews.company(rt, on, asked.page, by=by))
    return Answer("company", companies.company(rt, asked.page, by=by))


def _tree(rt: Runtime, _: Incoming, by: Actor, asked: Tree) -> Answer:
    try:
        return Answer("goal_tree", goal_trees.tree(rt, asked.name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr tree", fit)


def _show(rt: Runtime, _: Incoming, by: Actor, asked: Show) -> Answer:
    try:
        return Answer("goal_shown", looking.show(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/okr show", fit)


def _why(rt: Runtime, _: Incoming, by: Actor, asked: Why) -> Answer:
    try:
        return Answer("goal_why", looking.why(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/okr why", fit)


def _why_team(rt: Runtime, _: Incoming, by: Actor, asked: WhyTeam) -> Answer:
    try:
        return Answer("team_why", receipts.of_team(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/okr why team", fit)


def _why_company(rt: Runtime, _: Incoming, by: Actor, __: WhyCompany) -> Answer:
    return Answer("team_why", receipts.of_company(rt, by=by))


def _history(rt: Runtime, _: Incoming, by: Actor, asked: History) -> Answer:
    try:
        return Answer("goal_history", goal_history.history(rt, asked.name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr history", fit)


def _undo(rt: Runtime, incoming: Incoming, by: Actor, _: UndoLast) -> Answer | None:
    """What can no longer be undone can be put right in the form, or by looking at its history."""
    try:
        return told("undone", undoing.undo_last(rt, by=by, key=incoming.key))
    except (Conflict, Gone) as error:
        goal = error.params.get("goal")
        doors = [{"label": "update_all", "line": "/okr checkin"}]
        if goal is not None:
            doors = [{"label": way, "line": f"/okr {way} {goal}"} for way in ("edit", "history")]
        text = rt.render.error(error, locale=by.locale, tz=by.tz)
        return Answer("error", {"text": text, "doors": doors})


def _risk(rt: Runtime, _: Incoming, by: Actor, asked: Risk) -> Answer:
    try:
        return Answer("team_risk", risks.of_team(rt, asked.name, asked.page, by=by))
    except SeveralFit as fit:
        return which("/okr risk", fit)


def _share(rt: Runtime, _: Incoming, by: Actor, asked: Share) -> Answer:
    try:
        return Answer("share_preview", sharing.preview(rt, asked.words, by=by))
    except SeveralFit as fit:
        channel = asked.words.strip().partition(" ")[0]
        return which(f"/okr share {channel}", fit)


def post_shared(rt: Runtime, incoming: Incoming, by: Actor) -> Answer | None:
    channel, _, reference = incoming.value.partition(" ")
    done = sharing.post(rt, channel, reference, by=by, key=incoming.key)
    return None if done is None else Answer("shared", done, replaces=True)


def not_shared(_: Runtime, __: Incoming, ___: Actor) -> Answer | None:
    return Answer("shared", {"channel": None}, replaces=True)


HANDLERS: Final[Mapping[type, Any]] = {
    Company: _company,
    Tree: _tree,
    Show: _show,
    Why: _why,
    WhyTeam: _why_team,
    WhyCompany: _why_company,
    History: _history,
    UndoLast: _undo,
    Risk: _risk,
    Share: _share,
}

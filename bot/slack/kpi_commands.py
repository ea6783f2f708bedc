"""Answers to what people ask for about KPIs."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.kpis import KpiDraft, KpiList, KpiSet, KpiShow
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services import kpi_drafts, kpis
from bot.services.choices import SeveralFit
from bot.slack import goal_forms
from bot.slack.answers import Answer, saved, which
from bot.slack.payload import Incoming


def _list(rt: Runtime, _: Incoming, by: Actor, __: KpiList) -> Answer:
    return Answer("kpi_list", kpis.overview(rt, by=by))


def _show(rt: Runtime, _: Incoming, by: Actor, asked: KpiShow) -> Answer:
    try:
        return Answer("kpi_shown", kpis.show(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/kpi", fit)


def _set(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiSet) -> Answer | None:
    try:
        return saved(kpis.set_value(rt, asked, by=by, key=incoming.key))
    except SeveralFit as fit:
        return which("/kpi", fit)


def _draft(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiDraft) -> Answer | None:
    try:
        goal_forms.draft(rt, incoming, by, kpi_drafts.begin(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/kpi " + ("soạn OKR" if by.locale.startswith("vi") else "draft"), fit)
    return None


HANDLERS: Final[Mapping[type, Any]] = {
    KpiList: _list,
    KpiShow: _show,
    KpiSet: _set,
    KpiDraft: _draft,
}

"""Answers to what people ask for about KPIs."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.kpis import (
    KpiAdd,
    KpiConvert,
    KpiDelete,
    KpiDraft,
    KpiEdit,
    KpiHistory,
    KpiList,
    KpiReopen,
    KpiSet,
    KpiShow,
)
from bot.domain.errors import NotFound
from bot.domain.people import Actor
from bot.render import ids
from bot.runtime import Runtime
from bot.services import kpi_drafts, kpi_history, kpi_lists, kpis
from bot.services.choices import SeveralFit
from bot.services.kpi_writing import closing, saving
from bot.slack import goal_forms, kpi_conversion, kpi_forms
from bot.slack.answers import Answer, saved, told, which
from bot.slack.payload import Incoming


def _list(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiList) -> Answer:
    if asked.word is not None:
        return _named_or_listed(rt, by, asked)
    try:
        return Answer("kpi_list", kpi_lists.overview(rt, asked, by=by))
    except SeveralFit as fit:
        return which(f"/kpi {_written('team', 'nhóm', by)}", fit)
    except NotFound:
        # "Team happiness" is the name of a KPI, not of a team.
        if asked.team is None:
            raise
        return _show(rt, incoming, by, KpiShow(f"team {asked.team}"))


def _named_or_listed(rt: Runtime, by: Actor, asked: KpiList) -> Answer:
    """ "Cost" may be a kind of KPI and the name of one: that goes first, and names the list."""
    try:
        name = kpi_lists.meant(rt, asked, by=by)
    except SeveralFit as fit:
        return which("/kpi", fit)
    if name is None:
        return Answer("kpi_list", kpi_lists.overview(rt, asked, by=by))
    return Answer("kpi_shown", {**kpis.show(rt, name, by=by), "list": asked.word})


def _show(rt: Runtime, _: Incoming, by: Actor, asked: KpiShow) -> Answer:
    try:
        return Answer("kpi_shown", kpis.show(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/kpi", fit)


def _history(rt: Runtime, _: Incoming, by: Actor, asked: KpiHistory) -> Answer:
    try:
        return Answer("kpi_history", kpi_history.of_named(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which(f"/kpi {_written('history', 'lịch sử', by)}", fit)


def _set(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiSet) -> Answer | None:
    try:
        return saved(kpis.set_value(rt, asked, by=by, key=incoming.key))
    except SeveralFit as fit:
        return which("/kpi", fit)


def _add(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiAdd) -> None:
    kpi_forms.add(rt, incoming, by, title=asked.title)


def _edit(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiEdit) -> Answer | None:
    try:
        kpi_id = saving.named(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which(f"/kpi {_written('edit', 'sửa', by)}", fit)
    facts = saving.filled(rt, kpi_id, by=by) | {"more": True}
    goal_forms.show(rt, incoming, rt.render.view(ids.View.KPI_FORM, facts, locale=by.locale))
    return None


def _delete(rt: Runtime, _: Incoming, by: Actor, asked: KpiDelete) -> Answer:
    try:
        return Answer("delete_kpi", closing.asked_to_delete(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which(f"/kpi {_written('delete', 'xóa', by)}", fit)


def _reopen(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiReopen) -> Answer | None:
    try:
        return told("kpi_reopened", closing.reopen(rt, asked.name, by=by, key=incoming.key))
    except SeveralFit as fit:
        return which(f"/kpi {_written('reopen', 'mở lại', by)}", fit)


def _written(english: str, vietnamese: str, by: Actor) -> str:
    return vietnamese if by.locale.startswith("vi") else english


def _draft(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiDraft) -> Answer | None:
    try:
        goal_forms.draft(rt, incoming, by, kpi_drafts.begin(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which("/kpi " + ("soạn OKR" if by.locale.startswith("vi") else "draft"), fit)
    return None


def _convert(rt: Runtime, incoming: Incoming, by: Actor, asked: KpiConvert) -> Answer | None:
    try:
        kpi_conversion.open_form(rt, incoming, by, kpi_id=saving.named(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which(f"/kpi {_written('convert', 'chuyển', by)}", fit)
    return None


HANDLERS: Final[Mapping[type, Any]] = {
    KpiList: _list,
    KpiShow: _show,
    KpiSet: _set,
    KpiAdd: _add,
    KpiEdit: _edit,
    KpiDelete: _delete,
    KpiReopen: _reopen,
    KpiHistory: _history,
    KpiDraft: _draft,
    KpiConvert: _convert,
}

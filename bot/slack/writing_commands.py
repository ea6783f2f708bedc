"""Answers to what people ask for when they write goals."""

from collections.abc import Mapping
from typing import Any, Final

from bot.domain.commands.writing import (
    AddGoal,
    DeleteGoal,
    EditGoal,
    HandOver,
    Initiatives,
    NameGoal,
    Split,
)
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.choices import SeveralFit
from bot.services.splitting import pages
from bot.services.writing import handing_over, opening, small
from bot.slack import goal_forms, initiative_form, split_forms
from bot.slack.answers import Answer, told, which
from bot.slack.payload import Incoming


def _add(rt: Runtime, incoming: Incoming, by: Actor, asked: AddGoal) -> None:
    goal_forms.add(rt, incoming, by, title=asked.title)


def _edit(rt: Runtime, incoming: Incoming, by: Actor, asked: EditGoal) -> Answer | None:
    try:
        view = goal_forms.form_of(rt, asked.name, by)
    except SeveralFit as fit:
        return which(f"/okr {_written('edit', 'sửa', by)}", fit)
    goal_forms.show(rt, incoming, view)
    return None


def _delete(rt: Runtime, _: Incoming, by: Actor, asked: DeleteGoal) -> Answer:
    try:
        return Answer("delete_draft", small.asked_to_delete(rt, asked.name, by=by))
    except SeveralFit as fit:
        return which(f"/okr {_written('delete', 'xóa', by)}", fit)


def _alias(rt: Runtime, incoming: Incoming, by: Actor, asked: NameGoal) -> Answer | None:
    try:
        found = small.name_goal(rt, asked.name, asked.aliases, by=by, key=incoming.key)
    except SeveralFit as fit:
        return which(f"/okr {_written('alias', 'tên tắt', by)}", fit)
    return told("goal_named", found)


def _initiatives(rt: Runtime, incoming: Incoming, by: Actor, asked: Initiatives) -> Answer | None:
    try:
        key_result_id = opening.key_result_named(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which(f"/okr {_written('initiatives', 'sáng kiến', by)}", fit)
    initiative_form.open_form(rt, incoming, by, key_result_id=key_result_id)
    return None


def _hand_over(rt: Runtime, _: Incoming, by: Actor, asked: HandOver) -> Answer:
    return Answer("handover_preview", handing_over.preview(rt, asked.people, by=by))


def _split(rt: Runtime, incoming: Incoming, by: Actor, asked: Split) -> Answer | None:
    try:
        key_result_id = pages.named(rt, asked.name, by=by)
    except SeveralFit as fit:
        return which(f"/okr {_written('split', 'chia', by)}", fit)
    split_forms.open_form(rt, incoming, by, key_result_id=key_result_id)
    return None


def _written(english: str, vietnamese: str, by: Actor) -> str:
    return vietnamese if by.locale.startswith("vi") else english


HANDLERS: Final[Mapping[type, Any]] = {
    AddGoal: _add,
    EditGoal: _edit,
    DeleteGoal: _delete,
    NameGoal: _alias,
    Initiatives: _initiatives,
    HandOver: _hand_over,
    Split: _split,
}

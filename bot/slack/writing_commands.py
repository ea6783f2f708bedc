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
)
from bot.domain.people import Actor
from bot.runtime import Runtime
from bot.services.writing import handing_over, opening, small
from bot.slack import goal_forms, initiative_form
from bot.slack.answers import Answer, told
from bot.slack.payload import Incoming


def _add(rt: Runtime, incoming: Incoming, by: Actor, asked: AddGoal) -> None:
    goal_forms.add(rt, incoming, by, title=asked.title)


def _edit(rt: Runtime, incoming: Incoming, by: Actor, asked: EditGoal) -> None:
    goal_forms.show(rt, incoming, goal_forms.form_of(rt, asked.name, by))


def _delete(rt: Runtime, _: Incoming, by: Actor, asked: DeleteGoal) -> Answer:
    return Answer("delete_draft", small.asked_to_delete(rt, asked.name, by=by))


def _alias(rt: Runtime, incoming: Incoming, by: Actor, asked: NameGoal) -> Answer | None:
    found = small.name_goal(rt, asked.name, asked.aliases, by=by, key=incoming.key)
    return told("goal_named", found)


def _initiatives(rt: Runtime, incoming: Incoming, by: Actor, asked: Initiatives) -> None:
    key_result_id = opening.key_result_named(rt, asked.name, by=by)
    initiative_form.open_form(rt, incoming, by, key_result_id=key_result_id)


def _hand_over(rt: Runtime, _: Incoming, by: Actor, asked: HandOver) -> Answer:
    return Answer("handover_preview", handing_over.preview(rt, asked.people, by=by))


HANDLERS: Final[Mapping[type, Any]] = {
    AddGoal: _add,
    EditGoal: _edit,
    DeleteGoal: _delete,
    NameGoal: _alias,
    Initiatives: _initiatives,
    HandOver: _hand_over,
}

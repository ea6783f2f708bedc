"""The weekly meeting: the pages that lead through it, and what was decided."""

import json
from typing import Any, Final

from bot.render import digest, fields
from bot.render.blocks import Block, Rendered, actions, context, message, modal, section
from bot.render.doors import door, initiatives_button
from bot.render.environment import Words
from bot.render.field_ids import MeetingField
from bot.render.ids import View
from bot.render.rows import Params

OUTCOMES: Final = ("keep", "help", "blocked", "initiative", "owner", "later")
LONGEST_NOTE = 300
TITLE_LENGTH = 80
MOST_DECIDED, MOST_LEFT = 15, 10


def page(words: Words, params: Params) -> dict[str, Any]:
    """What changed, then each goal that needs somebody, then next week."""
    body = {"changed": _changed, "goal": _goal, "plan": _plan}[params["page"]](words, params)
    kept = {
        "d": params["digest_id"],
        "s": params["step"],
        "k": params["key_result_id"],
        "p": params["page"],
    }
    last = params["page"] == "plan"
    where = words.line(
        "meeting.step", step=str(params["step"] + 1), steps=str(max(params["steps"], 1))
    )
    title = digest.title_of(words, params)
    return modal(
        [context(words.line("meeting.where", title=title, where=where)), *body],
        callback_id=View.MEETING,
        private_metadata=json.dumps(kept),
        title=words.plain("meeting.title"),
        submit=words.plain("meeting.post" if last else "buttons.next"),
        close=words.plain("buttons.close"),
    )


def _changed(words: Words, params: Params) -> list[Block]:
    told = params["digest"]
    found = digest.parts(words, told) if told else []
    return found or [section(words.line("meeting.nothing_changed"))]


def _goal(words: Words, params: Params) -> list[Block]:
    goal, before = params["key_result_id"], params["decided"] or {}
    names = {str(one["id"]): one["name"] for one in params["teams"]}
    chosen = next((key for key, name in names.items() if name == before.get("team")), None)
    named = [key for key, name in names.items() if name in params["unblockers"]]
    body = [
        section(digest.dense(words.mrkdwn("meeting/goal", goal=params, limit=TITLE_LENGTH))),
        fields.radio(
            words.plain("meeting.what"),
            [(one, words.plain(f"meeting.outcomes.{one}")) for one in OUTCOMES],
            block_id=MeetingField.WHAT.of(goal),
            chosen=before.get("what") or ("help" if named else OUTCOMES[0]),
        ),
    ]
    if names:
        body.append(
            fields.choice(
                words.plain("meeting.team"),
                list(names.items()),
                block_id=MeetingField.TEAM.of(goal),
                chosen=chosen or (named[0] if named else None),
                hint=words.plain("meeting.team_hint"),
                optional=True,
            )
        )
    return [*body, _note(words, "meeting.note", goal, before.get("note") or "")]


def _plan(words: Words, params: Params) -> list[Block]:
    return [
        section(digest.dense(words.mrkdwn("meeting/decided", **_decided(params)))),
        _note(words, "meeting.next_week", 0, ""),
    ]


def _note(words: Words, label: str, goal: object, value: str) -> Block:
    return fields.long_text(
        words.plain(label),
        block_id=MeetingField.NOTE.of(goal),
        value=value,
        longest=LONGEST_NOTE,
        hint=words.plain(f"{label}_hint"),
        optional=True,
    )


def meeting_decided(words: Words, params: Params) -> Rendered:
    """What a meeting came to, in the thread of the digest."""
    title = words.line("meeting.decided", title=digest.title_of(words, params))
    text = words.mrkdwn("meeting/decided", **_decided(params))
    note = params.get("note")
    said = context(words.mrkdwn("digest/note", note=note, who=None, limit=300)) if note else None
    head = section(words.line("meeting.bold", text=title))
    return message(title, [head, section(digest.dense(text)), said])


def _decided(params: Params) -> dict[str, Any]:
    decided = list(params["decided"])
    return {
        "items": decided[:MOST_DECIDED],
        "more": max(len(decided) - MOST_DECIDED, 0),
        "kept": params["kept"],
        "plans": params["plans"],
        "plans_more": params["plans_more"],
        "limit": TITLE_LENGTH,
    }


def meeting_left(words: Words, params: Params) -> Rendered:
    """What remains to be done after a meeting, for whoever led it; a button for each."""
    notice = words.line("meeting.left", team=params["team"])
    blocks: list[Block] = [section(words.line("meeting.bold", text=notice))]
    for at, one in enumerate(params["items"][:MOST_LEFT]):
        text = words.mrkdwn("meeting/left", item=one, limit=TITLE_LENGTH)
        blocks += [section(text), actions(None, _way(words, one, at))]
    return message(notice, blocks)


def _way(words: Words, one: Params, at: int) -> dict[str, Any]:
    """Where it is done."""
    goal = f"kr:{one['key_result_id']}"
    if one["what"] == "initiative":
        return initiatives_button(words, one["key_result_id"])
    lines = {
        "help": f"/okr depend {one['team'] or ''}".strip(),
        "blocked": f"/okr show {goal}",
        "owner": f"/okr edit {goal}",
    }
    return door(words.plain(f"meeting.ways.{one['what']}"), lines[one["what"]], at)

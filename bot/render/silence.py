"""Why somebody hears nothing, each reason with the way out."""

from dataclasses import replace
from typing import Any

from bot.render.blocks import Rendered, context, message, section
from bot.render.environment import Words
from bot.render.errors import shown
from bot.render.escaping import Mrkdwn
from bot.render.rows import Params

_SHOWN_GOALS = 10
_TITLE = 80


def why_silent(words: Words, params: Params) -> Rendered:
    """The reasons, the next question, what it is not about, and what became of the last one.

    Every moment is on the clock of the person that it is about.
    """
    words = replace(words, tz=params["tz"])
    name, causes = params["name"], params["causes"]
    head = words.mrkdwn("silence/head", name=name, any=bool(causes), limit=_TITLE)
    reasons = [words.line(f"silence.{cause}", **_facts(words, params)) for cause in causes]
    lines = [head, *(Mrkdwn(f"• {reason}") for reason in reasons)]
    facts = [_next(words, params), _last(words, params["last"]), _skipped(words, params)]
    told = Mrkdwn("\n".join(fact for fact in facts if fact))
    goals = _left_out(words, params)
    return message(
        head,
        [
            section(Mrkdwn("\n".join(lines))),
            section(told) if told else None,
            section(goals) if goals else None,
            context(words.line("silence_parts.zone", zone=params["tz"])),
        ],
    )


def _facts(words: Words, params: Params) -> dict[str, Any]:
    return {
        "name": params["name"],
        "since": _when(words, params["ticked_at"]),
        "ended": _when(words, params["ended_at"]),
        "code": shown(words, "error", params["refused"] or "–"),
        "teams": shown(words, "team", params["teams"]),
        "until": shown(words, "until", params["until"]),
        "today": shown(words, "today", params["today"]),
    }


def _next(words: Words, params: Params) -> Mrkdwn | None:
    if params["next_at"] is None:
        return None
    key = "next_then" if params["blocked"] else "next"
    return words.line(f"silence_parts.{key}", at=_when(words, params["next_at"]))


def _left_out(words: Words, params: Params) -> Mrkdwn | None:
    """What the next question is not about, and why; nothing where it is about everything."""
    left_out = params["left_out"]
    if not left_out:
        return None
    return words.mrkdwn(
        "silence/goals",
        due=params["due"],
        owns=params["owns"],
        goals=left_out[:_SHOWN_GOALS],
        more=max(len(left_out) - _SHOWN_GOALS, 0),
        limit=_TITLE,
    )


def _last(words: Words, last: dict[str, Any]) -> Mrkdwn:
    known = {
        "at": _when(words, last["at"]),
        "answered_at": _when(words, last["answered_at"]),
        "error": Mrkdwn(f" ({shown(words, 'error', last['error'])})" if last["error"] else ""),
        "id": last["id"],
    }
    return words.line(f"last_question.{last['state']}", **known)


def _skipped(words: Words, params: Params) -> Mrkdwn | None:
    skipped = params["skipped"]
    if skipped is None:
        return None
    facts = {name: shown(words, name, value) for name, value in skipped["params"].items()}
    reason = words.line(f"skips.{skipped['why']}", **facts)
    return words.line("silence_parts.skipped", at=_when(words, skipped["at"]), reason=reason)


def _when(words: Words, moment: str | None) -> Mrkdwn:
    return words.language.dates.date_time(moment, words.tz) if moment else Mrkdwn("–")

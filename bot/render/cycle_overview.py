"""Where the cycles stand, what a step would do, that it was done, and that it waits."""

from typing import Any

from bot.domain.errors import Invalid
from bot.render import errors
from bot.render.blocks import Block, Rendered, actions, button, context, divider, message, section
from bot.render.cycle_words import days, listed, people, title
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn
from bot.render.ids import Action
from bot.render.rows import Params

_BLANK = Mrkdwn("")
STEP_BUTTONS = {
    "publish": Action.PUBLISH_GOALS,
    "activate": Action.ACTIVATE,
    "begin_closing": Action.BEGIN_CLOSING,
    "close": Action.CLOSE_CYCLE,
}
#: The button of a reminder; what is not here is a step of STEP_BUTTONS.
REMINDER_BUTTONS = {
    "draft_next": ("buttons.new_cycle", Action.NEW_CYCLE),
    "score": ("buttons.show_scores", Action.SHOW_SCORES),
    "confirm": ("buttons.show_scores", Action.SHOW_SCORES),
}


def cycle_overview(words: Words, params: Params) -> Rendered:
    """Every cycle that is not over: its state, what comes next and who can do it."""
    found: list[Block | None] = []
    for cycle in params["cycles"][:4]:
        found += [*([divider()] if found else []), *_cycle(words, cycle, params)]
    if not params["cycles"]:
        found.append(section(words.line("cycle.none")))
    if params["runs"]:
        new = button(words.plain("buttons.new_cycle"), action_id=Action.NEW_CYCLE)
        found.append(actions(None, new))
    return message(words.line("cycle.fallback"), found)


def activation_check(words: Words, params: Params) -> Rendered:
    """What would begin, what is not complete, what else should be known before."""
    name = title(params["cycle"]["name"])
    facts = {"name": name, "count": params["ready"], "objectives": params["objectives"]}
    ready = "cycle.ready" if params["ready"] else "cycle.nothing_ready"
    lines = [words.line(ready, **facts)]
    if params["refused"]:
        lines += [_BLANK, words.line("cycle.refused")]
        lines += [_refused(words, one) for one in params["refused"][:8]]
        lines += [words.line("lists.more", count=params["more"])] if params["more"] else []
    notes = _notes(words, params)
    lines += [_BLANK, *notes] if notes else []
    found: list[Block | None] = [section(Mrkdwn("\n".join(lines)))]
    if params["ready"]:
        found += _do(words, params["cycle"]["id"], "activate")
        found.append(context(words.line("cycle.locks")))
    return message(words.line("cycle.fallback"), found)


def closing_check(words: Words, params: Params) -> Rendered:
    """What beginning to close, or closing, does; and what is missing before it."""
    cycle, step = params["cycle"], params["step"]
    facts = {"name": title(cycle["name"]), "count": params["total"]}
    lines = [words.line(f"cycle.will_{step}", **facts)]
    if step == "close":
        lines += _missing(words, params)
    if not params["over"]:
        lines.append(words.line("cycle.still_runs", ends=words.language.dates.day(cycle["ends"])))
    if params["drafts"]:
        lines.append(words.line("cycle.drafts_left", count=params["drafts"]))
    body = section(Mrkdwn("\n".join(lines)))
    return message(words.line("cycle.fallback"), [body, *_do(words, cycle["id"], step)])


def cycle_done(words: Words, params: Params) -> Rendered:
    """A step was taken, and what comes of it."""
    facts = {"name": title(params["name"]), "count": params["count"]}
    lines = [words.line(f"cycle_done.{params['done']}", **facts)]
    if params.get("left"):
        lines.append(words.line("cycle_done.left", count=params["left"]))
    if params.get("carried"):
        to = title(params.get("to"))
        lines.append(words.line("cycle_done.carried", count=params["carried"], to=to))
    text = Mrkdwn("\n".join(lines))
    show = button(words.plain("buttons.show_cycle"), action_id=Action.SHOW_CYCLE)
    return message(text, [section(text), actions(None, show)])


def cycle_step(words: Words, params: Params) -> Rendered:
    """A step waits, for somebody who can take it."""
    cycle, step = params["cycle"], params["step"]
    key = step
    if step == "draft_next" and params["next_made"]:
        key = "fill_next"
    text = words.line(
        f"cycle_steps.{key}",
        name=title(cycle["name"]),
        starts=words.language.dates.day(cycle["starts"]),
        ends=words.language.dates.day(cycle["ends"]),
        count=params["count"],
        next=title(params["next"]),
    )
    label, action = REMINDER_BUTTONS.get(
        step, (f"buttons.cycle_{step}", STEP_BUTTONS.get(step, Action.SHOW_CYCLE))
    )
    if key == "fill_next":
        label, action = "buttons.show_cycle", Action.SHOW_CYCLE
    pressed = button(words.plain(label), action_id=action, value=str(cycle["id"]))
    return message(text, [section(text), actions(None, pressed)])


def goal_carried(words: Words, params: Params) -> Rendered:
    """A goal goes on as a draft of the next cycle."""
    facts = {"title": title(params["title"]), "name": title(params["name"])}
    text = words.line("cycle_done.goal_carried", count=params["count"], **facts)
    return message(text, [section(text)])


def _cycle(words: Words, cycle: Params, params: Params) -> list[Block]:
    state = words.line(f"cycle_states.{cycle['state']}")
    lines = [Mrkdwn(f"*{title(cycle['name'])}* · {state} · {days(words, cycle)}")]
    lines.append(_counts(words, cycle))
    lines += _steps(words, cycle)
    lines += [_overdue(words, one) for one in cycle["overdue"][:3]]
    lines.append(_next(words, cycle))
    if not cycle["steps"] and not cycle["teams"] and not params["runs"]:
        lines.append(words.line("cycle.who", who=people(params["who"])))
    found = [section(Mrkdwn("\n".join(line for line in lines if line)))]
    return found + _buttons(words, cycle)


def _counts(words: Words, cycle: Params) -> Mrkdwn:
    if cycle["state"] == "closing" and cycle["scores"]:
        done = cycle["scores"]["total"] - cycle["scores"]["unscored"]
        return words.line("cycle.scored", done=done, total=cycle["scores"]["total"])
    if cycle["state"] == "draft":
        return words.line("cycle.drafts", count=cycle["drafts"])
    gone = words.numbers.percent(cycle["elapsed"])
    return words.line("cycle.running", count=cycle["running"], gone=gone)


def _steps(words: Words, cycle: Params) -> list[Mrkdwn]:
    """The way to the activation with what is done of it; after it what is left over."""
    if cycle["state"] == "draft":
        published = "published" if cycle["published"] else "not_published"
        lines = [words.line(f"cycle.{published}")]
        if cycle["unanswered"]:
            lines.append(words.line("cycle.unanswered", count=cycle["unanswered"]))
        return lines
    if cycle["state"] == "active":
        lines = []
        if cycle["drafts"]:
            lines.append(words.line("cycle.late_drafts", count=cycle["drafts"]))
        if cycle["unanswered"]:
            lines.append(words.line("cycle.unanswered", count=cycle["unanswered"]))
        return lines
    unconfirmed = (cycle["scores"] or {"unconfirmed": 0})["unconfirmed"]
    return [words.line("cycle.unconfirmed", count=unconfirmed)] if unconfirmed else []


def _next(words: Words, cycle: Params) -> Mrkdwn:
    """One line: what comes next."""
    key = cycle["state"]
    if key == "draft":
        key = "draft_published" if cycle["published"] else "draft"
    elif key == "active":
        key = "over" if cycle["over"] else "soon" if cycle["ends_soon"] else "active"
        if key == "soon" and cycle["next_made"]:
            key = "soon_made"
    ends = words.language.dates.day(cycle["ends"])
    return words.line(f"cycle_next.{key}", ends=ends, next=title(cycle["next"]))


def _overdue(words: Words, one: Params) -> Mrkdwn:
    due = words.language.dates.day(one["due"])
    who = people([one["lead"]]) if one["lead"] else title(one["team"])
    return words.line(
        "cycle.overdue", team=title(one["team"], 80), what=title(one["what"]), due=due, who=who
    )


def _buttons(words: Words, cycle: Params) -> list[Block]:
    pressed: list[dict[str, Any]] = [
        button(
            words.plain(f"buttons.cycle_{step}"),
            action_id=STEP_BUTTONS[step],
            value=str(cycle["id"]),
            primary=step == _first(cycle),
        )
        for step in dict.fromkeys(cycle["steps"])
        if step in STEP_BUTTONS
    ]
    if cycle["scores_mine"]:
        pressed.append(button(words.plain("buttons.show_scores"), action_id=Action.SHOW_SCORES))
    found = [actions(None, *pressed)] if pressed else []
    for team in cycle["teams"][:3]:
        present = button(
            words.plain("buttons.cycle_present", team=title(team["name"], 40)),
            action_id=Action.PRESENT_DRAFTS,
            value=f"{cycle['id']}:{team['id']}",
        )
        found.append(actions(None, present))
    return found


def _first(cycle: Params) -> str:
    """The step that matters most now."""
    if cycle["state"] == "draft":
        return "activate" if cycle["published"] else "publish"
    return "begin_closing" if cycle["over"] else "close"


def _do(words: Words, cycle_id: object, step: str) -> list[Block]:
    done = button(
        words.plain(f"buttons.do_{step}"),
        action_id=Action.DO_STEP,
        value=f"{cycle_id}:{step}",
        primary=True,
    )
    return [actions(None, done)]


def _refused(words: Words, one: Params) -> Mrkdwn:
    name = one["title"] or words.plain("cycle.private_goal")
    why = errors.told(words, Invalid(str(one["error"]), **one["params"]))
    return words.line(
        "cycle.refused_goal", title=title(name), owner=title(one["owner"], 80), why=why
    )


def _notes(words: Words, params: Params) -> list[Mrkdwn]:
    """What is only pointed out."""
    found = []
    for name in ("bare", "empty"):
        if params[name]:
            more = params.get(f"{name}_more") or 0
            found.append(words.line(f"cycle.{name}", names=listed(words, params[name][:8], more)))
    for one in params["unanswered"][:8]:
        due = words.language.dates.day(one["due"])
        key = "cycle.waits_overdue" if one["overdue"] else "cycle.waits"
        facts = {"team": title(one["team"], 80), "what": title(one["what"]), "due": due}
        found.append(words.line(key, **facts))
    return found


def _missing(words: Words, params: Params) -> list[Mrkdwn]:
    found = []
    for name, who in (("unscored", "owners"), ("unconfirmed", "managers")):
        if params[name]:
            names = listed(words, params[who][:10])
            found.append(words.line(f"cycle.missing_{name}", count=params[name], names=names))
    if params["undecided"]:
        found.append(words.line("cycle.missing_undecided", count=params["undecided"]))
    return found or [words.line("cycle.nothing_missing")]

"""What is to be scored, and the form in which it is."""

from collections.abc import Sequence
from typing import Any

from bot.render import inputs, limits
from bot.render.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    divider,
    input_block,
    message,
    modal,
    option,
    section,
)
from bot.render.cycle_words import aim, score, title
from bot.render.environment import Words
from bot.render.escaping import Mrkdwn, clean, clip
from bot.render.ids import Action, View
from bot.render.ids import Block as BlockId
from bot.render.rows import Params

OUTCOMES = ("finished", "carried_over", "postponed", "dropped")
RETRO = (
    ("worked", BlockId.WORKED),
    ("did_not_work", BlockId.DID_NOT_WORK),
    ("next_time", BlockId.NEXT_TIME),
)
_ROWS, _GROUPS = 10, 6
_BUDGET = 9_000
_LABEL, _LONGEST = 120, 1_000


def score_card(words: Words, params: Params) -> Rendered:
    """One person's goals at the end of a cycle, with a button for each objective."""
    name = title(params["cycle"]["name"])
    head = words.line("score_card.theirs" if params["theirs"] else "score_card.mine", name=name)
    if not [group for group in _groups(params) if not group["done"]]:
        head = words.line("score_card.done", name=name)
    found: list[Block | None] = [section(head), *_listed(words, params)]
    return message(head, found)


def score_list(words: Words, params: Params) -> Rendered:
    """All that waits for the asker's scores, of every cycle that is closing."""
    found: list[Block | None] = []
    for card in params["cards"][:3]:
        found.append(section(words.line("score_card.head", name=title(card["cycle"]["name"]))))
        found += _listed(words, card, budget=_BUDGET // min(len(params["cards"]), 3))
    if not found:
        found.append(section(words.line("score_card.nothing")))
    return message(words.line("score_card.fallback"), found)


def score_goal(words: Words, params: Params) -> dict[str, Any]:
    """A score for each key result, what becomes of it, and a look back on the objective."""
    kind = words.line(f"goal_kinds.{params['ambition']}")
    body: list[Block] = [section(Mrkdwn(f"🎯 *{title(params['title'])}* · {kind}"))]
    # A field is known by its key result, and Slack refuses a form with two fields of one name.
    rows = list({row["id"]: row for row in params["rows"]}.values())[:_ROWS]
    for n, row in enumerate(rows, start=1):
        body += _fields(words, n, row)
    if params["retro"]:
        body += [divider(), context(words.line("score_form.retro"))]
        body += [
            input_block(
                words.plain(f"score_form.{name}"),
                _text(words, params[name]),
                block_id=block,
                optional=True,
            )
            for name, block in RETRO
        ]
    return modal(
        body,
        callback_id=View.SCORE_GOAL,
        private_metadata=str(params["objective_id"]),
        title=words.plain("score_form.title"),
        submit=words.plain("buttons.save"),
        close=words.plain("buttons.cancel"),
    )


def _groups(params: Params) -> Sequence[Params]:
    return [*params["mine"], *params["theirs"]]


def _listed(words: Words, params: Params, *, budget: int = _BUDGET) -> list[Block]:
    """Objectives with their key results, numbered, a button after each, in so many characters."""
    found: list[Block] = []
    groups = _groups(params)
    left, shown = budget, 0
    for n, group in enumerate(groups[:_GROUPS], start=1):
        rows = [_row(words, row, group.get("owner")) for row in group["rows"][:_ROWS]]
        owner = f" · {title(group['owner'], 80)}" if group.get("owner") else ""
        text = Mrkdwn("\n".join([f"*{n}  {title(group['title'])}*{owner}", *rows]))
        left -= len(text)
        if left < 0:
            break
        key = "score_again" if group["done"] else "score_goal"
        pressed = button(
            words.plain(f"buttons.{key}", n=n),
            action_id=Action.SCORE_GOAL,
            value=str(group["id"]),
            primary=not group["done"],
        )
        found += [section(text), actions(None, pressed)]
        shown = n
    more = params["more"] + len(groups) - shown
    if more:
        found.append(context(words.line("lists.more", count=more)))
    return found


def _row(words: Words, row: Params, known: str | None) -> Mrkdwn:
    """``• Churn · 3 → 9 · now 5 · 0.5 🟡 yellow``, with whose it is and what becomes of it."""
    owner = "" if row["owner"] in (None, known) else f" · {title(row['owner'], 80)}"
    shown = _standing(words, row)
    outcome = row["outcome"]
    end = "" if outcome in (None, "finished") else f" · {words.line(f'outcome.{outcome}')}"
    return Mrkdwn(f"• {title(row['title'])}{owner}{_now(words, row)} · {shown}{end}")


def _standing(words: Words, row: Params) -> Mrkdwn:
    if row["score"] is not None:
        return words.line("score_card.final", score=score(words, row["score"], row["colour"]))
    if row["self_score"] is not None:
        mark = score(words, row["self_score"], row["colour"])
        return words.line("score_card.self", score=mark)
    return words.line("score_card.none")


def _now(words: Words, row: Params) -> Mrkdwn:
    if row["value"] is None:
        return Mrkdwn("")
    return words.line("score_card.now", value=words.numbers.measured(row["value"], row))


def _fields(words: Words, n: int, row: Params) -> list[Block]:
    if row["own"]:
        given = row["self_score"] or row["proposed"]
    else:
        given = row["score"] or row["self_score"]
    name = clip(clean(row["title"]), _LABEL)
    choices = [option(words.plain(f"outcome.{one}"), one) for one in OUTCOMES]
    becomes = inputs.chosen(
        words.plain("score_form.choose"), choices, action_id=Action.VALUE, value=row["outcome"]
    )
    typed = inputs.text(
        words.plain("score_form.score_placeholder"),
        action_id=Action.VALUE,
        value=None if given is None else str(score(words, given)),
        longest=10,
    )
    return [
        divider(),
        input_block(
            words.plain("score_form.score", n=n, title=name),
            typed,
            block_id=BlockId.scored("score", row["id"]),
            hint=_hint(words, row),
            optional=not row["own"],
        ),
        input_block(
            words.plain("score_form.outcome", n=n),
            becomes,
            block_id=BlockId.scored("outcome", row["id"]),
            optional=True,
        ),
        input_block(
            words.plain("score_form.because", n=n),
            _text(words, row["because"], multiline=False),
            block_id=BlockId.scored("because", row["id"]),
            optional=True,
        ),
    ]


def _hint(words: Words, row: Params) -> str:
    """What the figures say; what the owner said; the score against the target of the beginning."""
    said = score(words, row["proposed"])
    parts = [words.plain("score_form.figures", score=said, aim=_aimed(words, row))]
    if not row["own"] and row["owner"]:
        owner = title(row["owner"], 80)
        if row["self_score"] is not None:
            own = score(words, row["self_score"])
            parts.append(words.plain("score_form.by_owner", score=own, owner=owner))
        elif row["score"] is None:
            parts.append(words.plain("score_form.not_yet", owner=owner))
    if row["locked"] is not None:
        parts.append(words.plain("score_form.locked", score=score(words, row["locked"])))
    return " ".join(parts)


def _aimed(words: Words, row: Params) -> Mrkdwn:
    facts = {"floor": None, "ceiling": None, "period": None} | dict(row)
    if facts["shape"] != "reach" or facts["start"] is None or facts["target"] is None:
        return aim(words, facts)
    if facts["value"] is None:
        return aim(words, facts)
    now = words.numbers.amount(facts["value"], str(facts["unit"] or ""))
    return Mrkdwn(f"{aim(words, facts)}, {words.line('score_form.now', value=now)}")


def _text(words: Words, value: str | None, *, multiline: bool = True) -> dict[str, Any]:
    return inputs.text(
        words.plain("score_form.text_placeholder"),
        action_id=Action.VALUE,
        value=value,
        longest=min(_LONGEST, limits.INPUT_LENGTH),
        multiline=multiline,
    )

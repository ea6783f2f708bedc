"""Why a reply was read as it was, as lines to print."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.replies.contexts import Judged
from bot.domain.replies.masked import Masked
from bot.domain.replies.model import Question, Subject, Update
from bot.domain.replies.naming import Mention
from bot.domain.replies.parts import Part
from bot.domain.replies.quantities import Quantity
from bot.domain.replies.reader import read_reply, understand
from bot.domain.replies.scene import Item, Scene
from bot.domain.replies.signals import Found


def explain(text: str, subjects: Sequence[Subject], *, locale: str, today: date) -> list[str]:
    """Facts in reading order: each clause with its items, roles and rules, then the outcome."""
    scene, parts = understand(text, subjects, locale)
    reading = read_reply(text, subjects, locale=locale, today=today)
    lines = [line for part in parts for line in _part(part, scene)]
    lines += [_update(update) for update in reading.updates]
    lines += [_question(question) for question in reading.questions]
    if not (reading.updates or reading.questions):
        lines.append(f"nothing read, intent {reading.intent}")
    return lines


def _part(part: Part, scene: Scene) -> Iterator[str]:
    about = ", ".join(f"KR{n}" for n in part.ns) or "nobody"
    how = "named" if part.named else "carried over"
    marks = [name for name in ("doubtful", "noted", "everyone", "rest") if getattr(part, name)]
    yield f"“{scene.text(part.start, part.end)}” about {about}, {', '.join([how, *marks])}"
    yield from (f"  {_item(item, scene)}" for item in part.items)
    yield from (f"  {_judged(judged, scene)}" for judged in part.judged)


def _item(item: Item, scene: Scene) -> str:
    said = scene.text(item.start, item.end)
    if isinstance(item, Mention):
        return f"“{said}” names {', '.join(f'KR{n}' for n in item.ns) or 'no row'}"
    if isinstance(item, Found):
        return f"“{said}” says {item.signal}"
    if isinstance(item, Masked):
        return f"“{said}” is masked: {item.mask}"
    if isinstance(item, Quantity):
        values = [str(figure.value * s.factor) for figure in item.figures for s in item.suffixes]
        return f"“{said}” is a figure: {' or '.join(values) or 'unreadable'}"
    return f"“{said}” is a word"


def _judged(judged: Judged, scene: Scene) -> str:
    said = scene.text(judged.quantity.start, judged.quantity.end)
    return f"“{said}” is {judged.role} by rule {judged.rule}"


def _update(update: Update) -> str:
    facts = {
        "value": update.value,
        "confidence": update.confidence,
        "status": update.status,
        "note": update.note,
        "blocker": update.blocker,
    }
    told = ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact is not None)
    rules = ", ".join(update.rules)
    return f"write KR{update.n}: {update.change} {told} ({update.certainty}; {rules})"


def _question(question: Question) -> str:
    rows = ", ".join(f"KR{n}" for n in question.ns)
    offered = ", ".join(f"KR{c.n} = {c.value}" for c in question.candidates) or "nothing"
    return f"ask {rows}: {question.reason} about “{question.said}”, offering {offered}"

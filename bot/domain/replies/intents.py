"""What a reply without updates is about: leave, undo, help, a greeting, thanks."""

from bot.domain.replies.leaves import PHRASES as LEAVES
from bot.domain.replies.model import Intent
from bot.domain.replies.scene import Scene
from bot.domain.replies.tokens import Sort

_PHRASES: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (
        Intent.UNDO,
        ("hoan tac", "undo", "huy cap nhat", "revert", "take it back", "lui lai", "undo that"),
    ),
    (Intent.LEAVE, LEAVES),
    (Intent.HELP, ("help", "tro giup", "huong dan", "giup", "how do i", "lam sao", "cach dung")),
    (Intent.THANKS, ("thanks", "thank you", "cam on", "thx", "tks", "cam on em", "ty nhe")),
    (
        Intent.GREETING,
        ("hello", "hi", "hey", "xin chao", "chao", "good morning", "chao buoi sang", "alo"),
    ),
)


def intent_of(scene: Scene) -> Intent:
    """The first intent that the words show; EMPTY when there are none."""
    folds = [token.fold for token in scene.tokens if token.sort is Sort.WORD]
    if not any(token.sort in (Sort.WORD, Sort.NUMERAL) for token in scene.tokens):
        return Intent.EMPTY
    text = f" {' '.join(folds)} "
    for intent, phrases in _PHRASES:
        if any(f" {phrase} " in text for phrase in phrases):
            return intent
    return Intent.NONE

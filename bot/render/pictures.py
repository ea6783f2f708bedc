"""Who makes pictures of the charts in a message: the other side of `Rendered.charts`."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.render.blocks import Rendered

T = TypeVar("T")


class Pictures(Protocol):
    """Safe to share between threads; never used inside a transaction."""

    def post(self, words: Rendered, *, workspace_id: str, by: Callable[[Rendered], T]) -> T:
        """Post `words` by `by`, with pictures where they can be had; raises what `by` raises."""

    def close(self) -> None:
        """End what draws."""


class NoPictures:
    """Words alone."""

    def post(self, words: Rendered, *, workspace_id: str, by: Callable[[Rendered], T]) -> T:  # noqa: ARG002
        """Post the words as they are."""
        return by(words)

    def close(self) -> None:
        """There is nothing to end."""

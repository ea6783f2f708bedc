"""Open modals (a stack per person), and the published home of each person."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bot.sandbox.clock import Clock
from bot.sandbox.errors import ApiError
from bot.sandbox.model import Json, View

STACK_LIMIT = 3


class Views:
    """Stores views and their state. Only the server's loop may change it."""

    def __init__(self, clock: Clock, new_id: Callable[[str], str]) -> None:
        self._clock = clock
        self._new_id = new_id
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._by_id: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """The person's open modals, the top last."""
        return list(self._stacks.get(user, []))

    def home(self, user: str) -> View | None:
        """The person's published home tab."""
        return self._homes.get(user)

    def get(self, view_id: str) -> View | None:
        """An open modal or a published home by id."""
        return self._by_id.get(view_id)

    def by_external_id(self, external_id: str) -> View | None:
        """The view that carries the app's own id."""
        views = self._by_id.values()
        return next((v for v in views if v.body.get("external_id") == external_id), None)

    def open(self, user: str, body: Json) -> View:
        """Start a new stack."""
        # guess: a modal opened while others are open takes their place
        self.clear(user)
        view = self._new(user, body)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, body: Json) -> View:
        """Put a view on top of the open ones. Raises ApiError push_limit_reached."""
        stack = self._stacks.get(user, [])
        if len(stack) >= STACK_LIMIT:
            raise ApiError("push_limit_reached")
        below = stack[-1]
        view = self._new(user, body)
        view.root_id, view.previous_id = below.root_id, below.id
        stack.append(view)
        return view

    def publish(self, user: str, body: Json) -> View:
        """Set the person's home tab; the view keeps its id."""
        home = self._homes.get(user)
        if home is None:
            home = self._homes[user] = self._new(user, body)
            return home
        self.replace(home, body)
        return home

    def replace(self, view: View, body: Json) -> None:
        """Give a view a new body and hash. What was typed stays where the ids stay."""
        view.body = body
        view.hash = self._hash()
        view.errors = {}
        view.state = _kept_state(view.state, body)

    def close(self, view: View) -> None:
        """Take one modal off the stack."""
        self._stacks[view.user].remove(view)
        del self._by_id[view.id]

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        for view in self._stacks.pop(user, []):
            del self._by_id[view.id]

    def _new(self, user: str, body: Json) -> View:
        ident = self._new_id("V")
        view = self._by_id[ident] = View(ident, user, body, self._hash(), root_id=ident)
        return view

    def _hash(self) -> str:
        return f"{int(self._clock.now().timestamp())}.{secrets.token_hex(4)}"


def _kept_state(state: dict[str, dict[str, Json]], body: Json) -> dict[str, dict[str, Json]]:
    blocks = {block["block_id"] for block in body["blocks"] if "block_id" in block}
    return {block: values for block, values in state.items() if block in blocks}

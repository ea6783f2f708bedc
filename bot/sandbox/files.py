"""Uploaded files: announced, filled with bytes, finished, and shared in conversations."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from mimetypes import MimeTypes
from pathlib import PurePath

from bot.sandbox.clock import Clock
from bot.sandbox.model import File

MOST_BYTES = 10_000_000
# Without the machine's own tables, so that a name means the same type everywhere.
TYPES = MimeTypes(filenames=())
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif"})


class Files:
    """Stores files with their bytes. Only the server's loop may change it."""

    def __init__(self, clock: Clock, new_id: Callable[[str], str]) -> None:
        self._clock = clock
        self._new_id = new_id
        self._by_id: dict[str, File] = {}
        self._tickets: dict[str, File] = {}

    def announce(self, name: str, *, user: str, length: int, alt_text: str = "") -> File:
        """A file whose bytes are still to come, under its `ticket`."""
        kind, _ = TYPES.guess_type(name)
        file = File(
            id=self._new_id("F"),
            name=name,
            title=name,
            mimetype=kind or "application/octet-stream",
            filetype=PurePath(name).suffix[1:].casefold() or "binary",
            user=user,
            created=int(self._clock.now().timestamp()),
            length=length,
            alt_text=alt_text,
            ticket=secrets.token_urlsafe(24),
        )
        self._by_id[file.id] = self._tickets[file.ticket] = file
        return file

    def add(self, name: str, content: bytes, *, user: str) -> File:
        """A file that is complete at once, as when a person drops one into the client."""
        file = self.announce(name, user=user, length=len(content))
        file.content = content
        self.finish(file)
        return file

    def by_ticket(self, ticket: str) -> File | None:
        """The file that waits for its bytes at an upload address."""
        return self._tickets.get(ticket)

    def get(self, ident: str) -> File | None:
        """A finished file."""
        file = self._by_id.get(ident)
        return file if file is not None and file.finished else None

    def images(self) -> list[File]:
        """Every finished picture, oldest first."""
        return [file for file in self._by_id.values() if file.finished and file.mimetype in IMAGES]

    def waiting(self, ident: str) -> File | None:
        """A file that is not finished yet."""
        file = self._by_id.get(ident)
        return file if file is not None and not file.finished else None

    def finish(self, file: File) -> None:
        """Make the file usable; its upload address is closed."""
        file.finished = True
        self._tickets.pop(file.ticket, None)

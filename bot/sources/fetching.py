"""Asks the source of a connector, with the secret that it names."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.connectors import Figure, Source, SourceKind
from bot.domain.errors import Invalid
from bot.sources import http_json, sql

LONGEST_SECRET = 10_000


@dataclass(frozen=True, slots=True)
class Fetcher:
    """`hosts` of the company's own network may be asked, too; `folder` holds files with secrets."""

    hosts: Collection[str] = ()
    folder: str | None = None

    def __call__(self, source: Source) -> Sequence[Figure]:
        """The figures. Raises Invalid "connector.…"."""
        secret = self._secret(source.secret)
        if source.kind is SourceKind.SQL:
            assert secret is not None
            return sql.figures(secret, source.query)
        return [http_json.figure_at(source.url, source.pointer, secret, hosts=self.hosts)]

    def _secret(self, name: str | None) -> str | None:
        if name is None:
            return None
        kind, _, rest = name.partition(":")
        found = os.environ.get(rest) if kind == "env" else self._file(rest)
        secret = (found or "").strip()
        if not secret or len(secret) > LONGEST_SECRET or "\n" in secret or "\r" in secret:
            raise Invalid("connector.no_secret", secret=name)
        return secret

    def _file(self, name: str) -> str | None:
        try:
            return (Path(self.folder) / name).read_text("utf-8") if self.folder else None
        except (OSError, UnicodeDecodeError):
            return None

"""Secrets as the database keeps them: sealed with AES-256-GCM, bound to where they lie.

A sealed text names the key it was sealed with, so that keys can be changed one after the other.
It opens only for the workspace and the column that it was sealed for: a row that is copied into
another workspace is worth nothing there.
"""

import hashlib
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded by who seals something alone: it takes a part of a cold start
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "v1"


class BadKey(ValueError):
    """What was given as a key is none; the text says what one looks like, never what was given."""


class Unreadable(Exception):
    """None of the keys at hand opens a sealed text; `key_id` is that of the key it needs."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key {key_id}")
        self.key_id = key_id


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """The first key seals, every one opens."""

    keys: Sequence[bytes]

    @classmethod
    def of(cls, text: str) -> "Keyring":
        """Keys in Base64 with commas between them, newest first; raises BadKey."""
        return cls([_key(one.strip()) for one in text.split(",") if one.strip()])

    @property
    def ids(self) -> Sequence[str]:
        """What the keys are called, without telling them; the first is the one that seals."""
        return [key_id(key) for key in self.keys]

    def seal(self, text: str, *, workspace_id: str, column: str) -> str:
        """The text as it may be stored; no two sealings of one text are alike."""
        nonce = os.urandom(NONCE_BYTES)
        where = _where(workspace_id, column)
        sealed = _cipher(self.keys[0]).encrypt(nonce, text.encode(), where)
        return f"{VERSION}:{self.ids[0]}:{b64encode(nonce + sealed).decode()}"

    def opened(self, sealed: str, *, workspace_id: str, column: str) -> str:
        """The text; raises Unreadable for another key, another place, or changed bytes."""
        from cryptography.exceptions import InvalidTag

        needed, raw = _parts(sealed)
        key = next((one for one in self.keys if key_id(one) == needed), None)
        if key is None:
            raise Unreadable(needed)
        nonce, rest = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        try:
            return _cipher(key).decrypt(nonce, rest, _where(workspace_id, column)).decode()
        except InvalidTag as error:
            raise Unreadable(needed) from error


def new_key() -> str:
    """A fresh key in the form that Keyring.of takes."""
    return b64encode(os.urandom(KEY_BYTES)).decode()


def key_id(key: bytes) -> str:
    """Eight letters that name a key without telling it."""
    return hashlib.sha256(b"okrbot key " + key).hexdigest()[:8]


def _parts(sealed: str) -> tuple[str, bytes]:
    version, _, rest = sealed.partition(":")
    needed, _, coded = rest.partition(":")
    try:
        raw = b64decode(coded, validate=True)
    except NotBase64:
        raw = b""
    if version != VERSION or len(raw) <= NONCE_BYTES:
        raise Unreadable("of another release")
    return needed, raw


def _key(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise BadKey(
            f"each key is {KEY_BYTES} bytes in Base64, with commas between several; "
            "`okrbot secrets new-key` makes one"
        )
    return raw


def _where(workspace_id: str, column: str) -> bytes:
    return f"{workspace_id}\0{column}".encode()


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)

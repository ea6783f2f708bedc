"""Secrets at rest: what opens them, and what does not."""

from base64 import b64decode, b64encode

import pytest

from storage.sealing import BadKey, Keyring, Unreadable, new_key

WHERE = {"workspace_id": "T1", "column": "installation.bot_token"}
TOKEN = "xoxb-1-secret"


def test_a_secret_opens_where_it_was_sealed_and_nowhere_else() -> None:
    keys = Keyring.of(new_key())
    sealed = keys.seal(TOKEN, **WHERE)
    assert keys.opened(sealed, **WHERE) == TOKEN
    assert sealed != keys.seal(TOKEN, **WHERE)
    for elsewhere in ({"workspace_id": "T2"}, {"column": "installation.refresh_token"}):
        with pytest.raises(Unreadable):
            keys.opened(sealed, **(WHERE | elsewhere))


def test_a_changed_secret_does_not_open() -> None:
    keys = Keyring.of(new_key())
    head, _, coded = keys.seal(TOKEN, **WHERE).rpartition(":")
    raw = bytearray(b64decode(coded))
    for place in range(len(raw)):
        raw[place] ^= 1
        with pytest.raises(Unreadable):
            keys.opened(f"{head}:{b64encode(raw).decode()}", **WHERE)
        raw[place] ^= 1
    for junk in ("", "v1", "v1:x:y", "v2" + head[2:] + ":" + coded, TOKEN):
        with pytest.raises(Unreadable):
            keys.opened(junk, **WHERE)


def test_keys_change_one_after_the_other() -> None:
    old, new = new_key(), new_key()
    sealed = Keyring.of(old).seal(TOKEN, **WHERE)
    both = Keyring.of(f"{new}, {old}")
    assert both.opened(sealed, **WHERE) == TOKEN
    with pytest.raises(Unreadable) as refused:
        Keyring.of(new).opened(sealed, **WHERE)
    assert refused.value.key_id == both.ids[1]
    assert Keyring.of(new).opened(both.seal(TOKEN, **WHERE), **WHERE) == TOKEN


@pytest.mark.parametrize("text", ["x", "YWJj", "ü", f"{'A' * 43}=,short"])
def test_what_is_no_key_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(BadKey, match="okrbot secrets new-key") as refused:
        Keyring.of(text)
    assert text not in str(refused.value)
    assert "keys" not in repr(Keyring.of(new_key()))

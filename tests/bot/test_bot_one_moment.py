"""What takes long is not left without a word."""

from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from company import AN, EMMA
from house import House

from bot.protocols import Blocks
from bot.slack import meanwhile

SOON, NEVER, PATIENCE = 0.001, 0, 30


class Told:
    """A Slack that is told something."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.heard = Event()

    def respond(self, *, text: str, blocks: Blocks, **_: Any) -> None:
        assert blocks
        self.texts.append(text)
        self.heard.set()


@pytest.mark.parametrize(
    ("user", "after", "first"),
    [(EMMA, SOON, "⏳ One moment"), (AN, SOON, "⏳ Xin chờ một chút"), (EMMA, NEVER, "")],
)
def test_who_waits_for_an_answer_is_asked_for_a_moment(
    house: House, user: str, after: float, first: str
) -> None:
    house.command(user, "/okr")
    told = Told()
    known = house.bot.runtime
    settings = known.settings.model_copy(update={"one_moment_after_seconds": after})
    rt = replace(known, settings=settings, gateway=told)  # type: ignore[arg-type]
    person = house.company.person(user)
    asked = {"response_url": "https://slack.example/x", "is_for_one": True}
    incoming = SimpleNamespace(workspace_id="T1", **asked)
    with meanwhile.told(rt, incoming, person):  # type: ignore[arg-type]
        assert told.heard.wait(PATIENCE if after else 0) is bool(after)
    assert [text.startswith(first) for text in told.texts] == [True] * bool(first)

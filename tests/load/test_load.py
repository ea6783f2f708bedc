"""A few seconds of what `make soak` does for minutes: every event is worked on, none twice, and
none leaves a file or a thread behind."""

from pathlib import Path

import pytest
from postgres_server import Server
from sqlmodel import select

from storage.tables import Inbound
from tests.load.events import Listening, held
from tests.load.site import site


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_listening_bot_loses_no_event_and_keeps_nothing_open(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        assert _lost(f"sqlite:///{tmp_path / 'okrbot.db'}") == 0
        return
    server: Server = request.getfixturevalue("postgres")
    with server.empty_database() as url:
        assert _lost(url) == 0


def _lost(url: str) -> int:
    with site(url) as place:
        listening = Listening.begin(place)
        found = listening.steady(20, 2)
        before = held(*listening.pids)
        assert before.threads > 1
        again = listening.steady(20, 2)
        after = held(*listening.pids)
        # One more for each event would be forty; a few threads and connections may still come.
        assert after.files - before.files < again.sent / 4
        assert after.threads - before.threads < again.sent / 4
        with place.database.reading() as session:
            assert len(session.exec(select(Inbound.id)).all()) == found.sent + again.sent
        return found.lost + again.lost

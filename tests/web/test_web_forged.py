"""Some hundred forged and broken requests; `make soak` sends ten thousand."""

import random
from pathlib import Path

from forged import EVENT, door, encoded, forged, signed


def test_nothing_forged_gets_in_breaks_the_door_or_is_written_down(tmp_path: Path) -> None:
    with door(tmp_path) as found:
        genuine = signed(*encoded(random.Random(1), EVENT))
        assert found.send(genuine) == 200
        assert len(found.accepted) == 1
        for number in range(400):
            sent = forged(random.Random(number))
            problem = found.problem(sent)
            assert not problem, f"{problem}: {sent.what} {sent.body[:300]!r} {sent.headers}"

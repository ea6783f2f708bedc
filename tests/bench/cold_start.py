"""P10: from nothing to a bot that listens, sends and ticks."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage import schema
from tests.bench.frame import Goal, Row, Unavailable, timed
from tests.bench.stores import Stores
from tests.load.site import Site, site

ROOT = Path(__file__).resolve().parents[2]
BASELINE = "tests/bench/baselines/bare_imports.py"
READY = "okrbot works for"


@contextmanager
def rows(stores: Stores) -> Iterator[Sequence[Row]]:
    """`okrbot run` on a migrated database, against a process that only imports the libraries.

    Both find their compiled modules, as on every start but the first.
    """
    with stores.empty("sqlite") as url:
        schema.upgrade(url)
        with site(url) as place:
            environment = _environment(place, stores.folder)
            yield [
                Row(
                    "P10",
                    "`okrbot run` starts until it says that it works",
                    "sqlite",
                    1,
                    Goal("<=", 1.5),
                    BASELINE,
                    timed(lambda: _start(environment)),
                    timed(lambda: _import(environment)),
                    aim=Goal("<=", 1.25),
                )
            ]


def _environment(place: Site, folder: Path) -> Mapping[str, str]:
    hello = place.server.hello()
    known = {name: value for name, value in os.environ.items() if not name.startswith("OKRBOT_")}
    known.pop("PYTHONDONTWRITEBYTECODE", None)
    return known | {
        "OKRBOT_DATABASE_URL": place.url,
        "OKRBOT_SLACK_API_URL": hello["api_url"],
        "OKRBOT_SLACK_BOT_TOKEN": hello["bot_token"],
        "OKRBOT_SLACK_APP_TOKEN": hello["app_token"],
        "OKRBOT_HTTP_PORT": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONUNBUFFERED": "1",
    }


def _start(environment: Mapping[str, str]) -> None:
    """Over when the bot says that it works; ending it takes time of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        said = any(line.startswith(READY) for line in process.stdout)
        process.kill()
    if not said:
        raise Unavailable("okrbot run did not start")


def _import(environment: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, ROOT / BASELINE], env=dict(environment), check=True)

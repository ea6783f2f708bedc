"""Run every variant on both databases: KILLS=…, SEED=…, FULL=1. Writes build/chaos.json.

Exits with 1 when the protocol lost or doubled anything, or a wrong variant was not found out.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from storage import schema
from tests import postgres_server
from tests.chaos import bot_harness, start_race
from tests.chaos.harness import Outcome, Plan, run

OUT = Path("build/chaos.json")
ENGINES = ("embedded", "procrastinate")
WRONG = ("mark-then-send", "send-then-mark")


def main() -> int:
    full = os.environ.get("FULL") == "1"
    kills = int(os.environ.get("KILLS", 200 if full else 25))
    first = int(os.environ.get("SEED", 1))
    found: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="okrbot-") as folder:
        Path(folder).chmod(0o755)  # the server of PostgreSQL runs as another user
        with postgres_server.running(Path(folder)) as server:
            for seed in range(first, first + (3 if full else 1)):
                given = (Path(folder), server, seed, kills)
                for outcome in chain(_outcomes(*given), _whole_bots(*given)):
                    sys.stdout.write(f"{outcome}\n")
                    sys.stdout.flush()
                    found.append(outcome)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps([one.as_json() for one in found], indent=1) + "\n", "utf-8")
    return int(not all(_as_expected(one) for one in found))


def _outcomes(
    folder: Path, server: postgres_server.Server, seed: int, kills: int
) -> Iterator[Outcome]:
    for variant in ("protocol", *WRONG):
        count = kills if variant == "protocol" else min(kills, 10)
        url = f"sqlite:///{folder / f'{variant}-{seed}.db'}"
        schema.upgrade(url)
        yield run(Plan(url, variant, seed=seed, kills=count))
        for engine in ENGINES if variant == "protocol" else ENGINES[:1]:
            with server.empty_database() as url:
                schema.upgrade(url)
                yield run(Plan(url, variant, engine, seed=seed, kills=count))


def _whole_bots(
    folder: Path, server: postgres_server.Server, seed: int, kills: int
) -> Iterator[Outcome]:
    url = f"sqlite:///{folder / f'bot-{seed}.db'}"
    schema.upgrade(url)
    yield bot_harness.run(Plan(url, seed=seed, kills=kills))
    with server.empty_database() as url:
        schema.upgrade(url)
        yield bot_harness.run(Plan(url, seed=seed, kills=kills))
    yield start_race.run(server, seed=seed, starts=2 * kills)


def _as_expected(outcome: Outcome) -> bool:
    match outcome.variant:
        case "mark-then-send":
            return outcome.lost > 0
        case "send-then-mark":
            return outcome.duplicate > 0
        case _:
            return outcome.lost == outcome.duplicate == 0


if __name__ == "__main__":
    sys.exit(main())

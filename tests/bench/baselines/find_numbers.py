"""Number finders of other projects, merely finding numbers: no names, no goals, no doubts.

Runs in an environment of its own (peers.txt) and speaks JSON lines. The argument names the peer.
In: {"texts": […], "repeat": n}. Out: {"found": numbers in all texts, "seconds": for all texts
once}. The first line out is {"version": …} or {"missing": why}.
"""

import importlib.metadata
import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Finder = Callable[[str], int]


def quantulum3() -> Finder:
    # It advises to install its classifier of units, which plays no part in finding numbers.
    warnings.simplefilter("ignore")
    from quantulum3 import parser  # type: ignore[import-not-found]

    return lambda text: len(parser.parse(text))


def recognizers_text_suite() -> Finder:
    from recognizers_number import NumberRecognizer  # type: ignore[import-not-found]

    model = NumberRecognizer().get_number_model("en-us", True)
    return lambda text: len(model.parse(text))


PEERS: dict[str, Callable[[], Finder]] = {
    "quantulum3": quantulum3,
    "recognizers-text-suite": recognizers_text_suite,
}


def answer(question: dict[str, Any], find: Finder) -> dict[str, Any]:
    texts, repeat = question["texts"], question["repeat"]
    start = time.perf_counter()
    for _ in range(repeat):
        found = sum([find(text) for text in texts])
    return {"found": found, "seconds": (time.perf_counter() - start) / repeat}


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(peer: str) -> None:
    try:
        find = PEERS[peer]()
        say({"version": importlib.metadata.version(peer)})
    except ImportError as error:
        say({"missing": f"{peer} cannot be imported: {error}"})
        return
    for line in sys.stdin:
        say(answer(json.loads(line), find))


if __name__ == "__main__":
    main(sys.argv[1])

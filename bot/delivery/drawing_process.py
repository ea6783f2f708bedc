"""Draws charts: one JSON line in, a length and that many bytes of PNG out. Started by `drawing`.

A process of its own: the engine holds Python's lock while it draws, takes some 100 MB, and cannot
be told to stop.
"""

import json
import select
import sys
from typing import BinaryIO

IDLE_S = 600.0
SCALE = 2.0
#: Figures are spelled out by who made the specification, so nothing needs to be fetched.
NO_ADDRESSES: list[str] = []


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Answer until nobody asks any more; length 0 stands for what cannot be drawn."""
    import vl_convert

    while select.select([asked], [], [], IDLE_S)[0]:
        line = asked.readline()
        if not line:
            return
        try:
            picture = vl_convert.vegalite_to_png(
                json.loads(line), scale=SCALE, allowed_base_urls=NO_ADDRESSES
            )
        except ValueError:
            picture = b""
        answered.write(len(picture).to_bytes(4, "big") + picture)
        answered.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)

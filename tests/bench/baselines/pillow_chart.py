"""A picture like that of a key result, drawn with Pillow line by line: no axes are worked out.

Runs in the environment of peers.txt and speaks JSON lines. In: {"points": [[x, y], …] in pixels,
"expected": the same, "labels": [[x, y, text], …], "bars": [[x, height], …], "repeat": n}.
Out: {"bytes": of the PNG, "seconds": for one}. The first line out is {"version": …} or
{"missing": why}.
"""

import importlib.metadata
import io
import json
import sys
import time
from typing import Any

SIZE = (860, 760)
FONT = "DejaVuSans.ttf"
PAPER, INK, SOFT, LINE = "#FAFAF8", "#1D1C1D", "#5A5F66", "#2459A8"
FLOOR = 700


def drawn(asked: dict[str, Any]) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 26)
    for y in range(100, 460, 60):
        pen.line([(60, y), (830, y)], fill=SOFT)
    for key, colour in (("expected", SOFT), ("points", LINE)):
        pen.line([tuple(point) for point in asked[key]], fill=colour, width=5)
    for x, y in asked["points"]:
        pen.ellipse([x - 9, y - 9, x + 9, y + 9], fill=LINE, outline=PAPER)
    for x, height in asked["bars"]:
        pen.rectangle([x - 14, FLOOR - height, x + 14, FLOOR], fill=SOFT)
    for x, y, text in asked["labels"]:
        pen.text((x, y), text, font=font, fill=INK)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> None:
    try:
        drawn({"points": [[0, 0], [1, 1]], "expected": [[0, 0], [1, 1]], "labels": [], "bars": []})
        say({"version": importlib.metadata.version("pillow")})
    except (ImportError, OSError) as error:
        say({"missing": f"Pillow cannot draw: {error}"})
        return
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.perf_counter()
        for _ in range(asked["repeat"]):
            picture = drawn(asked)
        say({"bytes": len(picture), "seconds": (time.perf_counter() - start) / asked["repeat"]})


if __name__ == "__main__":
    main()

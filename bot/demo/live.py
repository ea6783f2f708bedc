"""`okrbot demo`: the company on a page, with a clock that can be moved."""

import threading
from collections.abc import Callable
from datetime import datetime

from bot.demo.stage import stage
from bot.services.importing import ImportFile


def serve(
    file: ImportFile,
    *,
    start: datetime,
    opens: datetime,
    port: int,
    tell: Callable[[str], None],
    stopped: threading.Event,
) -> None:
    """Serve until `stopped`; `tell` gets the page's address once everything answers.

    The company begins at `start` and has lived until `opens`: what fell due meanwhile is there.
    """
    with stage(file, start=start, running=True, port=port) as scene:
        scene.bot.start()
        scene.advance(opens)
        scene.clock.on_advance(scene.advance)
        tell(scene.server.page_url)
        stopped.wait()
        scene.clock.on_advance(None)

"""Charts become pictures in Slack: drawn, uploaded once, and named in the message.

A picture that cannot be had in time is not waited for: its words stand in its place. An upload that
nobody gets to name (the process ended) is a file that nobody sees.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from bot.delivery.drawing import Drawer, NotDrawn
from bot.delivery.errors import Meaning, meaning
from bot.logs import logger
from bot.protocols import Gateway, NotConnected, OutcomeUnknown, RateLimited, SlackRefused
from bot.render.blocks import Chart, Rendered
from storage import gates, pictures

log = logger(__name__)

T = TypeVar("T")
AT_ONCE = 2
METHODS = frozenset({"files.getUploadURLExternal", "files.completeUploadExternal", "files.info"})
NAME = "chart.png"


@dataclass(frozen=True, slots=True)
class SlackPictures:
    """Draws and uploads what is not in Slack yet; safe to share between threads.

    `gateways` gives the gateway that speaks for a workspace. At most `AT_ONCE` pictures are being
    made: who comes when more are wanted gets words.
    """

    uow: Callable[[], AbstractContextManager[Session]]
    reading: Callable[[], AbstractContextManager[Session]]
    gateways: Callable[[str], Gateway]
    clock: Callable[[], datetime]
    drawer: Drawer
    wait_seconds: float
    _places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))

    def post(self, words: Rendered, *, workspace_id: str, by: Callable[[Rendered], T]) -> T:
        """Post `words` with pictures; without them when Slack refuses the message with them."""
        shown = self.shown(words, workspace_id=workspace_id)
        try:
            return by(shown)
        except SlackRefused as refusal:
            if shown is words or meaning(refusal.code) is not Meaning.MESSAGE:
                raise
            log.warning("picture.refused", workspace=workspace_id, code=refusal.code)
        self._forget(words, workspace_id)
        return by(words)

    def shown(self, words: Rendered, *, workspace_id: str) -> Rendered:
        """The message with those of its charts that can be had in time; itself for none."""
        if not words.charts:
            return words
        files: dict[int, str] = {}
        missing: dict[int, Chart] = {}
        for index, chart in words.charts.items():
            known = self._known(workspace_id, digest(chart.spec))
            if known is None:
                missing[index] = chart
            else:
                files[index] = known
        if missing:
            files |= self._made_in_time(workspace_id, missing)
        return words.illustrated(files) if files else words

    def close(self) -> None:
        """End the process that draws."""
        self.drawer.close()

    def _known(self, workspace_id: str, found: str) -> str | None:
        at = self.clock()
        with self.reading() as session:
            kept = pictures.file_of(session, workspace_id, found)
        if kept is None:
            return None
        file_id, used_at = kept
        if at - used_at > pictures.NOTED_EVERY:
            with self.uow() as session:
                pictures.used(session, workspace_id, found, at=at)
        return file_id

    def _made_in_time(self, workspace_id: str, missing: Mapping[int, Chart]) -> Mapping[int, str]:
        """Who is late goes on alone: the picture is there when it is wanted again."""
        if not self._places.acquire(blocking=False):
            log.warning("picture.too_many", workspace=workspace_id)
            return {}
        made: dict[int, str] = {}

        def make() -> None:
            try:
                for index, chart in missing.items():
                    made[index] = self._uploaded(workspace_id, chart)
            except (NotDrawn, SlackRefused, NotConnected, OutcomeUnknown) as error:
                log.warning("picture.none", workspace=workspace_id, error=str(error))
            except RateLimited as limit:
                self._close_gate(workspace_id, limit)
            except Exception:
                # A chart is never worth more than the message that it is in.
                log.exception("picture.failed", workspace=workspace_id)
            finally:
                self._places.release()

        thread = threading.Thread(target=make, name="picture", daemon=True)
        thread.start()
        thread.join(self.wait_seconds)
        return dict(made)

    def _uploaded(self, workspace_id: str, chart: Chart) -> str:
        with self.reading() as session:
            shut = gates.closed(session, self.clock()).get(workspace_id, frozenset())
        if shut & METHODS:
            raise NotDrawn("Slack takes no files now")
        content = self.drawer.draw(chart.spec)
        file_id = self.gateways(workspace_id).upload_picture(
            name=NAME, content=content, alt=chart.alt
        )
        with self.uow() as session:
            pictures.keep(session, workspace_id, digest(chart.spec), file_id, at=self.clock())
        return file_id

    def _close_gate(self, workspace_id: str, limit: RateLimited) -> None:
        log.warning("gate.closed", method=limit.method, seconds=limit.seconds)
        now = self.clock()
        with self.uow() as session:
            gates.close(session, workspace_id, limit.method, seconds=limit.seconds, now=now)

    def _forget(self, words: Rendered, workspace_id: str) -> None:
        """Somebody may have deleted the files."""
        with self.uow() as session:
            for chart in words.charts.values():
                pictures.forget(session, workspace_id, digest(chart.spec))


def digest(spec: Mapping[str, Any]) -> str:
    """What tells one picture from another: the specification, whatever the order of its keys."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()

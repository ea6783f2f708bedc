"""`okrbot demo --play`: a story without a browser, in seconds, over the real socket."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from bot.demo import story
from bot.demo.actors import Cast
from bot.demo.plot import Plot
from bot.demo.recording import recorded
from bot.demo.stage import stage
from bot.demo.transcript import Transcript
from bot.services.importing import ImportFile


def run(
    file: ImportFile,
    *,
    tell: Callable[[str], None],
    record: Path | None,
    plot: Plot = story.PLOT,
) -> None:
    """Play a story and print it; with `record` keep every call and delivery there."""
    with stage(plot.before(file), start=plot.start, running=False) as scene:
        keeping = recorded(scene.server, record) if record else nullcontext()
        with keeping:
            transcript = Transcript(tell, _names(file), story.HANOI)
            scene.server.workspace.log.on_call(transcript.shown)
            scene.bot.connect()
            scene.settle()
            plot.tell(Cast(scene, transcript), file)


def _names(file: ImportFile) -> dict[str, str]:
    people = {person.slack_user_id: person.name for person in file.people if person.slack_user_id}
    channels = {team.channel_id: f"#{team.key}" for team in file.teams if team.channel_id}
    return {**people, **channels, story.GUEST: "Agency (guest)"}

"""How much waits, and whether the database takes writes."""

from bot.runtime import Runtime
from storage import figures as stored
from storage.figures import Figures

__all__ = ["Figures", "figures", "try_to_write"]


def figures(rt: Runtime) -> Figures:
    """What waits in the database now."""
    with rt.reading() as session:
        return stored.count(session, now=rt.clock())


def try_to_write(rt: Runtime) -> None:
    """Write something that changes nothing; raises what the database raises."""
    with rt.uow() as session:
        stored.touch(session)

"""What the limits of the sandbox allow, whoever sends: no measurement, a division.

Bursts are left out: they are over after a minute, and a Monday takes longer.
"""

from bot.sandbox.limits import POSTS_PER_MINUTE


def posts_per_second(scale: float) -> float:
    """To one workspace, with limits scaled so."""
    return POSTS_PER_MINUTE / 60 * scale


def seconds_between(posts: int, scale: float) -> float:
    """From the first to the last of so many posts, at the rate that is allowed."""
    return (posts - 1) / posts_per_second(scale)

"""A budget instead of a measurement: what a person never notices, on any machine."""


def budget() -> float:
    """Seconds."""
    return 0.005

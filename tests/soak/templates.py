"""Whatever people write, every message, form and home tab is accepted and shows none of it raw."""

import random
import sys
from functools import cache
from pathlib import Path
from typing import Any

from tests.soak.frame import Job, Judged

RENDER_TESTS = Path(__file__).resolve().parents[1] / "render"


def jobs(count: int) -> tuple[Job, ...]:
    """A tenth as many as there are replies, evenly over all samples."""
    return (Job("templates with hostile texts", max(count // 10, 500), judge),)


@cache
def _samples() -> tuple[Any, Any, list[tuple[str, str, Any]]]:
    """The makers of hostile inputs and every sample; they are found as pytest finds them."""
    sys.path.insert(0, str(RENDER_TESTS))
    import hostile
    import hostile_samples
    import samples

    surfaces = {
        "message": samples.EVERY_MESSAGE,
        "view": samples.EVERY_VIEW,
        "home": hostile_samples.HOMES,
    }
    found = [(surface, *sample) for surface, every in surfaces.items() for sample in every]
    return hostile, hostile_samples, found


def judge(chance: random.Random) -> Judged:
    hostile, judged, every = _samples()
    surface, kind, sample = chance.choice(every)
    locale = chance.choice(("en", "vi"))
    params = hostile.changed(sample, chance)
    return Judged(f"{surface} {kind} {locale}", judged.problem(surface, kind, params, locale))

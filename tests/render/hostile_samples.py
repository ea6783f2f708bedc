"""Every sample of messages, forms and home tabs with what may be wrong when others fill it."""

from typing import Any, Final

import hostile
import samples
from home_samples import home

from bot.render import Renderer

RENDERER: Final = Renderer()
HOMES: Final = (("home", home(samples.ROWS, [samples.CHURN], samples.ROLL_UP)),)


def problem(surface: str, kind: str, params: Any, locale: str) -> str:
    """What is wrong with a "message", a "view" or a "home" tab, "" for nothing."""
    if surface == "message":
        return hostile.problem_of_message(RENDERER, kind, params, locale, samples.TZ)
    if surface == "view":
        return hostile.problem_of_view(RENDERER, kind, params, locale)
    return hostile.problem_of_home(RENDERER, params, locale, samples.TZ)

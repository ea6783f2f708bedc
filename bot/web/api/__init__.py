"""The HTTP API: readings of KPIs in, KPIs and their readings out."""

from bot.web.api.app import PREFIX, build
from bot.web.api.turns import AT_ONCE

__all__ = ["AT_ONCE", "PREFIX", "build"]

"""The HTTP API: readings of KPIs in, KPIs and their readings out."""

from bot.web.api.app import PREFIX, build

__all__ = ["PREFIX", "build"]

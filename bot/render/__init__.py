"""From facts to what people see in Slack: words from prompts/, structure from here."""

from bot.render.blocks import Rendered
from bot.render.renderer import Renderer, UnknownKind

__all__ = ["Rendered", "Renderer", "UnknownKind"]

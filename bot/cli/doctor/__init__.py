"""`okrbot doctor`: looks at everything the bot needs, and says how to mend what is wrong."""

from bot.cli.doctor.command import check
from bot.cli.doctor.finding import Finding, State

__all__ = ["Finding", "State", "check"]

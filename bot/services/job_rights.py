"""The right that each job of the heartbeat needs. A job that is missing here fails the build."""

from collections.abc import Mapping
from typing import Final

from bot.domain.policy import Right, Unneeded

#: Jobs act for nobody: what they carry out was allowed when somebody asked for it.
RIGHTS: Final[Mapping[str, Right]] = {
    "tick": Unneeded("asks, reminds and closes what is due by the rules of the house"),
    "reaper": Unneeded("hands over stored deliveries, each of which asks for its own right"),
    "dead_letters": Unneeded("tells admins of messages that were not delivered"),
    "team_figures": Unneeded("adds up figures that were recorded by people with the right"),
    "homes": Unneeded("shows people what they may see of what changed"),
    "check_figures": Unneeded("adds sums up anew and compares them"),
    "check_kpis": Unneeded("looks for figures that do not fit together"),
    "setup": Unneeded("leads admins of a new workspace through the first steps"),
    "people": Unneeded("takes over what Slack says of people"),
    "connectors": Unneeded("fetches figures from where an admin said"),
    "clean_up": Unneeded("forgets what is kept for a limited time"),
    "tokens": Unneeded("renews the tokens that Slack gave to the app itself"),
    "calls": Unneeded("calls senders for messages that are ready"),
}

"""How fast the bot sends: the rates that Slack publishes, with room to spare."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.claiming import POST, Claimed
from storage.gates import Limit

#: "50+ a minute" for edits and looks; Slack allows bursts without saying how large.
TIER_3_PER_SECOND = 50 / 60
BURST = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """Posts per second to a workspace and to one conversation, on average; 0 is no limit.

    A conversation takes a burst of three: the answer to somebody who writes twice need not wait.
    """

    workspace_per_second: float = 0.0
    channel_per_second: float = 0.0

    def limits(self, claimed: Claimed) -> Sequence[Limit]:
        """What sending this message has to keep."""
        found = [self._of_method(method) for method in claimed.methods]
        if POST in claimed.methods:
            found.append(Limit(POST, claimed.target, self.channel_per_second, BURST))
        return found

    def _of_method(self, method: str) -> Limit:
        if method == POST:
            return Limit(POST, per_second=self.workspace_per_second)
        per_second = TIER_3_PER_SECOND if self.workspace_per_second else 0.0
        return Limit(method, per_second=per_second, burst=BURST)

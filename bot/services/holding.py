"""After a restore nothing is sent again: what may have been sent already waits for a person."""

from bot.runtime import Runtime
from bot.services import due
from storage import holding
from storage.holding import Held


def hold_everything(rt: Runtime) -> Held:
    """Hold all that is not sent or not done, and what fell due since the copy was made.

    Nobody else may send meanwhile. What is prepared here has another number than the message that
    the lost database may have sent for it, so Slack cannot be asked about it.
    """
    with rt.uow() as session:
        holding.hold(session, may_be_sent=True)
    while due.run(rt):
        pass
    with rt.uow() as session:
        holding.hold(session, may_be_sent=False)
        return holding.count(session)

"""Whether a prepared message still makes sense at the moment when it is sent."""

from sqlmodel import Session

from storage import check_ins
from storage.claiming import Claimed
from storage.outbox import WITHOUT_ANSWER

#: The states of the request that a message is about, or of one of several.
STATE_WANTED = {
    "reminder": ("open",),
    "check_in": ("open", "answered"),
    "escalation": ("open",),
}


def why_not(session: Session, claimed: Claimed) -> str | None:
    """Why the message should not be sent any more; None when it should."""
    if claimed.operation == "update" and claimed.edited_state in WITHOUT_ANSWER:
        return "the message to edit was never sent"
    if claimed.operation == "post" and claimed.kind in STATE_WANTED:
        wanted = STATE_WANTED[claimed.kind]
        params = claimed.params
        requests = [
            check_ins.request(session, claimed.workspace_id, int(request_id))
            for request_id in params.get("request_ids") or [params["request_id"]]
        ]
        if not any(request and request.state in wanted for request in requests):
            return "answered or over meanwhile"
    return None

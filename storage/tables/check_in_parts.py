"""What belongs to weekly check-ins: plans, what managers say of them, what was pointed out once."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from storage.tables import base as base
from storage.types import UtcDateTime, one_of

PLAN_STATES = ("open", "done", "dropped")
VERDICTS = ("agreed", "corrected", "asked")
HINTS = ("no_initiative", "still_right")
HINT_ANSWERS = ("kept", "asked")


class WeekPlan(SQLModel, table=True):
    """What somebody means to do in a week, for a key result or one of its initiatives.

    `key_result_id` None: they did not say for which. A plan that is kept moves to the later `week`
    and `kept` counts how often. `settled_at` is when it was last done, dropped or kept. `reply_id`
    is the reply that it was said in.
    """

    __tablename__ = "week_plan"
    __table_args__ = (
        Index(None, "workspace_id", "person_id", "state"),
        one_of("state", *PLAN_STATES),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    key_result_id: int | None = Field(
        default=None, foreign_key="key_result.id", ondelete="CASCADE", index=True
    )
    initiative_id: int | None = Field(
        default=None, foreign_key="initiative.id", ondelete="SET NULL", index=True
    )
    reply_id: int | None = Field(
        default=None, foreign_key="reply.id", ondelete="SET NULL", index=True
    )
    week: str
    text: str
    state: str = "open"
    kept: int = 0
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)


class CheckInReview(SQLModel, table=True):
    """What a manager says of a check-in; append-only.

    `text` is the question or the reason of a correction, `correction_id` the check-in that
    corrects.
    """

    __tablename__ = "check_in_review"
    __table_args__ = (one_of("verdict", *VERDICTS),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    check_in_id: int = Field(foreign_key="check_in.id", ondelete="CASCADE", index=True)
    reviewer_id: int = Field(foreign_key="person.id", index=True)
    verdict: str
    text: str | None = None
    correction_id: int | None = Field(default=None, foreign_key="check_in.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)


class GoalHint(SQLModel, table=True):
    """Something was pointed out about a key result, which is done once; `answer` is what came."""

    __tablename__ = "goal_hint"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key_result_id", "kind"),
        one_of("kind", *HINTS),
        one_of("answer", *HINT_ANSWERS),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    key_result_id: int = Field(foreign_key="key_result.id", ondelete="CASCADE", index=True)
    kind: str
    answer: str | None = None
    reply_id: int | None = Field(
        default=None, foreign_key="reply.id", ondelete="SET NULL", index=True
    )
    at: datetime = Field(sa_type=UtcDateTime)

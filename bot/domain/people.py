"""Who acts: a person of one workspace, as Slack and the organisation see them."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How Slack sees an account; only employees may use the bot."""

    EMPLOYEE = "employee"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request.

    `name` is the one shown in Slack, `locale` a language tag such as "vi", `tz` a name of the
    tz database. `is_admin` means administrator of the workspace.
    """

    workspace_id: str
    person_id: int
    slack_user_id: str
    name: str
    locale: str
    tz: str
    standing: Standing
    is_admin: bool


def language_in_slack(locale: str | None) -> str | None:
    """The language of ours that somebody's choice in Slack speaks for; None when it says nothing.

    Slack itself does not speak Vietnamese: en-US is what people have who never chose.
    """
    if not locale or locale.replace("_", "-").lower() == "en-us":
        return None
    return "vi" if locale.lower().startswith("vi") else "en"

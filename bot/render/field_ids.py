"""Block ids of the fields of forms, a class for each form."""

from enum import StrEnum


class EvidenceField(StrEnum):
    """Block ids of the forms about a message."""

    KEY_RESULT = "evidence_key_result"
    NOTE = "evidence_note"
    BLOCKER = "evidence_blocker"


class Setting(StrEnum):
    """Block ids of the forms for settings."""

    LOCALE = "locale"
    CADENCE = "cadence"
    AWAY_FROM = "away_from"
    AWAY_UNTIL = "away_until"
    TZ = "tz"
    COUNTRY = "country"
    FLAGS = "flags"  # saturdays, strict, scorecards
    YEAR_STARTS = "year_starts"
    ESCALATION = "escalation"
    ALERT_CLOCK = "alert_clock"
    PILOT = "pilot"
    COMPANY_CHANNEL = "company_channel"
    COMPANY_DIGEST = "company_digest"


class PrivacyField(StrEnum):
    """Block ids of the forms about people's data."""

    NAME = "erase_name"

    @staticmethod
    def days(name: str) -> str:
        """How long something is kept: inbox, replies, messages or audit."""
        return f"keep_{name}"


class AlertField(StrEnum):
    """Block ids of the forms about an alert."""

    WHAT = "alert_what"
    DUE = "alert_due"
    WHO = "alert_who"
    UNTIL = "alert_until"
    BECAUSE = "alert_because"


class TeamField(StrEnum):
    """Block ids of the form of a team."""

    NAME = "team_name"
    PARENT = "team_parent"
    LEAD = "team_lead"
    CHANNEL = "team_channel"
    MEMBERS = "team_members"
    ALSO = "team_also"
    GROUP = "team_group"
    PILOT = "team_pilot"
    PREVIEWS = "team_previews"


class AdminField(StrEnum):
    """Block ids of the form in which somebody is made an admin."""

    WHO = "admin_who"


class MeetingField(StrEnum):
    """Block ids of the pages of a meeting; each with its goal, or Slack keeps what was typed."""

    WHAT = "meeting_what"
    TEAM = "meeting_team"
    NOTE = "meeting_note"

    def of(self, goal: object) -> str:
        """The field about one goal, by its id; 0 on the last page."""
        return f"{self}:{goal}"

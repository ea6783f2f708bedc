"""The life of KPI alerts: moved by readings, by people and by time."""

from bot.services.alerting.following import follow, unfollow

__all__ = ["follow", "unfollow"]

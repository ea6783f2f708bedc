"""A person as Slack describes them."""

from collections.abc import Mapping
from typing import Any

from bot.protocols import Member


def member(user: Mapping[str, Any]) -> Member:
    """A person as users.list, users.info and the user events describe them."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name")
    return Member(
        slack_user_id=user["id"],
        name=name or user.get("name") or "",
        email=profile.get("email"),
        tz=user.get("tz"),
        locale=user.get("locale"),
        standing=_standing(user),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        homes=_homes(user),
    )


def _homes(user: Mapping[str, Any]) -> frozenset[str]:
    """In an organisation, somebody may belong to several workspaces."""
    grid = user.get("enterprise_user") or {}
    return frozenset(home for home in (user.get("team_id"), *grid.get("teams", ())) if home)


def _standing(user: Mapping[str, Any]) -> str:
    if user.get("deleted"):
        return "deactivated"
    if user.get("is_bot"):
        return "bot"
    if user.get("is_stranger"):
        return "external"
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return "guest"
    return "employee"

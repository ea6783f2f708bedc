"""Control calls about the sandbox as a whole: its workspaces, and starting over."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.control.arguments import need, only, texts
from bot.sandbox.control.shapes import workspace_fields
from bot.sandbox.errors import ControlError
from bot.sandbox.model import Json
from bot.sandbox.site import Site


class SiteCalls:
    """One method per call. `team` is the workspace that the call names, None if it names none;
    `forget` is called when everything starts over.
    """

    def __init__(self, site: Site, team: object, forget: Callable[[], None]) -> None:
        self._site = site
        self._team = team
        self._forget = forget

    async def workspaces(self, body: Json) -> Json:
        """Open another workspace."""
        only(body, ("id", "name", "domain", "installed"))
        installed = body.get("installed", True)
        named = (body.get(name) for name in ("id", "domain"))
        if not isinstance(installed, bool) or not all(isinstance(t, str | None) for t in named):
            raise ControlError(
                "invalid_argument", "id and domain must be texts, installed true or false."
            )
        added = self._site.add(
            need(body, "name"), id=body.get("id"), domain=body.get("domain"), installed=installed
        )
        return workspace_fields(added) | {
            "bot_token": added.bot_token.value if added.bot_token else None,
            "bot_user_id": added.app.bot_user_id,
        }

    async def reset(self, body: Json) -> Json:
        """Back to the start: with `team` that workspace, without it everything."""
        only(body, ())
        if self._team is None:
            self._forget()
        self._site.reset(self._team)
        return {"ok": True}

    async def events(self, body: Json) -> Json:
        """Say what the app subscribes to, in all workspaces, until everything is reset."""
        only(body, ("events",))
        self._site.subscribe(texts(body, "events"))
        return {"events": sorted(self._site.first.app.events)}

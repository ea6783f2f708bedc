"""Answers /oauth/v2/authorize: asks a person, and sends the browser back to the app."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.sandbox.errors import ApiError
from bot.sandbox.oauth.pages import consent_page, may_install, refusal_page
from bot.sandbox.oauth.requests import Codes, Wish, read_wish
from bot.sandbox.site import Site

HEADERS = {
    # No form-action: the answer to the form leads to the app's own address.
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src data:; "
    "base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
}


class Consent:
    """The consent page and what its buttons do."""

    def __init__(self, site: Site, codes: Codes) -> None:
        self._site = site
        self._codes = codes

    async def endpoint(self, request: Request) -> Response:
        """Show the question, or take the answer."""
        try:
            if request.method == "POST":
                return self._decide(await request.body())
            wish = read_wish(request.query_params, self._site.first.app)
            return self._question(wish)
        except ApiError as refusal:
            status = 400 if refusal.status == 200 else refusal.status
            page = refusal_page(refusal.code, refusal.extra["detail"])
            return HTMLResponse(page, status, HEADERS)

    def _question(self, wish: Wish) -> Response:
        workspaces = self._site.workspaces
        if wish.team is not None:
            workspaces = [one for one in workspaces if one.team.id == wish.team]
            if not workspaces:
                raise ApiError("invalid_team", detail=f"There is no workspace {wish.team}.")
        key = self._codes.ask(wish)
        page = consent_page(wish, workspaces, self._site.first.app.name, key)
        return HTMLResponse(page, headers=HEADERS)

    def _decide(self, body: bytes) -> Response:
        form = dict(parse_qsl(body.decode("ascii", "replace")))
        wish = self._codes.take(form.get("consent", ""))
        if wish is None:
            detail = "This form was sent before. Start again from the app."
            raise ApiError("invalid_consent", detail=detail)
        if form.get("decision") != "allow":
            return RedirectResponse(wish.answer(error="access_denied"), 302, HEADERS)
        team, _, user = form.get("as", "").partition(" ")
        self._check_installer(wish, team, user)
        code = self._codes.give(wish, team, user)
        return RedirectResponse(wish.answer(code=code.value), 302, HEADERS)

    def _check_installer(self, wish: Wish, team: str, user: str) -> None:
        named = [one for one in self._site.workspaces if one.team.id == team]
        person = named[0].people.get(user) if named else None
        if person is None or not may_install(person) or wish.team not in (None, team):
            raise ApiError("invalid_user", detail="Choose somebody who may install apps.")

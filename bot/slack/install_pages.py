"""The pages that a browser shows while the app is installed: no scripts, nothing from outside."""

import re
from dataclasses import dataclass
from html import escape

from slack_bolt import BoltRequest

from bot.render import Renderer

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}
#: What can go wrong, by the reason that Bolt or Slack gives; everything else is `other`.
REASONS = {
    "access_denied": "cancelled",
    "invalid_browser": "other_browser",
    "invalid_state": "too_late",
    "missing_code": "no_code",
    "invalid_code": "no_code",
    "no_answer": "no_answer",
    "whole_organisation": "organisation",
    "broken": "broken",
    "too_often": "too_often",
}
CODE = re.compile("`([^`]+)`")
STYLE = """
:root { color-scheme: light dark; --strong: #1f4e46; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --strong: #8fd0c2; --on: #10231f; } }
body { font: 17px/1.55 system-ui, sans-serif; }
body { max-width: 36rem; margin: 0 auto; padding: 2rem 1rem; }
nav { text-align: right; }
h1 { line-height: 1.25; overflow-wrap: anywhere; }
a.go { display: inline-block; background: var(--strong); color: var(--on); border-radius: .5rem; }
a.go { padding: .7rem 1.4rem; font-weight: 600; text-decoration: none; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
"""


def locale_of(request: BoltRequest) -> str:
    """The language that was chosen, now or when it began, else the browser's first of ours."""
    for name in ("lang", "state"):
        chosen = (request.query.get(name) or [""])[0].partition(".")[0]
        if chosen in LANGUAGES:
            return chosen
    wished = ",".join(request.headers.get("accept-language", ()))
    for one in wished.lower().split(","):
        language = one.split(";")[0].strip().partition("-")[0]
        if language in LANGUAGES:
            return language
    return "en"


@dataclass(frozen=True, slots=True)
class Pages:
    """Each as a whole HTML document."""

    render: Renderer

    def start(self, locale: str, url: str) -> str:
        """What the app is, what it asks Slack for, and the way there."""
        says = [self._text(locale, f"install.{one}") for one in ("what", "rights", "who")]
        go = self._go(url, self._text(locale, "install.go"))
        title = self._text(locale, "install.title")
        return self._page(locale, title, says, go, switch=True)

    def done(self, locale: str, *, workspace: str, address: str, left_out: int) -> str:
        """It is there; what to do now."""
        says = [self._text(locale, f"install.{one}") for one in ("people", "next", "pilot")]
        if left_out:
            says.insert(0, self._text(locale, "install.left_out", count=left_out))
        title = self._text(locale, "install.done", workspace=workspace)
        return self._page(
            locale, title, says, self._go(address, self._text(locale, "install.open"))
        )

    def failed(self, locale: str, reason: str, *, again: str) -> str:
        """What went wrong, and the way out."""
        key = REASONS.get(reason, "other")
        says = [self._text(locale, f"install.failed_{key}")]
        if key == "other" and reason.isidentifier():
            says.append(self._text(locale, "install.slack_says", reason=reason[:60]))
        says.append(self._text(locale, "install.nothing"))
        go = self._go(f"{again}?lang={locale}", self._text(locale, "install.again"))
        title = self._text(locale, "install.failed_title")
        return self._page(locale, title, says, go)

    def _text(self, locale: str, key: str, **params: object) -> str:
        return CODE.sub(r"<code>\1</code>", escape(self.render.plain(key, locale=locale, **params)))

    @staticmethod
    def _go(address: str, label: str) -> str:
        return f'<p><a class="go" href="{escape(address)}">{label}</a></p>'

    @staticmethod
    def _page(locale: str, title: str, says: list[str], go: str, *, switch: bool = False) -> str:
        others = "".join(
            f'<a href="?lang={code}" lang="{code}" hreflang="{code}">{name}</a>'
            for code, name in LANGUAGES.items()
            if switch and code != locale
        )
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{locale}"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                f"<title>{title}</title><style>{STYLE}</style></head><body>",
                f"<nav>{others}</nav>" if others else "",
                f"<main><h1>{title}</h1>",
                *(f"<p>{line}</p>" for line in says),
                f"{go}</main></body></html>",
            ]
        )

"""The pages of the consent flow as HTML: readable without scripts, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from bot.sandbox.model import Person
from bot.sandbox.oauth.requests import Wish
from bot.sandbox.workspace import Workspace

FRAME = Template(
    """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>$title</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/theme.css">
  <link rel="stylesheet" href="/consent.css">
</head>
<body class="consent">
  <main>
    <p class="where">Sandbox, not Slack</p>
    <h1>$title</h1>
$content
  </main>
</body>
</html>
"""
)
CONSENT = Template(
    """    <p>It asks for these rights:</p>
    <ul>
$scopes
    </ul>
    <form method="post" action="/oauth/v2/authorize">
      <input type="hidden" name="consent" value="$key">
      <label for="as">Who installs it, and where?</label>
      <select id="as" name="as" required>
$people
      </select>
      <p>Afterwards you are sent to <code>$redirect</code>.</p>
      <div class="choices">
        <button type="submit" name="decision" value="allow" class="allow">Allow</button>
        <button type="submit" name="decision" value="cancel" formnovalidate>Cancel</button>
      </div>
    </form>"""
)
REFUSAL = Template(
    """    <p>$detail</p>
    <p>Error: <code>$code</code>. Nothing was changed, and nobody was told.</p>
    <p><a href="/">Back to the sandbox</a></p>"""
)


def consent_page(wish: Wish, workspaces: Iterable[Workspace], app_name: str, key: str) -> str:
    """The question whether the app may be installed."""
    scopes = "\n".join(f"      <li><code>{escape(one)}</code></li>" for one in wish.scopes)
    people = "\n".join(_group(workspace) for workspace in workspaces)
    content = CONSENT.substitute(
        scopes=scopes, key=escape(key), people=people, redirect=escape(wish.redirect_uri)
    )
    return FRAME.substitute(title=escape(f"Install {app_name}?"), content=content)


def refusal_page(code: str, detail: str) -> str:
    """Why there is nothing to consent to."""
    content = REFUSAL.substitute(code=escape(code), detail=escape(detail))
    return FRAME.substitute(title="The app cannot be installed", content=content)


def may_install(person: Person) -> bool:
    """Whether a person can be asked: guests, bots and strangers cannot install apps."""
    guest = person.is_restricted or person.is_ultra_restricted or person.is_stranger
    return not (guest or person.is_bot or person.deleted or person.id == "USLACKBOT")


def _group(workspace: Workspace) -> str:
    team = workspace.team
    state = " (installed)" if workspace.installed else ""
    options = "\n".join(
        f'          <option value="{escape(team.id)} {escape(person.id)}">'
        f"{escape(person.display_name)}, {escape(team.name)}</option>"
        for person in list(workspace.people.values())
        if may_install(person)
    )
    label = escape(team.name + state)
    return f'        <optgroup label="{label}">\n{options}\n        </optgroup>'

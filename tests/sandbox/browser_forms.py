"""A browser without scripts: reads a page's form and sends it, and shows where it is sent."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass
class Page:
    """What came back: the status, the text, and where to go if it was a redirect."""

    status: int
    text: str
    location: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def query(self) -> dict[str, str]:
        """The query of the address one is sent to."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.location).query).items()}


class Form(HTMLParser):
    """The hidden fields and the choices of the first form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.options: list[str] = []
        self.buttons: list[str] = []
        self.labels: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "input" and facts.get("type") == "hidden":
            self.hidden[facts["name"]] = facts["value"]
        if tag == "option":
            self.options.append(facts["value"])
        if tag == "button":
            self.buttons.append(facts["value"])
        if tag == "label":
            self.labels.append(facts["for"])
        if "id" in facts:
            self.ids.append(facts["id"])


def fetch(base_url: str, path: str, form: dict[str, str] | None = None) -> Page:
    """One request; redirects are not followed."""
    connection = http.client.HTTPConnection(base_url.removeprefix("http://"))
    if form is None:
        connection.request("GET", path)
    else:
        headers = {"content-type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse()
    headers = {name.casefold(): value for name, value in answer.getheaders()}
    page = Page(answer.status, answer.read().decode(), headers.get("location", ""), headers)
    connection.close()
    return page

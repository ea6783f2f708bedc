"""Files and reactions that people give on the page, where the sandbox takes them."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest
from browser import Visit, composer, last
from playwright.sync_api import BrowserContext, Route, expect
from sandbox_facts import GENERAL, JAMES, LINH

from bot.sandbox.client import SandboxClient

pytestmark = pytest.mark.browser

Json = dict[str, Any]


@pytest.fixture
def given(context: BrowserContext) -> list[Json]:
    """What the page sends to the two calls; they are played, and named in the description."""
    bodies: list[Json] = []

    def described(route: Route) -> None:
        answer = route.fetch()
        paths = answer.json()["paths"] | {"/_sandbox/upload": {}, "/_sandbox/react": {}}
        route.fulfill(response=answer, json=answer.json() | {"paths": paths})

    def take(route: Route) -> None:
        bodies.append(route.request.post_data_json)
        route.fulfill(json={"ok": True})

    context.route("**/_sandbox/openapi.json*", described)
    context.route("**/_sandbox/upload", take)
    context.route("**/_sandbox/react", take)
    return bodies


def test_a_file_is_shared_with_what_is_typed_beside_it(visit: Visit, given: list[Json]) -> None:
    page = visit(channel=GENERAL)
    composer(page).fill("the plan @James")
    with page.expect_file_chooser() as chosen, page.expect_response("**/_sandbox/upload"):
        page.get_by_role("button", name="Attach a file").click()
        content = {"name": "kế hoạch.txt", "mimeType": "text/plain", "buffer": b"\x00\xff" * 9000}
        chosen.value.set_files(content)
    expect(composer(page)).to_have_value("")
    expect(composer(page)).to_be_focused()
    [body] = given
    assert b64decode(body.pop("content_base64")) == b"\x00\xff" * 9000
    assert body == {
        "user": LINH,
        "channel": GENERAL,
        "name": "kế hoạch.txt",
        "text": "the plan @James",
        "thread_ts": None,
    }


def test_reactions_are_given_and_taken_back(
    visit: Visit, people: SandboxClient, context: BrowserContext, given: list[Json]
) -> None:
    ts = people.say(JAMES, "done", channel=GENERAL)["ts"]
    reactions = [{"name": "tada", "count": 2, "users": [JAMES, LINH]}]

    def with_reactions(route: Route) -> None:
        answer = route.fetch()
        body = answer.json()
        body["messages"][-1]["reactions"] = reactions
        route.fulfill(response=answer, json=body)

    context.route(f"**/_sandbox/messages?channel={GENERAL}*", with_reactions)
    page = visit(channel=GENERAL)
    mine = last(page).get_by_role("button", name="2 × tada", pressed=True)
    with page.expect_response("**/_sandbox/react"):
        mine.click()
    last(page).hover()
    page.get_by_role("button", name="React to James").click()
    with page.expect_response("**/_sandbox/react"):
        page.get_by_role("option", name="eyes").click()
    common = {"user": LINH, "channel": GENERAL, "ts": ts}
    assert given == [
        {**common, "name": "tada", "remove": True},
        {**common, "name": "eyes", "remove": False},
    ]


def test_what_the_sandbox_cannot_take_is_not_offered(
    visit: Visit, people: SandboxClient, context: BrowserContext
) -> None:
    context.route("**/_sandbox/openapi.json*", lambda route: route.fulfill(json={"paths": {}}))
    people.say(JAMES, "done", channel=GENERAL)
    page = visit(channel=GENERAL)
    expect(last(page)).to_contain_text("done")
    last(page).hover()
    expect(page.get_by_role("button", name="Reply in thread to James")).to_be_visible()
    expect(page.get_by_role("button", name="React to James")).to_have_count(0)
    expect(page.get_by_role("button", name="Attach a file")).to_be_hidden()

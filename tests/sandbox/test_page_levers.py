"""The page's bar for faults and its switcher of workspaces, against levers that the test plays."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from browser import Visit
from playwright.sync_api import BrowserContext, Route, expect
from sandbox_facts import GENERAL

pytestmark = pytest.mark.browser

Json = dict[str, Any]


@dataclass
class Levers:
    """What a server with these levers keeps."""

    faults: Json = field(default_factory=lambda: {"rules": [], "seed": 7})
    limits: Json = field(default_factory=lambda: {"on": False, "scale": 1.0})
    done: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        request = route.request
        name = request.url.rpartition("/")[2]
        body = request.post_data_json if request.method == "POST" else {}
        if name == "connections":
            self.done.append(body["do"])
        elif name == "limits":
            self.limits |= body
        elif body and body["rules"] and body["rules"][-1]["method"] == "chat.nothing":
            refusal = {"ok": False, "error": "invalid_argument", "detail": "There is no such call."}
            route.fulfill(status=400, json=refusal)
            return
        elif body:
            assert set(body) == {"rules", "seed"}
            assert all("hits" not in rule for rule in body["rules"])
            self.faults = body
        route.fulfill(json={"faults": self.hit, "limits": self.limits}.get(name, {"ok": True}))

    @property
    def hit(self) -> Json:
        return {**self.faults, "rules": [{**rule, "hits": 2} for rule in self.faults["rules"]]}


@pytest.fixture
def levers(context: BrowserContext) -> Levers:
    levers = Levers()
    for name in ("faults", "limits", "connections"):
        context.route(f"**/_sandbox/{name}", levers.answer)
    return levers


def test_fault_is_set_counted_and_cleared(visit: Visit, levers: Levers) -> None:
    page = visit()
    page.get_by_role("button", name="Faults").click()
    bar = page.get_by_role("region", name="Faults")
    expect(bar.get_by_role("combobox", name="Method")).to_be_focused()
    bar.get_by_role("combobox", name="Fault", exact=True).select_option("late")
    bar.get_by_label("Seconds").fill("1.5")
    bar.get_by_label("Probability").fill("0.5")
    bar.get_by_label("Times").fill("3")
    bar.get_by_role("button", name="Add fault").click()
    rules = bar.get_by_role("list", name="Active faults").get_by_role("listitem")
    expect(rules).to_contain_text(["chat.postMessage: done, reply late, 50 %, 2 so far, 3 left"])
    assert levers.faults["rules"] == [
        {
            "method": "chat.postMessage",
            "fault": "late",
            "probability": 0.5,
            "times": 3,
            "seconds": 1.5,
        }
    ]
    bar.get_by_role("combobox", name="Method").fill("views.open")
    bar.get_by_role("combobox", name="Fault", exact=True).select_option("server_error")
    bar.get_by_label("Times").fill("")
    bar.get_by_role("button", name="Add fault").click()
    expect(page.get_by_role("button", name="Faults: 2")).to_be_visible()
    bar.get_by_role("button", name="Clear chat.postMessage").click()
    expect(rules).to_contain_text(["views.open: 500, 50 %, 2 so far"])
    assert [rule["times"] for rule in levers.faults["rules"]] == [None]

    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(page.get_by_role("button", name="Faults: 1")).to_be_focused()


def test_fault_that_is_used_up_does_not_start_over(visit: Visit, levers: Levers) -> None:
    levers.faults["rules"] = [{"method": "*", "fault": "html", "probability": 1, "times": 0}]
    page = visit()
    page.get_by_role("button", name="Faults", exact=True).click()
    bar = page.get_by_role("region", name="Faults")
    expect(bar.get_by_role("listitem")).to_contain_text(["*: an HTML page, 2 so far, used up"])
    bar.get_by_role("button", name="Add fault").click()
    expect(page.get_by_role("button", name="Faults: 1")).to_be_visible()
    assert [rule["fault"] for rule in levers.faults["rules"]] == ["rate_limited"]


def test_refused_fault_is_explained(visit: Visit, levers: Levers) -> None:
    page = visit()
    page.get_by_role("button", name="Faults").click()
    bar = page.get_by_role("region", name="Faults")
    bar.get_by_role("combobox", name="Method").fill("chat.nothing")
    bar.get_by_role("button", name="Add fault").click()
    expect(bar.get_by_role("alert")).to_have_text("There is no such call.")
    assert levers.faults["rules"] == []


def test_limits_and_connections_have_their_switches(visit: Visit, levers: Levers) -> None:
    page = visit()
    page.get_by_role("button", name="Faults").click()
    bar = page.get_by_role("region", name="Faults")
    bar.get_by_role("checkbox", name="Rate limits").check()
    bar.get_by_role("button", name="Do it").click()
    expect(bar.get_by_role("status")).to_have_text("Done: drop connections.")
    bar.get_by_role("combobox", name="What happens to the connections").select_option("storm")
    bar.get_by_role("button", name="Do it").click()
    expect(bar.get_by_role("status")).to_have_text("Done: drop again and again.")
    expect(bar.get_by_role("checkbox", name="Rate limits")).to_be_checked()
    assert levers.limits["on"] is True
    assert levers.done == ["drop", "storm"]


def test_without_levers_there_is_no_bar(visit: Visit, context: BrowserContext) -> None:
    context.route("**/_sandbox/faults", lambda route: route.fulfill(status=404, body="Not Found"))
    page = visit()
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Faults")).to_be_hidden()


FIRST, SECOND = "T0MINHLONG", "T0SECOND00"


def two_workspaces(route: Route) -> None:
    """One server's answers, under the name of the second workspace where it is asked for."""
    url = route.request.url
    is_second = f"team={SECOND}" in url
    plain = url.replace(f"&team={SECOND}", "").replace(f"?team={SECOND}", "")
    if "/state" not in url:
        body = route.request.post_data_json if route.request.method == "POST" else None
        named = body is not None and body.pop("team", None)
        text = {"post_data": json.dumps(body | {"text": "from two"})} if named else {}
        route.continue_(url=plain, **text)
        return
    answer = route.fetch(url=plain)
    workspaces = [{"id": FIRST, "name": "Minh Long"}, {"id": SECOND, "name": "Second"}]
    state = answer.json() | {"workspaces": workspaces}
    if is_second:
        state["team"] = {"id": SECOND, "name": "Second", "domain": "second"}
    route.fulfill(response=answer, json=state)


def test_switching_the_workspace_asks_the_other_one(visit: Visit, context: BrowserContext) -> None:
    context.route("**/_sandbox/**", two_workspaces)
    page = visit(channel=GENERAL)
    page.get_by_role("button", name="Workspace: Minh Long").press("Enter")
    page.get_by_role("option", name="Second").click()
    expect(page.get_by_role("banner")).to_contain_text("Second")
    expect(page.get_by_role("button", name="Workspace: Second")).to_be_visible()
    page.get_by_role("button", name="general").click()
    page.get_by_role("textbox", name="Message #general").fill("hello")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("article")).to_contain_text("from two")
    page.get_by_role("button", name="Workspace: Second").click()
    page.get_by_role("option", name="Minh Long").click()
    expect(page.get_by_role("banner")).to_contain_text("Minh Long")


def test_workspace_without_the_app_says_so(visit: Visit, context: BrowserContext) -> None:
    def uninstalled(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"installed": False})

    context.route("**/_sandbox/state*", uninstalled)
    page = visit()
    expect(page.get_by_text("The app is not installed in this workspace.")).to_be_visible()
    expect(page.get_by_text("nobody answers yet")).to_be_hidden()


def test_one_workspace_has_no_switcher(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_role("button", name="You are")).to_be_visible()
    expect(page.get_by_role("button", name="Workspace")).to_be_hidden()

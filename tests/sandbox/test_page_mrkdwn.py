"""Slack's mrkdwn as the page draws it: the resulting HTML of single texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import chromium
from playwright.sync_api import Page
from sandbox_facts import GENERAL, JAMES, LINH

from bot.sandbox.server import SandboxServer

pytestmark = pytest.mark.browser

DRAW = """
async ([text, viewer]) => {
  const { renderMrkdwn } = await import("/mrkdwn.js");
  const { World } = await import("/world.js");
  const state = await (await fetch("/_sandbox/state")).json();
  const box = document.createElement("div");
  box.append(renderMrkdwn(text, new World(state, viewer)));
  for (const node of box.querySelectorAll("[class], [target], [title]")) {
    for (const name of ["class", "target", "rel", "title"]) node.removeAttribute(name);
  }
  return box.innerHTML;
}
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with SandboxServer() as server, chromium() as browser:
        page = browser.new_page()
        page.goto(server.page_url)
        yield page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("*Tỷ lệ*: 40 %", "<strong>Tỷ lệ</strong>: 40 %"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("a * b * c", "a * b * c"),
        ("*open\nnext*", "*open\nnext*"),
        ("`*raw* &amp; <x>`", "<code>*raw* &amp; &lt;x&gt;</code>"),
        ("```a\n  &lt;b&gt;```", "<pre>a\n  &lt;b&gt;</pre>"),
        ("before\n```code```\nafter", "before<pre>code</pre>after"),
        ("&gt; one\n&gt; *two*\nafter", "<blockquote>one\n<strong>two</strong></blockquote>after"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("1 &gt; 0 &amp;amp; &lt;b&gt;", "1 &gt; 0 &amp;amp; &lt;b&gt;"),
        ("<b>x</b>", "bx/b"),
        ("<https://a.example/?x=1&amp;y=2|the *page*>",
         '<a href="https://a.example/?x=1&amp;y=2">the *page*</a>'),
        ("<https://a.example>", '<a href="https://a.example">https://a.example</a>'),
        ("<javascript:alert(1)|here>", "here"),
        (f"<@{JAMES}>", "<span>@James</span>"),
        ("<@U404|ghost>", "<span>@ghost</span>"),
        (f"<#{GENERAL}>", "<span>#general</span>"),
        ("<!here> <!channel>", "<span>@here</span> <span>@channel</span>"),
        (":large_green_circle: :no_such_code: 10:30:45",
         "<span>🟢</span> :no_such_code: 10:30:45"),
        ("<!date^1795399200^{date_num} {time}|later>", "<time>23/11/2026 09:00</time>"),
    ],
)  # fmt: skip
def test_mrkdwn(page: Page, text: str, html: str) -> None:
    assert page.evaluate(DRAW, [text, LINH]) == html

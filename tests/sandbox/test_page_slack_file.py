"""Uploaded images in blocks, in a real browser."""

from __future__ import annotations

from base64 import b64decode

import pytest
from browser import Visit, last
from playwright.sync_api import expect
from sandbox_facts import LINH
from slack_sdk import WebClient

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.mark.parametrize("named", ["id", "url"])
def test_uploaded_image_is_seen_without_a_token(web: WebClient, visit: Visit, named: str) -> None:
    ident = web.files_upload_v2(content=PNG, filename="chart.png")["file"]["id"]
    file = {"id": ident, "url": web.files_info(file=ident)["file"]["url_private"]}
    image = {"type": "image", "alt_text": "Yield by week", "slack_file": {named: file[named]}}
    web.chat_postMessage(channel=LINH, text="Yield", blocks=[image])
    picture = last(visit()).get_by_role("img", name="Yield by week")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)

"""`okrbot web` and `okrbot worker` without a bot token: workspaces install the app themselves."""

import pytest
from command_line import Okrbot
from patience import until
from several import HIDDEN, Browser
from test_cli_replicas import Replicas, replicas

from bot.sandbox.client import SandboxClient
from bot.sandbox.server import SandboxServer

__all__ = ["replicas"]

LINH, NEW = "U0LINH00001", "T0NEWCOMER1"


def test_a_worker_serves_who_installed_the_app_with_another_process(
    okrbot: Okrbot,
    replicas: Replicas,
    sandbox: SandboxServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hello, client = sandbox.hello(), SandboxClient(sandbox.base_url)
    client.add_workspace("Newcomer", id=NEW, installed=False)
    monkeypatch.delenv("OKRBOT_SLACK_BOT_TOKEN")
    monkeypatch.setenv("OKRBOT_SLACK_CLIENT_ID", hello["client_id"])
    monkeypatch.setenv("OKRBOT_SLACK_CLIENT_SECRET", hello["client_secret"])
    monkeypatch.setenv("OKRBOT_ENCRYPTION_KEYS", okrbot("secrets", "new-key").out.split()[-1])
    monkeypatch.setenv("OKRBOT_PUBLIC_URL", "http://127.0.0.1:1")
    replicas.start("worker")
    _, pages = replicas.start("web")
    client.subscription(transport="http", request_url=f"{pages}/slack/events")
    browser = Browser()
    consent = browser.open(browser.open(f"{pages}/slack/install").button)
    [key] = HIDDEN.findall(consent.text)
    form = {"consent": key, "as": f"{NEW} {LINH}", "decision": "allow"}
    back = browser.open(f"{sandbox.base_url}/oauth/v2/authorize", form).location
    assert "in Newcomer" in browser.open(back.replace("http://127.0.0.1:1", pages)).words
    there = SandboxClient(sandbox.base_url, team=NEW)
    until(lambda: any(call["method"] == "users.list" for call in there.log()))
    there.say(LINH, "help")
    until(lambda: [one for one in there.dm(LINH) if one.get("bot_id")])
    assert not any(one.get("bot_id") for one in client.dm(LINH))  # equal id, another workspace

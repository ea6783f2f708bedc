"""Files: the three steps of an upload, reading them back, people's files, images in blocks."""

from __future__ import annotations

import asyncio
import http.client
import json
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from raw_app import RawApp
from sandbox_facts import BOT, GENERAL, JAMES, LINH, SEED
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.client import SandboxClient, SandboxRefused
from bot.sandbox.seed import Seed
from bot.sandbox.server import SandboxServer

Json = dict[str, Any]
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
BYTES = b"\x00\r\n--x\r\n\xff"


@pytest.fixture
def server(module_server: SandboxServer) -> SandboxServer:
    SandboxClient(module_server.base_url).reset()
    return module_server


@pytest.fixture
def app(server: SandboxServer) -> Iterator[RawApp]:
    with RawApp(server.api_url) as connected:
        yield connected


def get(url: str, token: str | None = None) -> tuple[int, bytes, dict[str, str]]:
    """One GET; redirects are not followed."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    connection.request("GET", f"/{path}", headers=headers)
    answer = connection.getresponse()
    found = (answer.status, answer.read(), {k.casefold(): v for k, v in answer.getheaders()})
    connection.close()
    return found


def send(url: str, body: bytes, content_type: str = "application/octet-stream") -> tuple[int, str]:
    request = urllib.request.Request(url, data=body, headers={"content-type": content_type})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def refused(error: str, call: Any, /, **args: Any) -> Json:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    assert raised.value.response["error"] == error, raised.value.response.data
    return dict(raised.value.response.data)


def announce(web: WebClient, content: bytes, name: str = "data.bin") -> Json:
    return dict(web.files_getUploadURLExternal(filename=name, length=len(content)).data)


def uploaded(web: WebClient, content: bytes = PNG, name: str = "chart.png") -> str:
    """The id of a finished file that is shared nowhere."""
    found: str = web.files_upload_v2(content=content, filename=name)["file"]["id"]
    return found


def test_slack_sdk_uploads_and_the_file_is_posted(web: WebClient, people: SandboxClient) -> None:
    answer = web.files_upload_v2(
        content=PNG,
        filename="chart.png",
        title="Yield",
        alt_txt="A line",
        channel=GENERAL,
        initial_comment="This week:",
    )
    file = answer["file"]
    assert (file["name"], file["title"], file["alt_txt"]) == ("chart.png", "Yield", "A line")
    assert (file["mimetype"], file["filetype"], file["size"]) == ("image/png", "png", len(PNG))
    assert file["user"] == BOT
    [message] = people.messages(GENERAL, LINH)
    assert (message["text"], message["user"], message["bot_id"]) == (
        "This week:",
        BOT,
        "B0OKRBOT000",
    )
    assert [one["id"] for one in message["files"]] == [file["id"]]
    [read] = web.conversations_history(channel=GENERAL)["messages"]
    assert read["files"][0]["url_private"] == file["url_private"]


def test_async_client_uploads_too(server: SandboxServer, people: SandboxClient) -> None:
    client = AsyncWebClient(token="xoxb-sandbox", base_url=server.api_url)
    asyncio.run(client.files_upload_v2(content=BYTES, filename="a.bin", channel=GENERAL))
    [message] = people.messages(GENERAL, LINH)
    assert get(message["files"][0]["url_private"], "xoxb-sandbox")[1] == BYTES


def test_several_files_come_in_one_message_of_a_thread(
    web: WebClient, people: SandboxClient
) -> None:
    parent = web.chat_postMessage(channel=GENERAL, text="Numbers?")["ts"]
    web.files_upload_v2(
        file_uploads=[
            {"content": "a,b", "filename": "a.csv"},
            {"content": b"{}", "filename": "b.json", "title": "Raw"},
        ],
        channel=GENERAL,
        thread_ts=parent,
    )
    _, reply = people.messages(GENERAL, LINH)
    assert reply["thread_ts"] == parent
    assert [(f["name"], f["title"], f["mimetype"]) for f in reply["files"]] == [
        ("a.csv", "a.csv", "text/csv"),
        ("b.json", "Raw", "application/json"),
    ]


def test_several_channels_each_get_a_message(web: WebClient, people: SandboxClient) -> None:
    web.files_upload_v2(content="x", filename="x.txt", channels=[GENERAL, LINH])
    assert len(people.messages(GENERAL, JAMES)) == len(people.dm(LINH)) == 1


def test_where_a_file_is_shared_is_told_by_files_info_only(web: WebClient) -> None:
    answer = web.files_upload_v2(content="x", filename="x.txt", channel=GENERAL)["file"]
    assert answer["shares"] == {}
    file = web.files_info(file=answer["id"])["file"]
    [shared] = file["shares"]["public"][GENERAL]
    assert shared["ts"] == web.conversations_history(channel=GENERAL)["messages"][0]["ts"]
    assert file["is_public"]


@pytest.mark.parametrize("form", [False, True])
def test_bytes_come_raw_or_in_a_form_and_are_kept_exactly(
    server: SandboxServer, web: WebClient, form: bool
) -> None:
    announced = announce(web, BYTES)
    body, kind = BYTES, "application/octet-stream"
    if form:
        head = b'--lim\r\nContent-Disposition: form-data; name="filename"; filename="d"\r\n\r\n'
        body, kind = head + BYTES + b"\r\n--lim--\r\n", "multipart/form-data; boundary=lim"
    assert send(announced["upload_url"], body, kind) == (200, f"OK - {len(BYTES)}")
    done = web.files_completeUploadExternal(files=[{"id": announced["file_id"]}])
    url = done["files"][0]["url_private"]
    assert get(url, "xoxb-sandbox")[:2] == (200, BYTES)
    assert get(f"{server.base_url}/_sandbox/files/{announced['file_id']}")[1] == BYTES


def test_address_for_the_bytes_is_guarded(server: SandboxServer, web: WebClient) -> None:
    announced = announce(web, b"12345")
    assert send(announced["upload_url"], b"1234")[0] == 400
    assert send(announced["upload_url"], b"x", "multipart/form-data; boundary=lim")[0] == 400
    assert send(announced["upload_url"], b"x", "multipart/form-data")[0] == 400
    refused(
        "file_not_found", web.files_completeUploadExternal, files=[{"id": announced["file_id"]}]
    )
    assert send(f"{server.base_url}/upload/v1/made-up", b"12345")[0] == 404
    assert send(announced["upload_url"], b"12345")[0] == 200
    web.files_completeUploadExternal(files=[{"id": announced["file_id"]}])
    assert send(announced["upload_url"], b"54321")[0] == 404


def test_too_large_a_file_is_refused_at_both_steps(web: WebClient) -> None:
    most = 10_000_000
    assert web.files_getUploadURLExternal(filename="a", length=most)["ok"]
    answer = refused(
        "file_upload_size_restricted",
        web.files_getUploadURLExternal,
        filename="a",
        length=most + 1,
    )
    assert str(most) in answer["detail"]
    announced = announce(web, b"1")
    assert send(announced["upload_url"], b"x" * (most + 1))[0] == 413
    assert send(announced["upload_url"], b"x" * (most + 20_000))[0] == 413


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"filename": "a", "length": 0}, "invalid_arguments"),
        ({"filename": "a", "length": "many"}, "invalid_arguments"),
        ({"filename": "a", "length": -1}, "invalid_arguments"),
        ({"filename": "", "length": 1}, "invalid_arguments"),
        ({"filename": "a"}, "invalid_arguments"),
        ({"filename": "a", "length": 1, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"filename": "a", "length": 1, "snippet_type": "python"}, "sandbox_not_implemented"),
        ({"filename": "a", "length": 1, "channel": GENERAL}, "sandbox_unknown_argument"),
    ],
)
def test_wrong_announcement_is_refused(web: WebClient, args: Json, error: str) -> None:
    refused(error, web.api_call, api_method="files.getUploadURLExternal", params=args)


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"files": "x"}, "invalid_arguments"),
        ({"files": "[]"}, "invalid_arguments"),
        ({"files": "[1]"}, "invalid_arguments"),
        ({"files": '[{"title": "x"}]'}, "invalid_arguments"),
        ({"files": '[{"id": "F0NONE"}]'}, "file_not_found"),
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"channel_id": "#general"}, "invalid_channel"),
        ({"channel_id": LINH}, "invalid_channel"),
        ({"channels": "U0NOBODY"}, "channel_not_found"),
        ({"channels": ",".join(f"C{n}" for n in range(101))}, "channels_limit_exceeded"),
        ({"channel_id": "C0OUT"}, "not_in_channel"),
        ({"channel_id": "C0OLD"}, "posting_to_channel_denied"),
        ({"thread_ts": "1.1"}, "invalid_arguments"),
        ({"channel_id": GENERAL, "thread_ts": "1.1"}, "thread_not_found"),
        ({"channels": f"{GENERAL},{LINH}", "thread_ts": "1.1"}, "invalid_arguments"),
        ({"channel_id": GENERAL, "blocks": "{"}, "invalid_blocks"),
        ({"channel_id": GENERAL, "blocks": '[{"type": "header"}]'}, "invalid_blocks"),
    ],
)
def test_wrong_completion_changes_nothing(
    web: WebClient, people: SandboxClient, args: Json, error: str
) -> None:
    people.add_channel("out", id="C0OUT", members=[LINH], bot_member=False)
    people.add_channel("old", id="C0OLD", members=[LINH], is_archived=True)
    announced = announce(web, b"12345")
    send(announced["upload_url"], b"12345")
    files = json.dumps([{"id": announced["file_id"]}])
    method = "files.completeUploadExternal"
    refused(error, web.api_call, api_method=method, params={"files": files} | args)
    assert people.messages(GENERAL, LINH) == []
    refused("file_not_found", web.files_info, file=announced["file_id"])
    assert web.api_call(method, params={"files": files})["ok"]
    refused("file_not_found", web.api_call, api_method=method, params={"files": files})


def test_files_need_their_scopes() -> None:
    with SandboxServer(seed=Seed(bot_scopes=("chat:write",))) as running:
        plain = WebClient(token="xoxb-sandbox", base_url=running.api_url)
        answer = refused("missing_scope", plain.files_upload_v2, content="x", filename="x")
        assert answer["needed"] == "files:write"
        assert refused("missing_scope", plain.files_info, file="F1")["needed"] == "files:read"
        file = SandboxClient(running.base_url).upload(LINH, "a.txt", b"x")["file"]
        private = f"{running.base_url}/files-pri/T0MINHLONG-{file}/a.txt"
        assert get(private, "xoxb-sandbox")[0] == 302


def test_persons_file_arrives_as_a_message_and_can_be_read(
    app: RawApp, web: WebClient, people: SandboxClient
) -> None:
    said = people.upload(LINH, "số liệu.csv", b"week,value\n1,38", text="for #general & co")
    event = app.event()
    assert (event["type"], event["subtype"], event["ts"]) == ("message", "file_share", said["ts"])
    assert event["text"] == f"for <#{GENERAL}|general> &amp; co"
    assert "bot_id" not in event
    [file] = event["files"]
    assert (file["id"], file["name"], file["user"]) == (said["file"], "số liệu.csv", LINH)
    status, content, headers = get(file["url_private_download"], "xoxb-sandbox")
    assert (status, content) == (200, b"week,value\n1,38")
    assert headers["content-type"].startswith("text/csv")
    assert web.files_info(file=said["file"])["file"]["shares"]["private"][said["channel"]]
    [read] = web.conversations_history(channel=said["channel"])["messages"]
    assert "subtype" not in read


def test_private_address_wants_a_token_that_may(web: WebClient, people: SandboxClient) -> None:
    url = web.files_info(file=uploaded(web))["file"]["url_private"]
    for token in (None, "xoxb-other", "xapp-sandbox"):
        status, _, headers = get(url, token)
        assert status == 302
        assert headers["location"].startswith("/?redir=/files-pri/")
    people.revoke()
    assert get(url, "xoxb-sandbox")[0] == 302


def test_file_of_others_is_seen_only_where_the_bot_may_look(
    app: RawApp, web: WebClient, people: SandboxClient
) -> None:
    people.add_channel("quiet", id="C0QUIET", members=[LINH], bot_member=False)
    people.add_channel("secret", id="C0SECRET", members=[LINH], bot_member=False, is_private=True)
    public = people.upload(LINH, "a.txt", b"a", channel="C0QUIET")["file"]
    hidden = people.upload(LINH, "b.png", PNG, channel="C0SECRET")["file"]
    assert web.files_info(file=public)["file"]["name"] == "a.txt"
    refused("file_not_found", web.files_info, file=hidden)
    block = {"type": "image", "alt_text": "x", "slack_file": {"id": hidden}}
    refused("invalid_blocks", web.chat_postMessage, channel=LINH, text="x", blocks=[block])
    assert app.silent()


def test_files_of_two_workspaces_are_kept_apart(
    server: SandboxServer, web: WebClient, people: SandboxClient
) -> None:
    second = people.add_workspace("Other")
    there = WebClient(token=second["bot_token"], base_url=server.api_url)
    file = there.files_upload_v2(content="theirs", filename="a.txt", channel=GENERAL)["file"]
    refused("file_not_found", web.files_info, file=file["id"])
    assert get(file["url_private"], "xoxb-sandbox")[0] == 302
    assert get(file["url_private"], second["bot_token"])[1] == b"theirs"
    assert people.messages(GENERAL, LINH) == []


@pytest.mark.parametrize("named", ["id", "url"])
def test_image_of_an_uploaded_file_stands_in_blocks(web: WebClient, named: str) -> None:
    ident = uploaded(web)
    url = web.files_info(file=ident)["file"]["url_private"]
    slack_file = {named: ident if named == "id" else url}
    image = {"type": "image", "alt_text": "x", "slack_file": slack_file}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": image}
    context = {"type": "context", "elements": [image]}
    posted = web.chat_postMessage(channel=LINH, text="x", blocks=[image, section, context])
    assert posted["message"]["blocks"][0]["slack_file"] == slack_file
    assert web.views_publish(user_id=LINH, view={"type": "home", "blocks": [image]})["ok"]


def test_image_needs_a_file_that_is_one(web: WebClient) -> None:
    wrong = [{"id": "F0NONE"}, {"id": uploaded(web, b"text", "a.txt")}, {"url": "https://x/y"}]
    for slack_file in wrong:
        image = {"type": "image", "alt_text": "x", "slack_file": slack_file}
        answer = refused(
            "invalid_blocks", web.chat_postMessage, channel=LINH, text="x", blocks=[image]
        )
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"
        ]
        home = {"type": "home", "blocks": [image]}
        refused("invalid_arguments", web.views_publish, user_id=LINH, view=home)


def test_page_cannot_be_attacked_with_a_file(
    server: SandboxServer, web: WebClient, people: SandboxClient
) -> None:
    evil = people.upload(LINH, "evil.html", b"<script>alert(1)</script>")["file"]
    for ident, place in ((evil, "attachment"), (uploaded(web), "inline")):
        status, _, headers = get(f"{server.base_url}/_sandbox/files/{ident}")
        assert (status, headers["content-disposition"]) == (200, place)
        assert "sandbox" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert get(f"{server.base_url}/_sandbox/files/F0NONE")[0] == 404


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda people: people.upload("U0NOBODY", "a", b"x"), "person_not_found"),
        (lambda people: people.upload(LINH, "", b"x"), "missing_argument"),
        (lambda people: people.upload(LINH, "a", b""), "missing_argument"),
        (lambda people: people.upload(LINH, "a", b"x", channel="C0NOWHERE"), "channel_not_found"),
        (lambda people: people.upload(LINH, "a", b"x", thread_ts="1.1"), "thread_not_found"),
        (lambda people: people.upload(LINH, "a", b"x", text=1), "invalid_argument"),
        (lambda people: people.upload(LINH, "a", b"x", size=1), "unknown_argument"),
        (lambda people: people.upload(LINH, "a", b"x" * 10_000_001), "file_too_large"),
    ],
)
def test_impossible_upload_is_refused(people: SandboxClient, call: Any, code: str) -> None:
    with pytest.raises(SandboxRefused) as raised:
        call(people)
    assert raised.value.code == code


def test_upload_in_another_encoding_is_refused(server: SandboxServer) -> None:
    body = json.dumps({"user": LINH, "name": "a.txt", "content_base64": "%"}).encode()
    status, text = send(f"{server.base_url}/_sandbox/upload", body, "application/json")
    assert (status, json.loads(text)["error"]) == (400, "invalid_argument")


def test_app_hears_of_shared_files_if_it_subscribed() -> None:
    events = replace(SEED.app, events=frozenset({"file_shared"}))
    with SandboxServer(seed=replace(SEED, app=events)) as running, RawApp(running.api_url) as app:
        said = SandboxClient(running.base_url).upload(LINH, "a.txt", b"x", channel=GENERAL)
        event = app.event()
        known = {name: event[name] for name in ("type", "channel_id", "file_id", "user_id", "file")}
        assert known == {
            "type": "file_shared",
            "channel_id": GENERAL,
            "file_id": said["file"],
            "user_id": LINH,
            "file": {"id": said["file"]},
        }

"""A connector asks a web server: what it takes for a figure, and what it does not fall for."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.domain.connectors import Source, SourceKind, prometheus
from bot.domain.errors import Invalid
from bot.sources import Fetcher, http_json
from bot.sources.addresses import address_of, is_public

Answer = Callable[[BaseHTTPRequestHandler], None]
LOCAL = ("127.0.0.1", "metrics.example")


@contextmanager
def answering(answer: Answer) -> Iterator[int]:
    """A server of this machine; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def giving(content: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        asked.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            asked.send_header(name, value)
        asked.end_headers()
        asked.wfile.write(content)

    return answer


def ask(port: int, pointer: str = "/value", host: str = "127.0.0.1", **more: Any) -> Decimal:
    url = f"http://{host}:{port}/kpis?of=cpa"
    more = {"hosts": LOCAL} | more
    return http_json.figure_at(url, pointer, more.pop("secret", None), **more).value


def refused(port: int, **more: Any) -> str:
    with pytest.raises(Invalid) as found:
        ask(port, **more)
    return found.value.key


@pytest.mark.parametrize(
    ("content", "pointer", "value"),
    [
        ('{"value": 123456789012345.123456}', "/value", "123456789012345.123456"),
        ('{"value": "7.2"}', "/value", "7.2"),
        ('{"a/b": [{"~": 1e3}]}', "/a~1b/0/~0", "1000"),
        ('{"": 5}', "/", "5"),
        ("0.30000000000000004", "", "0.3"),
        ('{"data": {"result": [{"value": [1435781451.781, "0.07"]}]}}', "@prometheus", "0.07"),
    ],
)
def test_the_figure_at_the_pointer_is_exact(content: str, pointer: str, value: str) -> None:
    if pointer == "@prometheus":
        pointer = prometheus("http://x", "up").pointer
    with answering(giving(content.encode())) as port:
        assert ask(port, pointer) == Decimal(value)


def test_a_prometheus_server_is_asked_as_it_wants_to_be() -> None:
    seen: list[tuple[str, str | None]] = []

    def answer(asked: BaseHTTPRequestHandler) -> None:
        seen.append((asked.path, asked.headers["Authorization"]))
        giving(json.dumps({"data": {"result": [{"value": [0, "3"]}]}}).encode())(asked)

    with answering(answer) as port, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OKRBOT_SECRET_PROM", "Bearer abc\n")
        source = prometheus(f"http://127.0.0.1:{port}/", 'sum(errors{job="a b"})', None)
        signed = Source(source.kind, "env:OKRBOT_SECRET_PROM", "", source.url, source.pointer)
        [found] = Fetcher(LOCAL)(signed.validated())
    assert found.value == 3
    query = "sum%28errors%7Bjob%3D%22a%20b%22%7D%29"
    assert seen == [(f"/api/v1/query?query={query}", "Bearer abc")]


@pytest.mark.parametrize(
    ("content", "pointer", "key"),
    [
        (b"<html>", "/value", "connector.not_json"),
        (b"", "/value", "connector.not_json"),
        (b'{"value": \xff}', "/value", "connector.not_json"),
        (b"[" * 200_000, "/value", "connector.not_json"),
        (b'{"value": 1}', "/valeu", "connector.nothing_there"),
        (b"[1]", "/1", "connector.nothing_there"),
        (b"[1]", "/-1", "connector.nothing_there"),
        (b'{"value": NaN}', "/value", "connector.not_a_number"),
        (b'{"value": Infinity}', "/value", "connector.not_a_number"),
        (b'{"value": "+Inf"}', "/value", "connector.not_a_number"),
        (b'{"value": 1e300000}', "/value", "connector.not_a_number"),
        (b'{"value": true}', "/value", "connector.not_a_number"),
        (b'{"value": null}', "/value", "connector.not_a_number"),
        (b'{"value": {"a": 1}}', "/value", "connector.not_a_number"),
        (b" " * 10_000_000 + b"1", "", "connector.too_large"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_holds_no_figure_is_named(content: bytes, pointer: str, key: str) -> None:
    with answering(giving(content)) as port:
        assert refused(port, pointer=pointer) == key


def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        giving(b"", 302, Location="http://127.0.0.1/value")(handler)

    with answering(answer) as port:
        assert refused(port) == "connector.redirect"
    assert len(asked) == 1


def test_other_answers_and_none_are_named() -> None:
    with answering(giving(b'{"value": 1}', 500)) as port:
        assert refused(port) == "connector.status"
    with answering(lambda handler: handler.connection.close()) as port:
        assert refused(port) == "connector.unreachable"
    assert refused(port) == "connector.unreachable", "nobody listens any more"


def test_an_answer_that_never_ends_is_hung_up_on() -> None:
    """Each byte comes in time; all of them do not."""
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not over.wait(0.02):
                handler.wfile.write(b" ")
        except OSError:
            pass

    with answering(drip) as port:
        assert refused(port, seconds=0.3) == "connector.timeout"
        over.set()


def test_https_is_for_servers_that_speak_it() -> None:
    with answering(giving(b"1")) as port, pytest.raises(Invalid) as found:
        http_json.figure_at(f"https://127.0.0.1:{port}/", "", None, hosts=LOCAL)
    assert found.value.key == "connector.unreachable"


PRIVATE = [
    *("127.0.0.1", "127.1", "0x7f000001", "2130706433", "0.0.0.0", "10.1.2.3", "172.16.0.1"),
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1"),
    *("::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "localhost"),
]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises(Invalid) as found:
        address_of(host, 80, hosts=())
    assert found.value.key == "connector.private_address"


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_taken(address: str) -> None:
    assert is_public(address)
    assert address_of(address, 443, hosts=()).endswith(address.rpartition(":")[2])


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Invalid, match="private_address"):
        address_of("both.example", 80, hosts=())


def test_a_name_is_looked_up_once_and_its_address_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever answers for the name cannot say another address a moment later."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *more: Any, **known: Any) -> Any:
        if host != "metrics.example":
            return real(host, *more, **known)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *more, **known)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    hosts_seen: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        hosts_seen.append(handler.headers["Host"])
        giving(b'{"value": 1}')(handler)

    with answering(answer) as port:
        assert ask(port, host="metrics.example") == 1
        assert hosts_seen == [f"metrics.example:{port}"]
    assert asked == ["metrics.example"]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (Source(SourceKind.HTTP, url="file:///etc/passwd"), "not_a_url"),
        (Source(SourceKind.HTTP, url="gopher://x/"), "not_a_url"),
        (Source(SourceKind.HTTP, url="http:///x"), "not_a_url"),
        (Source(SourceKind.HTTP, url="http://x:99999/"), "not_a_url"),
        (Source(SourceKind.HTTP, url="http://x/ y"), "not_a_url"),
        (Source(SourceKind.HTTP, url="http://x/\r\nHost: y"), "not_a_url"),
        (Source(SourceKind.HTTP, url="https://me:secret@x/"), "password_in_url"),
        (Source(SourceKind.HTTP, url="https://x/", pointer="value"), "not_a_pointer"),
        (Source(SourceKind.HTTP, "env:OKRBOT_SLACK_BOT_TOKEN", url="https://x/"), "secret_name"),
        (Source(SourceKind.HTTP, "file:../../etc/passwd", url="https://x/"), "secret_name"),
        (Source(SourceKind.SQL, query="SELECT 1"), "no_database"),
        (Source(SourceKind.SQL, "env:OKRBOT_SECRET_X", query=" "), "not_a_query"),
    ],
)
def test_a_source_that_cannot_be_meant_is_refused(source: Source, key: str) -> None:
    with pytest.raises(Invalid) as found:
        source.validated()
    assert found.value.key == f"connector.{key}"


def test_a_secret_that_is_not_there_is_named_and_not_guessed(tmp_path: Any) -> None:
    (tmp_path / "two-lines").write_text("a\nb")
    for secret in ("env:OKRBOT_SECRET_NOT_THERE", "file:gone", "file:two-lines"):
        with pytest.raises(Invalid) as found:
            Fetcher((), str(tmp_path))(Source(SourceKind.HTTP, secret, url="https://x/"))
        assert (found.value.key, found.value.params) == ("connector.no_secret", {"secret": secret})

"""The bytes of a file behind its private address."""

from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.protocols import OutcomeUnknown, SlackRefused


class _NoRedirects(HTTPRedirectHandler):
    """Slack leads whoever may not read a file to a page to sign in: that is not the file."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        del req, fp, code, msg, headers, newurl


def fetch(url: str, *, token: str, most: int, seconds: float) -> bytes:
    """Up to `most` + 1 bytes: one more than wanted shows that there are more.

    Raises SlackRefused "file_not_readable", OutcomeUnknown, or as urllib does.
    """
    if not url.startswith(("https://", "http://127.0.0.1")):
        raise SlackRefused("file_not_readable")
    request = Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with build_opener(_NoRedirects).open(request, timeout=seconds) as answer:
            content: bytes = answer.read(most + 1)
            return content
    except HTTPError as error:
        error.close()
        if error.code >= 500:
            raise OutcomeUnknown(f"HTTP {error.code}") from error
        raise SlackRefused("file_not_readable") from error

"""One call to Slack: every failure becomes one of the four that the message protocol knows."""

from collections.abc import Callable
from http.client import HTTPException
from typing import TypeVar
from urllib.error import HTTPError, URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.protocols import NotConnected, OutcomeUnknown, RateLimited, SlackRefused

T = TypeVar("T")


def call(do: Callable[[], T]) -> T:
    """Run one call; every failure becomes one of the four that the protocol knows."""
    try:
        return do()
    except SlackApiError as error:
        raise _of_answer(error.response) from error
    except (ConnectionRefusedError, URLError) as error:
        raise _of_connection(error) from error
    except (SlackClientError, HTTPException, OSError) as error:
        raise OutcomeUnknown(type(error).__name__) from error


def _of_answer(response: SlackResponse) -> Exception:
    if response.status_code == 429:
        method = response.api_url.rpartition("/")[2]
        return RateLimited(float(response.headers.get("Retry-After", 1)), method)
    if response.status_code >= 500:
        return OutcomeUnknown(f"HTTP {response.status_code}")
    if not isinstance(response.data, dict) or "error" not in response.data:
        return OutcomeUnknown("an answer that is not JSON")
    return SlackRefused(str(response.data["error"]))


def _of_connection(error: Exception) -> Exception:
    """Refused or not found: nothing was sent. Anything else may have been."""
    if isinstance(error, HTTPError):  # of an upload: the SDK leaves it open
        error.close()
    reason = getattr(error, "reason", error)
    if isinstance(reason, ConnectionRefusedError) or type(reason).__name__ == "gaierror":
        return NotConnected(type(reason).__name__)
    return OutcomeUnknown(type(reason).__name__)

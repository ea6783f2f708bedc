"""How Slack is called, whatever the token."""

from bot.settings import Settings
from bot.wiring import clients


def test_the_certificates_are_read_once_for_all_clients() -> None:
    """Each call would read them anew else, which takes longer than most calls."""
    far = Settings(_env_file=None, slack_api_url="https://slack.com/api/")
    first, second = clients.web_client(far), clients.web_client(far, token="xoxb-x")
    assert first.ssl is not None
    assert first.ssl is second.ssl
    near = Settings(_env_file=None, slack_api_url="http://127.0.0.1:8471/api/")
    assert clients.web_client(near).ssl is None

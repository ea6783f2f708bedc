"""Configuration from the environment (prefix OKRBOT_) or a .env file; read once, in wiring."""

from collections.abc import Sequence
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator can set. Values are never printed, not even in errors."""

    model_config = SettingsConfigDict(
        env_prefix="OKRBOT_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
        populate_by_name=True,
    )

    slack_bot_token: SecretStr | None = None
    """Bot token (xoxb-…) from *OAuth & Permissions* of the Slack app."""
    slack_app_token: SecretStr | None = None
    """App-level token (xapp-…) with the scope connections:write."""
    slack_signing_secret: SecretStr | None = None
    """Signing Secret from *Basic Information* of the Slack app; `okrbot web` needs it."""
    slack_client_id: str | None = None
    """Client ID from *Basic Information*; with it any number of workspaces can install the app."""
    slack_client_secret: SecretStr | None = None
    """Client Secret from *Basic Information*, beside the Client ID."""
    encryption_keys: SecretStr | None = None
    """Keys that seal the workspaces' tokens, newest first; `okrbot secrets new-key` makes one."""
    public_url: str | None = None
    """Where browsers reach the install page, as https://okr.example."""
    slack_api_url: str = "https://slack.com/api/"
    """Where the Slack Web API is; a sandbox prints its own."""
    database_url: str = "sqlite:///okrbot.db"
    """SQLAlchemy URL: sqlite:///FILE or postgresql://…"""
    listener_threads: Annotated[int, Field(ge=1, le=64)] = 16
    """How many Slack deliveries are worked on at once."""
    tick_seconds: Annotated[float, Field(gt=0, le=300)] = 15.0
    """How often due work is looked for."""
    request_timeout_seconds: Annotated[float, Field(ge=0.1, le=60)] = 10.0
    """How long one call to Slack may take."""
    lease_seconds: Annotated[float, Field(ge=1, le=600)] = 60.0
    """How long a sender owns a message before another may look at it."""
    http_port: Annotated[
        int, Field(ge=0, le=65535, validation_alias=AliasChoices("OKRBOT_HTTP_PORT", "PORT"))
    ] = 8080
    """Where /healthz, /readyz and /metrics are, else the platform's PORT; 0 turns them off."""
    http_host: str = "127.0.0.1"
    """The address for them; they tell no secrets, but they are meant for this machine."""
    admins: str | None = None
    """Slack ids or e-mail addresses of further administrators, with commas between them."""
    posts_per_second: Annotated[float, Field(ge=0, le=100)] = 4.0
    """How fast messages go to a workspace on average; 0 means as fast as Slack takes them."""
    channel_posts_per_second: Annotated[float, Field(ge=0, le=100)] = 1.0
    """How fast they go to one channel or person."""
    api_requests_per_minute: Annotated[float, Field(ge=0, le=100_000)] = 120.0
    """How often each key of the HTTP API may be used on average; 0 means without limit."""
    api_failures_per_minute: Annotated[float, Field(ge=0, le=100_000)] = 10.0
    """How often one address may come without a good key on average; 0 means without limit."""
    install_requests_per_minute: Annotated[float, Field(ge=0, le=100_000)] = 10.0
    """How often one address may open the install pages on average; 0 means without limit."""
    connector_hosts: str | None = None
    """Hosts in the company's own network that connectors may fetch from, with commas between."""
    secrets_folder: str | None = None
    """The folder of the files that connectors may read their credentials from."""
    erased_file: str | None = None
    """The list of erased people that outlives the database; else beside an SQLite file."""
    one_moment_after_seconds: Annotated[float, Field(ge=0, le=60)] = 2.0
    """After how long without an answer somebody is asked for a moment; 0 is never."""
    chart_seconds: Annotated[float, Field(ge=0, le=20)] = 5.0
    """How long a message waits for its chart before it is told in words; 0 draws none."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""
    log_json: bool = False
    """One JSON object per line instead of text."""

    @property
    def admin_names(self) -> Sequence[str]:
        """Those of `admins`, each by itself."""
        return [name.strip() for name in (self.admins or "").split(",") if name.strip()]

    @property
    def connector_host_names(self) -> Sequence[str]:
        """Those of `connector_hosts`, each by itself."""
        names = (self.connector_hosts or "").split(",")
        return [name.strip().lower() for name in names if name.strip()]

    @property
    def is_for_several(self) -> bool:
        """Whether the app can be installed with OAuth, in any number of workspaces."""
        return self.slack_client_id is not None

    @model_validator(mode="after")
    def _installing_is_complete(self) -> Self:
        needed = {
            "OKRBOT_SLACK_CLIENT_ID": self.slack_client_id,
            "OKRBOT_SLACK_CLIENT_SECRET": self.slack_client_secret,
            "OKRBOT_ENCRYPTION_KEYS": self.encryption_keys,
        }
        missing = [name for name, value in needed.items() if value is None]
        if missing and self.slack_client_id is not None:
            raise ValueError(
                f"{' and '.join(missing)} must be set beside OKRBOT_SLACK_CLIENT_ID "
                "(see README, “Several workspaces”)"
            )
        if self.public_url is not None and not self.public_url.startswith(("http://", "https://")):
            raise ValueError("OKRBOT_PUBLIC_URL must be an address, as https://okr.example")
        return self

    @property
    def secret_values(self) -> Sequence[str]:
        """What must never be told: tokens, secrets, keys, the database's password."""
        held = (
            *(self.slack_bot_token, self.slack_app_token, self.slack_signing_secret),
            *(self.slack_client_secret, self.encryption_keys),
        )
        password = urlsplit(self.database_url).password
        return [one.get_secret_value() for one in held if one] + ([password] if password else [])

    @model_validator(mode="after")
    def _tokens_are_of_their_kind(self) -> Self:
        _check_token("OKRBOT_SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-")
        _check_token("OKRBOT_SLACK_APP_TOKEN", self.slack_app_token, "xapp-")
        if not self.slack_api_url.endswith("/"):
            raise ValueError(
                "OKRBOT_SLACK_API_URL must end with a slash, as https://slack.com/api/"
            )
        if self.lease_seconds <= 2 * self.request_timeout_seconds:
            raise ValueError(
                "OKRBOT_LEASE_SECONDS must be more than twice OKRBOT_REQUEST_TIMEOUT_SECONDS: "
                "a sender has half its lease to post"
            )
        return self


def _check_token(name: str, token: SecretStr | None, prefix: str) -> None:
    if token is None or token.get_secret_value().startswith(prefix):
        return
    said = f"{name} must start with {prefix} (see README, “Connect a workspace”)"
    if token.get_secret_value().startswith(("xoxb-", "xapp-")):
        said = f"{name} holds the other token: {prefix}… belongs here, so swap the two"
    raise ValueError(said)

"""What goes wrong when figures are fetched, told to those who can do something about it."""

from decimal import Decimal, InvalidOperation

from bot.domain.errors import DomainError
from bot.render import errors
from bot.render.blocks import Rendered, message, section
from bot.render.environment import Words
from bot.render.rows import Params

_FIGURES = ("before", "value")


def connector_failed(words: Words, params: Params) -> Rendered:
    """The same failure three times in a row, and what to do about it."""
    known = {name: _figure(name, said) for name, said in params["because_params"].items()}
    text = words.mrkdwn(
        "kpi/connector_failed",
        title=params["title"],
        unit=params["unit"],
        value=params["value"],
        fetched_at=params["fetched_at"],
        failures=params["failures"],
        because=errors.told(words, DomainError(params["because"], **known)),
        is_admin=params["is_admin"],
        try_command=f"okrbot connectors try {params['key']}",
        set_command=words.plain("commands.kpi_set", id=params["kpi_id"]),
    )
    return message(words.line("fallback.connector_failed", title=params["title"]), [section(text)])


def _figure(name: str, said: str) -> object:
    """Figures are in JSON as texts."""
    try:
        return Decimal(said) if name in _FIGURES else said
    except InvalidOperation:
        return said

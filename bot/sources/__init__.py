"""What connectors speak to: databases and HTTP servers. Nothing of it happens in a transaction."""

from bot.sources.fetching import Fetcher

__all__ = ["Fetcher"]

"""Processes that are killed while they send: `make chaos`."""

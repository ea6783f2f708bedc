"""The `okrbot` command: one module per family of subcommands."""

from bot.cli.app import main

__all__ = ["main"]

"""`python -m bot` is `okrbot`."""

from bot.cli import main

main()

"""A strict Slack-compatible server for one machine, on loopback only.

It stands on its own: nothing of the bot is imported here, so the two can only agree over the wire.
"""

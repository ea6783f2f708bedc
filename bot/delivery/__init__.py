"""Turns prepared messages into Slack posts: each one once, as far as Slack can tell."""

"""Slack's rules for blocks and views, as tables of the sandbox's own."""

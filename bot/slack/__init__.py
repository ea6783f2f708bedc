"""The adapter to Slack: payloads in, use cases called, answers out."""

"""What a bot tells of itself over HTTP: whether it lives, whether it works, and how much."""

"""How fast the bot is, as ratios to baselines measured in the same run: `make bench`."""

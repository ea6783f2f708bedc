"""Scorecards: shown, reviewed, exported, and who is measured by which template."""

"""The control API below /_sandbox/: drive people, read everything, move the clock."""

"""Key performance indicators: limits, observations, the life of an alert."""

"""A cycle from its drafts to its closed scores."""

"""Rules of the domain: pure functions over facts, no storage and no network."""

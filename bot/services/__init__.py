"""Use cases: one function each, one transaction each, returning facts and never words."""

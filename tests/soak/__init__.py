"""Long forms of tests, on demand: `make soak`."""

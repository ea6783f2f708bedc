"""How much a number of processes takes on one machine, and what is full first: `make load`."""

"""Tables, engines, the unit of work and the query functions. Knows nothing of `bot`."""

"""People write KPIs: the form, what it comes to, and what is kept of the changes."""

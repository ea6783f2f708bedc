"""The HTTP API: readings of KPIs in, KPIs and their readings out."""

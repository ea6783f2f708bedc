"""Connectors: where the readings of a KPI are fetched from by themselves, and when."""

"""Spreadsheets as the same tree of entries that a YAML file is."""

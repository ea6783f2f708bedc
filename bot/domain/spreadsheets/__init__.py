"""Goals as tables: how Excel writes numbers and dates, what columns are called, safe cells."""

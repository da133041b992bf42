"""Held against the fact sheets: every docket, amount, date and article of the content."""

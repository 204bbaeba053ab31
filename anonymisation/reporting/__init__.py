"""The report of one table, in JSON and in words; never any cell content."""

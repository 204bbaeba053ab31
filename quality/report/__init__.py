"""The report of an examination for its readers: JSON, text, a page, GitHub annotations."""

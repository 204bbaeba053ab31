"""Persons named in a text: what speaks for them, and what against."""

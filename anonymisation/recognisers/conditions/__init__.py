"""Conditions that a text must meet before a recogniser reads it, asked of whole columns at once."""

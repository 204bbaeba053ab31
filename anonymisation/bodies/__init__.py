"""Legal persons, and nobody at all: what looks like a person and stays."""

"""Postal addresses, and whether they are somebody's home."""

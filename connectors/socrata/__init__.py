"""Socrata, discovery API."""

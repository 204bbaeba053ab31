"""Drives the stages: the plain pipeline, the Dagster definitions around it, and the CLI."""

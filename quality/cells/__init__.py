"""Cells in batches: proven right where that is sure, read by Frictionless where it is not."""

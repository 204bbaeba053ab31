"""A table over its releases: metrics, expectations, and the worker of Great Expectations."""

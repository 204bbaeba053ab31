"""Names typed without capitals."""

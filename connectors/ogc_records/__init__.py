"""OGC API – Records."""

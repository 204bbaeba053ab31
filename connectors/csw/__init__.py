"""OGC Catalogue Service for the Web, 2.0.2 and 3.0."""

"""OGC API Features: tables with coordinates as collections of features."""

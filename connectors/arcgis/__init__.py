"""ArcGIS Hub."""

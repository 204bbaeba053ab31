"""JSON documents against a JSON Schema, feature by feature for GeoJSON."""

"""DCAT-US: data.json."""

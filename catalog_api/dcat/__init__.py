"""DCAT-AP: the catalogue as linked data."""

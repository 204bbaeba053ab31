"""DCAT catalogues in RDF, paged by Hydra."""

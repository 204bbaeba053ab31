"""RDF in its serialisations, read without fetching anything."""

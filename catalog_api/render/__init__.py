"""A dataset's documents, made once at publication: native JSON, CKAN, DCAT, what is searched."""

"""Portals, folders and lists of files → harvested datasets and bytes.

Start with `connectors.base.open_connector`; one module per family of portals.
"""

#: Raised when the same record of a portal is mapped to another dataset than before: sources are
#: then walked whole.
MAPPING = "connectors 3"

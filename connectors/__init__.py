"""Portals, folders and lists of files → harvested datasets and bytes.

Start with `connectors.base.open_connector`; one module per family of portals.
"""

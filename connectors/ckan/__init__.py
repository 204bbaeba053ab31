"""CKAN 2.x and DKAN."""

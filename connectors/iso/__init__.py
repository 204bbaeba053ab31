"""ISO 19139 and 19115-3 records to datasets."""

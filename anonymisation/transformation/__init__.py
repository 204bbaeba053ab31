"""The table as it is published, batch by batch."""

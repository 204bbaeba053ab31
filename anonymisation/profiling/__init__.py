"""What a table and its columns are, before anything is searched."""

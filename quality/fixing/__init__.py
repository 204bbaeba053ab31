"""A corrected copy of a file, where nothing has to be guessed."""

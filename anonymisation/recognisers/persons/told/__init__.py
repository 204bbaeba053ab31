"""The ways in which a text tells that a name is a person's, one module each."""

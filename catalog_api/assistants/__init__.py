"""The catalogue for assistants: tools of the Model Context Protocol over the same read path."""

"""A file becomes a table of text, whatever it is: start at `quality.reading.reader.read_table`."""

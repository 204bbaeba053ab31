"""One row and its cells: what a row says of its own cells, and what becomes of each."""

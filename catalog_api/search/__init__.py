"""Search over the published datasets: the index, its fields, the questions it answers."""

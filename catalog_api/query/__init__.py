"""Questions about the rows of published tables: grammar, SQL, worker processes, exports."""

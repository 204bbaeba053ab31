"""Personal data found in the distinct values of columns."""

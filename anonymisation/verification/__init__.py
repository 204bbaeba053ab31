"""A second, independent reading of what was written, and the gate behind it."""

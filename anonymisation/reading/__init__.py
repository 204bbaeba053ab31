"""Text as detectors read it, with a map back to the original."""

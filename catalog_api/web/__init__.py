"""What every answer shares: ready bytes, problems, headers, shapes, addresses."""

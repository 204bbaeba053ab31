"""What errors, columns and schemas say to people, in plain words."""

"""What is no person, or one in a public office."""

"""What is done with each kind of column and finding: rules, versioned and hashed."""

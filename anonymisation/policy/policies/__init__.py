"""The shipped anonymisation policies, as YAML files: data only."""

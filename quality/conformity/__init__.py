"""A table against its schema: start at `quality.conformity.verdict.judge_file`."""

"""The figures of benchmarks/README.md, one script per question."""

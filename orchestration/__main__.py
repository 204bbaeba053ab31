"""`python -m orchestration`: the same as `partage`."""

from orchestration.cli import main

main()

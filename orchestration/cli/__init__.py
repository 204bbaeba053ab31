"""`partage`, the command: names and exit codes are a contract (docs/cli.md)."""

from orchestration.cli.app import main

__all__ = ["main"]

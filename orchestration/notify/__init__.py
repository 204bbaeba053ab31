"""Tells people that a source fails, or works again: once each, by webhook and by e-mail."""

from orchestration.notify.outbox import notify_source

__all__ = ["notify_source"]

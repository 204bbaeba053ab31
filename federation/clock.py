"""Time as the store keeps it: UTC, ISO 8601, seconds; sorts as text."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A moment as stored, such as 2026-11-22T05:00:00.123456Z; the present one by default."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse(text: str) -> datetime:
    """The moment a stamp stands for."""
    return datetime.fromisoformat(text)

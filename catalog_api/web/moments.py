"""Moments that clients ask from: days or moments of ISO 8601."""

from datetime import UTC, datetime

from catalog_api.web.problems import Problem
from federation.i18n import msg


def moment(name: str, told: str) -> datetime | None:
    """The moment that the parameter `name` tells, a day standing for its beginning in UTC.

    None where nothing is told; Problem 422 where it cannot be read.
    """
    if not told:
        return None
    try:
        # A plus sign that was not escaped comes as a space.
        found = datetime.fromisoformat(told.strip().replace(" ", "+"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        text = msg("%(name)s must be a day or a moment of ISO 8601, such as 2026-01-31.", name=name)
        raise Problem(422, "invalid-parameter", text) from error

"""Who may read what: the one question that every read path asks.

All is public today. Offers and agreements will say otherwise in one place: the `AccessBook` that
the application is given, and the audience that a request is found to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Level(StrEnum):
    """Whom a dataset is open to."""

    PUBLIC = "public"
    PARTNERS = "partners"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Access:
    """The access to one dataset; `agreements` are the ids of those that open it."""

    level: Level = Level.PUBLIC
    agreements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Audience:
    """Who asks: anybody, a partner of the federation, somebody with agreements (their ids)."""

    partner: bool = False
    agreements: frozenset[str] = frozenset()


ANYBODY = Audience()


def may_read(audience: Audience, access: Access) -> bool:
    """Whether this audience may read what has this access. What is unknown is refused."""
    match access.level:
        case Level.PUBLIC:
            return True
        case Level.PARTNERS:
            return audience.partner
        case Level.AGREEMENT:
            return bool(audience.agreements & access.agreements)
    return False


class AccessBook(Protocol):
    """Where the access to datasets is written down."""

    def restricted(self) -> Mapping[str, Access]:
        """The datasets that are not public, by id; asked at every read."""


class AllPublic:
    """The book of a federation that restricts nothing."""

    def restricted(self) -> Mapping[str, Access]:
        """Nothing."""
        return {}

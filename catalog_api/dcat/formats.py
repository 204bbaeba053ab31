"""The serialisations of RDF that are served, and which one a client prefers (RFC 9110 §12.5)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog_api.web.bytes_out import TURTLE

_HTML = "text/html"
_WEIGHT = re.compile(r"[01](?:\.\d{0,3})?", re.ASCII)
_RANGES = 50  # of an Accept header that are looked at


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation: how its addresses end, its media type, and other names of that type."""

    suffix: str
    media_type: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Media types that a client may ask for it by, without parameters."""
        return (self.media_type.partition(";")[0], *self.others)


FORMATS = {
    found.suffix: found
    for found in (
        Format("ttl", TURTLE, ("application/x-turtle", "text/n3")),
        Format("rdf", "application/rdf+xml"),
        Format("jsonld", "application/ld+json"),
        Format("nt", "application/n-triples"),
    )
}


def preferred(accept: str, default: str) -> str | None:
    """The suffix of the format that an Accept header prefers; None for a page (HTML).

    `default` is what answers a client that takes anything, or nothing that there is.
    """
    weights = dict(_weighted(accept))
    found = {kind: _weight(weights, names) for kind, names in _offers()}
    best = max(found.values())
    if best <= 0 or found.get(default, 0) == best:
        return default or None
    return next(kind for kind, weight in found.items() if weight == best) or None


def _offers() -> Iterator[tuple[str, Sequence[str]]]:
    """A page, of which the kind is empty, and every format."""
    yield "", (_HTML, "application/xhtml+xml")
    for found in FORMATS.values():
        yield found.suffix, found.names


def _weight(weights: dict[str, float], names: Sequence[str]) -> float:
    """Of the most specific range that covers one of some media types."""
    exact = [weights[name] for name in names if name in weights]
    if exact:
        return max(exact)
    return weights.get(f"{names[0].partition('/')[0]}/*", weights.get("*/*", 0.0))


def _weighted(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(",")[:_RANGES]:
        name, *parameters = (word.strip().lower() for word in part.split(";"))
        if name:
            yield name, _quality(parameters)


def _quality(parameters: Sequence[str]) -> float:
    for word in parameters:
        key, _, value = word.partition("=")
        if key.strip() == "q":
            return float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
    return 1.0

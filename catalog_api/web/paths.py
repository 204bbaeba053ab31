"""Which addresses are read by programs: they get problem details, and may be read by any site."""

_BEGINNINGS = ("/api/", "/ogc", "/catalog.", "/openapi.json", "/healthz")
_ENDINGS = (".ttl", ".rdf", ".jsonld", ".nt", ".atom")
#: The root of the native API has no slash at its end, nor has the catalogue by negotiation.
_WHOLE = ("/api/v1", "/catalog")


def for_programs(path: str) -> bool:
    """Whether an address is read by programs rather than by people."""
    return path.startswith(_BEGINNINGS) or path.endswith(_ENDINGS) or path in _WHOLE

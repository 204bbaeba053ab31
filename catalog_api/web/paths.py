"""Which addresses are read by programs: they get problem details, and may be read by any site."""

_BEGINNINGS = ("/api/", "/catalog.", "/openapi.json", "/healthz")
_ENDINGS = (".ttl", ".rdf", ".jsonld", ".nt")
#: The root of the native API has no slash at its end.
_ROOT = "/api/v1"


def for_programs(path: str) -> bool:
    """Whether an address is read by programs rather than by people."""
    return path.startswith(_BEGINNINGS) or path.endswith(_ENDINGS) or path == _ROOT

"""JSON-LD without the network: contexts named by address are replaced by those kept here.

`connectors/contexts/` holds this project's own renditions: prefixes, and plain names to terms of
DCAT 3, DCAT-AP, DCAT-US and schema.org. A context that is not known is refused: without it the
names of a document mean nothing, and its datasets would vanish without a word.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from connectors.rdf.xml import malformed, too_deep
from connectors.web.failures import shown
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_FOLDER = Path(__file__).parent / "contexts"
_MAX_DEPTH = 100  # the parser needs the stack of a thread for each level

_DCAT, _SCHEMA_ORG, _NOTHING = "dcat", "schema-org", ""
#: The beginning of a context's address, without its scheme, and what stands for it.
_KNOWN = tuple(
    (re.compile(rf"https?://(?:www\.)?(?:{pattern})", re.I), name)
    for pattern, name in (
        (r"project-open-data\.cio\.gov/|resources\.data\.gov/", _DCAT),
        (r"semiceu\.github\.io/|data\.europa\.eu/|joinup\.ec\.europa\.eu/", _DCAT),
        (r"(?:raw\.githubusercontent|github)\.com/SEMICeu/", _DCAT),
        (r"w3\.org/ns/(?:dcat|hydra)|w3\.org/TR/vocab-dcat|w3c\.github\.io/dxwg/", _DCAT),
        (r"(?:[\w-]+\.)*arcgis\.com/|doi-do\.github\.io/dcat-us", _DCAT),
        (r"schema\.org\b", _SCHEMA_ORG),
        (r"geojson\.org/", _NOTHING),
    )
)


def offline(content: bytes, base: str) -> bytes:
    """The document with every context inside; as it came where it names none by address.

    HarvestError MALFORMED (no JSON, nested too deeply), WRONG_FORMAT (JSON without any context
    or IRI; a context that is not known).
    """
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise malformed(base, error.lineno) from error
    if not _is_json_ld(document):
        raise _plain_json(base)
    return orjson.dumps(document) if _put_contexts(document, base) else content


def _put_contexts(document: Any, base: str) -> bool:  # noqa: ANN401 - JSON
    """Replace contexts in place; whether there were any to replace."""
    changed, level = False, [document]
    for _ in range(_MAX_DEPTH):
        for value in level:
            if isinstance(value, dict) and _is_remote(value.get("@context")):
                value["@context"] = _inside(value["@context"], base)
                changed = True
        level = [inner for value in level for inner in _members(value)]
        if not level:
            return changed
    raise too_deep(base)


def _members(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    members = value.values() if isinstance(value, dict) else value
    return [each for each in members if isinstance(each, dict | list)]


def _is_remote(context: Any) -> bool:  # noqa: ANN401 - JSON
    listed = context if isinstance(context, list) else [context]
    return any(isinstance(each, str) for each in listed)


def _inside(context: Any, base: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(context, list):
        return [_inside(each, base) for each in context]
    return _known(context, base) if isinstance(context, str) else context


def _known(address: str, base: str) -> Any:  # noqa: ANN401 - JSON
    for form, name in _KNOWN:
        if form.match(address.strip()):
            return _context(name)
    raise HarvestError(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s names its terms by a JSON-LD context that is not known here (%(context)s), "
            "and nothing is fetched while reading: ask its operator for Turtle or RDF/XML, or for "
            "the context inside the document.",
            url=shown(base),
            context=shown(address),
        ),
    )


@cache
def _context(name: str) -> Any:  # noqa: ANN401 - JSON
    if name == _NOTHING:
        return {}
    context = orjson.loads((_FOLDER / f"{name}.json").read_bytes())
    if name != _DCAT:
        return context
    # DCAT-AP 3 writes Dataset.title, Catalogue.dataset…
    classes = [term for term in context if term[:1].isupper()]
    terms = [term for term in context if term[:1].islower() and not _is_prefix(context[term])]
    return context | {f"{owner}.{term}": context[term] for owner in classes for term in terms}


def _is_prefix(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, str) and ("://" in value or value.startswith("@"))


def _is_json_ld(document: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether names can mean something: a context, or IRIs as names, near the top."""
    near = document if isinstance(document, list) else [document]
    for value in near[:100]:
        if isinstance(value, dict) and any(key[:1] == "@" or "://" in key for key in value):
            return True
    return not document


def _plain_json(base: str) -> HarvestError:
    return HarvestError(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s answers JSON that is neither JSON-LD nor a data.json catalogue: check the "
            "address and the connector of the source.",
            url=shown(base),
        ),
    )

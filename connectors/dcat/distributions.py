"""The distributions of a dataset: files, and services that give access to it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from connectors.dcat.terms import licence_of, rights_of
from connectors.dcat.times import date
from connectors.dcat.words import labels, texts
from connectors.rdf.node import Node
from connectors.words import formats
from connectors.words.declared import schema_ref
from connectors.words.texts import folded, whole
from federation.model import Distribution, SchemaRef

#: Standards that are no schemas of tables: reference systems, profiles, OGC interfaces.
_OTHER_STANDARDS = ("epsg", "crs", "opengis", "inspire", "iso.org", "dcat", "data.europa.eu/930")


class DistributionReader:
    """Reads the distributions of one dataset; `lost` counts what could not be mapped."""

    def __init__(self, address: str, default: str, lost: Counter[str]) -> None:
        self._address = address
        self._default = default
        self._lost = lost

    def read(self, node: Node) -> tuple[Distribution, ...]:
        """The distributions of a dataset, each with an id of its own."""
        found: dict[str, Distribution] = {}
        pages = set(node.words("dcat:landingPage"))
        for part in node.nodes("dcat:distribution"):
            one = self._distribution(part, pages)
            if one.remote_id in found and found[one.remote_id] == one:
                continue
            name, copies = one.remote_id, 1
            while one.remote_id in found:
                copies += 1
                one = replace(one, remote_id=f"{name}#{copies}")
            found[one.remote_id] = one
        return self._with_dataset_schema(tuple(found.values()), node)

    def _distribution(self, part: Node, pages: set[str]) -> Distribution:
        access = self._first_address(part, "dcat:accessURL")
        download = self._first_address(part, "dcat:downloadURL")
        service = "" if access or download else self._service(part) or self.address(part.uri)
        name, media_type = _format(part, download or access)
        direct = access if name in formats.TABULAR and access not in pages else ""
        self._lost["url"] += not (access or download or service)
        checksum = _checksum(part)
        declared = part.word("dct:identifier")
        return Distribution(
            remote_id=part.uri or declared or download or access or service or part.digest[:16],
            title=texts(part.all("dct:title", "rdfs:label"), self._default),
            description=texts(part.all("dct:description"), self._default),
            access_url=access or download or service,
            download_url=download or direct or None,
            format=name,
            media_type=media_type,
            byte_size=self._size(part),
            modified=date(part, ("dct:modified",), self._lost),
            checksum=checksum,
            licence=licence_of(part, self._lost),
            rights=rights_of(part),
            schema=self._schema(part),
            version=checksum,
        )

    def _first_address(self, part: Node, *names: str) -> str:
        for words in part.words(*names):
            found = self.address(words)
            if found:
                return found
            self._lost["url"] += 1
        return ""

    def address(self, words: str) -> str:
        """An absolute web address; "" where the words are none."""
        try:
            found = urljoin(self._address, words) if words else ""
            return found if urlsplit(found).scheme in {"http", "https"} else ""
        except ValueError:
            return ""

    def _service(self, part: Node) -> str:
        """The address of the service that gives access to a dataset (dcat:accessService)."""
        for service in part.nodes("dcat:accessService"):
            found = self._first_address(service, "dcat:endpointURL", "dcat:landingPage")
            if found or self.address(service.uri):
                return found or self.address(service.uri)
        return ""

    def _size(self, part: Node) -> int | None:
        words = part.word("dcat:byteSize")
        found = whole(words.split(".")[0])
        self._lost["size"] += bool(words) and found is None
        return found

    def _schema(self, node: Node) -> SchemaRef | None:
        declared = list(node.nodes("dct:conformsTo"))
        words = [words for each in declared for words in _standard(each)]
        found = next(filter(None, map(schema_ref, words)), None)
        strange = [each for each in declared if not _is_other_standard(each)]
        self._lost["schema"] += bool(strange) and found is None
        return found

    def _with_dataset_schema(
        self, each: tuple[Distribution, ...], node: Node
    ) -> tuple[Distribution, ...]:
        """A schema declared for the whole dataset is that of its only table."""
        found = self._schema(node)
        tables = [one for one in each if one.format in formats.TABULAR]
        if found is None or len(tables) != 1 or tables[0].schema is not None:
            return each
        return tuple(replace(one, schema=found) if one is tables[0] else one for one in each)


def _standard(each: Node) -> Iterator[str]:
    yield from filter(None, (each.uri, *labels(each)))
    yield from each.words("dct:identifier", "dcat:landingPage", "foaf:page", "owl:versionInfo")


def _is_other_standard(each: Node) -> bool:
    words = folded(" ".join(_standard(each)))
    return any(name in words for name in _OTHER_STANDARDS)


def _format(part: Node, url: str) -> tuple[str | None, str | None]:
    """Short name and media type, from what is declared, else from the address."""
    declared = _names(part, "dct:format")
    types = _names(part, "dcat:mediaType")
    packed = _names(part, "dcat:packageFormat", "dcat:compressFormat")
    known = (formats.short_format(words) for words in (*declared, *types))
    name = next(filter(None, known), None) or formats.short_format(None, None, url)
    name = name or next(filter(None, map(formats.short_format, packed)), None)
    written = next((words for words in map(_media_type, (*types, *declared)) if words), None)
    return name, formats.media_type(name, written)


def _names(part: Node, *names: str) -> list[str]:
    return [words for each in part.nodes(*names) for words in (*labels(each), each.uri) if words]


def _media_type(words: str) -> str:
    """A media type, also as the end of its IANA URI."""
    return words.split("/media-types/")[-1] if "/" in words else ""


def _checksum(part: Node) -> str | None:
    for each in part.nodes("spdx:checksum"):
        found = each.word("spdx:checksumValue")
        if found:
            return found.lower()
    return None

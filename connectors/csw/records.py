"""The records of a catalogue, whatever their schema, and the datasets they describe."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from connectors.context import Context
from connectors.csw import dublin as csw_dublin
from connectors.csw.requests import DCAT
from connectors.dcat import mapping as dcat_mapping
from connectors.iso import records as iso
from connectors.iso.mapping import IsoMapper
from connectors.iso.xml import Element, canonical, name, namespace
from connectors.rdf.reading import read_graph
from connectors.selection import Facts
from connectors.walk import Reader
from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.harvest import ItemFailure, RawRecord
from federation.model import Dataset

_XML = "application/xml"
_RDF_XML = "application/rdf+xml"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class Item:
    """One dataset of a record: an item of a walk. `body` is its own raw record."""

    remote_id: str
    body: bytes
    media_type: str
    facts: Callable[[], Facts]
    read: Callable[[], Dataset]


#: How a walk reads items.
READER = Reader(
    lambda item: str(item.remote_id),
    lambda item: item.facts(),
    lambda item: item.read(),
    lambda item: (item.body, item.media_type),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `items` are its datasets, none where it describes something else."""

    name: str
    items: tuple[Item, ...]
    failures: tuple[ItemFailure, ...] = ()


class RecordReader:
    """Reads the records of one source; `address` is that of its service."""

    def __init__(self, context: Context, address: str) -> None:
        self._context = context
        self._iso = IsoMapper(context, address)
        self._dublin = csw_dublin.DublinMapper(context, address)
        self._dcat = dcat_mapping.DcatMapper(context, address)
        self._address = address

    def read(self, element: Element) -> Record:
        """A record; one that is of no known kind is an item without an id."""
        body = canonical(element)
        if iso.is_record(element):
            item = Item(
                iso.identify(element),
                body,
                _XML,
                lambda: iso.facts(element, self._context.language),
                lambda: self._iso.read(element),
            )
            return _record(item, is_dataset=iso.is_dataset(element))
        if name(element).endswith("Record") and "/cat/csw/" in namespace(element):
            item = Item(
                csw_dublin.identify(element),
                body,
                _XML,
                lambda: csw_dublin.facts(element),
                lambda: self._dublin.read(element),
            )
            return _record(item, is_dataset=csw_dublin.is_dataset(element))
        if namespace(element) in {_RDF, DCAT}:
            return self._of_graph(body)
        return _record(Item("", body, _XML, lambda: Facts(()), _unknown), is_dataset=True)

    def _of_graph(self, body: bytes) -> Record:
        """The datasets of a record in RDF/XML."""
        label = "unnamed-" + sha256(body).hexdigest()[:16]
        try:
            graph = read_graph(body, _RDF_XML, self._address)
        except HarvestError as error:
            raw = RawRecord(body, _RDF_XML, self._address)
            return Record(
                label, (), (ItemFailure(label, FailureCode.MALFORMED, error.message, raw),)
            )
        found, left = dcat_mapping.public(dcat_mapping.datasets(graph), self._address)
        items = tuple(map(self._of_dataset, found))
        names = [*(each.remote_id for each in items), *(each.remote_id for each in left)]
        return Record(next(iter(names), label), items, left)

    def _of_dataset(self, item: Json) -> Item:
        return Item(
            dcat_mapping.identify(item),
            *dcat_mapping.raw(item),
            lambda: dcat_mapping.facts(item),
            lambda: self._dcat.read(item),
        )


def _record(item: Item, *, is_dataset: bool) -> Record:
    label = item.remote_id or "unnamed-" + sha256(item.body).hexdigest()[:16]
    return Record(label, (item,) if is_dataset else ())


def _unknown() -> Dataset:
    raise ValueError

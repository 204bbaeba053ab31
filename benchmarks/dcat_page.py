"""One page of 100 datasets as DCAT-AP: as the catalogue answers it, and as rdflib writes it.

Both from a release of 2,000 generated datasets in SQLite. Ours is the whole answer of the route
(reading the store included, HTTP left out); rdflib's is serialising the same graph, already in
memory. The first answer of a release joins the bytes of publication as Turtle, which pyoxigraph
makes other serialisations of; both are kept for the next ones. CPU of the process with the entity
tag, the best of several turns.
"""

import random
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph

from benchmarks.catalogue_state import Place, dataset
from catalog_api.catalogue import Catalogue
from catalog_api.dcat import documents
from catalog_api.dcat.selection import Selection
from catalog_api.dcat.serialisations import convert
from catalog_api.readable import Readable
from catalog_api.search.index import SearchIndex
from catalog_api.web.bytes_out import etag_of
from federation.published import Column, Snapshot
from federation.store import CatalogReader, Database

_RDFLIB = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
_COLUMNS = tuple(Column(f"colonne_{number}", "string") for number in range(12))


def cpu(work: Callable[[], object], turns: int) -> float:
    """The least CPU seconds that some work took."""
    best = float("inf")
    for _ in range(turns):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        place, draw = Place(Path(folder)), random.Random(1)
        snapshot = Snapshot("a" * 64, 123_456, 1000, _COLUMNS)
        base = "https://donnees.example.org"
        place.publish((dataset(number, draw, snapshot) for number in range(2000)), base)
        reader = CatalogReader(Database(place.url))
        index = SearchIndex(reader, place.folder / "index")
        _compare(Catalogue(Readable(reader), place.lake(), index))


def _compare(catalogue: Catalogue) -> None:
    wanted = Selection("", 100)

    def page() -> bytes:
        return documents.page(catalogue, wanted, "/catalog.ttl")

    turtle = page()
    graph = Graph().parse(data=turtle, format="turtle")
    print(f"100 datasets, {len(graph)} triples, {len(turtle) / 1000:.0f} kB of Turtle")
    joined = cpu(lambda: etag_of(page()), 25)
    for suffix, name in _RDFLIB.items():
        theirs = cpu(lambda name=name: graph.serialize(format=name), 5)  # type: ignore[misc]

        def again(suffix: str = suffix) -> object:
            return etag_of(documents.catalog(catalogue, wanted, "/catalog.ttl", suffix))

        again()
        first = joined
        if suffix != "ttl":
            first += cpu(lambda suffix=suffix: convert(turtle, suffix), 5)  # type: ignore[misc]
        later = cpu(again, 25)
        print(
            f"{name:8} rdflib {theirs * 1000:6.1f} ms   first {first * 1000:5.1f} ms "
            f"({theirs / first:.1f} ×)   then {later * 1000:4.2f} ms ({theirs / later:.0f} ×)"
        )


if __name__ == "__main__":
    main()

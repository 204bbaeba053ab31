"""Datasets of an RDF graph to `Dataset`s: DCAT 1 to 3, DCAT-AP, GeoDCAT-AP, national profiles.

`datasets` gives the items of a graph; `identify`, `facts`, `raw` and `DcatMapper.read` are the
parts of a `connectors.walk.Reader` for them.
Sources: DCAT 3 (W3C, 2024), DCAT-AP 3.0.1, GeoDCAT-AP 3.0, DCAT-AP.de 3, DCAT-AP_IT 2, DCAT-AP-SE
3, DCAT-AP CH 2, NTI-RISP (Spain, 2013).
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from connectors.context import Context
from connectors.dcat import items as found_items
from connectors.dcat.agents import contact, publisher, publishers
from connectors.dcat.distributions import DistributionReader
from connectors.dcat.items import N_TRIPLES, Item
from connectors.dcat.origins import origins
from connectors.dcat.places import place
from connectors.dcat.terms import (
    access_of,
    licence_label,
    licence_of,
    theme_names,
    themes_of,
    withheld,
)
from connectors.dcat.times import date, period, update_frequency
from connectors.dcat.words import keywords, texts
from connectors.finish import finish
from connectors.selection import Facts
from connectors.words.texts import Json, languages
from federation.errors import FailureCode
from federation.harvest import ItemFailure, RawRecord
from federation.i18n import msg, pick
from federation.model import Dataset, Distribution, Origin, Texts

datasets = found_items.datasets

#: Names that mean the same dataset wherever they are met: addresses, URNs, DOIs, UUIDs.
_UUID = r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"
_GLOBAL = re.compile(rf"://|^urn:|^doi:|^10\.\d+/|@|{_UUID}", re.I)


def identify(item: Json) -> str:
    """The id of a dataset; never empty."""
    return _item(item).remote_id


def facts(item: Json) -> Facts:
    """What a selection may be about: ids and URIs, names and URIs, words in any language."""
    one = _item(item)
    node = one.node
    words = keywords(node, "und")
    return Facts(
        ids=tuple(filter(None, (one.remote_id, node.uri, *one.identifiers))),
        organizations=tuple(publishers(node)),
        themes=tuple(theme_names(node)),
        tags=tuple(word for each in words.values() for word in each),
    )


def raw(item: Json) -> tuple[bytes, str]:
    """The dataset's own triples as sorted N-Triples, the same bytes for the same description."""
    return _item(item).raw, N_TRIPLES


def public(items: Sequence[Item], url: str) -> tuple[list[Item], tuple[ItemFailure, ...]]:
    """The public datasets of a page, and why the others are left out (WITHDRAWN).

    Closed ones carry an access right of the EU list such as NON_PUBLIC or RESTRICTED.
    """
    shown, left = [], []
    for item in items:
        level = withheld(item.node)
        if level is None:
            shown.append(item)
            continue
        words = msg(
            "The publisher marks this dataset as “%(level)s”: it is not published here.",
            level=level,
        )
        record = RawRecord(item.raw, N_TRIPLES, url)
        left.append(ItemFailure(item.remote_id, FailureCode.WITHDRAWN, words, record))
    return shown, tuple(left)


def _item(item: Json) -> Item:
    if not isinstance(item, Item):
        raise TypeError("not a dataset of a graph")
    return item


class DcatMapper:
    """Maps the datasets of one source at `address`."""

    def __init__(self, context: Context, address: str) -> None:
        self._context = context
        self._address = address

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`.

        ValueError where the publisher marks it as not public: see `public`.
        """
        one = _item(item)
        if withheld(one.node) is not None:
            raise ValueError("not a public dataset")
        return _Reading(self._context, self._address, one).dataset()


class _Reading:
    """One dataset while it is read, and what could not be mapped."""

    def __init__(self, context: Context, address: str, item: Item) -> None:
        self.context = context
        self.address = address
        self.item = item
        self.node = item.node
        self.lost: Counter[str] = Counter()
        self.spoken = languages(self.node.words("dct:language"))
        # Literals without a language are in the dataset's, or the catalogue's, only one.
        alone = (found[0] for found in (self.spoken, item.page.languages) if len(found) == 1)
        self.default = next(alone, context.language)

    def dataset(self) -> Dataset:
        node, default, lost = self.node, self.default, self.lost
        reader = DistributionReader(self.address, default, lost)
        distributions = reader.read(node)
        shared, label = self._licence(distributions)
        dataset = Dataset(
            remote_id=self.item.remote_id,
            identifier=self._identifier(),
            title=self._title(),
            description=texts(node.all("dct:description"), default),
            keywords=keywords(node, default),
            themes=themes_of(node, default, lost),
            languages=self._languages(),
            licence=shared,
            licence_label=label,
            access_rights=access_of(node),
            publisher=publisher(node, default),
            contact=contact(node, default, lost),
            landing_page=self._landing_page(reader),
            frequency=update_frequency(node, lost),
            spatial=place(node, default, lost),
            temporal=period(node, lost),
            issued=date(node, ("dct:issued", "dct:created"), lost),
            modified=date(node, ("dct:modified",), lost) or self._recorded(),
            provenance=self._provenance(),
            distributions=distributions,
            unmapped={name: count for name, count in lost.items() if count},
        )
        return finish(
            dataset, self.context, tuple(filter(None, (node.uri, *self.item.identifiers)))
        )

    def _title(self) -> Texts:
        found = texts(self.node.all("dct:title", "rdfs:label", "skos:prefLabel"), self.default)
        return found or {self.default: next(iter(self.item.identifiers), self.item.remote_id)}

    def _identifier(self) -> str:
        """The publisher's own identifier, where no other dataset can bear it; else the URI."""
        names = self.item.identifiers
        known = next((name for name in names if _GLOBAL.search(name)), None)
        return known or self.node.uri or next(iter(names), self.item.remote_id)

    def _languages(self) -> tuple[str, ...]:
        self.lost["language"] += bool(self.node.all("dct:language")) and not self.spoken
        return self.spoken or (self.default,)

    def _licence(self, parts: tuple[Distribution, ...]) -> tuple[str | None, str | None]:
        """The licence of the dataset, else the one that all its distributions share."""
        own = licence_of(self.node, self.lost)
        label = licence_label(self.node, self.default)
        if own or label:
            return own, label
        nodes = self.node.nodes("dcat:distribution")
        labels = dict.fromkeys(filter(None, (licence_label(part, self.default) for part in nodes)))
        known = {part.licence for part in parts}
        shared = known.pop() if len(known) == 1 else None
        return shared, "; ".join(labels) or None

    def _landing_page(self, reader: DistributionReader) -> str | None:
        pages = self.node.words("dcat:landingPage", "foaf:page", "foaf:homepage")
        return next(filter(None, map(reader.address, pages)), None)

    def _recorded(self) -> datetime | None:
        """When the catalogue last changed its entry, where the dataset does not tell."""
        record = self.item.record
        if record is None or self.node.all("dct:modified"):
            return None
        return date(record, ("dct:modified", "dct:issued"), self.lost)

    def _provenance(self) -> tuple[Origin, ...]:
        source = self.context.source
        title = pick(source.title, self.context.language) or None
        here = Origin(self.address, self.item.remote_id, title)
        return (*origins(self.node, self.address), here)

"""Distributions of DCAT-US, 1.1 and 3.0."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from connectors.ckan.resources import first_licence, first_moment
from connectors.context import Context
from connectors.words import formats
from connectors.words.declared import schema_ref
from connectors.words.texts import Json, items, mapping, multilingual, prose, text, whole
from federation.model import Distribution, SchemaRef

Record = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads the distributions of one dataset; `lost` counts what could not be mapped."""

    context: Context
    address: str
    default: str
    lost: Counter[str]

    def read(self, record: Record) -> tuple[Distribution, ...]:
        """The distributions of a record, each under an id of its own."""
        found: dict[str, Distribution] = {}
        for position, each in enumerate(self._listed(record)):
            one = self._distribution(each, position)
            if one.remote_id in found:  # one address for several formats
                one = replace(one, remote_id=f"{one.remote_id}#{one.format or position}")
            if one.remote_id in found:
                one = replace(one, remote_id=f"{one.remote_id}-{position}")
            found[one.remote_id] = one
        return self._with_schema(tuple(found.values()), record)

    def _listed(self, record: Record) -> list[Record]:
        value = record.get("distribution")
        if isinstance(value, Mapping) and not {"accessURL", "downloadURL"} & set(value):
            value = list(value.values())  # PHP's lists with holes
        listed = [mapping(each) for each in items(value)]
        self.lost["distribution"] += sum(not each for each in listed)
        direct = any(text(record.get(name)) for name in ("accessURL", "downloadURL"))
        # Version 1.0 described the only file by the dataset's own fields.
        return [each for each in listed if each] or ([record] if direct else [])

    def _distribution(self, each: Record, position: int) -> Distribution:
        access = self._web(each.get("accessURL"))
        download = self._web(each.get("downloadURL"))
        kind, declared = each.get("format"), each.get("mediaType")
        name = formats.short_format(_plain(kind), _plain(declared), download or access)
        if not download and name in formats.TABULAR and text(_plain(kind) or _plain(declared)):
            download = access  # a file named as a page: what it holds is declared
        return Distribution(
            remote_id=text(each.get("@id")) or download or access or str(position),
            title=multilingual((each.get("title"),), self.default),
            description=multilingual((each.get("description"),), self.default),
            access_url=access or download,
            download_url=download or None,
            format=name,
            media_type=formats.media_type(name, _plain(declared)),
            byte_size=whole(each.get("byteSize") or each.get("size")),
            modified=first_moment(each, ("modified", "issued"), self.lost),
            checksum=text(mapping(each.get("checksum")).get("checksumValue")) or None,
            licence=first_licence(
                {"licence": _plain(each.get("license"))}, ("licence",), self.lost
            ),
            rights=prose(each.get("rights"))[:300] or None,
            schema=self._schema(each),
        )

    def _web(self, value: Json) -> str:
        words = text(_plain(next(iter(items(value)), None)))
        try:
            found = urljoin(self.address, words) if words.startswith("/") else words
            web = urlsplit(found).scheme in {"http", "https"}
        except ValueError:
            web = False
        self.lost["url"] += bool(words) and not web
        return found if words and web else ""

    def _schema(self, each: Record) -> SchemaRef | None:
        words = [
            _plain(one) for name in ("conformsTo", "describedBy") for one in items(each.get(name))
        ]
        found = next(filter(None, map(schema_ref, filter(text, words))), None)
        self.lost["schema"] += any(map(text, words)) and found is None
        return found

    def _with_schema(
        self, files: tuple[Distribution, ...], record: Record
    ) -> tuple[Distribution, ...]:
        """A schema declared for the whole dataset is that of its only table."""
        found = self._schema(record)
        tables = [each for each in files if each.format in formats.TABULAR]
        if found is None or len(tables) != 1 or tables[0].schema is not None:
            return files
        return tuple(replace(each, schema=found) if each is tables[0] else each for each in files)


def _plain(value: Json) -> Json:
    """The address or name of an object of version 3.0; a text stays as it is."""
    one = mapping(value)
    if not one:
        return value
    names = ("@id", "downloadURL", "accessURL", "prefLabel", "title", "name")
    return next((one[name] for name in names if text(one.get(name))), None)

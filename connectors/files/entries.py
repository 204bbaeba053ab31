"""Datasets that are described by hand: what lists, folders and data packages have in common.

An `Entry` is one dataset as an item of a walk: plain JSON, so that its raw record can be kept.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from connectors.context import Context
from connectors.finish import finish
from connectors.provenance import chain
from connectors.selection import Facts
from connectors.words import formats, places
from connectors.words.dates import moment
from connectors.words.declared import schema_ref
from connectors.words.licences import licence
from connectors.words.texts import (
    Json,
    items,
    keywords,
    languages,
    mapping,
    multilingual,
    text,
    whole,
)
from connectors.words.vocabularies import frequency, themes
from federation.i18n import pick
from federation.model import Contact, Dataset, Distribution, Origin, SchemaRef

Record = Mapping[str, Json]

#: Scheme of a file beside the list or inside the folder: its path is relative, and stays inside.
LOCAL = "file:"


def identify(item: Json) -> str:
    """The id of an entry."""
    return text(mapping(item).get("id"))


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    entry = mapping(item)
    return Facts(
        ids=(entry.get("id"), entry.get("name"), entry.get("title")),
        organizations=(entry.get("publisher"),),
        themes=tuple(items(entry.get("themes"))),
        tags=tuple(items(entry.get("keywords"))),
    )


@dataclass(frozen=True, slots=True)
class EntryMapper:
    """Maps the entries of one source whose place is `address` (a web address, or its id)."""

    context: Context
    address: str

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        entry, lost = mapping(item), Counter[str]()
        default = self.context.language
        found_themes, lost["theme"] = themes(items(entry.get("themes")))
        title = pick(self.context.source.title, default) or None
        found = Dataset(
            remote_id=identify(entry),
            identifier=text(entry.get("identifier")) or self._urn(identify(entry)),
            title=multilingual((entry.get("title"),), default) or {default: identify(entry)},
            description=multilingual((entry.get("description"),), default),
            keywords=keywords(entry.get("keywords"), None, default),
            themes=found_themes,
            languages=languages(entry.get("languages")) or (default,),
            licence=_licence(entry, lost),
            licence_label=text(entry.get("licence")) or None,
            publisher=text(entry.get("publisher")) or None,
            contact=_contact(entry),
            landing_page=text(entry.get("homepage")) or None,
            frequency=frequency(entry.get("frequency")),
            spatial=places.spatial(entry.get("spatial")),
            issued=moment(entry.get("created")),
            modified=moment(entry.get("modified")),
            provenance=(
                *chain(entry.get("partage_provenance")),
                Origin(self.address, identify(entry), title),
            ),
            distributions=tuple(
                self._distribution(mapping(file), lost) for file in items(entry.get("files"))
            ),
        )
        for name, value in (
            ("date", found.modified or not text(entry.get("modified"))),
            ("frequency", found.frequency or not text(entry.get("frequency"))),
            ("spatial", found.spatial or not entry.get("spatial")),
        ):
            lost[name] += not value
        return finish(_counted(found, lost), self.context, (text(entry.get("name")),))

    def _urn(self, name: str) -> str:
        """An identifier of our own making, where the publisher gives none."""
        source, node = self.context.source.id, self.context.settings.federation.id
        return name if _has_host(name) else f"urn:partage:{node}:{source}:{quote(name)}"

    def _distribution(self, file: Record, lost: Counter[str]) -> Distribution:
        url, default = text(file.get("url")), self.context.language
        name = formats.short_format(file.get("format"), file.get("media_type"), url)
        return Distribution(
            remote_id=text(file.get("id")) or url,
            title=multilingual((file.get("title"),), default),
            description=multilingual((file.get("description"),), default),
            access_url="" if url.startswith(LOCAL) else url,
            download_url=url,
            format=name,
            media_type=formats.media_type(name, file.get("media_type")),
            byte_size=whole(file.get("size")),
            modified=moment(file.get("modified")),
            checksum=text(file.get("hash")) or None,
            licence=_licence(file, lost),
            schema=_schema(file, lost),
        )


def _has_host(name: str) -> bool:
    try:
        return bool(urlsplit(name).netloc)
    except ValueError:
        return False


def _counted(dataset: Dataset, lost: Counter[str]) -> Dataset:
    return replace(dataset, unmapped={name: count for name, count in lost.items() if count})


def _licence(entry: Record, lost: Counter[str]) -> str | None:
    words = [entry.get("licence"), entry.get("licence_url")]
    found = licence(filter(text, words))
    lost["licence"] += any(map(text, words)) and found is None
    return found


def _schema(file: Record, lost: Counter[str]) -> SchemaRef | None:
    words = file.get("schema")
    found = schema_ref(words) if words else None
    lost["schema"] += bool(words) and found is None
    return found


def _contact(entry: Record) -> Contact | None:
    found = Contact(
        text(entry.get("contact_name")) or None, text(entry.get("contact_email")) or None
    )
    return found if found != Contact() else None

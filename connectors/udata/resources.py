"""udata's resources as distributions, and the sub-lists in which version 2 of its API keeps them.

Source: udata, `udata/core/dataset/api_fields.py` (Resource) and `apiv2.py` (resources as a link
to a paged list).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from connectors.ckan.resources import EMPTY, Record, first_moment
from connectors.udata.api import UdataApi
from connectors.web.failures import shown
from connectors.words import formats
from connectors.words.declared import schema_ref
from connectors.words.texts import Json, folded, items, mapping, multilingual, text, whole
from federation.errors import FailureCode, HarvestError
from federation.i18n import Message, msg
from federation.model import Distribution, SchemaRef

_AT_ONCE = 100
#: Types of resources that are not the data: documents, services and programs stay links.
_LINKS = frozenset({"documentation", "api", "code"})
_PAGES = frozenset({"page web", "www", "web", "site web", "lien", "url", "link", "web page"})
_HOSTED = "file"
_MODIFIED = ("last_modified", "last_modified_internal", "published", "created_at")


def is_linked(item: Json) -> bool:
    """Whether a dataset holds a link to its resources instead of them."""
    return isinstance(mapping(item).get("resources"), Mapping)


def with_resources(api: UdataApi, item: Json) -> Json:
    """A dataset with its resources in it, read page by page.

    HarvestError TRUNCATED where the portal shows fewer than it announces: the others would look
    as if they had been removed.
    """
    record = mapping(item)
    url = api.url("datasets", text(record.get("id")), "resources", version=2)
    found: dict[str, Json] = {}
    announced = whole(mapping(record.get("resources")).get("total")) or 0
    number = 1
    while len(found) < announced or number == 1:
        answer = api.page(url, page=number, page_size=_AT_ONCE)
        announced = announced if answer.total is None else answer.total
        before = len(found)
        found.update({text(mapping(each).get("id")) or str(each): each for each in answer.items})
        if len(found) == before:
            break
        number += 1
    if len(found) < announced:
        raise HarvestError(FailureCode.TRUNCATED, _incomplete(url, len(found), announced))
    return {**record, "resources": list(found.values())}


def _incomplete(url: str, seen: int, total: int) -> Message:
    return msg(
        "%(url)s announces %(total)s files and shows %(seen)s: the dataset was left as it was; "
        "the next run tries again.",
        url=shown(url),
        total=total,
        seen=seen,
    )


@dataclass(frozen=True, slots=True)
class ResourceReader:
    """Reads the resources of one dataset; `lost` counts what could not be mapped."""

    language: str
    lost: Counter[str]

    def read(self, record: Record) -> tuple[Distribution, ...]:
        """The distributions of a dataset."""
        found: dict[str, Distribution] = {}
        for position, resource in enumerate(map(mapping, items(record.get("resources")))):
            if not resource:
                continue
            each = self._distribution(resource, position)
            if each.remote_id in found:
                self.lost["resource id"] += 1
                continue
            found[each.remote_id] = each
        return _with_dataset_schema(tuple(found.values()), self._schema(record))

    def _distribution(self, resource: Record, position: int) -> Distribution:
        address = self._address(resource)
        name = _format(resource, address)
        checksum = _checksum(resource)
        link_only = folded(resource.get("type")) in _LINKS
        return Distribution(
            remote_id=text(resource.get("id")) or address or str(position),
            title=multilingual((resource.get("title"),), self.language),
            description=multilingual((resource.get("description"),), self.language),
            access_url=address,
            download_url=None if link_only else address or None,
            format=name,
            media_type=formats.media_type(name, resource.get("mime")),
            byte_size=whole(resource.get("filesize")),
            modified=first_moment(
                {**mapping(resource.get("internal")), **resource}, _MODIFIED, self.lost
            ),
            checksum=checksum,
            schema=self._schema(resource),
            # Of a file elsewhere the portal only knows what its last visit found.
            version=checksum if text(resource.get("filetype")) == _HOSTED else None,
        )

    def _address(self, resource: Record) -> str:
        for value in (resource.get("url"), resource.get("latest")):
            words = text(value)
            try:
                if urlsplit(words).scheme in {"http", "https"}:
                    return words
            except ValueError:
                pass
            self.lost["url"] += bool(words)
        return ""

    def _schema(self, record: Record) -> SchemaRef | None:
        """The schema that is declared: a name, or `{name, version, url}` with empty members."""
        declared = record.get("schema")
        if isinstance(declared, Mapping):
            declared = {key: value for key, value in declared.items() if value not in EMPTY}
        found = schema_ref(declared) if declared not in EMPTY else None
        self.lost["schema"] += declared not in EMPTY and found is None
        return found


def _format(resource: Record, address: str) -> str | None:
    """The short name of a format; publishers call a web page by many names."""
    if folded(resource.get("format")) in _PAGES:
        return "HTML"
    return formats.short_format(resource.get("format"), resource.get("mime"), address)


def _checksum(resource: Record) -> str | None:
    """`algorithm:value`; sha1 is what udata computes where it does not say."""
    found = mapping(resource.get("checksum"))
    value = text(found.get("value"))
    return f"{text(found.get('type')) or 'sha1'}:{value}" if value else None


def _with_dataset_schema(
    each: tuple[Distribution, ...], schema: SchemaRef | None
) -> tuple[Distribution, ...]:
    """A schema declared for the whole dataset is that of its only table."""
    tables = [one for one in each if one.format in formats.TABULAR and one.download_url]
    if schema is None or len(tables) != 1 or tables[0].schema is not None:
        return each
    return tuple(replace(one, schema=schema) if one is tables[0] else one for one in each)

"""What the renderings of a dataset have in common: which part is a table, which is a link."""

from collections.abc import Iterable
from datetime import UTC, datetime

from catalog_api.web.links import Links, derived_id
from federation.i18n import LOCALES, Message
from federation.model import Distribution, Origin, State, Texts
from federation.published import CityDocument, FederationDocument, PublishedDataset, Table


def served(table: Table) -> bool:
    """Whether a table's data may leave: published, with a snapshot. Everything else may not."""
    return table.state is State.PUBLISHED and table.snapshot is not None


def other_distributions(published: PublishedDataset) -> tuple[Distribution, ...]:
    """Distributions that hold no table: documents, services, links.

    The file behind a table is never among them: only its anonymised snapshot is published.
    """
    addresses = {table.source_url for table in published.tables if table.source_url}
    rest = published.dataset.distributions[len(published.tables) :]
    return tuple(found for found in rest if not {found.access_url, found.download_url} & addresses)


def link_id(published: PublishedDataset, distribution: Distribution) -> str:
    """A stable UUID for a distribution that is not a table."""
    return derived_id(published.id, distribution.remote_id)


def parquet_id(table: Table) -> str:
    """The UUID of a table's Parquet resource, its CSV having the table's own."""
    return derived_id(table.id, "parquet")


def city_of(published: PublishedDataset, federation: FederationDocument) -> CityDocument:
    """The city of a dataset; a bare one when the federation no longer names it."""
    found = federation.city(published.city_id)
    return found or CityDocument(published.city_id, {"fr": published.city_id}, "")


def all_languages(message: Message | None) -> Texts | None:
    """A message in every language of the interface, for documents that are stored."""
    return {code: message.render(code) for code in LOCALES} if message else None


def utc(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with a final Z, to the second."""
    stamp = aware(moment)
    return stamp.replace(microsecond=0, tzinfo=None).isoformat() + "Z" if stamp else None


def aware(moment: datetime | None) -> datetime | None:
    """The moment in UTC; one without a zone is taken as UTC."""
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values once each, in first-seen order, without the empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))


def hops(published: PublishedDataset, federation: FederationDocument) -> tuple[Origin, ...]:
    """The chain of origin, this node last: another node keeps it and refuses its own records."""
    here = links_of(federation).dataset(published.id)
    return (*published.dataset.provenance, Origin(here, published.id, node=federation.id))


def links_of(federation: FederationDocument) -> Links:
    """Public addresses of the federation."""
    return Links(federation.base_url)

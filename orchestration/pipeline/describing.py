"""federation.yaml as the catalogue shows it: no secret, no schedule."""

from federation.model import Contact
from federation.published import (
    CityDocument,
    FederationDocument,
    PartnershipDocument,
    SourceDocument,
)
from federation.settings import CitySettings, ContactSettings, FederationSettings


def federation_document(settings: FederationSettings) -> FederationDocument:
    """What is published of the federation's description."""
    identity = settings.federation
    return FederationDocument(
        id=identity.id,
        titles=identity.titles,
        descriptions=identity.descriptions,
        base_url=identity.base_url,
        publisher=_contact(identity.publisher),
        cities=tuple(_city(city) for city in settings.cities),
        partnerships=tuple(
            PartnershipDocument(
                id=item.id,
                titles=item.titles,
                cities=item.cities,
                convention=item.convention,
                themes=item.themes,
            )
            for item in settings.partnerships
        ),
        sources=tuple(
            SourceDocument(
                id=source.id,
                city_id=city.id,
                connector=source.connector,
                url=source.url if "://" in source.url else "",
                title=source.title,
            )
            for city, source in settings.sources
        ),
    )


def _city(city: CitySettings) -> CityDocument:
    return CityDocument(
        id=city.id,
        names=city.names,
        country=city.country,
        official_id=city.official_id,
        official_id_kind=city.official_id_kind,
        languages=city.languages,
        homepage=city.homepage,
        contact=_contact(city.contact) if city.contact else None,
    )


def _contact(contact: ContactSettings) -> Contact:
    return Contact(name=contact.name, email=contact.email, url=contact.url)

"""A dataset's documents as ready bytes, made once, at publication.

The catalogue then only concatenates them: no serialisation per request.
"""

from catalog_api.render.ckan import ckan_package
from catalog_api.render.dcat import dataset_turtle
from catalog_api.render.native import native_document
from catalog_api.render.search import search_document
from federation.published import FederationDocument, PublishedDataset, Rendered

__all__ = ["RENDERER", "render"]

#: Raised when the documents change: published datasets are then rendered again.
RENDERER = "renderer 6"


def render(published: PublishedDataset, federation: FederationDocument) -> Rendered:
    """Native JSON, CKAN JSON, DCAT-AP triples and search document of a dataset."""
    return Rendered(
        json=native_document(published, federation),
        ckan=ckan_package(published, federation),
        turtle=dataset_turtle(published, federation),
        search=search_document(published, federation),
    )

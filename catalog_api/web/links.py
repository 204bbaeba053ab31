"""Addresses of what is published.

`base` is the federation's public address, without final slash; an empty base gives links inside
the site.
"""

from uuid import NAMESPACE_URL, uuid5


class Links:
    """Addresses under one base."""

    def __init__(self, base: str = "") -> None:
        self.base = base.rstrip("/")

    def catalog(self) -> str:
        """The catalogue itself, as RDF names it."""
        return f"{self.base}/catalog"

    def series(self, name: str) -> str:
        """A series of datasets, as RDF names it."""
        return f"{self.base}/dataset-series/{name}"

    def dataset(self, dataset_id: str) -> str:
        """The dataset itself, as RDF names it."""
        return f"{self.base}/dataset/{dataset_id}"

    def page(self, name: str) -> str:
        return f"{self.base}/datasets/{name}"

    def api(self, dataset_id: str) -> str:
        return f"{self.base}/api/v1/datasets/{dataset_id}"

    def city(self, city_id: str) -> str:
        return f"{self.base}/cities/{city_id}"

    def quality_page(self) -> str:
        """Where the grades are explained, and shown by city."""
        return f"{self.base}/quality"

    def table(self, table_id: str) -> str:
        return f"{self.base}/api/v1/tables/{table_id}"

    def csv(self, table_id: str) -> str:
        return f"{self.table(table_id)}/data.csv"

    def parquet(self, table_id: str) -> str:
        return f"{self.table(table_id)}/data.parquet"

    def rows(self, table_id: str) -> str:
        return f"{self.table(table_id)}/rows"

    def quality(self, table_id: str) -> str:
        return f"{self.table(table_id)}/quality"

    def anonymisation(self, table_id: str) -> str:
        return f"{self.table(table_id)}/anonymisation"


def derived_id(*parts: str) -> str:
    """A UUID that is the same in every rendering of the same thing."""
    return str(uuid5(NAMESPACE_URL, "/".join(parts)))

"""Headers of a table's files."""

from catalog_api.catalogue import Catalogue
from catalog_api.web.bytes_out import CACHE, OPEN, dated
from federation.published import Table


def download(catalogue: Catalogue, table: Table, suffix: str) -> dict[str, str]:
    """Headers of a file: a readable name from its dataset's."""
    dataset_id, _ = catalogue.table(table.id)
    stored = catalogue.dataset(dataset_id)
    name = f"{stored.name}-{table.id[:8]}.{suffix}"
    disposition = f'attachment; filename="{name}"'
    return {
        **OPEN,
        **dated(table.modified),
        "Cache-Control": CACHE,
        "Content-Disposition": disposition,
    }

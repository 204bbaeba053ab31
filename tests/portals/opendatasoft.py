"""An Opendatasoft-shaped portal: the catalogue of Explore v2.1, its bound and its export."""

import re
from datetime import datetime
from urllib.parse import unquote

CATALOG = "/api/explore/v2.1/catalog"


class Opendatasoft:
    """`window` is the bound on offset + limit, 10,000 on the real platform."""

    def __init__(self, server, datasets, window=10_000):
        self.server = server
        self.datasets = list(datasets)
        self.window = window
        self.orders = True
        self.exports = True
        self.announces = None
        self.knows_dates = True
        self.formats = ()  # of the records' exports; none: the list is not there
        self.refused = {}  # dataset id → status

    def __call__(self, request):
        path = unquote(request.path).removeprefix(CATALOG)
        if path == "/datasets" and (self.knows_dates or "date'" not in str(request.query)):
            return self._page(request.query)
        if not self.knows_dates and "date'" in request.query.get("where", ""):
            return self.server.as_json({"error_code": "ODSQLError"}, 400)
        if path == "/exports/json" and self.exports:
            return self.server.as_json(self._found(request.query))
        if path.startswith("/datasets/") and path.endswith("/exports") and self.formats:
            links = [{"rel": name, "href": f"https://x.example/{name}"} for name in self.formats]
            return self.server.as_json({"links": links})
        if path.startswith("/datasets/"):
            return self._one(path.removeprefix("/datasets/"))
        return self.server.as_json({"error_code": "NotFound"}, 404)

    def _ordered(self):
        return sorted(self.datasets, key=lambda each: each["dataset_id"])

    def _found(self, query):
        since = re.search(r"modified >= date'([^']+)'", query.get("where", ""))
        return [each for each in self._ordered() if not since or newer(each, since[1])]

    def _one(self, wanted):
        if wanted in self.refused:
            return self.server.as_json({"error_code": "Refused"}, self.refused[wanted])
        for each in self.datasets:
            if each["dataset_id"] == wanted:
                return self.server.as_json(each)
        return self.server.as_json({"error_code": "DatasetNotFound"}, 404)

    def _page(self, query):
        limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
        if limit > 100 or offset + limit >= self.window:
            return self.server.as_json({"error_code": "InvalidRESTParameterError"}, 400)
        if "order_by" in query and not self.orders:
            return self.server.as_json({"error_code": "ODSQLError"}, 400)
        found = self._found(query)
        total = len(found) if self.announces is None else self.announces
        return self.server.as_json(
            {"total_count": total, "results": found[offset : offset + limit]}
        )


def newer(dataset, since):
    """Whether one of the three stamps is at or after a moment."""
    names = ("modified", "data_processed", "metadata_processed")
    stamps = filter(None, map(dataset["metas"]["default"].get, names))
    return any(map(datetime.fromisoformat(since).__le__, map(datetime.fromisoformat, stamps)))


def dataset(number, **default):
    """A small dataset; ids ascend with the number."""
    return {
        "dataset_id": f"jeu-{number:05d}",
        "has_records": True,
        "data_visible": True,
        "attachments": [],
        "metas": {
            "default": {
                "title": f"Jeu {number}",
                "description": "<p>Une <b>description</b></p>",
                "theme": ["Environnement"],
                "keyword": ["arbres"],
                "license": "Licence Ouverte v2.0 (Etalab)",
                "language": "fr",
                "metadata_languages": ["fr"],
                "modified": "2026-02-03T04:05:06+00:00",
                "data_processed": "2026-02-04T04:05:06+00:00",
                "publisher": "Ville de Test",
                **default,
            }
        },
    }

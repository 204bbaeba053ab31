"""A CKAN-shaped portal: the action API over a list of datasets, with its known misbehaviours."""

import re
from urllib.parse import unquote


class Ckan:
    """`datasets` may change between two requests; flags switch misbehaviours on."""

    def __init__(self, server, datasets, prefix=""):
        self.server = server
        self.datasets = {dataset["id"]: dataset for dataset in datasets}
        self.prefix = prefix
        self.private = set()
        self.broken = set()  # ids whose page fails
        self.search_is_down = False
        self.ignores_fq = False
        self.ignores_dates = False
        self.refuses_dates = None  # the status it answers
        self.ignores_start = False
        self.lists_on_show = False  # DKAN
        self.shows_private = False
        self.announces = None
        self.rows_max = 1000
        self.showcases = None  # datasets by showcase; None: the extension is not there
        self.before_search = lambda number: None
        self.searches = 0
        self.headers = {}

    def __call__(self, request):
        action = unquote(request.path).removeprefix(f"{self.prefix}/api/3/action/")
        handler = getattr(self, f"_{action}", None)
        if handler is None:
            return self.server.as_json(f"Bad request: Action name not known: {action}", 400)
        self.headers = request.headers
        return handler(request.query)

    def _ok(self, result):
        return self.server.as_json({"success": True, "result": result})

    def _error(self, status, kind, message=""):
        error = {"__type": kind, "message": message}
        return self.server.as_json({"success": False, "error": error}, status)

    def _status_show(self, query):
        return self._ok({"ckan_version": "2.12.0"})

    def _package_list(self, query):
        return self._ok([dataset["name"] for dataset in self.datasets.values()])

    def _package_show(self, query):
        wanted = query.get("id")
        for dataset in self.datasets.values():
            if wanted in (dataset["id"], dataset["name"]):
                if dataset["id"] in self.broken:
                    return self._error(500, "Internal Server Error")
                if dataset["id"] in self.private and "authorization" not in self.headers:
                    return self._error(403, "Authorization Error", "Access denied")
                return self._ok([dataset] if self.lists_on_show else dataset)
        return self._error(404, "Not Found Error", "Not found")

    def _ckanext_showcase_list(self, query):
        if self.showcases is None:
            return self.server.as_json("Bad request: Action name not known", 400)
        return self._ok([{"id": name, "type": "showcase"} for name in self.showcases])

    def _ckanext_showcase_package_list(self, query):
        shown = self.showcases[query["showcase_id"]]
        if shown is None:
            return self._error(500, "Internal Server Error")
        return self._ok([{"id": each} for each in shown])

    def _package_search(self, query):
        self.searches += 1
        self.before_search(self.searches)
        if self.search_is_down:
            return self._error(500, "Search Index Error", "Unable to connect to the index")
        found = sorted(
            (
                each
                for each in self.datasets.values()
                if each["id"] not in self.private or self.shows_private
            ),
            key=lambda each: each["id"],
        )
        fq = "" if self.ignores_fq else query.get("fq", "")
        if since := re.search(r"metadata_modified:\[(\S+)Z TO \*\]", fq):
            if self.refuses_dates:
                return self._error(self.refuses_dates, "Search Query Error", "undefined field")
            if not self.ignores_dates:
                found = [each for each in found if each["metadata_modified"] >= since[1]]
        if after := re.search(r"\bid:\{(\S+) TO \*\}", fq):
            found = [each for each in found if each["id"] > after[1].strip('"')]
        if organization := re.search(r'organization:\("([^"]+)"', fq):
            found = [
                e for e in found if (e.get("organization") or {}).get("name") == organization[1]
            ]
        start = 0 if self.ignores_start else int(query.get("start", 0))
        rows = min(int(query.get("rows", 10)), self.rows_max)
        count = len(found) if self.announces is None else self.announces
        return self._ok({"count": count, "results": found[start : start + rows]})


def dataset(number, **fields):
    """A small dataset; ids ascend with the number."""
    return {
        "id": f"{number:04d}-aaaa",
        "name": f"jeu-{number}",
        "title": f"Jeu de données {number}",
        "notes": "Une description",
        "license_id": "lov2",
        "metadata_modified": "2026-01-02T03:04:05",
        "tags": [{"name": "budget"}],
        "groups": [],
        "organization": {"name": "ville", "title": "Ville de Test"},
        "resources": [
            {
                "id": f"r{number}",
                "name": "Table",
                "url": f"https://data.example.org/{number}.csv",
                "format": "CSV",
                "last_modified": "2026-01-02T03:04:05",
            }
        ],
        **fields,
    }

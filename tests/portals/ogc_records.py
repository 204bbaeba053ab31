"""A catalogue of OGC API – Records that pages by offset, with known misbehaviours."""

from urllib.parse import urlencode

ITEMS = "/collections/cat/items"


class OgcRecords:
    """`records` may change between two requests; flags switch misbehaviours on."""

    def __init__(self, server, records, collections=("cat",)):
        self.server = server
        self.records = list(records)
        self.collections = collections
        self.max_limit = 1000
        self.refuses_limits = False
        self.announces = None
        self.ignores_offset = False
        self.repeats_next = None  # offset at which the next link is stuck
        self.host = None  # host that links name
        self.before_page = lambda number: None
        self.asked = 0

    def __call__(self, request):
        if request.path.rstrip("/") == "/collections":
            return self.server.as_json({"collections": [self._collection(i) for i in self._ids()]})
        if request.path == ITEMS:
            return self._page(request)
        if request.path.startswith(f"{ITEMS}/"):
            return self._one(request.path.removeprefix(f"{ITEMS}/"))
        return self.server.as_json({"code": "NotFound"}, 404)

    def _ids(self):
        return [*self.collections, "bornes"]

    def _collection(self, name):
        kind = "feature" if name == "bornes" else "record"
        links = [{"rel": "items", "href": f"/collections/{name}/items?f=json"}]
        return {"id": name, "title": name, "itemType": kind, "links": links}

    def _one(self, wanted):
        found = [each for each in self.records if each["id"] == wanted]
        if not found:
            return self.server.as_json({"code": "NotFound"}, 404)
        return self.server.as_json(found[0])

    def _page(self, request):
        self.asked += 1
        self.before_page(self.asked)
        wanted = int(request.query.get("limit", 10))
        if self.refuses_limits and wanted > self.max_limit:
            return self.server.as_json({"code": "InvalidParameterValue"}, 400)
        limit = min(wanted, self.max_limit)
        start = 0 if self.ignores_offset else int(request.query.get("offset", 0))
        matched = len(self.records) if self.announces is None else self.announces
        links = [{"rel": "self", "href": request.path}]
        if start + limit < len(self.records) or self.ignores_offset:
            stuck = start + limit if self.repeats_next is None else self.repeats_next
            after = min(start + limit, stuck)
            query = {**request.query, "offset": after, "limit": limit}
            host = self.host or f"http://{request.headers['host']}"
            links.append({"rel": "next", "href": f"{host}{request.path}?{urlencode(query)}"})
        return self.server.as_json(
            {
                "type": "FeatureCollection",
                "features": self.records[start : start + limit],
                "numberMatched": matched,
                "links": links,
            }
        )


def record(number, **properties):
    """A small record; ids ascend with the number."""
    return {
        "id": f"fiche-{number:04d}",
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [7.26, 43.7]},
        "time": {"interval": ["2024-01-01", ".."]},
        "properties": {
            "type": "dataset",
            "title": f"Jeu {number}",
            "description": "<p>Une <b>description</b></p>",
            "keywords": ["arbres"],
            "updated": "2026-01-02T03:04:05Z",
            "created": "2025-01-02T03:04:05Z",
            "license": "CC-BY-4.0",
            **properties,
        },
        "links": [
            {
                "rel": "enclosure",
                "type": "text/csv",
                "title": "Table",
                "href": f"https://data.example.org/{number}.csv",
            }
        ],
    }

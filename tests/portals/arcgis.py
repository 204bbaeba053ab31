"""A site of ArcGIS Hub: search API or the older one (v3), downloads that take their time."""

import re
from urllib.parse import urlencode

ITEMS = "/api/search/v1/collections/dataset/items"
OLD = "/api/v3/datasets"


class Arcgis:
    """`items` are features; flags switch misbehaviours on."""

    def __init__(self, server, items):
        self.server = server
        self.items = list(items)
        self.old = False
        self.refuses_sort = False
        self.window = 10_000
        self.preparing = 0  # how many times a download answers 202 before the file
        self.announces = None

    def __call__(self, request):
        if request.path.startswith("/api/download/"):
            return self._download()
        if self.old:
            return self._old(request) if request.path == OLD else self._absent()
        if request.path == ITEMS:
            return self._page(request)
        if request.path.startswith(f"{ITEMS}/"):
            wanted = request.path.removeprefix(f"{ITEMS}/")
            found = [each for each in self.items if each["id"] == wanted]
            return self.server.as_json(found[0]) if found else self._absent()
        return self._absent()

    def _absent(self):
        return self.server.as_json({"statusCode": 404}, 404)

    def _download(self):
        self.preparing -= 1
        if self.preparing >= 0:
            return self.server.as_json({"status": "Pending"}, 202)
        return self.server.Reply(200, b"essence,hauteur\nTilleul,9\n", {"Content-Type": "text/csv"})

    def _matching(self, request):
        found = self.items
        if since := re.search(r"modified BETWEEN (\d+) AND (\d+)", request.query.get("filter", "")):
            low, high = int(since[1]), int(since[2])
            found = [e for e in found if low <= e["properties"]["modified"] <= high]
        return found

    def _page(self, request):
        query = request.query
        if "sortBy" in query and self.refuses_sort:
            return self.server.as_json({"message": "bad sortBy"}, 400)
        limit, start = int(query.get("limit", 10)), int(query.get("startindex", 1))
        if limit > 100 or start < 1 or start + limit > self.window + 1:
            return self.server.as_json({"message": "Internal server error"}, 500)
        found = self._matching(request)
        total = min(len(found), self.window) if self.announces is None else self.announces
        links = []
        if start - 1 + limit < len(found):
            after = urlencode({**query, "startindex": start + limit})
            links = [{"rel": "next", "href": f"http://{request.headers['host']}{ITEMS}?{after}"}]
        return self.server.as_json(
            {
                "type": "FeatureCollection",
                "features": found[start - 1 : start - 1 + limit],
                "numberMatched": total,
                "links": links,
            }
        )

    def _old(self, request):
        size = int(request.query.get("page[size]", 10))
        start = (int(request.query.get("page[number]", 1)) - 1) * size
        data = [
            {"id": each["id"], "type": "dataset", "attributes": each["properties"]}
            for each in self.items[start : start + size]
        ]
        stats = {"count": len(data), "totalCount": len(self.items)}
        return self.server.as_json({"data": data, "meta": {"stats": stats}})


def item(number, **properties):
    """A small layer; ids ascend with the number."""
    name = f"{number:032x}"
    return {
        "id": f"{name}_0",
        "type": "Feature",
        "geometry": None,
        "properties": {
            "id": name,
            "title": f"Jeu {number}",
            "type": "Feature Layer",
            "description": "<p>Une <b>description</b></p>",
            "tags": ["arbres"],
            "categories": ["/Categories/Environment"],
            "source": "Ville de Test",
            "access": "public",
            "culture": "fr-fr",
            "created": 1_700_000_000_000 + number,
            "modified": 1_760_000_000_000 + number,
            "licenseInfo": "<a href='https://creativecommons.org/licenses/by/4.0/'>CC BY</a>",
            "extent": [[7.1, 43.6], [7.3, 43.8]],
            "url": f"https://services.arcgis.com/x/arcgis/rest/services/j{number}/FeatureServer/0",
            **properties,
        },
    }

"""A Socrata-shaped portal: the discovery API of one domain, and its views."""

DOMAIN = "127.0.0.1"
_ORDERS = {
    "dataset_id": lambda each: each["resource"]["id"],
    "updatedAt": lambda each: each["resource"]["updatedAt"],
}
_PLURALS = {"datasets": "dataset", "links": "link", "files": "file"}


class Socrata:
    """`records` may change between two requests; flags switch dialects and misbehaviours on."""

    def __init__(self, server, records):
        self.server = server
        self.records = list(records)
        self.private = set()
        self.hidden = set()
        self.kinds = {"dataset", "link", "file", "filter", "chart", "map", "story"}
        self.counts_what_is_left = False  # while scrolling
        self.ignores_scroll = False
        self.ignores_order = False
        self.refuses_order = False
        self.window = 10_000
        self.allows = 10_000  # limits beyond are cut
        self.announces = None
        self.stops_at = None
        self.before_page = lambda number: None
        self.pages = 0

    def __call__(self, request):
        path = request.path
        if path == "/api/catalog/v1":
            return self._catalog(request.query)
        if path.startswith("/api/views/") and path.endswith(".json"):
            return self._view(path.removeprefix("/api/views/").removesuffix(".json"))
        return self.server.as_json({"code": "not_found", "error": True, "message": "x"}, 404)

    def _view(self, wanted):
        if wanted in self.private:
            message = "You must be logged in to access this resource"
            return self.server.as_json({"message": message, "error": True}, 403)
        for each in self.records:
            if each["resource"]["id"] == wanted:
                hidden = {"hideFromCatalog": True} if wanted in self.hidden else {}
                return self.server.as_json({"id": wanted, "viewType": "tabular", **hidden})
        body = {"code": "not_found", "error": True, "message": f"Cannot find view {wanted}"}
        return self.server.as_json(body, 404)

    def _catalog(self, query):
        self.pages += 1
        self.before_page(self.pages)
        limit, offset = min(int(query.get("limit", 100)), self.allows), int(query.get("offset", 0))
        order, _, way = query.get("order", "relevance").partition(" ")
        kind = query.get("only", "dataset")  # the last one asked for
        refused = (
            limit + offset > self.window
            or ("scroll_id" in query and "offset" in query)
            or _PLURALS.get(kind, kind) not in self.kinds
            or (self.refuses_order and order in _ORDERS)
        )
        if refused or not query.get("domains"):
            return self.server.as_json({"error": "invalid parameter"}, 400)
        found = [each for each in self.records if self._listed(each, query)]
        total = len(found)
        if order in _ORDERS and not self.ignores_order:
            found.sort(key=_ORDERS[order], reverse=way == "DESC")
        if "scroll_id" in query and not self.ignores_scroll:
            found.sort(key=_ORDERS["dataset_id"])
            found = [each for each in found if each["resource"]["id"] > query["scroll_id"]]
            total = len(found) if self.counts_what_is_left else total
        total = total if self.announces is None else self.announces
        some = found[: self.stops_at][offset : offset + limit]
        return self.server.as_json({"results": some, "resultSetSize": total, "timings": {}})

    def _listed(self, record, query):
        resource = record["resource"]
        away = resource["id"] in self.private or resource["id"] in self.hidden
        ids = query.get("ids")
        words = f"{resource['name']} {resource['description']}".lower()
        return (
            not away
            and (ids is None or resource["id"] in ids.split(","))
            and all(word in words for word in query.get("q", "").lower().split())
        )


def identifier(number):
    """A four-by-four; they ascend with the number."""
    return f"a{number // 1000:03d}-b{number % 1000:03d}"


def record(number, domain=DOMAIN, classification=(), **resource):
    """A small asset; dates of update ascend with the number."""
    updated = f"2020-01-{1 + number // 1440:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z"
    id_ = resource.pop("id", identifier(number))
    return {
        "resource": {
            "id": id_,
            "name": f"Dataset {number}",
            "description": "A <b>description</b>",
            "attribution": "Department of Tests",
            "type": "dataset",
            "updatedAt": updated,
            "createdAt": "2019-01-01T00:00:00.000Z",
            "data_updated_at": updated,
            "metadata_updated_at": updated,
            "columns_datatype": ["Text", "Point"],
            "parent_fxf": [],
            "provenance": "official",
            **resource,
        },
        "classification": {
            "categories": ["environment"],
            "tags": [],
            "domain_category": "Environment",
            "domain_tags": ["trees"],
            "domain_metadata": [],
            **dict(classification),
        },
        "metadata": {"domain": domain, "license": "Public Domain"},
        "permalink": f"https://{domain}/d/{id_}",
        "link": f"https://{domain}/Environment/Dataset/{id_}",
        "owner": {"id": "abcd-1234", "display_name": "A Person"},
    }

"""A udata-shaped portal: datasets and organisations, with udata's filters, orders and refusals."""

import re
from urllib.parse import unquote

#: Sort names of udata since 2025, and the field each one sorts by.
SORTS = {
    "title": lambda each: each["title"],
    "created": lambda each: each["internal"]["created_at_internal"],
    "last_update": lambda each: each["last_update"],
}
_ID = re.compile(r"[0-9a-f]{24}")


class Udata:
    """`datasets` may change between two requests; flags switch misbehaviours on."""

    def __init__(self, server, datasets, organizations=()):
        self.server = server
        self.datasets = {each["id"]: each for each in datasets}
        self.organizations = list(organizations)
        self.former_slugs = {}
        self.sorts = dict(SORTS)
        self.ignores_sort = False
        self.ignores_page = False
        self.bears = 1000  # page sizes beyond end in a gateway's 502
        self.allows = None  # page sizes beyond are cut
        self.announces = None
        self.stops_at = None  # position from which nothing is shown any more
        self.hides_resources = 0  # of each dataset in version 2
        self.before_list = lambda number: None
        self.lists = 0

    def __call__(self, request):
        parts = [unquote(part) for part in request.path.split("/") if part]
        if len(parts) < 3 or parts[0] != "api" or parts[1] not in {"1", "2"}:
            return self.server.as_html(status=404)
        version, kind, rest = parts[1], parts[2], parts[3:]
        if kind == "datasets":
            return self._datasets(version, rest, request.query)
        if kind == "organizations" and version == "1":
            return self._organizations(rest, request.query)
        return self._refused(404)

    def _refused(self, status, message="The requested URL was not found on the server."):
        return self.server.as_json({"message": message}, status)

    def _datasets(self, version, rest, query):
        if not rest:
            return self._list(version, query)
        found = [each for each in self.datasets.values() if rest[0] in (each["id"], each["slug"])]
        if not found or found[0].get("private"):
            return self._refused(404)
        if found[0].get("deleted"):
            return self._refused(410, "Dataset has been deleted")
        if rest[1:] == ["resources"] and version == "2":
            return self._resources(found[0], query)
        return self.server.as_json(self._shaped(version, found[0]))

    def _resources(self, dataset, query):
        kept = dataset["resources"]
        shown = kept[: len(kept) - self.hides_resources]
        number, size = int(query.get("page", 1)), int(query.get("page_size", 50))
        some = shown[(number - 1) * size : number * size]
        return self.server.as_json(
            {"data": some, "page": number, "page_size": size, "total": len(kept)}
        )

    def _shaped(self, version, dataset):
        if version == "1":
            return dataset
        link = {
            "rel": "subsection",
            "href": f"http://wrong.example.org/api/2/datasets/{dataset['id']}/resources/",
            "type": "GET",
            "total": len(dataset["resources"]),
        }
        return {**dataset, "resources": link}

    def _list(self, version, query):
        self.lists += 1
        self.before_list(self.lists)
        number, size = int(query.get("page", 1)), int(query.get("page_size", 20))
        if size > self.bears:
            return self.server.as_html("<html>Bad gateway</html>", 502)
        size = min(size, self.allows or size)
        sort = query.get("sort", "-created")
        name = sort.removeprefix("-")
        if name not in self.sorts:
            return self._refused(400, "Input payload validation failed")
        if "organization" in query and not _ID.fullmatch(query["organization"]):
            return self._refused(400, "Organization arg must be an identifier")
        found = [each for each in self.datasets.values() if self._matches(each, query)]
        if not self.ignores_sort:
            found.sort(key=self.sorts[name], reverse=sort.startswith("-"))
        total = len(found) if self.announces is None else self.announces
        number = 1 if self.ignores_page else number
        some = found[: self.stops_at][(number - 1) * size : number * size]
        if not some and number > 1:
            return self._refused(404)
        data = [self._shaped(version, each) for each in some]
        more = number * size < len(found)
        page = {"page": number, "page_size": size, "next_page": "next" if more else None}
        return self.server.as_json({"data": data, "total": total, **page})

    def _matches(self, dataset, query):
        hidden = any(dataset.get(flag) for flag in ("private", "archived", "deleted"))
        owner = (dataset.get("organization") or {}).get("id")
        words = f"{dataset['title']} {dataset['description']}".lower()
        return not hidden and all(
            (
                "organization" not in query or query["organization"] == owner,
                "tag" not in query or query["tag"] in dataset["tags"],
                all(word.lower() in words for word in query.get("q", "").split()),
            )
        )

    def _organizations(self, rest, query):
        if rest:
            wanted = self.former_slugs.get(rest[0], rest[0])
            for each in self.organizations:
                if wanted in (each["id"], each["slug"]):
                    return self.server.as_json(each)
            return self._refused(404)
        words = query.get("q", "").lower()
        found = [each for each in self.organizations if words in each["name"].lower()]
        return self.server.as_json({"data": found, "total": len(found), "page": 1})


def identifier(number):
    """An id as MongoDB makes them."""
    return f"{number:024x}"


def organization(number, name, **fields):
    """An organisation as datasets refer to it."""
    return {
        "id": identifier(1_000_000 + number),
        "slug": name.lower().replace(" ", "-"),
        "name": name,
        "acronym": None,
        **fields,
    }


def dataset(number, **fields):
    """A small dataset; dates of creation ascend with the number."""
    day = f"2020-{1 + number // 1000 % 12:02d}-{1 + number // 40 % 25:02d}"
    created = f"{day}T{number // 4 % 10:02d}:{number % 4:02d}:00.{number % 1000:03d}000+00:00"
    return {
        "id": identifier(number),
        "slug": f"jeu-{number}",
        "title": f"Jeu de données {number}",
        "acronym": None,
        "description": "Une *description*",
        "license": "lov2",
        "frequency": "annual",
        "tags": ["budget"],
        "badges": [],
        "private": False,
        "archived": None,
        "deleted": None,
        "organization": organization(1, "Ville de Test"),
        "owner": None,
        "created_at": created,
        "last_modified": created,
        "last_update": created,
        "internal": {"created_at_internal": created, "last_modified_internal": created},
        "harvest": None,
        "extras": {},
        "resources": [
            {
                "id": f"00000000-0000-4000-8000-{number:012d}",
                "title": "Table",
                "type": "main",
                "filetype": "file",
                "format": "csv",
                "mime": "text/csv",
                "filesize": 10,
                "checksum": {"type": "sha1", "value": f"{number:040x}"},
                "url": f"https://static.example.org/{number}.csv",
                "last_modified": created,
            }
        ],
        **fields,
    }

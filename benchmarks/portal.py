"""A CKAN portal of many datasets on loopback, cheap to answer: `python -m benchmarks.portal N`.

Answers status_show and package_search (keyset on id, metadata_modified, rows); the first line it
prints is its address. `GET /edit?n=K` marks K datasets as edited now; `GET /count` tells how many
requests it has had. Datasets hold links to documents, no tables: what is measured is the harvest.
"""

import json
import re
import sys
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_AFTER = re.compile(r"id:\{\"?([^\s\"]+)\"? TO \*\}")
_SINCE = re.compile(r"metadata_modified:\[([^\s]+) TO \*\]")
_OLD = datetime(2026, 1, 1, tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")


class Portal:
    """`total` datasets, made when they are asked for."""

    def __init__(self, total: int) -> None:
        self.ids = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(total)]
        self.edited: dict[str, datetime] = {}
        self.requests = 0

    def edit(self, count: int) -> None:
        for name in self.ids[:: max(1, len(self.ids) // count)][:count]:
            self.edited[name] = datetime.now(UTC)

    def search(self, filters: str, rows: int) -> dict[str, object]:
        after, since = _AFTER.search(filters), _SINCE.search(filters)
        ids = self.ids
        if since:
            bound = datetime.fromisoformat(since.group(1).replace("Z", "+00:00"))
            ids = sorted(name for name, when in self.edited.items() if when >= bound)
        begin = bisect_right(ids, after.group(1)) if after else 0
        found = [self.dataset(name) for name in ids[begin : begin + rows]]
        return {"count": len(ids) - begin, "results": found}

    def dataset(self, name: str) -> dict[str, object]:
        number = bisect_left(self.ids, name)
        changed = self.edited.get(name, _OLD + timedelta(minutes=number))
        return {
            "id": name,
            "name": f"jeu-{number}",
            "title": f"Plan de situation numéro {number}",
            "notes": f"Plans de la voirie du quartier {number % 97}, mis à jour chaque année.",
            "metadata_created": _stamp(_OLD),
            "metadata_modified": _stamp(changed),
            "license_id": "fr-lo",
            "license_title": "Licence Ouverte",
            "organization": {"name": "voirie", "title": "Direction de la voirie"},
            "tags": [{"name": "voirie"}, {"name": f"quartier {number % 97}"}],
            "groups": [{"name": "mobilite", "title": "Mobilité"}],
            "extras": [{"key": "frequency", "value": "annuelle"}],
            "resources": [
                {
                    "id": f"{name}-{part}",
                    "name": f"Plan {part}",
                    "url": f"http://127.0.0.1:9/{name}/plan-{part}.pdf",
                    "format": "PDF",
                    "created": _stamp(_OLD),
                }
                for part in range(2)
            ],
        }


def handler(portal: Portal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # one segment per answer

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
            body = json.dumps(self._answer(parts.path, query)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _answer(self, path: str, query: dict[str, str]) -> object:
            if path == "/count":
                return portal.requests
            if path == "/edit":
                return portal.edit(int(query["n"]))
            portal.requests += 1
            if path.endswith("package_search"):
                filters = query.get("fq", "") + query.get("fq_list", "")
                found = portal.search(filters, int(query.get("rows", "10")))
                return {"success": True, "result": found}
            return {"success": True, "result": {"ckan_version": "2.12.0"}}

    return Handler


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(Portal(int(sys.argv[1]))))
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()

"""An Opendatasoft portal, Explore API v2.1, over hand-written metadata and CSV tables.

Limits and errors are those of the official OpenAPI file: `limit` at most 100, `offset + limit`
under 10,000, `{"error_code", "message"}` with status 400 or 404. Exports carry no validators.
"""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from orchestration.demo import odsql
from orchestration.demo.http import (
    Answer,
    Request,
    aware,
    html_answer,
    json_answer,
    not_found,
)
from orchestration.demo.records import Records, read_records

Metadata = Mapping[str, Any]

MAX_LIMIT = 100
MAX_WINDOW = 10_000
_JSON = "application/json; charset=utf-8"
_DELIMITERS = {";", ",", "\t", "|"}
_UNSET = [
    "source_domain_address",
    "references",
    "source_domain_title",
    "timezone",
    "parent_domain",
    "shared_catalog",
    "source_domain",
    "attributions",
    "geographic_area_mode",
    "geographic_area",
    "source_dataset",
    "oauth_scope",
]
_DCAT = [
    "created",
    "issued",
    "creator",
    "contributor",
    "contact_name",
    "contact_email",
    "accrualperiodicity",
    "spatial",
    "temporal",
    "granularity",
    "dataquality",
    "publisher_type",
    "conforms_to",
    "temporal_coverage_start",
    "temporal_coverage_end",
    "accessRights",
    "relation",
]


class OpendatasoftPortal:
    """One city's Opendatasoft domain.

    `metadata` is a file of `portals/`, `data` the folder its `file` entries start from, `server`
    the address of the server (scheme, host, port).
    """

    def __init__(self, metadata: Metadata, data: Path, server: str) -> None:
        self.url = server
        self._metadata = metadata
        self._data = data
        self._tables = {
            str(entry["id"]): read_records(data / entry["file"], entry.get("types", {}))
            for entry in metadata["datasets"]
        }
        self._datasets = {str(entry["id"]): self._dataset(entry) for entry in metadata["datasets"]}

    def answer(self, request: Request) -> Answer:
        """One HTTP answer; see `orchestration.demo.http.Portal`."""
        api = "/api/explore/v2.1/catalog/"
        if not request.path.startswith(api):
            known = request.path == "/" or request.path.startswith("/explore/dataset/")
            return html_answer(str(self._metadata["title"])) if known else not_found()
        try:
            return self._catalogue(request.path.removeprefix(api).strip("/").split("/"), request)
        except odsql.OdsqlError:
            return _fault(HTTPStatus.BAD_REQUEST, "ODSQLError", "ODSQL query is malformed.")
        except ValueError as error:
            return _fault(HTTPStatus.BAD_REQUEST, "InvalidRESTParameterError", str(error))

    def _catalogue(self, parts: list[str], request: Request) -> Answer:
        match parts:
            case ["datasets"]:
                return self._page(request)
            case ["exports", "json"]:
                return self._export(request)
            case ["datasets", identifier, *rest] if identifier in self._datasets:
                return self._one(identifier, rest, request)
            case ["datasets", identifier, *_]:
                message = f"Unknown dataset: {identifier}"
                return _fault(HTTPStatus.NOT_FOUND, "UnknownDatasetError", message)
            case _:
                return _fault(HTTPStatus.NOT_FOUND, "NotFoundError", "Unknown resource.")

    def _page(self, request: Request) -> Answer:
        limit = _integer(request, "limit", 10)
        offset = _integer(request, "offset", 0)
        if not -1 <= limit <= MAX_LIMIT:
            raise ValueError(f"limit must be between -1 and {MAX_LIMIT}.")
        limit = MAX_LIMIT if limit == -1 else limit
        if offset < 0 or offset + limit >= MAX_WINDOW:
            raise ValueError(f"offset + limit must be less than {MAX_WINDOW}.")
        found = self._selected(request)
        page = {"total_count": len(found), "results": found[offset : offset + limit]}
        return json_answer(page, media_type=_JSON)

    def _export(self, request: Request) -> Answer:
        limit = _integer(request, "limit", -1)
        found = self._selected(request)
        return json_answer(found if limit == -1 else found[: max(limit, 0)], media_type=_JSON)

    def _selected(self, request: Request) -> list[odsql.Dataset]:
        tests = [odsql.where(text) for text in request.query.get("where", ())]
        tests += [odsql.refine(text) for text in request.query.get("refine", ())]
        barred = [odsql.refine(text) for text in request.query.get("exclude", ())]
        found: list[odsql.Dataset] = [
            dataset
            for dataset in self._datasets.values()
            if all(test(dataset) for test in tests) and not any(test(dataset) for test in barred)
        ]
        return _projected(odsql.ordered(found, request.last("order_by")), request.last("select"))

    def _one(self, identifier: str, rest: list[str], request: Request) -> Answer:
        table = self._tables[identifier]
        match rest:
            case []:
                return json_answer(self._datasets[identifier], media_type=_JSON)
            case ["exports"]:
                return json_answer({"links": self._exports(identifier)}, media_type=_JSON)
            case ["exports", "csv"]:
                return _csv(table, request)
            case ["exports", "json"]:
                return json_answer(table.json(_flag(request, "use_labels", False)))
            case _:
                return _fault(HTTPStatus.NOT_FOUND, "NotFoundError", "Unknown resource.")

    def _exports(self, identifier: str) -> list[dict[str, str]]:
        base = f"{self.url}/api/explore/v2.1/catalog/datasets/{identifier}/exports"
        return [{"rel": name, "href": f"{base}/{name}"} for name in ("csv", "json")]

    def _dataset(self, entry: Metadata) -> dict[str, Any]:
        identifier = str(entry["id"])
        table = self._tables[identifier]
        unique = uuid5(NAMESPACE_URL, f"demo/{self._metadata['id']}/{identifier}").hex
        return {
            "visibility": "domain",
            "dataset_id": identifier,
            "dataset_uid": f"da_{unique[:6]}",
            "has_records": True,
            "features": ["analyze"],
            "attachments": [],
            "alternative_exports": [],
            "data_visible": True,
            "fields": table.fields(),
            "metas": {
                "default": self._default(entry, len(table.rows)),
                "dcat": dict.fromkeys(_DCAT) | entry.get("dcat", {}),
                "custom": entry.get("custom", {}),
            },
        }

    def _default(self, entry: Metadata, rows: int) -> dict[str, Any]:
        modified = aware(entry["modified"])
        language = self._metadata["language"]
        written = ("title", "description", "keyword", "theme", "license", "license_url")
        return (
            dict.fromkeys(_UNSET)
            | {name: entry.get(name) for name in written}
            | {
                "publisher": entry.get("publisher", self._metadata["publisher"]),
                "language": language,
                "metadata_languages": [language],
                "territory": self._metadata["territory"],
                "geographic_reference": self._metadata["geographic_reference"],
                "geographic_reference_auto": False,
                "records_count": rows,
                "modified": modified.isoformat(),
                "data_processed": modified.isoformat(),
                "metadata_processed": (modified + timedelta(seconds=3)).isoformat(),
                "modified_updates_on_data_change": True,
                "modified_updates_on_metadata_change": False,
                "federated": False,
            }
        )


def _csv(table: Records, request: Request) -> Answer:
    delimiter = request.last("delimiter", ";")
    if delimiter not in _DELIMITERS:
        raise ValueError("delimiter must be one of ; , \\t |")
    bom, labels = _flag(request, "with_bom", True), _flag(request, "use_labels", False)
    return Answer(table.csv(labels, delimiter, bom), "text/csv; charset=utf-8")


def _projected(datasets: list[odsql.Dataset], select: str) -> list[odsql.Dataset]:
    """Datasets reduced to the selected fields, flat, as the API returns them."""
    names = [name.strip() for name in select.split(",") if name.strip()]
    if not names or "*" in names:
        return datasets
    return [
        {name: dataset.get(name, dataset["metas"]["default"].get(name)) for name in names}
        for dataset in datasets
    ]


def _flag(request: Request, name: str, default: bool) -> bool:
    return request.last(name, str(default)).lower() in ("true", "1")


def _integer(request: Request, name: str, default: int) -> int:
    text = request.last(name, str(default))
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{name} must be an integer.") from error


def _fault(status: int, code: str, message: str) -> Answer:
    return json_answer({"error_code": code, "message": message}, status, _JSON)

"""A CKAN 2.12 action API over hand-written metadata: what harvesters call, answered alike.

Envelope, statuses and error types follow captures of a real CKAN 2.12: 404 absent, 403 private,
409 wrong parameter, 400 search syntax, and a bare JSON string for an unknown action.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from orchestration.demo import solr
from orchestration.demo.ckan_packages import Metadata, Package, Packages, document
from orchestration.demo.http import (
    Answer,
    Request,
    file_answer,
    html_answer,
    json_answer,
    not_found,
)

VERSION = "2.12.0"
MAX_ROWS = 1000
_JSON = "application/json;charset=utf-8"
_SORTABLE = frozenset({"id", "name", "title", "metadata_created", "metadata_modified"})
_T = TypeVar("_T")


class _Refusal(Exception):
    """An action that fails: its HTTP status and CKAN's own error dictionary."""

    def __init__(self, status: int, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.status = status
        self.error = {**details, "__type": kind}


def _invalid(field: str, *faults: str) -> _Refusal:
    return _Refusal(HTTPStatus.CONFLICT, "Validation Error", **{field: list(faults)})


def _missing() -> _Refusal:
    return _Refusal(HTTPStatus.NOT_FOUND, "Not Found Error", message="Not found")


class CkanPortal:
    """One city's CKAN, below the metadata's `base_path`.

    `metadata` is a file of `portals/`, `data` the folder its `file` entries start from, `server`
    the address of the server (scheme, host, port).
    """

    def __init__(self, metadata: Metadata, data: Path, server: str) -> None:
        self._base_path = str(metadata.get("base_path", ""))
        self.url = server + self._base_path
        self._metadata = metadata
        self._data = data
        self._packages = Packages(metadata, self.url)
        self._actions: dict[str, Callable[[Mapping[str, Any]], object]] = {
            "current_package_list_with_resources": self._current_packages,
            "group_list": lambda _: self._names("groups"),
            "organization_list": self._organization_list,
            "organization_show": self._organization_show,
            "package_list": self._package_list,
            "package_search": self._package_search,
            "package_show": self._package_show,
            "site_read": lambda _: True,
            "status_show": lambda _: self._status(),
            "tag_list": lambda _: self._names("tags"),
        }

    def answer(self, request: Request) -> Answer:
        """One HTTP answer; see `orchestration.demo.http.Portal`."""
        if not (request.path + "/").startswith(self._base_path + "/"):
            return not_found()
        path = request.path.removeprefix(self._base_path)
        match [part for part in path.split("/") if part]:
            case ["api", "3", "action", name] | ["api", "action", name]:
                return self._call(name, request)
            case ["dataset", _, "resource", resource, "download", name]:
                return self._file(resource, name)
            case [] | ["dataset", _] | ["organization", _]:
                return html_answer(str(self._metadata["title"]))
            case _:
                return not_found()

    def _file(self, resource: str, name: str) -> Answer:
        found = self._packages.files.get((resource, name))
        return file_answer(self._data / found[0], found[1]) if found else not_found()

    def _call(self, name: str, request: Request) -> Answer:
        action = self._actions.get(name)
        if action is None:
            text = f"Bad request: Action name not known: {name}"
            return json_answer(text, HTTPStatus.BAD_REQUEST, _JSON)
        envelope = {"help": f"{self.url}/api/3/action/help_show?name={name}"}
        try:
            result = action(_parameters(request))
        except _Refusal as refusal:
            failed = envelope | {"error": refusal.error, "success": False}
            return json_answer(failed, refusal.status, _JSON)
        return json_answer(envelope | {"success": True, "result": result}, media_type=_JSON)

    def _status(self) -> dict[str, Any]:
        return {
            "ckan_version": VERSION,
            "site_url": self.url,
            "site_title": self._metadata["title"],
            "site_description": self._metadata.get("description", ""),
            "locale_default": self._metadata["language"],
            "error_emails_to": None,
            "extensions": ["activity", "datastore"],
        }

    def _names(self, kind: str) -> list[str]:
        return sorted({item["name"] for package in self._packages.public for item in package[kind]})

    def _package_list(self, given: Mapping[str, Any]) -> list[str]:
        return _slice(sorted(package["name"] for package in self._packages.public), given)

    def _package_show(self, given: Mapping[str, Any]) -> Package:
        wanted = given.get("id") or given.get("name_or_id")
        if not wanted:
            raise _invalid("name_or_id", "Missing value")
        for package in self._packages.all:
            if wanted in (package["id"], package["name"]):
                return _readable(package)
        raise _missing()

    def _package_search(self, given: Mapping[str, Any]) -> dict[str, Any]:
        rows = min(_integer(given, "rows", 10), MAX_ROWS)
        start = _integer(given, "start", 0)
        sort = str(given.get("sort") or "score desc, metadata_modified desc")
        try:
            tests = [solr.parse(str(given.get(name) or "*:*")) for name in ("q", "fq")]
            documents = [(package, document(package)) for package in self._packages.public]
            found = [package for package, seen in documents if all(test(seen) for test in tests)]
            ordered = _sorted(found, sort)
        except solr.QuerySyntaxError as error:
            message = "Invalid search query"
            kind = "Search Query Error"
            raise _Refusal(HTTPStatus.BAD_REQUEST, kind, message=message) from error
        results = ordered[start : start + rows]
        page = {"count": len(found), "facets": {}, "results": results}
        return page | {"sort": sort, "search_facets": {}}

    def _current_packages(self, given: Mapping[str, Any]) -> list[Package]:
        return _slice(_sorted(self._packages.public, "metadata_modified desc"), given)

    def _organization_list(self, given: Mapping[str, Any]) -> list[Any]:
        names = sorted(self._packages.organizations)
        if str(given.get("all_fields", "")).lower() in ("true", "1"):
            return _slice([self._packages.counted(name) for name in names], given)
        return _slice(names, given)

    def _organization_show(self, given: Mapping[str, Any]) -> dict[str, Any]:
        for name, organization in self._packages.organizations.items():
            if given.get("id") in (name, organization["id"]):
                nothing: dict[str, list[object]] = {"extras": [], "tags": [], "groups": []}
                return self._packages.counted(name) | nothing
        raise _missing()


def _parameters(request: Request) -> Mapping[str, Any]:
    """Parameters of an action: the query of a GET, the JSON object of a POST."""
    if request.method != "POST":
        return {name: values[-1] for name, values in request.query.items()}
    try:
        given = json.loads(request.body or b"{}")
    except ValueError as error:
        raise _invalid("message", "No request body data") from error
    if not isinstance(given, dict):
        raise _invalid("message", "Request data JSON decoded is not a dictionary")
    return given


def _readable(package: Package) -> Package:
    if package["private"]:
        message = f"Access denied: User  not authorized to read package {package['id']}"
        raise _Refusal(HTTPStatus.FORBIDDEN, "Authorization Error", message=message)
    return package


def _integer(given: Mapping[str, Any], name: str, default: int) -> int:
    value = str(given.get(name, default))
    if not value.isdecimal():
        raise _invalid(name, "Invalid integer", "Please enter an integer value")
    return int(value)


def _slice(items: list[_T], given: Mapping[str, Any]) -> list[_T]:
    offset = _integer(given, "offset", 0)
    return items[offset : offset + _integer(given, "limit", MAX_ROWS)]


def _sorted(packages: list[Package], sort: str) -> list[Package]:
    """Packages in Solr's order; `score` is equal for all, so it changes nothing."""
    ordered = list(packages)
    for clause in reversed(sort.split(",")):
        field, _, direction = clause.strip().partition(" ")
        if field == "score":
            continue
        if field not in _SORTABLE or direction not in ("asc", "desc"):
            raise solr.QuerySyntaxError(sort)
        ordered.sort(key=lambda package: str(package[field]), reverse=direction == "desc")
    return ordered

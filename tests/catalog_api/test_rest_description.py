"""The description of the API: everything has words and examples, which are as described."""

import ast
from pathlib import Path

import jsonschema
import pytest

from catalog_api.web.examples import examples
from catalog_api.web.history_shapes import HISTORY_SHAPES
from catalog_api.web.list_shapes import CKAN_SHAPES, LIST_SHAPES
from catalog_api.web.shapes import SCHEMAS

ROOM = Path(__file__).parents[2] / "catalog_api"
KNOWN = SCHEMAS | LIST_SHAPES | CKAN_SHAPES | HISTORY_SHAPES


@pytest.fixture(scope="module")
def described(site) -> dict:
    return site.get("/openapi.json").json()


def operations(body):
    for path, methods in body["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_and_parameter_is_described(described):
    bare = [
        label
        for label, operation in operations(described)
        if not (operation.get("summary") and operation.get("description") and operation["tags"])
    ]
    assert not bare, "; ".join(bare)
    silent = [
        f"{label} {one['name']}"
        for label, operation in operations(described)
        for one in operation.get("parameters", ())
        if one["in"] == "query" and not one.get("description")
    ]
    assert not silent, "; ".join(silent)


def test_every_summary_can_be_translated():
    """A summary is a message: as a plain text, /docs shows it in English to everybody."""
    plain = [
        f"{path.name}: {found.value.value}"
        for path in ROOM.rglob("*.py")
        for found in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(found, ast.keyword)
        and found.arg == "summary"
        and isinstance(found.value, ast.Constant)
    ]
    assert plain == []


def test_native_operations_tell_their_errors_as_problems(described):
    for label, operation in operations(described):
        if "/api/v1" not in label:
            continue
        for status, answer in operation["responses"].items():
            if status not in ("200", "304"):
                assert list(answer["content"]) == ["application/problem+json"], (label, status)
        assert "default" in operation["responses"], label


@pytest.mark.parametrize("name", sorted(examples()))
def test_examples_are_as_described(name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": KNOWN}}
    jsonschema.Draft202012Validator(schema).validate(examples()[name])
    told = str(examples()[name])
    assert "127.0.0.1" not in told


def test_what_the_examples_show_is_all_there_is_to_tell(site):
    """A document has no member that its shape does not tell of."""
    for name in (
        "Federation",
        "Distribution",
        "Source",
        "Partnership",
        "City",
        "Release",
        "Schema",
    ):
        assert set(examples()[name]) <= set(KNOWN[name]["properties"]), name


def test_answers_of_the_api_have_examples(described):
    told = {
        content["schema"]["$ref"].rsplit("/", 1)[-1]
        for _, operation in operations(described)
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
        if "example" in content
    }
    assert told == set(examples())
    bare = [
        f"{label} {content['schema']['$ref']}"
        for label, operation in operations(described)
        for content in operation["responses"]["200"].get("content", {}).values()
        if "$ref" in content.get("schema", {}) and "example" not in content
    ]
    assert not bare


def test_files_are_described_as_what_they_are(described):
    for path, kind in (
        ("/catalog.ttl", "text/turtle"),
        ("/api/v1/tables/{table_id}/data.csv", "text/csv"),
        ("/feed.atom", "application/atom+xml"),
    ):
        assert list(described["paths"][path]["get"]["responses"]["200"]["content"]) == [kind]


def test_parameters_have_examples_that_are_answered(site, described):
    """Whoever tries the operations of the description with its examples gets an answer."""
    tried = set()
    for path, methods in described["paths"].items():
        if not path.startswith("/api/v1") or "get" not in methods:
            continue
        for one in methods["get"].get("parameters", ()):
            value = one.get("example")
            if one["in"] == "query" and value is not None and "{" not in path:
                answer = site.get(path, params={one["name"]: value}, timeout=60)
                # A route that needs another parameter too says so.
                assert answer.status_code in {200, 422}, (path, one["name"], answer.text)
                tried.add((one["name"], answer.status_code))
    assert {("city", 200), ("theme", 200), ("q", 200), ("sort", 200)} <= tried


def test_the_page_tells_operations_and_codes_in_each_language(site, described):
    for lang, word in (("fr", "Erreurs"), ("en", "Errors"), ("es", "Errores")):
        text = site.get(f"/docs?lang={lang}").text
        assert 'id="not-found"' in text
        assert 'id="too-many-requests"' in text
        assert all(path in text for path in described["paths"]), word


def test_every_type_of_problem_leads_to_its_words(site):
    page = site.get("/docs?lang=en").text
    for path in ("/api/v1/datasets/absent", "/api/v1/datasets/retire", "/api/v1/datasets?limit=0"):
        code = site.get(path).json()["type"].partition("#")[2]
        assert f'id="{code}"' in page

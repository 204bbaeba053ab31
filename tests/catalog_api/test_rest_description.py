"""The description of the API: everything has words and examples, which are as described."""

import jsonschema
import pytest

from catalog_api.web.examples import examples
from catalog_api.web.list_shapes import CKAN_SHAPES, LIST_SHAPES
from catalog_api.web.shapes import SCHEMAS

KNOWN = SCHEMAS | LIST_SHAPES | CKAN_SHAPES


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

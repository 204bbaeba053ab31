"""The whole description of the API, put to the test: no 5xx, every answer is as described.

Bounded and derandomised: each operation gets the same few requests at every run.
"""

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi import checks

EXAMPLES = 12
ODD = ["absent", "é b", "a\x00"]
#: What the sample does not have.
ABSENT = ("/versions/", "/changes", "/commons/", "/dataset-series/", "/ogc/")
CHECKS: list[CheckFunction] = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


def places(site) -> dict[str, list[str]]:
    """Ids that are there, for the places of paths that generated words would never meet."""
    first, other = site.datasets[:2]
    tables = [other.tables[0].id, first.tables[2].id]
    return {
        "dataset_id": [first.id, first.name, "retire"],
        "table_id": tables,
        "distribution_id": tables[:2],
        "collection": tables[:2],
        "city_id": ["lille"],
        "source_id": ["lille-ods"],
        "partnership_id": ["lille-dakar"],
        "schema_id": ["scdl/subventions"],
        "schema": ["scdl/subventions"],
        "release": ["1"],
        "format": ["csv", "json", "jsonl", "parquet"],
        "suffix": ["ttl"],
    }


def described(site) -> dict:
    """The description of the sample site, whose paths may also be filled with what is there."""
    found = site.get("/openapi.json").json()
    known = places(site)
    for path in found["paths"].values():
        for operation in path.values():
            # The same word is a dataset's name in one place, an action in another.
            actions = operation["tags"] == ["CKAN"]
            known["name"] = ["package_search", "tag_list"] if actions else known["dataset_id"]
            for one in operation.get("parameters", ()):
                if one["in"] == "path" and one["name"] in known:
                    one["schema"] = {"enum": [*known[one["name"]], *ODD]}
    return found


def test_every_operation_answers_as_described(site):
    failed, statuses = [], {}

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=strategies.data())
    def ask(data):
        case = data.draw(operation.as_strategy())
        answer = case.call(base_url=site.base, timeout=20)
        statuses.setdefault(operation.label, set()).add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    for found in schemathesis.openapi.from_dict(described(site)).get_all_operations():
        operation = found.ok()
        try:
            ask()
        except Exception as error:  # noqa: BLE001 - whatever a check found, told with the rest
            failed.append(f"{operation.label}: {str(error)[:1500]}")
    assert not failed, "\n\n".join(failed)
    # Requests meet what is there, and are not only refused.
    refused = [label for label, seen in statuses.items() if not seen & {200, 303}]
    refused = [label for label in refused if not any(part in label for part in ABSENT)]
    assert len(refused) < len(statuses) / 5, "; ".join(refused)


def test_the_whole_api_is_described(site):
    body = site.get("/openapi.json").json()
    tags = {tag for path in body["paths"].values() for one in path.values() for tag in one["tags"]}
    assert {"federation", "datasets", "tables", "CKAN", "DCAT-AP"} <= tags

"""Programs of others read what is published: ckanext-dcat's parser, MLCommons' mlcroissant.

Each lives in an environment of its own, kept between runs; without a package index they skip.
"""

import importlib.util
import json
import os
import subprocess
from pathlib import Path

import pytest

CKANEXT_DCAT = ("ckan[requirements]==2.12.0", "ckanext-dcat==2.4.4", "rdflib>=7", "geomet")
CROISSANT = ("mlcroissant==1.1.1", "pandas", "pyarrow")
PARSERS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}

_PARSE = """
import json, sys
from ckanext.dcat.processors import RDFParser
found = {}
for name, path in zip(sys.argv[1::2], sys.argv[2::2]):
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(open(path, encoding="utf-8").read(), name)
    found[name] = {
        "next": parser.next_page(),
        "datasets": sorted(parser.datasets(), key=lambda one: one["title"]),
    }
print("FOUND" + json.dumps(found, default=str))
"""

_LOAD = """
import itertools, json, sys
import mlcroissant
dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
rows = list(itertools.islice(dataset.records("rows"), 30))
plain = [
    {key: value.decode() if isinstance(value, bytes) else str(value) for key, value in row.items()}
    for row in rows
]
issues = dataset.metadata.ctx.issues
print("FOUND" + json.dumps({
    "name": dataset.metadata.name, "rows": plain, "errors": sorted(issues.errors),
}))
"""


@pytest.fixture(scope="module")
def environment():
    """`environment(name, requirements)`: the interpreter of another program's environment."""
    place = Path(__file__).parents[1] / "connectors" / "environments.py"
    spec = importlib.util.spec_from_file_location("partage_catalogue_environments", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.environment


def run(python, script, *arguments, **environment):
    done = subprocess.run(
        [python, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.rpartition("FOUND")[2])


@pytest.mark.slow
def test_ckanext_dcat_reads_every_serialisation_alike(site, environment, tmp_path):
    python = environment("ckanext-dcat", CKANEXT_DCAT)
    arguments = []
    for suffix, name in PARSERS.items():
        path = tmp_path / f"catalog.{suffix}"
        path.write_bytes(site.get(f"/catalog.{suffix}?limit=4").content)
        arguments += [name, path]
    found = run(python, _PARSE, *arguments)
    for suffix, name in PARSERS.items():
        page = found[name]["next"]
        assert page.startswith(f"{site.base}/catalog.{suffix}?limit=4&after=")
        assert len(found[name]["datasets"]) == 4
    # Blank nodes have no order of their own: texts and files are compared, not their order.
    for name in PARSERS.values():
        for mine, theirs in zip(found[name]["datasets"], found["turtle"]["datasets"], strict=True):
            assert mine["title"] == theirs["title"]
            assert _files(mine) == _files(theirs)
            assert _extras(mine) == _extras(theirs)


@pytest.mark.slow
def test_ckanext_dcat_finds_what_was_told(site, environment, tmp_path):
    python = environment("ckanext-dcat", CKANEXT_DCAT)
    one = site.datasets[0]
    path = tmp_path / "dataset.ttl"
    path.write_bytes(site.get(f"/dataset/{one.id}.ttl").content)
    (found,) = run(python, _PARSE, "turtle", path)["turtle"]["datasets"]
    extras = _extras(found)
    assert found["title"] in one.dataset.title.values()
    assert extras["identifier"] == one.dataset.identifier
    assert extras["uri"] == f"{site.base}/dataset/{one.id}"
    assert extras["contact_email"] == "finances@lille.example"
    assert extras["publisher_name"] in {"Lille", "Lila", "Ville de Lille"}
    assert extras["modified"].startswith(one.dataset.modified.date().isoformat())
    assert {tag["name"] for tag in found["tags"]} >= {"subventions", "grants"}
    parquet = [part for part in found["resources"] if part.get("hash")]
    assert {part["hash"] for part in parquet} == {one.tables[0].snapshot.sha256}
    assert {int(part["size"]) for part in parquet} == {one.tables[0].snapshot.byte_size}


def _extras(found):
    return {extra["key"]: extra["value"] for extra in found["extras"]}


def _files(found):
    return sorted(str(part.get("download_url") or part["url"]) for part in found["resources"])


@pytest.mark.slow
def test_mlcroissant_loads_a_table(site, environment, tmp_path):
    python = environment("mlcroissant", CROISSANT)
    one = site.datasets[0].tables[0]
    found = run(
        python,
        _LOAD,
        f"{site.base}/api/v1/tables/{one.id}/croissant.json?lang=fr",
        HOME=str(tmp_path),
        CROISSANT_CACHE=str(tmp_path / "croissant"),
    )
    assert found["errors"] == []
    assert found["name"] == "Subventions 2025"
    assert len(found["rows"]) == 25
    first = found["rows"][0]
    assert first["rows/nomBeneficiaire"] == "Association « Théâtre n° 0 », Lille"
    assert set(first) == {f"rows/{column.name}" for column in one.snapshot.columns}


def test_croissant_describes_the_published_columns_only(site):
    one = site.datasets[0].tables[0]
    answer = site.get(f"/api/v1/tables/{one.id}/croissant.json?lang=en")
    assert answer.headers["content-type"].startswith("application/ld+json")
    found = answer.json()
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    (records,) = found["recordSet"]
    assert [each["name"] for each in records["field"]] == [
        column.name for column in one.snapshot.columns
    ]
    kinds = {each["name"]: each["dataType"] for each in records["field"]}
    assert kinds["montant"] == "sc:Float"
    assert kinds["dateConvention"] == "sc:Date"
    (file,) = found["distribution"]
    assert file["sha256"] == one.snapshot.sha256
    assert site.client.head(file["contentUrl"]).status_code == 200
    held = site.datasets[0].tables[2]
    assert site.get(f"/api/v1/tables/{held.id}/croissant.json").status_code == 403
    assert site.get("/api/v1/tables/absent/croissant.json").status_code == 404

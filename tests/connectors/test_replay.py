"""Captured answers of real portals, replayed over HTTP: mapped, or refused with a reason."""

import json

import pytest

from federation import codec
from federation.errors import HarvestError
from federation.harvest import HarvestPage


def captures(folder):
    return sorted(path for path in folder.iterdir() if path.suffix == ".json")


def walked(connector):
    """Pages and the error that ended the walk, if any; every page can be stored."""
    pages, ended = [], None
    try:
        pages.extend(connector.pages())
    except HarvestError as error:
        ended = error
    for page in pages:
        assert codec.loads(HarvestPage, codec.dumps(page))
    assert ended is None or ended.message.render("en")
    return pages, ended


def outcome(pages, error):
    """Records, reasons of failures, and the reason of the error."""
    records = [record.dataset for page in pages for record in page.records]
    reasons = [failure.code.value for page in pages for failure in page.failures]
    return records, reasons, error.code.value if error else None


def as_found(path):
    """Status and body of a captured answer."""
    content = json.loads(path.read_bytes())
    if isinstance(content, dict) and {"request", "status", "body"} <= set(content):
        return content["status"], json.dumps(content["body"]).encode()
    return 200, path.read_bytes()


@pytest.mark.parametrize("folder", ["ckan", "ckan_live", "ods"])
def test_every_body_is_read_or_refused(shared_portals, serve, server, federation, folder):
    current = []
    portal = serve(lambda r: server.Reply(*current[0], {"Content-Type": "application/json"}))
    kind = "opendatasoft" if folder == "ods" else "ckan"
    for path in captures(shared_portals / folder):
        current[:] = [as_found(path)]
        pages, error = walked(federation.connector(connector=kind, url=portal.url))
        records, reasons, code = outcome(pages, error)
        assert records or reasons or code, path.name


def items_of(content):
    """Datasets of a captured answer, whatever its envelope; the envelope itself where none is."""
    if isinstance(content, dict):
        content = content.get("body", content)
    if isinstance(content, dict):
        content = content.get("result", content)
    if isinstance(content, dict):
        content = content.get("results", content.get("dataset", content))
    return content if isinstance(content, list) else [content]


def test_every_ckan_dataset_is_mapped(shared_portals, serve, server, federation):
    """Each captured object, in the envelope CKAN sends: datasets map, others are set apart."""
    paths = captures(shared_portals / "ckan") + captures(shared_portals / "ckan_live")
    found = {}
    current = []
    portal = serve(lambda r: server.as_json({"success": True, "result": current[0]}))
    for path in paths:
        items = items_of(json.loads(path.read_bytes()))
        current[:] = [{"count": len(items), "results": items}]
        records, reasons, code = outcome(*walked(federation.connector(url=portal.url)))
        assert code is None, path.name
        assert len(records) + len(reasons) == len(items), path.name
        found[path.name] = records
    zurich = found["zurich-opendata-mcp__ckan_package_search.json"]
    assert len(zurich) == 3
    assert zurich[0].licence.endswith("/CC0")
    assert zurich[0].distributions[0].format == "CSV"
    dkan = found["udata__dkan-french-w-license.json"][0]
    assert dkan.licence == "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
    assert dkan.modified.year == 2019
    assert dkan.distributions[0].modified.isoformat() == "2019-12-19T03:00:00+00:00"
    assert dkan.unmapped.get("date", 0) == 0
    multilingual = found["ckanext-dcat__ckan_dataset_multilingual.json"][0]
    assert set(multilingual.title) >= {"en", "ca", "es"}
    assert multilingual.keywords["ca"] == ("Roures", "Pins")
    assert multilingual.languages == ("en", "ca", "es")
    full = found["ckanext-dcat__ckan_full_dataset_dcat_ap.json"][0]
    assert full.spatial.label == "Tarragona"
    assert full.temporal == ("1905-03-01", "2024-05-29")
    assert full.publisher == "Test Publisher"
    assert len(found["search_p1.json"]) == 10


def test_every_opendatasoft_dataset_is_mapped(shared_portals, serve, server, federation):
    found = json.loads((shared_portals / "ods" / "ods_example__datasets_v2_1.json").read_bytes())
    one = json.loads((shared_portals / "ods" / "ods_example__dataset_v2_1.json").read_bytes())
    one["dataset_id"] += "-alone"  # the list holds it too
    listed = [*found["results"], one]
    body = {"total_count": len(listed), "results": listed}
    portal = serve(lambda request: server.as_json(body))
    connector = federation.connector(connector="opendatasoft", url=portal.url)
    records, reasons, code = outcome(*walked(connector))
    assert (len(records), reasons, code) == (len(listed), [], None)
    assert records[-1].licence.endswith("/CC_BY_4_0")
    assert records[-1].modified.year == 2021
    assert "<" not in records[-1].description["en"]

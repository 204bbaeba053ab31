"""The demonstration's servers answer as the real software does, for every dataset they hold."""

import csv
import io
import json
import socket
import threading
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
import requests
import yaml
from ckanapi import RemoteCKAN
from ckanapi.errors import CKANAPIError, NotAuthorized, NotFound, ValidationError

from federation.loader import load_settings
from orchestration.demo import DemoPortals, demo_data

DATA = demo_data()
PORTALS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (DATA / "portals").glob("*.yaml")
}
QUEJAS = {"quejas-arbolado-urbano"}
CKAN = sorted(name for name, values in PORTALS.items() if values["software"] == "ckan")
ODS = sorted(name for name, values in PORTALS.items() if values["software"] == "opendatasoft")
ODS_TABLES = [(name, entry) for name in ODS for entry in PORTALS[name]["datasets"]]


@pytest.fixture(scope="module")
def portals():
    with DemoPortals(DATA) as running:
        yield running


@pytest.fixture(scope="module")
def http():
    with requests.Session() as session:
        yield session


def action(http, url, name, **parameters):
    return http.get(f"{url}/api/3/action/{name}", params=parameters, timeout=10)


def explore(http, url, path, **parameters):
    return http.get(f"{url}/api/explore/v2.1/catalog/{path}", params=parameters, timeout=10)


# All together


def test_every_source_of_the_file_has_an_address_and_the_file_loads(portals, monkeypatch):
    for name, value in portals.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PARTAGE_DEMO_URL", "http://127.0.0.1:8000")
    settings = load_settings(DATA / "federation.yaml")
    served = {source.id: source.url for _, source in settings.sources if "://" in source.url}
    assert served == portals.urls
    assert {city.id for city in settings.cities} == {"lille", "namur", "dakar", "bilbao", "quito"}


def test_the_demonstration_file_loads_only_where_its_portals_run(monkeypatch):
    from federation.errors import SettingsError

    for variable in ("URL", "LILLE", "NAMUR", "DAKAR", "DAKAR_REPERES", "BILBAO", "QUITO"):
        monkeypatch.delenv(f"PARTAGE_DEMO_{variable}", raising=False)
    with pytest.raises(SettingsError) as refused:
        load_settings(DATA / "federation.yaml")
    assert len(refused.value.faults) == 7


def test_real_portals_of_villes_yaml_load():
    settings = load_settings(DATA.parent / "villes.yaml")
    by_city = {city.id: city for city in settings.cities}
    assert len(by_city) == 12
    addresses = {source.url for _, source in settings.sources if source.connector == "ckan"}
    assert addresses == {
        "https://opendata.nicecotedazur.org/data",
        "https://opendata-ajuntament.barcelona.cat/data",
        "https://donnees.montreal.ca",
    }
    crons = [source.schedule.cron for _, source in settings.sources]
    assert len(set(crons)) == len(crons)
    assert all(source.politeness.connections == 1 for _, source in settings.sources)


def test_every_data_file_is_reached_by_some_source(portals, http):
    named = {
        DATA / path
        for portal in PORTALS.values()
        for entry in portal.get("datasets", ())
        for path in [entry.get("file"), *(r["file"] for r in entry.get("resources", ()))]
        if path
    }
    named |= {DATA / "data/dakar" / name for name in PORTALS["dakar"]["files"]}
    named |= set((DATA / "data/namur/services").iterdir())
    assert named == {path for path in (DATA / "data").rglob("*") if path.is_file()}


def test_given_ports_are_used_and_freed(http):
    with DemoPortals(DATA) as first:
        port = int(first.urls["bilbao"].split(":")[2].split("/")[0])
    with DemoPortals(DATA, {"bilbao": port}) as second:
        assert second.urls["bilbao"] == f"http://127.0.0.1:{port}/data"
        with pytest.raises(OSError, match="use"), DemoPortals(DATA, {"quito": port}):
            pass
        assert action(http, second.urls["bilbao"], "site_read").json()["result"] is True
    assert second.urls == {}


def test_nothing_is_left_running(portals):
    before = threading.active_count()
    with DemoPortals(DATA):
        assert threading.active_count() > before
    assert threading.active_count() <= before


def test_no_cookies_anywhere(portals, http):
    answers = [http.get(url, timeout=10) for url in portals.urls.values()]
    assert all("Set-Cookie" not in answer.headers for answer in answers)
    assert not http.cookies


# CKAN


@pytest.mark.parametrize("city", CKAN)
def test_ckan_shows_every_public_dataset(portals, http, city):
    url = portals.urls[city]
    names = {entry["name"] for entry in PORTALS[city]["datasets"] if not entry.get("private")}
    assert set(action(http, url, "package_list").json()["result"]) == names
    for name in names:
        answer = action(http, url, "package_show", id=name)
        body = answer.json()
        assert (answer.status_code, body["success"]) == (200, True)
        assert body["help"] == f"{url}/api/3/action/help_show?name=package_show"
        package = body["result"]
        assert action(http, url, "package_show", id=package["id"]).json()["result"] == package
        assert package["num_resources"] == len(package["resources"])


@pytest.mark.parametrize("city", CKAN)
def test_ckan_files_are_the_files_on_disk(portals, http, city):
    found = action(http, portals.urls[city], "package_search", rows=1000).json()["result"]
    for package in found["results"]:
        entry = next(e for e in PORTALS[city]["datasets"] if e["name"] == package["name"])
        for resource, written in zip(package["resources"], entry["resources"], strict=True):
            assert resource["url"].startswith(portals.urls[city] + "/dataset/")
            body = http.get(resource["url"], timeout=10).content
            assert body == (DATA / written["file"]).read_bytes()


@pytest.mark.parametrize("city", CKAN)
def test_ckan_walks_by_keyset(portals, http, city):
    url, seen, query = portals.urls[city], [], "*:*"
    while True:
        answer = action(http, url, "package_search", rows=1, sort="id asc", fq=query)
        results = answer.json()["result"]["results"]
        if not results:
            break
        seen.append(results[0]["id"])
        query = f"id:{{{seen[-1]} TO *}}"
    total = action(http, url, "package_search", rows=0).json()["result"]["count"]
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, {"quejas-arbolado-urbano", "presupuesto-municipal-2026"}),
        ({"q": "*:*"}, {"quejas-arbolado-urbano", "presupuesto-municipal-2026"}),
        ({"q": "poda"}, {"quejas-arbolado-urbano"}),
        ({"q": "nothing of the kind"}, set()),
        ({"fq": "organization:finanzas"}, {"presupuesto-municipal-2026"}),
        ({"fq": 'organization:"finanzas"'}, {"presupuesto-municipal-2026"}),
        (
            {"fq": "organization:(finanzas OR ambiente)"},
            {"quejas-arbolado-urbano", "presupuesto-municipal-2026"},
        ),
        ({"fq": "-organization:finanzas"}, {"quejas-arbolado-urbano"}),
        ({"fq": "+tags:finanzas +res_format:XLSX"}, {"presupuesto-municipal-2026"}),
        ({"fq": "tags:finanzas AND NOT res_format:XLSX"}, set()),
        ({"fq": "groups:ambiente"}, {"quejas-arbolado-urbano"}),
        ({"fq": "name:presu*"}, {"presupuesto-municipal-2026"}),
        (
            {"fq": "metadata_modified:[2026-09-10T00:00:00Z TO *]"},
            {"quejas-arbolado-urbano"},
        ),
        ({"fq": "metadata_modified:[2026-09-10T00:00:00Z TO *] AND id:{0 TO *}"}, QUEJAS),
        ({"fq": "metadata_modified:[9000-01-01T00:00:00Z TO *]"}, set()),
        (
            {"fq": "(organization:finanzas) OR (tags:quejas)"},
            {"quejas-arbolado-urbano", "presupuesto-municipal-2026"},
        ),
        ({"fq": "catastro OR name:catastro-en-preparacion"}, set()),
    ],
)
def test_ckan_searches(portals, http, parameters, names):
    answer = action(http, portals.urls["quito"], "package_search", **parameters).json()["result"]
    assert {package["name"] for package in answer["results"]} == names
    assert answer["count"] == len(names)


def test_ckan_pages_and_orders(portals, http):
    url = portals.urls["quito"]
    newest = action(http, url, "package_search", sort="metadata_modified desc", rows=1).json()
    oldest = action(
        http, url, "package_search", sort="metadata_modified desc", rows=1, start=1
    ).json()
    assert newest["result"]["results"][0]["name"] == "quejas-arbolado-urbano"
    assert oldest["result"]["results"][0]["name"] == "presupuesto-municipal-2026"
    assert newest["result"]["count"] == oldest["result"]["count"] == 2
    listed = action(http, url, "package_list", limit=1, offset=1).json()["result"]
    assert listed == ["quejas-arbolado-urbano"]


@pytest.mark.parametrize(
    ("name", "parameters", "status", "kind"),
    [
        ("package_show", {"id": "nope"}, 404, "Not Found Error"),
        ("package_show", {}, 409, "Validation Error"),
        ("package_show", {"id": "catastro-en-preparacion"}, 403, "Authorization Error"),
        ("organization_show", {"id": "nope"}, 404, "Not Found Error"),
        ("package_search", {"rows": "abc"}, 409, "Validation Error"),
        ("package_search", {"start": "-1"}, 409, "Validation Error"),
        ("package_search", {"sort": "colour asc"}, 400, "Search Query Error"),
        ("package_search", {"fq": "id:{a TO"}, 400, "Search Query Error"),
        ("package_search", {"fq": "(tags:a"}, 400, "Search Query Error"),
        ("package_search", {"q": "tags:"}, 400, "Search Query Error"),
        ("package_search", {"fq": "a ) b"}, 400, "Search Query Error"),
    ],
)
def test_ckan_refuses_in_its_envelope(portals, http, name, parameters, status, kind):
    answer = action(http, portals.urls["quito"], name, **parameters)
    body = answer.json()
    assert answer.status_code == status
    assert body["success"] is False
    assert body["error"]["__type"] == kind
    assert "result" not in body


def test_ckan_unknown_action_is_a_bare_string(portals, http):
    answer = action(http, portals.urls["quito"], "nope_action")
    assert answer.status_code == 400
    assert answer.json() == "Bad request: Action name not known: nope_action"


def test_ckan_answers_only_below_its_base_path(portals, http):
    url = portals.urls["bilbao"]
    assert url.endswith("/data")
    root = url.removesuffix("/data")
    for path in ("/api/3/action/package_search", "/", "/database/api/3/action/status_show"):
        assert http.get(root + path, timeout=10).status_code == 404
    assert http.get(url, timeout=10).headers["Content-Type"].startswith("text/html")
    assert action(http, url, "status_show").json()["result"]["site_url"] == url


@pytest.mark.parametrize("city", CKAN)
@pytest.mark.parametrize("get_only", [True, False])
def test_ckan_through_ckanapi(portals, city, get_only):
    with RemoteCKAN(portals.urls[city], get_only=get_only, user_agent="partage-test") as portal:
        names = portal.action.package_list()
        status = portal.action.status_show()
        assert status["ckan_version"].startswith("2.12")
        found = portal.action.package_search(q="*:*", rows=50, sort="id asc")
        assert sorted(package["name"] for package in found["results"]) == names
        organizations = portal.action.organization_list(all_fields=True)
        assert sum(organization["package_count"] for organization in organizations) == len(names)
        first = organizations[0]["name"]
        assert portal.action.organization_show(id=first)["display_name"]
        assert len(portal.action.current_package_list_with_resources(limit=1)) == 1
        with pytest.raises(NotFound):
            portal.action.package_show(id="nope")
        with pytest.raises(ValidationError):
            portal.action.package_search(rows="abc")
        with pytest.raises(CKANAPIError):
            portal.action.nope_action()


def test_ckan_private_dataset_through_ckanapi(portals):
    with RemoteCKAN(portals.urls["quito"], get_only=True) as portal:
        assert "catastro-en-preparacion" not in portal.action.package_list()
        with pytest.raises(NotAuthorized):
            portal.action.package_show(id="catastro-en-preparacion")


@pytest.mark.parametrize("body", [b"{", b"[1]"])
def test_ckan_refuses_a_body_that_is_no_object(portals, http, body):
    url = f"{portals.urls['quito']}/api/3/action/package_list"
    assert http.post(url, data=body, timeout=10).status_code == 409


def test_one_mailbox_of_the_metadata_is_personal(portals, http):
    found = action(http, portals.urls["quito"], "package_show", id="quejas-arbolado-urbano")
    package = found.json()["result"]
    assert package["maintainer"].startswith("Ing. ")
    assert package["maintainer_email"].split("@")[0] == "maria.simbana"


# Opendatasoft


@pytest.mark.parametrize("city", ODS)
def test_ods_pages_through_every_dataset(portals, http, city):
    url, seen = portals.urls[city], []
    while True:
        answer = explore(http, url, "datasets", limit=2, offset=len(seen), order_by="dataset_id")
        page = answer.json()
        if not page["results"]:
            break
        seen += [dataset["dataset_id"] for dataset in page["results"]]
        assert len(page["results"]) <= 2
    ids = [entry["id"] for entry in PORTALS[city]["datasets"]]
    assert seen == sorted(ids)
    assert page["total_count"] == len(ids)
    exported = explore(http, url, "exports/json", limit=-1).json()
    assert [dataset["dataset_id"] for dataset in exported] == ids


@pytest.mark.parametrize(("city", "entry"), ODS_TABLES)
def test_ods_dataset_and_its_exports(portals, http, city, entry):
    url, path = portals.urls[city], f"datasets/{entry['id']}"
    dataset = explore(http, url, path).json()
    with (DATA / entry["file"]).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert [field["label"] for field in dataset["fields"]] == header
    assert dataset["metas"]["default"]["records_count"] == len(rows)
    assert dataset["metas"]["default"]["title"] == entry["title"]
    assert dataset["metas"]["dcat"]["contact_email"].endswith(".example.org")

    labelled = explore(http, url, f"{path}/exports/csv", use_labels="true", delimiter=",")
    assert labelled.content.startswith(b"\xef\xbb\xbf")
    text = labelled.content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [header, *rows]
    assert "ETag" not in labelled.headers

    named = explore(http, url, f"{path}/exports/csv", with_bom="false").content.decode()
    assert named.splitlines()[0] == ";".join(field["name"] for field in dataset["fields"])

    objects = explore(http, url, f"{path}/exports/json").json()
    assert len(objects) == len(rows)
    assert list(objects[0]) == [field["name"] for field in dataset["fields"]]


def test_ods_tells_the_formats_of_its_exports(portals, http):
    path = "datasets/subventions-attribuees-2025/exports"
    links = explore(http, portals.urls["lille"], path).json()["links"]
    assert [link["rel"] for link in links] == ["csv", "json"]
    assert all(http.get(link["href"], timeout=10).status_code == 200 for link in links)


def test_ods_json_export_is_typed(portals, http):
    path = "datasets/subventions-attribuees-2025/exports/json"
    first = explore(http, portals.urls["lille"], path).json()[0]
    assert isinstance(first["montant"], float)
    assert first["idrae"] is None


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"where": 'publisher="Ville de Lille"'}, 5),
        ({"where": "(modified >= date'2026-08-31T00:00:00Z' or theme = 'x')"}, 2),
        ({"where": '(publisher="Ville de Lille" or publisher="MEL") and (theme="Santé")'}, 1),
        ({"where": "modified >= date'2026-08-31'"}, 2),
        ({"where": "modified < date'2026-01-20' and records_count = 43"}, 1),
        ({"where": 'keyword in ("cantine", "votes")'}, 2),
        ({"where": 'search("braderie")'}, 0),
        ({"where": 'search(*, "conseil municipal")'}, 2),
        ({"where": 'not "menus"'}, 4),
        ({"where": 'title != "Menus des restaurants scolaires"'}, 4),
        ({"refine": "keyword:scdl"}, 4),
        ({"refine": "keyword:scdl", "exclude": "keyword:votes"}, 3),
        ({"where": "dcat.creator = 'Caisse des écoles'"}, 1),
    ],
)
def test_ods_selects(portals, http, parameters, count):
    answer = explore(http, portals.urls["lille"], "datasets", **parameters)
    assert (answer.status_code, answer.json()["total_count"]) == (200, count)


def test_ods_select_returns_flat_fields(portals, http):
    answer = explore(http, portals.urls["namur"], "exports/json", select="dataset_id, modified")
    assert answer.json()[0] == {
        "dataset_id": "namur-bornes-de-recharge",
        "modified": "2026-09-15T05:30:00+00:00",
    }


@pytest.mark.parametrize(
    ("path", "parameters", "status", "code"),
    [
        ("datasets", {"limit": 101}, 400, "InvalidRESTParameterError"),
        ("datasets", {"limit": "ten"}, 400, "InvalidRESTParameterError"),
        ("datasets", {"limit": 100, "offset": 9900}, 400, "InvalidRESTParameterError"),
        ("datasets", {"where": "modified >>"}, 400, "ODSQLError"),
        ("datasets", {"where": '("a"'}, 400, "ODSQLError"),
        ("datasets", {"where": '"a" "b"'}, 400, "ODSQLError"),
        ("datasets", {"where": "modified > 'soon'"}, 400, "ODSQLError"),
        ("datasets", {"refine": "keyword"}, 400, "ODSQLError"),
        ("datasets", {"order_by": "title upwards"}, 400, "ODSQLError"),
        ("datasets/nope", {}, 404, "UnknownDatasetError"),
        ("datasets/nope/exports/csv", {}, 404, "UnknownDatasetError"),
        ("datasets/namur-prenoms/exports/shp", {}, 404, "NotFoundError"),
        ("datasets/namur-prenoms/exports/csv", {"delimiter": "#"}, 400, None),
        ("nothing", {}, 404, "NotFoundError"),
    ],
)
def test_ods_refuses_in_its_own_words(portals, http, path, parameters, status, code):
    answer = explore(http, portals.urls["namur"], path, **parameters)
    assert answer.status_code == status
    assert answer.json()["error_code"] == (code or "InvalidRESTParameterError")
    assert answer.json()["message"]


# Plain files


@pytest.mark.parametrize("name", sorted(PORTALS["dakar"]["files"]))
def test_files_are_conditional(portals, http, name):
    url = portals.urls["dakar"].replace("datapackage.json", name)
    body = (DATA / "data/dakar" / name).read_bytes()
    answer = http.get(url, timeout=10)
    assert answer.content == body
    assert int(answer.headers["Content-Length"]) == len(body)
    assert answer.headers["Content-Type"].startswith(("text/csv", "application/json"))
    stamp = answer.headers["Last-Modified"]
    written = PORTALS["dakar"]["files"][name]
    assert parsedate_to_datetime(stamp).isoformat() == written

    head = http.head(url, timeout=10)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(body))

    etag = answer.headers["ETag"]
    for condition in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": stamp},
        {"If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
    ):
        same = http.get(url, headers=condition, timeout=10)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == etag
    for condition in (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": stamp},
        {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ):
        assert http.get(url, headers=condition, timeout=10).status_code == 200


def test_files_package_names_files_that_are_served(portals, http):
    url = portals.urls["dakar"]
    for resource in http.get(url, timeout=10).json()["resources"]:
        answer = http.get(url.replace("datapackage.json", resource["path"]), timeout=10)
        assert answer.status_code == 200
        header = answer.content.decode().splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_files_list_names_files_that_are_served(portals, http):
    url = portals.urls["dakar-reperes"]
    listed = list(csv.DictReader(http.get(url, timeout=10).content.decode().splitlines()))
    assert [row["adresse"] for row in listed] == ["marches.csv", "points-eau.json"]
    for row in listed:
        assert http.get(url.replace("liste.csv", row["adresse"]), timeout=10).status_code == 200


@pytest.mark.parametrize("path", ["/nope.csv", "/../portals/dakar.yaml", "/%2e%2e/federation.yaml"])
def test_files_serve_nothing_else(portals, path):
    connection = HTTPConnection(portals.urls["dakar"].split("/")[2], timeout=10)
    connection.request("GET", path)
    assert connection.getresponse().status == 404
    connection.close()


# Robustness


def test_a_client_that_hangs_up_disturbs_nobody(portals, http, capfd):
    host, port = portals.urls["lille"].removeprefix("http://").split(":")
    for sent in (b"GET /api/explore/v2.1/catalog/exports/json HTTP/1.1\r\nHost: x\r\n\r\n", b"GE"):
        with socket.create_connection((host, int(port))) as client:
            client.sendall(sent)
    assert explore(http, portals.urls["lille"], "datasets").status_code == 200
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("length", [str(10**9), "many", "-1"])
def test_a_body_of_a_huge_or_odd_length_is_refused(portals, length):
    connection = HTTPConnection(portals.urls["quito"].split("/")[2], timeout=10)
    connection.request("POST", "/api/3/action/package_list", headers={"Content-Length": length})
    assert connection.getresponse().status == 413
    connection.close()


def test_demo_data_is_a_whole_demonstration():
    assert (DATA / "README.md").read_text(encoding="utf-8").startswith("# La fédération")
    assert json.loads((DATA / "data/dakar/datapackage.json").read_text(encoding="utf-8"))
    assert isinstance(DATA, Path)

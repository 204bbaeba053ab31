"""The CKAN façade, asked by ckanapi and by what harvesters send."""

import json
import re
from dataclasses import replace

import pytest
from ckanapi import CKANAPIError, NotAuthorized, NotFound, RemoteCKAN, ValidationError
from ckanapi.errors import SearchQueryError

from catalog_api.ckan import matches, resources

_PACKAGE = re.findall(
    r"\w+",
    "id name title notes license_id license_title tags metadata_created metadata_modified "
    "organization resources private type author author_email maintainer maintainer_email state",
)
_PACKAGE_SET = re.findall(
    r"\w+", "id name title tags resources private type metadata_created metadata_modified"
)
_RESOURCE = re.findall(
    r"\w+",
    "id position name description format mimetype size hash created last_modified url "
    "resource_type",
)
_RESOURCE_SET = re.findall(r"\w+", "id position format created url")


@pytest.fixture
def remote(site):
    with RemoteCKAN(site.base) as found:
        yield found


def test_ckanapi_lists_shows_and_searches(site, remote):
    names = remote.action.package_list()
    assert names == sorted(found.name for found in site.datasets)
    # Keys that `ckanapi dump` adds are accepted.
    shown = [
        remote.action.package_show(id=name, include_users=True, include_password_hash=False)
        for name in names
    ]
    assert {found["id"] for found in shown} == {found.id for found in site.datasets}
    assert remote.action.status_show()["site_url"] == site.base


def test_paging_ends_with_an_empty_page_and_sorts_by_id(site, remote):
    seen, start = [], 0
    while True:
        page = remote.action.package_search(rows=2, start=start, sort="id asc", fq="")
        assert page["count"] == len(site.datasets)
        if not page["results"]:
            break
        seen += [found["id"] for found in page["results"]]
        start += 2
        assert start < 100
    assert seen == sorted(found.id for found in site.datasets)


def test_keyset_paging_by_id(site, remote):
    seen, low = [], "*"
    while True:
        page = remote.action.package_search(fq=f"id:{{{low} TO *}}", sort="id asc", rows=3)
        if not page["results"]:
            break
        seen += [found["id"] for found in page["results"]]
        low = seen[-1]
    assert seen == sorted(found.id for found in site.datasets)


def test_get_only_clients_are_answered_alike(site, remote):
    with RemoteCKAN(site.base, get_only=True) as reading:
        assert reading.action.package_list() == remote.action.package_list()


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"q": "ecole dakar"}, {"dakar-jeu-000"}),
        ({"q": "*:*", "fq": "organization:quito"}, {"quito-jeu-003"}),
        ({"fq": "organization:quito OR organization:bilbao"}, {"quito-jeu-003", "bilbao-jeu-002"}),
        ({"fq": "organization:(quito OR bilbao) -organization:quito"}, {"bilbao-jeu-002"}),
        ({"fq": "-groups:educ +organization:lille"}, {"lille-subventions-versees"}),
        ({"fq_list": ["organization:namur", "groups:ener"]}, {"namur-jeu-001"}),
        ({"q": 'organization:lille AND tags:"associations"'}, {"lille-subventions-versees"}),
        (
            {"fq": "metadata_modified:[2026-03-03T13:00:00Z TO *] -organization:lille"},
            {"namur-jeu-005"},
        ),
        (
            {"fq": "metadata_modified:{2026-03-03T12:30:00Z TO 2026-03-03T13:30:00Z]"},
            {"lille-jeu-004"},
        ),
        ({"fq": "metadata_modified:[NOW-1DAY TO NOW]"}, set()),
        ({"fq": "metadata_modified:[9000-01-01T00:00:00Z TO *]"}, set()),
        ({"fq": "res_format:PARQUET AND license_id:cc-by"}, {"lille-subventions-versees"}),
        ({"fq": "name:quito*"}, {"quito-jeu-003"}),
        ({"fq": "dataset_type:dataset AND state:active AND title:presupuesto"}, {"quito-jeu-003"}),
        ({"fq": "harvest_source_id:nothing-of-the-kind"}, set()),
        (
            {"fq": "NOT organization:(lille namur)"},
            {
                "dakar-jeu-000",
                "namur-jeu-001",
                "bilbao-jeu-002",
                "quito-jeu-003",
                "lille-jeu-004",
                "namur-jeu-005",
                "lille-subventions-versees",
            },
        ),
        ({"fq": "NOT organization:(lille OR namur OR dakar OR bilbao)"}, {"quito-jeu-003"}),
        # As ckanext-harvest joins its conditions.
        (
            {"fq": "organization:quito OR organization:lille metadata_modified:[2026-03-04 TO *]"},
            {"lille-subventions-versees"},
        ),
        ({"fq": "organization:quito OR organization:bilbao -groups:tran"}, {"quito-jeu-003"}),
        ({"q": "title:subventions"}, {"lille-subventions-versees"}),
        ({"q": "title:associations"}, set()),
        ({"q": "notes:associations"}, {"lille-subventions-versees"}),
        ({"q": 'title:"menus des cantines"^4'}, {"lille-jeu-004"}),
        ({"q": "cant*"}, {"lille-jeu-004"}),
        ({"q": "title:Électr*"}, {"namur-jeu-001"}),
        ({"fq": 'extras_guid:"urn:quito-jeu-003"'}, {"quito-jeu-003"}),
        ({"fq": 'identifier:"urn:quito-jeu-003"'}, {"quito-jeu-003"}),
        ({"fq": "harvest_source_id:quito-files"}, {"quito-jeu-003"}),
        ({"fq": 'extras_publisher_name:"ville de lille"'}, {"lille-subventions-versees"}),
        ({"fq": "publisher_name:Ville res_name:guide"}, {"lille-subventions-versees"}),
        ({"fq": "publisher_name:ill"}, set()),
    ],
)
def test_search_queries_of_real_harvesters(remote, parameters, expected):
    found = remote.action.package_search(**parameters)
    assert {result["name"] for result in found["results"]} == expected
    assert found["count"] == len(expected)


def test_facets_as_a_json_list_and_as_one_word(site):
    fields = json.dumps(["organization", "tags", "groups", "res_format"])
    parameters = {"facet.field": fields, "rows": 0, "facet.limit": -1}
    body = site.get("/api/3/action/package_search", params=parameters).json()["result"]
    assert body["results"] == []
    assert body["facets"]["organization"] == {
        "lille": 2,
        "namur": 2,
        "dakar": 1,
        "bilbao": 1,
        "quito": 1,
    }
    items = body["search_facets"]["groups"]["items"]
    assert items[0] == {"name": "educ", "display_name": "Éducation, culture et sport", "count": 3}
    word = site.get("/api/3/action/package_search?facet.field=tags&rows=0").json()["result"]
    assert word["facets"]["tags"]["écoles"] == 2


def test_every_key_that_harvesters_require_is_there(site, remote):
    for package in remote.action.package_search(rows=1000)["results"]:
        assert set(_PACKAGE) <= set(package)
        assert all(package[key] is not None for key in _PACKAGE_SET)
        assert package["organization"]["name"]
        for position, resource in enumerate(package["resources"]):
            assert set(_RESOURCE) <= set(resource)
            assert all(resource[key] is not None for key in _RESOURCE_SET)
            assert resource["position"] == position
        assert all(set(extra) == {"key", "value"} for extra in package["extras"])


def test_resources_lead_to_what_is_published(site, remote):
    package = remote.action.package_show(id="lille-subventions-versees")
    formats = [resource["format"] for resource in package["resources"]]
    assert formats == ["CSV", "PARQUET", "CSV", "PARQUET", "PDF"]
    for resource in package["resources"][:4]:
        assert resource["url"].startswith(site.base)
        assert site.get(resource["url"]).status_code == 200
        assert remote.action.resource_show(id=resource["id"]) == resource
    extras = {extra["key"]: extra["value"] for extra in package["extras"]}
    assert extras["guid"] == "https://data.lille.example/datasets/subventions"
    assert extras["withheld_tables"] == "2"
    assert json.loads(extras["spatial"])["type"] == "Polygon"
    assert package["title_translated"]["en"] == "Grants paid by the city"


def test_organisations_groups_tags_and_licences(site, remote):
    assert remote.action.organization_list() == ["bilbao", "dakar", "lille", "namur", "quito"]
    full = remote.action.organization_list(all_fields=True, limit=1)
    assert [found["package_count"] for found in full] == [1]
    lille = remote.action.organization_show(id="lille", include_datasets=True)
    assert len(lille["packages"]) == lille["package_count"] == 2
    assert remote.action.organization_show(id=lille["id"])["name"] == "lille"
    assert "educ" in remote.action.group_list()
    assert remote.action.group_show(id="educ")["package_count"] == 3
    assert "cantines" in remote.action.tag_list()
    assert remote.action.tag_list(query="cantin") == ["cantines"]
    assert any(found["id"] == "lov2" for found in remote.action.license_list())
    newest = remote.action.current_package_list_with_resources(limit=1)
    assert newest[0]["name"] == "lille-subventions-versees"
    assert remote.action.package_autocomplete(q="cantines")[0]["name"] == "lille-jeu-004"
    assert "sort" in remote.action.help_show(name="package_search")


def test_errors_are_those_of_ckan(site, remote):
    with pytest.raises(NotFound):
        remote.action.package_show(id="absent")
    with pytest.raises(NotFound):
        remote.action.package_show(id="retire")
    with pytest.raises(ValidationError):
        remote.action.package_show()
    with pytest.raises(ValidationError):
        remote.action.package_search(rows="many")
    with pytest.raises(CKANAPIError):
        remote.action.site_read()
    assert NotAuthorized is not SearchQueryError


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("GET", "/api/3/action/package_show?id=absent", None, 404, "Not Found Error"),
        ("GET", "/api/3/action/package_search?q=title:(x", None, 400, "Search Query Error"),
        ("GET", "/api/3/action/package_search?fq=title:[a TO b]", None, 400, "Search Query Error"),
        ("GET", "/api/action/package_search?sort=mood", None, 400, "Search Query Error"),
        ("GET", "/api/action/package_search?rows=-1", None, 409, "Validation Error"),
        ("POST", "/api/action/package_show", b"{}", 409, "Validation Error"),
        ("POST", "/api/action/package_show", b'{"id": {"a": 1}}', 409, "Validation Error"),
        ("GET", "/api/3/action/nothing", None, 400, None),
        ("POST", "/api/action/package_search", b"{", 400, None),
        ("POST", "/api/action/package_search", b"[1]", 400, None),
    ],
)
def test_error_envelopes(site, method, path, body, status, kind):
    answer = site.client.request(method, path, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    if kind is None:
        assert isinstance(answer.json(), str)
    else:
        assert set(answer.json()) == {"help", "success", "error"}
        assert answer.json()["success"] is False
        assert answer.json()["error"]["__type"] == kind


def test_no_redirect_and_an_exact_content_type(site):
    for path in ("/api/action/package_list", "/api/3/action/package_list"):
        answer = site.client.post(path, content=b"")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert site.get("/api/3/action/package_list/").status_code == 404


def test_what_is_typed_into_a_search_box(remote):
    names = [found["name"] for found in remote.action.package_autocomplete(q="presup")]
    assert names == ["quito-jeu-003"]
    (lille,) = remote.action.organization_autocomplete(q="LIL")
    assert (lille["name"], lille["title"]) == ("lille", "Lille")
    assert [found["name"] for found in remote.action.group_autocomplete(q="energ")] == ["ener"]
    assert remote.action.tag_autocomplete(query="electr") == ["électricité"]
    assert remote.action.tag_search(query="bici")["count"] == 1


def test_groups_and_tags_by_id_with_their_datasets(remote):
    package = remote.action.package_show(id="quito-jeu-003")
    group = remote.action.group_show(id=package["groups"][0]["id"], include_datasets=True)
    assert group["name"] == "gove"
    assert len(group["packages"]) == group["package_count"] == 2
    tag = remote.action.tag_show(id=package["tags"][0]["id"], include_datasets=True)
    assert [found["name"] for found in tag["packages"]] == ["quito-jeu-003"]
    with pytest.raises(NotFound):
        remote.action.tag_show(id="absent")
    with pytest.raises(NotFound):
        remote.action.group_show(id="absent")


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        ("name:GUIDE", ["PDF"]),
        (["format:parquet", "name:subventions 2025"], ["PARQUET"]),
        ("url:guide é.pdf", ["PDF"]),
        ("name:absent", []),
        # The addresses of our own files, in any part.
        (["url:data.parquet", "name:subventions 2025"], ["PARQUET"]),
        (["url:/api/v1/tables/6f50", "format:csv"], ["CSV"]),
        ("url:nowhere.example", []),
    ],
)
def test_search_of_resources(remote, query, formats):
    found = remote.action.resource_search(query=query)
    assert [each["format"] for each in found["results"]] == formats
    assert found["count"] == len(formats)


def test_resources_of_the_whole_catalogue_come_by_pages(remote, site, monkeypatch):
    """However many there are: `count` is of all, and pages join in either order."""
    monkeypatch.setattr(matches, "_BATCH", 2)  # so that the catalogue is read in several parts
    every = [
        one
        for package in remote.action.current_package_list_with_resources(limit=100)
        for one in package["resources"]
    ]
    wanted = {one["id"] for one in every if "http" in one["url"]}
    for order in ({}, {"order_by": "name"}):
        seen = []
        for start in range(0, len(wanted) + 3, 3):
            found = remote.action.resource_search(query="url:http", limit=3, offset=start, **order)
            assert found["count"] == len(wanted)
            seen += found["results"]
        assert len(seen) == len(wanted)
        assert {one["id"] for one in seen} == wanted
        if order:
            assert [one["name"] for one in seen] == sorted(one["name"] for one in seen)
    monkeypatch.setattr(resources, "_MOST", 2)
    assert len(remote.action.resource_search(query="url:http")["results"]) == 2
    assert len(remote.action.resource_search(query="url:http", limit=100)["results"]) == 2


def test_a_resource_by_its_address_hash_and_id(remote):
    package = remote.action.package_show(id="lille-subventions-versees")
    csv, parquet, *_ = package["resources"]
    search = remote.action.resource_search
    assert search(query=f"url:{csv['url']}")["results"] == [csv]
    assert parquet in search(query=f"hash:{parquet['hash'][:12]}")["results"]
    assert search(query=f"id:{parquet['id']}")["results"] == [parquet]
    assert remote.action.resource_view_list(id=csv["id"]) == []
    for query in ("colour:red", "name", None):
        with pytest.raises(ValidationError):
            search(query=query)


def test_some_fields_only_and_sorted(remote):
    found = remote.action.package_search(fl="name,extras_guid", sort="name desc", rows=2)
    assert found["results"] == [
        {"name": "quito-jeu-003", "extras_guid": "urn:quito-jeu-003"},
        {"name": "namur-jeu-005", "extras_guid": "urn:namur-jeu-005"},
    ]


@pytest.mark.parametrize("fields", ["organization,tags", "['organization', 'tags']"])
def test_facets_however_they_are_written(site, fields):
    body = site.get("/api/3/action/package_search", params={"facet.field": fields, "rows": 0})
    assert set(body.json()["result"]["facets"]) == {"organization", "tags"}


def test_tags_have_names_that_ckan_allows(site, state, make_dataset, served):
    dataset = make_dataset(state)
    words = {"fr": ("qualité de l'eau", "eau/air", "qualité de l’eau", "?")}
    shown = replace(dataset.dataset, keywords=words)
    state.publish(replace(dataset, dataset=shown))
    with served(state) as client, RemoteCKAN(str(client.base_url)) as remote:
        (package,) = remote.action.package_search(rows=5)["results"]
        names = {tag["name"]: tag["display_name"] for tag in package["tags"]}
        assert names == {"qualité de l eau": "qualité de l'eau", "eau air": "eau/air"}
        facets = remote.action.package_search(**{"facet.field": ["tags"], "rows": 0})["facets"]
        assert set(facets["tags"]) == set(names)
        assert remote.action.tag_list() == sorted(names)
        for name in (*names, "eau/air"):
            assert remote.action.package_search(fq=f'tags:"{name}"')["count"] == 1
            assert remote.action.tag_show(id=name)["display_name"]


def test_forms_and_what_older_clients_ask(site):
    form = {"q": "cantines", "rows": "1"}
    for path in ("/api/action/package_search", "/api/3/action/package_search"):
        found = site.client.post(path, data=form).json()["result"]
        assert [one["name"] for one in found["results"]] == ["lille-jeu-004"]
    assert site.get("/api/util/status").json()["extensions"] == ["datastore"]
    assert site.get("/api/3").json() == {"version": 3}
    curl = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = site.client.post("/api/action/package_show", content=b'{"id": "x"}', headers=curl)
    assert answer.status_code == 404

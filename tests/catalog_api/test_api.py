"""The native API over a real server: search, documents, data, conditional requests."""

import csv
import hashlib
import io

import pyarrow.parquet as pq
import pytest

from catalog_api.web.problems import Problem
from federation.model import State


def ids(answer) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {found["name"] for found in answer.json()["datasets"]}


@pytest.mark.parametrize(
    "words", ["écoles", "ecole", "ÉCOLE", "l'école", "les effectifs des écoles de Dakar"]
)
def test_search_meets_accents_plurals_and_elisions(site, words):
    assert "dakar-jeu-000" in ids(site.get("/api/v1/datasets", params={"q": words}))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"q": "electricite"}, {"namur-jeu-001"}),
        ({"q": "bicicleta"}, {"bilbao-jeu-002"}),
        ({"q": "library"}, {"namur-jeu-005"}),
        ({"q": '"carriles para bicicletas"'}, {"bilbao-jeu-002"}),
        ({"q": '"bicicletas para carriles"'}, set()),
        ({"q": "((("}, set()),
        ({"q": "montant bénéficiaires -zzz"}, {"lille-subventions-versees"}),
        ({"city": "quito"}, {"quito-jeu-003"}),
        ({"city": ["quito", "bilbao"]}, {"quito-jeu-003", "bilbao-jeu-002"}),
        ({"country": "be", "language": "en"}, {"namur-jeu-005"}),
        ({"theme": "tran"}, {"bilbao-jeu-002"}),
        ({"schema": "scdl/subventions"}, {"lille-subventions-versees"}),
        ({"licence": "cc-by"}, {"lille-subventions-versees"}),
        ({"organization": "Ville de Lille"}, {"lille-subventions-versees"}),
        ({"format": "pdf"}, {"lille-subventions-versees"}),
        ({"q": "écoles cantine", "city": "lille"}, {"lille-jeu-004"}),
    ],
)
def test_search_by_words_and_facets(site, parameters, expected):
    assert ids(site.get("/api/v1/datasets", params=parameters)) == expected


def test_exclusion_alone_takes_from_everything(site):
    found = ids(site.get("/api/v1/datasets", params={"q": "-cantines"}))
    assert len(found) == len(site.datasets) - 1
    assert "lille-jeu-004" not in found


def test_facets_count_what_matches(site):
    facets = site.get("/api/v1/datasets?q=ecoles&lang=fr").json()["facets"]
    assert {found["value"]: found["count"] for found in facets["city"]} == {"dakar": 1, "lille": 2}
    assert facets["country"][0]["label"] in ("France", "Sénégal")
    theme = site.get("/api/v1/datasets?lang=es").json()["facets"]["theme"]
    assert theme[0] == {"value": "EDUC", "label": "Educación, cultura y deportes", "count": 3}


@pytest.mark.parametrize("first", ["limit=2", "limit=2&after=", "limit=3&sort=id"])
def test_pages_cover_everything_once(site, first):
    seen, url = [], f"/api/v1/datasets?{first}"
    while url:
        body = site.get(url).json()
        seen += [found["id"] for found in body["datasets"]]
        url = body["next"]
        assert len(seen) < 50
    assert sorted(seen) == sorted(found.id for found in site.datasets)


def test_a_dataset_is_served_as_the_bytes_of_its_publication(site):
    wanted = site.datasets[0]
    answer = site.get(f"/api/v1/datasets/{wanted.name}")
    assert answer.content == site.state.reader().dataset(wanted.id).json
    body = answer.json()
    assert body["identifier"] == "https://data.lille.example/datasets/subventions"
    assert body["provenance"][0]["title"] == "Portail de Lille"
    assert body["licence"]["id"] == "cc-by"
    assert [table["state"] for table in body["tables"]] == [
        "published",
        "published",
        "quarantined",
        "rejected",
    ]
    assert [found["format"] for found in body["links"]] == ["PDF"]


def test_unpublished_tables_have_reasons_but_no_way_to_data(site):
    body = site.get(f"/api/v1/datasets/{site.datasets[0].id}").json()
    for table in body["tables"][2:]:
        assert set(table["reason"]["message"]) == {"fr", "en", "es"}
        assert table["snapshot"] is None
        assert (
            table["links"]["csv"] is table["links"]["parquet"] is table["links"]["preview"] is None
        )
    # Nor does any document show where the file with personal data is.
    stored = site.state.reader().dataset(site.datasets[0].id)
    for document in (stored.json, stored.ckan, stored.turtle):
        assert b"s2023.csv" not in document


@pytest.mark.parametrize("kind", ["data.csv", "data.parquet", "rows"])
@pytest.mark.parametrize("number", [2, 3])
def test_data_of_unpublished_tables_is_refused(site, kind, number):
    table = site.datasets[0].tables[number]
    assert table.state is not State.PUBLISHED
    answer = site.get(f"/api/v1/tables/{table.id}/{kind}?lang=en")
    assert answer.status_code == 403
    assert answer.json()["code"] == "not-published"
    assert answer.json()["detail"] == table.reason.render("en")


def test_csv_is_rfc_4180_without_hidden_columns(site):
    table = site.datasets[0].tables[0]
    answer = site.get(f"/api/v1/tables/{table.id}/data.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert b"\r\n" in answer.content
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"), newline="")))
    assert len(rows) == table.snapshot.rows
    assert list(rows[0]) == [column.name for column in table.snapshot.columns]
    assert rows[0]["objet"] == 'Aide dite "culture", 2025'
    assert rows[1]["objet"] == "ligne\nnouvelle"


def test_parquet_is_the_snapshot_and_answers_ranges(site):
    table = site.datasets[0].tables[0]
    url = f"/api/v1/tables/{table.id}/data.parquet"
    whole = site.get(url)
    assert hashlib.sha256(whole.content).hexdigest() == table.snapshot.sha256
    assert pq.read_table(io.BytesIO(whole.content)).num_rows == table.snapshot.rows
    tail = site.get(url, headers={"Range": "bytes=-4"})
    assert (tail.status_code, tail.content) == (206, b"PAR1")
    stale = site.get(url, headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    assert stale.status_code == 200
    several = site.get(url, headers={"Range": "bytes=0-3, -4"})
    assert several.status_code == 206


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=5-2", "bytes=a", "rows=0-1", "bytes="])
def test_a_range_that_cannot_be_served_is_told_in_the_one_shape(site, asked):
    url = f"/api/v1/tables/{site.datasets[0].tables[0].id}/data.parquet"
    wrong = site.get(url, headers={"Range": asked})
    assert wrong.status_code == 416
    assert wrong.json()["code"] == "range-not-satisfiable"


def test_a_damaged_object_is_unavailable_not_a_crash(tmp_path):
    from catalog_api.native.data import rows

    path = tmp_path / "damaged.parquet"
    path.write_bytes(b"PAR1 is not enough PAR1")
    with pytest.raises(Problem) as caught:
        rows(path, 10)
    assert caught.value.status == 503


def test_rows_page_through_a_table(site):
    table = site.datasets[0].tables[0]
    url, seen = f"/api/v1/tables/{table.id}/rows?limit=10", []
    while url:
        body = site.get(url).json()
        seen += body["rows"]
        url = body["next"]
    assert len(seen) == 25
    assert "__conforms" not in seen[0]
    assert seen[24]["montant"] == 1200.0 + 37 * 24
    assert site.get(f"/api/v1/tables/{table.id}/rows?offset=25").json()["rows"] == []


def test_rows_skip_whole_row_groups(state):
    from catalog_api.native.data import rows

    snapshot = state.snapshot({"n": list(range(3500))}, {"n": "integer"})
    path = state.lake.local("public", snapshot.sha256)
    assert pq.ParquetFile(path).metadata.num_row_groups == 4
    assert [row["n"] for row in rows(path, 3, 2999)] == [2999, 3000, 3001]
    assert [row["n"] for row in rows(path, 1000, 3400)] == list(range(3400, 3500))
    assert rows(path, 5, 9999) == []


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/datasets/{dataset}",
        "/api/v1/datasets",
        "/api/v1/tables/{table}",
        "/api/v1/tables/{table}/quality",
        "/api/v1/tables/{table}/data.csv",
        "/api/v1/tables/{table}/data.parquet",
        "/api/v1/cities",
        "/catalog.ttl",
        "/dataset/{dataset}.ttl",
    ],
)
def test_what_the_client_holds_is_not_sent_again(site, path):
    wanted = site.datasets[0]
    url = path.format(dataset=wanted.id, table=wanted.tables[0].id)
    first = site.get(url)
    assert first.status_code == 200
    again = site.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = site.client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]


def test_reports_speak_the_readers_language_and_hold_no_cells(site):
    table = site.datasets[0].tables[1]
    body = site.get(f"/api/v1/tables/{table.id}/quality?lang=en").json()
    assert body["errors"][0]["message"] == "Column montant must hold a number: write 1234.5."
    assert "cell" not in body["errors"][0]
    assert body["errorCounts"] == {"type-error": 2}
    report = site.get(f"/api/v1/tables/{table.id}/anonymisation").json()
    assert report["verdict"] == "pass"
    assert report["entities"]["EMAIL"] == 2
    quarantined = site.datasets[0].tables[2]
    held = site.get(f"/api/v1/tables/{quarantined.id}/anonymisation").json()
    assert held["verdict"] == "quarantine"


def test_table_city_and_status_documents(site):
    table = site.datasets[0].tables[0]
    body = site.get(f"/api/v1/tables/{table.id}").json()
    assert body["dataset"]["name"] == "lille-subventions-versees"
    assert body["snapshot"]["sha256"] == table.snapshot.sha256
    counts = {city["id"]: city["datasets"] for city in site.get("/api/v1/cities").json()["cities"]}
    assert counts == {"lille": 2, "dakar": 1, "namur": 2, "bilbao": 1, "quito": 1}
    assert site.get("/api/v1/cities/lille").json()["sources"][0]["connector"] == "opendatasoft"
    status = site.get("/api/v1/status").json()
    assert status["datasets"] == len(site.datasets)
    assert status["rows"] == 25 * 2 + 3 * 6
    assert site.get("/healthz").json()["status"] == "ok"


def test_openapi_describes_every_answer(site):
    body = site.get("/openapi.json").json()
    assert "/api/v1/tables/{table_id}/data.csv" in body["paths"]
    named = set()
    for methods in body["paths"].values():
        for operation in methods.values():
            content = operation["responses"]["200"].get("content", {})
            named.add(content.get("application/json", {}).get("schema", {}).get("$ref"))
    for name in filter(None, named):
        assert name.rsplit("/", 1)[-1] in body["components"]["schemas"]
    assert set(site.get(f"/api/v1/datasets/{site.datasets[0].id}").json()) >= set(
        body["components"]["schemas"]["Dataset"]["properties"]
    )

"""Every city's tables of one schema, asked as one."""

import csv
import hashlib
import io
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from federation.model import QualityReport, SchemaRef, SourceFormat
from federation.published import Column, Snapshot

SCHEMA = "scdl/subventions"


def uid(text):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def snapshot(state, columns, types, conforms):
    path = state.folder / "part.parquet"
    pq.write_table(pa.table({**columns, "__conforms": conforms}), path)
    shown = tuple(Column(name, types.get(name, "string")) for name in columns)
    size = path.stat().st_size
    return Snapshot(state.lake.put("public", path), size, len(conforms), shown)


def report(rows, good):
    source = SourceFormat("csv")
    return QualityReport(rows, (), source, SchemaRef(SCHEMA), valid=True, conforming_rows=good)


def publish(state, make_dataset, city, columns, types, conforms, **values):
    base = make_dataset(state)
    found = snapshot(state, columns, types, conforms)
    table = replace(
        base.tables[0],
        id=uid(f"t-{city}"),
        snapshot=found,
        schema=SchemaRef(SCHEMA, "2.1.1"),
        quality=report(len(conforms), sum(conforms)),
    )
    dataset = replace(
        base, id=uid(city), name=f"subventions-{city}", city_id=city, tables=(table,), **values
    )
    state.publish(dataset)
    return dataset


@pytest.fixture
def shared(state, make_dataset):
    publish(
        state,
        make_dataset,
        "lille",
        {
            "nomAttribuant": ["Lille", "Lille", "?"],
            "montant": [100, 250, 7],
            "objet": ["é", "b", "c"],
        },
        {"montant": "integer"},
        [True, True, False],
    )
    publish(
        state,
        make_dataset,
        "dakar",
        {"montant": [10.5], "nomAttribuant": ["Dakar"], "quartier": ["Médina"]},
        {"montant": "number"},
        [True],
    )
    return state


def test_one_table_of_every_city(shared, served):
    with served(shared) as client:
        found = client.get(f"/api/v1/commons/{SCHEMA}/data").json()
        rows = {(row["__city"], row["__row"]): row for row in found["data"]}
        assert set(rows) == {("lille", 1), ("lille", 2), ("dakar", 1)}
        assert rows["dakar", 1] == {
            "__city": "dakar",
            "__dataset": "subventions-dakar",
            "__table": uid("t-dakar"),
            "__row": 1,
            "nomAttribuant": "Dakar",
            "montant": 10.5,
            "objet": None,
            "quartier": "Médina",
        }
        assert found["meta"] == {"page": 1, "page_size": 20, "total": 3, "nonConforming": 1}


def test_statistics_by_city(shared, served):
    with served(shared) as client:
        asked = "__city__groupby&montant__sum&montant__count&montant__sum__sort=desc"
        found = client.get(f"/api/v1/commons/{SCHEMA}/data?{asked}").json()["data"]
        assert found == [
            {"__city": "lille", "montant__sum": 350.0, "montant__count": 2},
            {"__city": "dakar", "montant__sum": 10.5, "montant__count": 1},
        ]
        one = client.get(f"/api/v1/commons/{SCHEMA}").json()
        assert (one["tables"], one["rows"], one["nonConforming"]) == (2, 3, 1)
        assert one["cities"][1] == {"city": "lille", "tables": 1, "rows": 2, "nonConforming": 1}
        listed = client.get("/api/v1/commons").json()["commons"]
        assert [(use["schema"], use["cities"]) for use in listed] == [(SCHEMA, 2)]


def test_files_of_a_commons(shared, served):
    with served(shared) as client:
        answer = client.get(f"/api/v1/commons/{SCHEMA}/exports/csv?__city__exact=lille")
        assert "scdl-subventions.csv" in answer.headers["Content-Disposition"]
        read = list(csv.DictReader(io.StringIO(answer.text)))
        assert [(row["__row"], row["montant"]) for row in read] == [("1", "100"), ("2", "250")]
        described = client.get(f"/api/v1/commons/{SCHEMA}/openapi.json").json()
        names = {one["name"] for one in described["paths"]["/data"]["get"]["parameters"]}
        assert {"__city__groupby", "montant__avg"} <= names


def test_a_release_of_one_city_is_seen_at_once(shared, served, make_dataset):
    with served(shared) as client:
        first = client.get(f"/api/v1/commons/{SCHEMA}/data?montant__sum")
        publish(shared, make_dataset, "namur", {"montant": [1000]}, {"montant": "integer"}, [True])
        again = client.get(
            f"/api/v1/commons/{SCHEMA}/data?montant__sum",
            headers={"If-None-Match": first.headers["ETag"]},
        )
        assert again.status_code == 200
        assert again.json()["data"] == [{"montant__sum": 1360.5}]


def test_types_that_differ_are_read_as_texts(shared, served, make_dataset):
    publish(shared, make_dataset, "quito", {"montant": ["trois"]}, {}, [True])
    with served(shared) as client:
        found = client.get(f"/api/v1/commons/{SCHEMA}/data?columns=montant").json()["data"]
        assert sorted(row["montant"] for row in found) == ["10.5", "100", "250", "trois"]


def test_a_schema_that_nobody_uses(shared, served):
    with served(shared) as client:
        for address in ("", "/data", "/exports/csv", "/openapi.json"):
            assert client.get(f"/api/v1/commons/scdl/rien{address}").status_code == 404


def test_many_cities_are_gathered_in_one_file_that_goes_with_what_is_taken_back(
    shared, served, make_dataset
):
    for number in range(8):
        publish(
            shared,
            make_dataset,
            f"v{number}",
            {"montant": [number]},
            {"montant": "integer"},
            [True],
        )
    folder = shared.folder / "index" / "commons"
    with served(shared) as client:
        first = client.get(f"/api/v1/commons/{SCHEMA}/data?montant__sum").json()
        assert first["data"] == [{"montant__sum": 360.5 + 28}]
        (file,) = folder.glob("*.parquet")
        rows = client.get(f"/api/v1/commons/{SCHEMA}/data?__city__exact=lille").json()["data"]
        assert [row["__row"] for row in rows] == [1, 2]
        publish(shared, make_dataset, "v9", {"montant": [1]}, {"montant": "integer"}, [True])
        again = client.get(f"/api/v1/commons/{SCHEMA}/data?montant__sum").json()
        assert again["data"] == [{"montant__sum": 360.5 + 29}]
        (newer,) = folder.glob("*.parquet")
        assert newer != file
        assert list(folder.glob(".*")) == []

"""The DataStore façade: rows of published tables as CKAN's clients ask for them."""

import csv
import io
import json
import time
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from ckanapi import NotAuthorized, NotFound, RemoteCKAN, ValidationError

COLUMNS = ["nomAttribuant", "nomBeneficiaire", "montant", "objet", "dateConvention", "versé"]


@pytest.fixture(scope="module")
def grants(site):
    """One more dataset, of which one table is published: 25 rows of every type."""
    days = [date(2025, 4, 1 + number % 3) for number in range(25)]
    columns = {
        "nomAttribuant": ["Ville de Lille"] * 25,
        "nomBeneficiaire": [f"Association « Théâtre n° {number} », Lille" for number in range(25)],
        "montant": [1200.5 + 37 * number for number in range(25)],
        "objet": ['Aide dite "culture", 2025', "ligne\nnouvelle", *[None] * 23],
        "dateConvention": pa.array(days, pa.date32()),
        "versé": [number % 2 == 0 for number in range(25)],
    }
    types = {"montant": "number", "dateConvention": "date", "versé": "boolean"}
    snapshot = site.state.snapshot(columns, types)
    tables = [
        replace(table, id=f"11111111-0000-4000-8000-00000000000{number}", snapshot=None)
        for number, table in enumerate(site.datasets[0].tables)
    ]
    tables[0] = replace(tables[0], snapshot=snapshot)
    found = replace(
        site.datasets[0],
        id="11111111-0000-4000-8000-000000000000",
        name="subventions-typees",
        tables=tuple(tables),
    )
    site.state.publish(found)
    named = {"fq": f"name:{found.name}"}
    for _ in range(200):
        if site.get("/api/3/action/package_search", params=named).json()["result"]["count"]:
            return found
        time.sleep(0.1)
    pytest.fail("the search does not find what was published")


@pytest.fixture
def remote(site, grants):
    with RemoteCKAN(site.base) as found:
        yield found


@pytest.fixture
def table(grants):
    """The published table of grants."""
    return grants.tables[0]


@pytest.fixture
def search(remote, table):
    return lambda **asked: remote.action.datastore_search(resource_id=table.id, **asked)


def test_every_resource_of_a_published_table_can_be_asked(remote, grants):
    active = []
    for resource in remote.action.package_show(id=grants.name)["resources"]:
        ask = {"resource_id": resource["id"], "limit": 2}
        if resource["datastore_active"]:
            found = remote.action.datastore_search(**ask)
            assert [row["_id"] for row in found["records"]] == [1, 2]
            assert found["fields"][0] == {"id": "_id", "type": "int"}
            active.append(resource["format"])
        else:
            with pytest.raises(NotFound):
                remote.action.datastore_search(**ask)
    assert active == ["CSV", "PARQUET"]


def test_a_plain_question(search, table):
    found = search()
    assert (found["total"], found["limit"], len(found["records"])) == (25, 100, 25)
    assert found["resource_id"] == table.id
    assert [field["id"] for field in found["fields"]] == ["_id", *COLUMNS]
    assert list(found["records"][0]) == ["_id", *COLUMNS]
    assert [row["_id"] for row in found["records"]] == list(range(1, 26))
    assert found["records"][1]["objet"] == "ligne\nnouvelle"


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"limit": 2, "offset": 3}, [4, 5]),
        ({"filters": {"_id": 7}}, [7]),
        ({"filters": {"_id": {"gt": 23}}}, [24, 25]),
        ({"filters": {"montant": 1237.5}}, [2]),
        ({"filters": {"montant": [1237.5, 1200.5]}, "sort": "montant desc"}, [2, 1]),
        ({"filters": '{"montant": "1274.5"}'}, [3]),
        ({"filters": {"nomAttribuant": "ville de lille"}}, []),
        ({"filters": {"objet": "ligne\nnouvelle"}}, [2]),
        ({"filters": {"versé": False, "montant": {"gte": 1970, "lt": 2020}}}, [22]),
        ({"filters": {"dateConvention": "2025-04-02", "_id": {"lte": 3}}}, [2]),
        ({"filters": {"objet": None}, "limit": 1}, [3]),
        ({"sort": "objet, _id desc", "limit": 3}, [1, 2, 25]),
        ({"sort": "objet desc", "limit": 1}, [3]),
        ({"q": "theatre 24"}, [25]),
        ({"q": "theatre & 24:*", "plain": False}, [25]),
        ({"q": {"objet": "CULTURE"}}, [1]),
        ({"full_text": "culture"}, [1]),
        ({"q": "culture", "filters": {"montant": 1237.5}}, []),
        ({"sort": '"nomBeneficiaire" desc nulls last, _id', "limit": 2}, [10, 9]),
        ({"sort": ["_id desc"], "limit": 1}, [25]),
    ],
)
def test_what_is_asked_is_what_is_answered(search, asked, ids):
    found = search(**asked)
    assert [row["_id"] for row in found["records"]] == ids
    if "limit" not in asked:
        assert found["total"] == len(ids)


def test_the_same_with_get(site, table):
    asked = {
        "resource_id": table.id,
        "filters": json.dumps({"montant": [1237.5, "1274.5"]}),
        "fields": "montant, objet",
        "sort": "montant desc",
    }
    body = site.get("/api/3/action/datastore_search", params=asked).json()
    assert body["success"] is True
    assert body["help"].endswith("help_show?name=datastore_search")
    assert body["result"]["records"] == [
        {"montant": 1274.5, "objet": None},
        {"montant": 1237.5, "objet": "ligne\nnouvelle"},
    ]
    assert body["result"]["total"] == 2


def test_pages_join_and_end(site, table):
    """Following `_links.next` until nothing comes, as clients do."""
    seen, address = [], f"/api/3/action/datastore_search?resource_id={table.id}&limit=10"
    for _ in range(10):
        result = site.get(address).json()["result"]
        if not result["records"]:
            break
        seen += [row["_id"] for row in result["records"]]
        address = result["_links"]["next"]
    assert seen == list(range(1, 26))


def test_distinct_rows_of_some_columns(search):
    found = search(fields=["dateConvention"], distinct=True, sort="dateConvention desc", limit=2)
    days = [row["dateConvention"] for row in found["records"]]
    assert days == ["2025-04-03", "2025-04-02"]
    assert found["total"] == 3


def test_records_in_other_forms(search):
    fields = ["_id", "objet"]
    objects = search(fields=fields)["records"]
    lists = search(fields=fields, records_format="lists")["records"]
    assert lists == [list(row.values()) for row in objects]
    text = search(fields=fields, records_format="csv")["records"]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [[str(row["_id"]), row["objet"] or ""] for row in objects]
    text = search(fields=fields, records_format="tsv")["records"]
    assert list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")) == rows
    assert search(limit=0, records_format="csv")["records"] == ""
    assert search(q="absent", records_format="lists")["records"] == []


def test_no_total_when_not_wanted(search):
    assert "total" not in search(include_total=False, q="culture")
    assert search(limit=0)["total"] == 25


def test_more_rows_than_a_page_of_the_worker(state, make_dataset, served):
    """The largest answer, in every form, sent in pieces."""
    many = {"nombre": list(range(40_000)), "mot": [f'« mot "{n}" »' for n in range(40_000)]}
    big = state.snapshot(many, {"nombre": "integer"})
    dataset = make_dataset(state)
    table = replace(dataset.tables[0], snapshot=big)
    state.publish(replace(dataset, tables=(table,)))
    with served(state) as client, RemoteCKAN(str(client.base_url)) as found:
        ask = found.action.datastore_search
        objects = ask(resource_id=table.id, limit=99_999)
        assert objects["limit"] == len(objects["records"]) == 32_000
        assert objects["total"] == 40_000
        assert objects["fields"][1] == {"id": "nombre", "type": "int8"}
        assert objects["records"][-1] == {"_id": 32_000, "nombre": 31_999, "mot": '« mot "31999" »'}
        lists = ask(resource_id=table.id, limit=32_000, records_format="lists")["records"]
        assert lists == [list(row.values()) for row in objects["records"]]
        text = ask(resource_id=table.id, limit=32_000, records_format="csv")["records"]
        assert [row[2] for row in csv.reader(io.StringIO(text))] == [row[2] for row in lists]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"fields": ["absent"]}, "fields"),
        ({"sort": "absent desc"}, "sort"),
        ({"filters": {"absent": 1}}, "filters"),
        ({"filters": "{"}, "filters"),
        ({"filters": {"montant": {"like": "1"}}}, "filters"),
        ({"filters": {"_id": "one"}}, "filters"),
        ({"filters": {"montant": [[1]]}}, "filters"),
        ({"q": {"absent": "x"}}, "q"),
        ({"q": {"objet": ["x"]}}, "q"),
        ({"limit": -1}, "limit"),
        ({"limit": "all"}, "limit"),
        ({"records_format": "xml"}, "records_format"),
        ({"distinct": True, "fields": ["objet"], "sort": "montant"}, "sort"),
    ],
)
def test_what_cannot_be_asked(search, asked, field):
    with pytest.raises(ValidationError) as error:
        search(**asked)
    assert field in error.value.error_dict


def test_hostile_values_are_only_values(search):
    for text in ("'; DROP TABLE t; --", '" OR 1=1', "?", "%", "\x00", "日本"):
        assert search(filters={"objet": text})["records"] == []
        assert search(q={"objet": f"{text} absent"})["records"] == []


def test_tables_that_are_not_published(remote, grants):
    withheld = grants.tables[2]
    with pytest.raises(NotAuthorized):
        remote.action.datastore_search(resource_id=withheld.id)
    with pytest.raises(NotFound):
        remote.action.datastore_info(id="absent")
    with pytest.raises(ValidationError):
        remote.action.datastore_search()


def test_info(remote, table):
    found = remote.action.datastore_info(id=table.id)
    assert found["meta"]["count"] == 25
    assert [field["id"] for field in found["fields"]] == ["_id", *COLUMNS]
    assert found["fields"][0]["schema"]["uniquekey"] is True

"""Versions as the native API and the pages give them: paging, headers, who may read."""

import csv
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from catalog_api.app import create_app
from catalog_api.visibility import Access, Level
from catalog_api.words.changes import in_all_languages, notes
from federation import codec
from federation.differences import Difference, Drift, Key, KeyKind, Retyped, Rows
from federation.i18n import msg
from federation.published import Column
from federation.store.schema import dataset_version, table_version
from federation.versions import (
    Changes,
    Event,
    FieldChange,
    Kind,
    PartChange,
    changes_between,
    facts_of,
    judgement,
    pack,
    pack_bytes,
)

KEY = Key(KeyKind.SCHEMA, ("code",))


def keep(state, found, kind=Kind.PUBLISHED, changes=None, number=None, difference=None):
    """Writes a version as publication does, at the state's newest release."""
    seq, at = state.seq, f"2026-03-0{state.seq}T09:30:00.000000Z"
    shown = state.reader().dataset(found.id)
    gone = kind is not Kind.PUBLISHED
    with state.database.writing() as connection:
        connection.execute(
            insert(dataset_version).values(
                dataset_id=found.id,
                seq=seq,
                source_id=found.source_id,
                number=number or seq,
                kind=kind,
                published_at=at,
                reason=codec.dumps(msg("The portal took it back.")) if gone else None,
                facts=None if gone else pack(facts_of(found)),
                changes=None if gone else pack(changes or Changes()),
                document=None if gone else pack_bytes(shown.json),
            )
        )
        for table in found.tables if not gone else ():
            if table.snapshot is None:
                continue
            connection.execute(
                insert(table_version).values(
                    resource_id=table.id,
                    seq=seq,
                    dataset_id=found.id,
                    source_id=found.source_id,
                    number=number or seq,
                    published_at=at,
                    snapshot_sha256=table.snapshot.sha256,
                    rows=table.snapshot.rows,
                    judged=judgement(table.anonymisation),
                    snapshot=codec.dumps(table.snapshot),
                    difference=pack(difference) if difference else None,
                )
            )


def with_rows(state, found, codes):
    """The dataset with its first table only, of these rows."""
    snapshot = state.snapshot({"code": codes, "valeur": [code.lower() for code in codes]})
    table = replace(found.tables[0], snapshot=snapshot)
    parts = found.dataset.distributions[:1]
    dataset = replace(found.dataset, distributions=parts)
    return replace(found, dataset=dataset, tables=(table,))


@pytest.fixture
def history(state, make_dataset):
    """Two versions of a dataset and of its table; the ids, and the state."""
    first = with_rows(state, make_dataset(state), ["A", "B", "C"])
    second = with_rows(state, first, ["B", "C", "D", "E"])
    second = replace(second, dataset=replace(second.dataset, title={"fr": "Autre titre"}))
    state.publish(first)
    keep(state, first)
    state.publish(second)
    found = Difference(3, 4, KEY, Drift(), Rows(2, 1, 0, {}, (("D",), ("E",)), (("A",),)))
    changes = changes_between(facts_of(first), facts_of(second), {first.tables[0].id: found})
    keep(state, second, changes=changes, difference=found)
    return state, first, second


def test_versions_come_newest_first_by_pages(history, served):
    state, first, _ = history
    table = first.tables[0].id
    with served(state) as client:
        for path in (f"/api/v1/datasets/{first.id}/versions", f"/api/v1/tables/{table}/versions"):
            page = client.get(path, params={"limit": 1}).json()
            assert [one["version"] for one in page["versions"]] == [2]
            following = client.get(page["next"].removeprefix(state.federation.base_url)).json()
            assert [one["version"] for one in following["versions"]] == [1]
            assert following["next"] is None
            bad = client.get(path, params={"cursor": "zzz"})
            assert (bad.status_code, bad.json()["code"]) == (422, "invalid-cursor")
            chosen = client.get(path, params={"fields": "release"}).json()
            assert chosen["versions"] == [{"release": 2}, {"release": 1}]


def test_a_version_is_the_document_as_it_was(history, served):
    state, first, _ = history
    with served(state) as client:
        path = f"/api/v1/datasets/{first.name}/versions/1"
        old = client.get(path)
        assert old.json()["title"] == dict(first.dataset.title)
        assert 'rel="latest-version"' in old.headers["Link"]
        again = client.get(path, headers={"If-None-Match": old.headers["ETag"]})
        assert again.status_code == 304
        assert client.get(path.replace("/1", "/7")).status_code == 404
        assert client.get(path.replace("/1", "/x")).status_code == 422
        assert client.head(path).status_code == 200


def test_what_changed_is_told_in_the_readers_language(history, served):
    state, first, _ = history
    with served(state) as client:
        path = f"/api/v1/datasets/{first.id}/versions"
        told = {code: client.get(path, params={"lang": code}) for code in ("fr", "en", "es")}
        english = told["en"].json()["versions"][0]
        assert english["notes"][0] == "The title changed."
        assert "rows added: 2, removed: 1, changed: 0" in english["notes"][1]
        (field,) = english["changes"]["fields"]
        assert field == {
            "field": "title",
            "before": dict(first.dataset.title),
            "after": {"fr": "Autre titre"},
            "untold": False,
        }
        assert "Accept-Language" in told["fr"].headers["Vary"]
        page = client.get(f"/datasets/{first.name}", params={"lang": "en"}).text
        assert "The title changed." in page
        assert f"/api/v1/datasets/{first.id}/versions/1" in page


def test_older_data_is_given_as_files_with_ranges_and_tags(history, served):
    state, first, _ = history
    table = first.tables[0]
    with served(state) as client:
        path = f"/api/v1/tables/{table.id}/versions/1/data"
        lines = list(csv.reader(client.get(f"{path}.csv").text.splitlines()))
        assert lines == [["code", "valeur"], ["A", "a"], ["B", "b"], ["C", "c"]]
        whole = client.get(f"{path}.parquet")
        assert whole.headers["ETag"] == f'"{table.snapshot.sha256}"'
        local = state.folder / "old.parquet"
        local.write_bytes(whole.content)
        assert pq.read_table(local)["code"].to_pylist() == ["A", "B", "C"]
        part = client.get(f"{path}.parquet", headers={"Range": "bytes=0-3"})
        assert (part.status_code, part.content) == (206, b"PAR1")
        far = client.get(f"{path}.parquet", headers={"Range": "bytes=99999999-"})
        assert far.status_code == 416
        same = client.get(
            f"{path}.csv", headers={"If-None-Match": f'"{table.snapshot.sha256}-csv"'}
        )
        assert same.status_code == 304
        assert "data.csv" not in client.head(f"{path}.csv").headers["Content-Disposition"]


def test_two_versions_are_compared(history, served):
    state, first, _ = history
    path = f"/api/v1/tables/{first.tables[0].id}/changes"
    with served(state) as client:
        told = client.get(path).json()
        assert (told["from"]["release"], told["to"]["release"]) == (1, 2)
        assert told["sample"]["added"] == [{"code": "D"}, {"code": "E"}]
        assert told == client.get(path, params={"from": 1, "to": 2}).json()
        assert client.get(path, params={"from": 2, "to": 1}).status_code == 404
        assert client.get(path, params={"from": 0}).status_code == 422
        assert client.get(path, params={"to": 9}).status_code == 404


def test_a_comparison_is_made_by_a_worker_where_none_was_kept(history, served):
    state, first, _ = history
    with state.database.writing() as connection:
        connection.execute(table_version.update().values(difference=None))
    with served(state) as client:
        told = client.get(f"/api/v1/tables/{first.tables[0].id}/changes").json()
    assert told["key"] == {"kind": "row", "columns": []}
    numbers = {"before": 3, "after": 4, "added": 2, "removed": 1, "changed": None}
    assert told["rows"] == numbers
    assert told["sample"] is None


def test_a_tombstone_of_the_history_is_410_with_its_reason(state, make_dataset, served):
    found = with_rows(state, make_dataset(state), ["A"])
    state.publish(found)
    keep(state, found)
    state.withdraw(found)
    keep(state, found, Kind.WITHDRAWN, number=1)
    state.publish(found)
    with served(state) as client:
        path = f"/api/v1/datasets/{found.id}/versions"
        listed = client.get(path, params={"lang": "en"}).json()["versions"]
        assert [one["kind"] for one in listed] == ["withdrawn", "published"]
        assert listed[0]["reason"]["en"] == "The portal took it back."
        gone = client.get(f"{path}/2", params={"lang": "en"})
        assert (gone.status_code, gone.json()["code"]) == (410, "withdrawn")
        assert gone.json()["detail"] == "The portal took it back."
        page = client.get(f"/datasets/{found.name}", params={"lang": "en"}).text
        assert "Withdrawn on" in page


def test_a_table_that_left_its_dataset_is_told_and_no_longer_given(history, served):
    state, first, second = history
    bare = replace(second, tables=(), dataset=replace(second.dataset, distributions=()))
    state.publish(bare)
    path = f"/api/v1/tables/{first.tables[0].id}/versions"
    with served(state) as client:
        listed = client.get(path).json()["versions"]
        assert [one["available"] for one in listed] == [False, False]
        assert client.get(f"{path}/1/data.csv").status_code == 410
        assert client.get(f"{path}/9/data.csv").status_code == 404
        unknown = client.get("/api/v1/tables/11111111-1111-4111-8111-111111111111/versions")
        assert unknown.status_code == 404


class Book:
    """Restricts one dataset to partners."""

    def __init__(self, dataset_id):
        self._id = dataset_id

    def restricted(self):
        return {self._id: Access(Level.PARTNERS)}


def test_what_may_not_be_read_has_no_history(history):
    state, first, second = history
    app = create_app(state.reader(), state.lake, state.folder / "index", access=Book(first.id))
    table = first.tables[0].id
    with TestClient(app) as client:
        for path in (
            f"/api/v1/datasets/{first.id}/versions",
            f"/api/v1/datasets/{first.id}/versions/1",
            f"/api/v1/tables/{table}/versions",
            f"/api/v1/tables/{table}/versions/1/data.csv",
            f"/api/v1/tables/{table}/versions/1/data.parquet",
            f"/api/v1/tables/{table}/changes",
        ):
            assert client.get(path).status_code == 404, path
        state.publish(replace(second, tables=()))
        assert client.get(f"/api/v1/tables/{table}/versions").status_code == 404


def test_every_answer_has_a_described_shape(history, served):
    state, *_ = history
    with served(state) as client:
        description = client.get("/openapi.json").json()
    shapes = description["components"]["schemas"]
    for path, kind in (
        ("/api/v1/datasets/{dataset_id}/versions", "DatasetVersions"),
        ("/api/v1/tables/{table_id}/versions", "TableVersions"),
        ("/api/v1/tables/{table_id}/changes", "TableChanges"),
    ):
        answer = description["paths"][path]["get"]["responses"]["200"]
        assert answer["content"]["application/json"]["schema"]["$ref"].endswith(f"/{kind}")
        assert kind in shapes


def test_sentences_tell_columns_and_states():
    title = {"fr": "Bancs"}
    drift = Drift(
        (Column("abri", "boolean"),),
        (Column("lieu", "string"),),
        (Retyped("n", "integer", "number"),),
    )
    moved = PartChange("t", title, Event.CHANGED, (), Difference(3, 4, Key(), drift, Rows(2, 1)))
    unknown = PartChange("t", title, Event.CHANGED, (), Difference(3, 4, Key(), Drift(), None))
    state = FieldChange("state", "published", "quarantined")
    withheld = PartChange("t", title, Event.CHANGED, (state,))
    link = PartChange("l", {"fr": "Guide"}, Event.REMOVED)
    told = notes(Changes((), (moved, unknown, withheld), (link,)), 2, "en")
    assert told == [
        "Table “Bancs”: rows added: 2, removed: 1. Rows before: 3; now: 4.",
        "Columns added to “Bancs”: abri.",
        "Columns removed from “Bancs”: lieu.",
        "Table “Bancs”: the type of column n was whole number and is now number.",
        "The data of the table “Bancs” changed. Rows before: 3; now: 4.",
        "The data of the table “Bancs” is no longer published.",
        "The file or link “Guide” was removed.",
    ]
    assert in_all_languages(Changes(), 1)["en"] == "First version kept here."

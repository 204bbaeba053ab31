"""GeoJSON against a JSON Schema: cycle lanes by feature, other documents whole."""

import gzip
import json
from copy import deepcopy

import polars as pl
import pytest

from federation.errors import SchemaError, TableError
from federation.model import SchemaRef
from quality.documents.check import check_document
from quality.documents.examination import examine_document
from quality.schemas import shipped
from quality.schemas.json_schema import json_schema

LANES = "etalab/schema-amenagements-cyclables"


@pytest.fixture(scope="module")
def lanes():
    return shipped().json_schema(SchemaRef(LANES))


def feature(schema, **changes):
    """A right feature, made of the schema's examples."""
    properties = {
        name: facts["examples"][0]
        for name, facts in schema.body["properties"]["features"]["items"]["properties"][
            "properties"
        ]["properties"].items()
    }
    line = {"type": "LineString", "coordinates": [[2.0, 48.0], [2.1, 48.1]]}
    made = {"type": "Feature", "geometry": line, "properties": properties}
    for name, value in changes.items():
        if name == "geometry":
            made["geometry"] = value
        elif value is None:
            del made["properties"][name]
        else:
            made["properties"][name] = value
    return deepcopy(made)


def saved(path, features, **members):
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}))
    return path


def test_right_features_are_valid(lanes, tmp_path):
    path = saved(tmp_path / "pistes.geojson", [feature(lanes)] * 3, name="pistes")
    verdict = check_document(path, lanes, tmp_path)
    assert (verdict.records, verdict.errors, verdict.counts.total()) == (3, [], 0)


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"id_local": None}, "missing-property", "id_local"),
        ({"ame_d": "SECRET"}, "constraint-error", "ame_d"),
        ({"largeur_d": "2,5 SECRET"}, "type-error", "largeur_d"),
        ({"date_maj": "31/12/2020"}, "type-error", "date_maj"),
        ({"code_com_d": "SECRET"}, "constraint-error", "code_com_d"),
        ({"nom_loc": "SECRET"}, "type-error", "nom_loc"),
        (
            {"geometry": {"type": "Point", "coordinates": ["SECRET"]}},
            "constraint-error",
            "geometry",
        ),
    ],
)
def test_a_wrong_feature_is_told_by_its_number(lanes, tmp_path, changes, kind, field):
    features = [feature(lanes)] * 600 + [feature(lanes, **changes)]
    verdict = check_document(saved(tmp_path / "pistes.geojson", features), lanes, tmp_path)
    assert [(each.row, each.type, each.field) for each in verdict.errors] == [(601, kind, field)]
    told = verdict.errors[0]
    assert "SECRET" not in told.message.render("en") + told.title.render("en")
    assert field in told.message.render("en")
    assert verdict.bad == {601}


def test_each_missing_property_is_told_once(lanes, tmp_path):
    bare = {"type": "Feature", "geometry": None, "properties": {"ame_d": "AUCUN"}}
    verdict = check_document(saved(tmp_path / "a.geojson", [bare]), lanes, tmp_path)
    assert [each.field for each in verdict.errors] == [
        "id_local", "code_com_d", "code_com_g", "ame_g",
    ]  # fmt: skip


def test_the_examined_table_says_which_features_conform(lanes, tmp_path, read):
    features = [feature(lanes), feature(lanes, ame_d="nope"), feature(lanes)]
    path = saved(tmp_path / "pistes.geojson", features)
    found = examine_document(path, read(path), lanes, out=tmp_path / "examined.parquet")
    assert found.report.valid is False
    assert (found.report.rows, found.report.conforming_rows) == (3, 2)
    frame = pl.read_parquet(found.table.path)
    assert frame["__row"].to_list() == [1, 2, 3]
    assert frame["__conforms"].to_list() == [True, False, True]


def test_a_packed_document_is_unpacked(lanes, tmp_path):
    plain = saved(tmp_path / "pistes.geojson", [feature(lanes)])
    packed = tmp_path / "pistes.geojson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert check_document(packed, lanes, tmp_path).records == 1


def test_other_documents_are_checked_whole(tmp_path):
    schema = json_schema(
        SchemaRef("own/markets"),
        {
            "type": "object",
            "required": ["marches"],
            "properties": {
                "marches": {
                    "type": "array",
                    "minItems": 2,
                    "items": {"type": "object", "properties": {"id": {"type": "string"}}},
                }
            },
        },
    )
    path = tmp_path / "decp.json"
    path.write_text('{"marches": [{"id": "1"}, {"id": 2}, {"id": "3"}]}')
    verdict = check_document(path, schema, tmp_path)
    assert [(each.row, each.field) for each in verdict.errors] == [(2, "id")]
    path.write_text('{"marches": [{"id": "1"}]}')
    broken = check_document(path, schema, tmp_path)
    assert broken.broken
    assert [each.row for each in broken.errors] == [None]


def test_what_is_no_json_is_refused(lanes, tmp_path):
    path = tmp_path / "pistes.csv"
    path.write_text("id_local;ame_d\n1;AUCUN\n")
    with pytest.raises(TableError, match="describes a JSON document"):
        check_document(path, lanes, tmp_path)
    path.write_text('{"type": "FeatureCollection", "features": [{"a"')
    with pytest.raises(TableError, match="damaged"):
        check_document(path, lanes, tmp_path)


def test_schemas_that_cannot_be_used_say_so(tmp_path):
    with pytest.raises(SchemaError, match="cannot be used"):
        json_schema(SchemaRef("own/odd"), {"title": "nothing to check"})
    with pytest.raises(SchemaError, match="cannot be used"):
        json_schema(SchemaRef("own/odd"), {"type": 12, "properties": {}})
    body = {"properties": {"a": {"$ref": "https://elsewhere.example/a.json"}}}
    path = tmp_path / "a.json"
    path.write_text('{"a": 1}')
    with pytest.raises(SchemaError, match="refers to another document"):
        check_document(path, json_schema(SchemaRef("own/ref"), body), tmp_path)

"""Tables of one package or dataset: foreign keys, and the links a schema says in words only."""

import json

import pytest

from federation.errors import FailureCode, TableError
from federation.i18n import msg
from federation.model import SchemaRef
from quality.conformity.siblings import Sibling, Siblings
from quality.conformity.verdict import judge_file
from quality.schemas import SchemaLibrary

HEADER = "id_pdc_itinerance,etat_pdc,occupation_pdc,horodatage"
LIVE = f"{HEADER}\nFRA68E680210015,en_service,libre,2022-10-18T12:35:49+00:00\n"
LOST = "FRA68P68021009,en_service,libre,2022-10-18T12:35:49+00:00\n"
TOWNS = {
    "name": "communes",
    "fields": [{"name": "code", "type": "string"}, {"name": "nom", "type": "string"}],
}
PLACES = {
    "name": "lieux",
    "fields": [{"name": "lieu", "type": "string"}, {"name": "commune", "type": "string"}],
    "foreignKeys": [{"fields": "commune", "reference": {"resource": "communes", "fields": "code"}}],
}


@pytest.fixture
def beside(tmp_path, read):
    """Judge a CSV with other files beside it: what is warned of, and the errors."""

    def _judge(body, schema, siblings, library=None):
        library = library or SchemaLibrary()
        own = tmp_path / "own.csv"
        own.write_text(body, "utf-8")
        folder = tmp_path / "work"
        folder.mkdir(exist_ok=True)
        with Siblings(lambda: siblings, library, folder) as related:
            report = judge_file(
                own,
                read(own),
                declared=schema,
                library=library,
                out=tmp_path / "examined.parquet",
                related=related,
            ).report
        assert list(folder.iterdir()) == []
        return report

    return _judge


@pytest.fixture
def file(tmp_path):
    def _file(name, body, **facts):
        path = tmp_path / name
        path.write_text(body, "utf-8")
        return Sibling(lambda: path, name, **facts)

    return _file


@pytest.fixture
def stations(real_tables):
    return (real_tables / "irve" / "v2.3.1_exemple-valide-statique.csv").read_text("utf-8")


def warned(report):
    return [each.type for each in report.warnings if each.type.startswith(("check", "reference"))]


DYNAMIC = SchemaRef("etalab/schema-irve-dynamique")
PACKAGE = SchemaRef("etalab/schema-irve")


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("irve-statique.csv", None),
        ("export.csv", SchemaRef("etalab/schema-irve-statique", "2.3.1")),
        ("export.csv", PACKAGE),
        ("export.csv", None),
    ],
)
@pytest.mark.parametrize("own", [DYNAMIC, PACKAGE, None])
def test_charge_points_are_looked_up_in_the_static_table(
    beside, file, stations, name, declared, own
):
    static = file(name, stations, schema=declared)
    assert warned(beside(LIVE, own, [static])) == []
    report = beside(LIVE + LOST, own, [static])
    (warning,) = [each for each in report.warnings if each.type == "reference-warning"]
    assert (warning.row, warning.field) == (3, "id_pdc_itinerance")
    assert warning.message.params["n"] == 1
    assert "FRA68P68021009" not in repr(report)
    assert report.valid


def test_a_link_that_cannot_be_followed_is_said(beside, file):
    alone = [file("arbres.csv", "essence\nTilleul\n")]
    assert warned(beside(LIVE, DYNAMIC, alone)) == ["check-error"]
    assert warned(beside(LIVE, DYNAMIC, [])) == ["check-error"]


def test_a_sibling_that_cannot_be_read_leaves_the_link_unchecked(beside, file):
    def gone():
        raise TableError(FailureCode.GONE, msg("Gone."))

    broken = Sibling(gone, "irve-statique.csv")
    assert warned(beside(LIVE, DYNAMIC, [broken])) == ["check-error"]
    empty = file("irve-statique.csv", "")
    assert warned(beside(LIVE, DYNAMIC, [empty])) == ["check-error"]


def test_siblings_are_not_read_for_a_schema_without_links(beside):
    def read():
        raise AssertionError("no reason to open this")

    assert beside("COMMUNE_NOM,COLL_INSEE\n", SchemaRef("scdl/prenoms"), [Sibling(read, "x.csv")])


@pytest.mark.parametrize("name", ["communes.csv", "2024_export.csv"])
def test_foreign_keys_are_errors(beside, file, name):
    library = SchemaLibrary()
    places = library.hold(SchemaRef("ville/lieux"), PLACES)
    towns = library.hold(SchemaRef("ville/communes"), json.loads(json.dumps(TOWNS)))
    sibling = file(name, "code,nom\n59350,Lille\n", schema=towns)
    report = beside("lieu,commune\nGare,59350\nPort,99999\nParc,\n", places, [sibling], library)
    assert [(each.type, each.row) for each in report.errors] == [("foreign-key", 3)]
    assert report.valid is False
    assert warned(report) == []
    assert warned(beside("lieu,commune\nGare,59350\n", places, [], library)) == ["check-error"]

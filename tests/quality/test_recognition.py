"""Recognition on real files: the right schema or none, never a wrong one."""

import polars as pl
import pytest

from federation.errors import SchemaError, TableError
from federation.model import SchemaRef
from quality.schemas import shipped
from quality.schemas.recognition import THRESHOLD, member_of, recognise, recognise_document

#: Folder of real files → the only schema a file of it may be recognised as.
RIGHT = {
    "bal": "etalab/schema-bal",
    "covoiturage": None,
    "dae": "atlasante/schema-dae",
    "equipements-wallonie": None,
    "irve": "etalab/schema-irve",
    "misc-csv-detective": None,
    "misc-transport": None,
    "prenoms": "scdl/prenoms",
    "stationnement": None,
    "subventions": "scdl/subventions",
    "validata-fixtures": "scdl/subventions",
}
#: Files of another schema than their folder's.
OTHERS = {"dae_test.xlsx": "atlasante/schema-dae"}
#: How many files of each folder are recognised today: fewer would be a step back.
FOUND = {"bal": 12, "dae": 2, "irve": 4, "prenoms": 3, "subventions": 12, "validata-fixtures": 6}


def sample(table):
    return pl.read_parquet(table.path).head(50).select(table.columns).to_dicts()


def files(folder):
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".json", ".yml") and path.name != "PROVENANCE.csv"
    ]


@pytest.mark.parametrize("family", RIGHT)
def test_real_files_get_the_right_schema_or_none(family, real_tables, read):
    found = seen = 0
    for path in files(real_tables / family):
        try:
            table = read(path)
        except TableError:
            continue
        seen += 1
        answer = recognise(table.columns, sample(table))
        if answer is None:
            continue
        right = OTHERS.get(path.name, RIGHT[family])
        assert right is not None, path.name
        assert answer[0].id.startswith(right), path.name
        assert THRESHOLD <= answer[1] <= 1
        found += 1
    assert seen
    assert found >= FOUND.get(family, 0)


def test_real_files_of_a_version_get_that_version(real_tables, read):
    folder = real_tables / "bal" / "validateur-bal"
    for name, version in (
        ("1.4_1.3-valid.csv", "1.3.0"),
        ("1.4_1.4-valid.csv", "1.4.0"),
        ("1.5_1.5-valid.csv", "1.5.0"),
    ):
        table = read(folder / name)
        found = recognise(table.columns, sample(table))
        assert found is not None
        assert found[0] == SchemaRef("etalab/schema-bal", version)


def test_half_a_header_is_not_enough():
    for entry in shipped().list():
        if entry.kind != "tableschema":
            continue
        names = [field.name for field in shipped().load(SchemaRef(entry.id)).fields]
        assert recognise(names) is not None
        assert recognise(names[: len(names) // 3]) is None, entry.id


@pytest.mark.parametrize("version", ["statique", "dynamique"])
def test_a_table_of_a_package_finds_its_schema(version):
    ref = SchemaRef(f"etalab/schema-irve-{version}", "2.3.1")
    names = [field.name for field in shipped().load(ref).fields]
    package = SchemaRef("etalab/schema-irve")
    assert member_of(package, names, library=shipped()) == ref
    # The package is named: fewer columns do than without.
    assert (
        member_of(package, [each for each in names if each != names[3]], library=shipped()) == ref
    )


def test_a_table_of_no_part_of_a_package_is_refused():
    with pytest.raises(SchemaError, match="describes several tables"):
        member_of(SchemaRef("etalab/schema-irve"), ["nom", "adresse"], library=shipped())


def test_cycle_lanes_are_recognised_by_their_properties():
    names = [field.name for field in shipped().json_schema(LANES).fields]
    assert recognise_document([*names, "geometry"]) is not None
    assert recognise_document([*names, "geometry"])[0].id == LANES.id
    assert recognise_document(["nom", "geometry"]) is None


LANES = SchemaRef("etalab/schema-amenagements-cyclables")

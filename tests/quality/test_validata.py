"""The same valid or invalid verdict as Validata, on every real table and its schemas.

Validata 0.12.5 runs with frictionless 5.18 in an environment of its own (`validata.py`), on the
very schemas partage judges by. Where the two differ, the reason is in `DIFFERENCES`; a difference
that is not there fails the test, and so does a reason that no longer explains anything.
"""

import importlib.util
import json
from fnmatch import fnmatch
from pathlib import Path

import pytest

from federation.errors import SchemaError, TableError
from quality.conformity.examine import examine
from quality.reading.reader import read_table
from quality.schemas import SchemaLibrary, shipped

#: Schemas each folder is judged by, and those it comes with (file names).
SCHEMAS = {
    "bal": ("etalab/schema-bal",),
    "covoiturage": (),
    "dae": ("atlasante/schema-dae",),
    "equipements-wallonie": ("scdl/equipements",),
    "irve": ("etalab/schema-irve-statique", "etalab/schema-irve-dynamique"),
    "misc-csv-detective": ("scdl/equipements",),
    "misc-transport": ("scdl/equipements",),
    "prenoms": ("scdl/prenoms",),
    "stationnement": (),
    "subventions": ("scdl/subventions", "scdl/deliberations"),
    "validata-fixtures": ("scdl/subventions", "scdl/menus-collectifs"),
}
TABLES = (".csv", ".xlsx", ".xls", ".ods", ".gz")
#: A file larger than this is judged by the first schema only: both take seconds for each.
LARGE = 200_000
REFUSED = "schema refused"

#: file, schema, our verdict, Validata's (a word for what it raised), why.
DIFFERENCES = (
    (
        "equipements-wallonie/*_gabarit.xlsx", "schema_HEAD.json", True, False,
        "a template: only a header, and an empty row that its formatting leaves behind. Rows "
        "without any cell at the end of a sheet are no rows to us; to Validata one is a blank row "
        "without a primary key",
    ),
    (
        "irve/v1.0.3_exemple-valide.csv", "schema_v1.0.3.json", True, False,
        "Validata refuses the schema, not the table: two of its examples are lists of values; "
        "examples bear on no verdict of ours",
    ),
    (
        "validata-fixtures/dae_test.xlsx", "dae_schema.json", True, False,
        "Validata refuses the schema, not the table: its name has capitals",
    ),
    (
        "*.gz", "*", False, "TypedException",
        "Validata reads no compressed file",
    ),
    (
        "*.ods", "*", False, "TypedException",
        "the reader of ODS is missing from Validata's dependencies",
    ),
    (
        "subventions/api-subventions-asso/SCDL*.xlsx", "*", False, "AttributeError",
        "Validata breaks on a sheet whose first cell is empty",
    ),
)  # fmt: skip


def _helper():
    place = Path(__file__).parent / "validata.py"
    spec = importlib.util.spec_from_file_location("validata_oracle", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def validata():
    helper = _helper()
    with helper.Validata(helper.interpreter()) as running:
        yield running


@pytest.fixture(scope="module")
def explained():
    """Numbers of the differences met, and the families judged."""
    return {"met": set(), "families": set()}


def ours(path, library, ref, folder):
    """True, False, or what was refused: a file that cannot be read, a senseless schema."""
    if ref is None:
        return REFUSED
    try:
        table = read_table(
            path, file_name=path.name, media_type=None, declared_format=None,
            out=folder / "read.parquet",
        )  # fmt: skip
    except TableError:
        return "refused"
    out = folder / "examined.parquet"
    return examine(table, declared=ref, library=library, out=out).report.valid


def theirs(found):
    return found["crash"] if "crash" in found else found["valid"]


def agree(mine, found):
    """One verdict; or neither reads the file (Validata breaks), or neither takes the schema."""
    if mine == "refused":
        return "crash" in found
    if mine == REFUSED:
        return "crash" not in found and set(found["types"]) <= {"schema-error", "field-error"}
    return mine == theirs(found)


def schemas_of(folder, family, tmp_path):
    """Name, file for Validata, library and reference for us, of each schema of a family."""
    for name in SCHEMAS[family]:
        ref = shipped().get(name).ref  # its latest version, named
        file = tmp_path / f"{name.replace('/', '-')}.json"
        file.write_text(json.dumps(shipped().body(ref)), "utf-8")
        yield name, file, shipped(), ref
    for file in sorted(folder.rglob("*schema*.json")):
        if "fields" in json.loads(file.read_text("utf-8")):
            library = SchemaLibrary()
            yield file.name, file, library, held(library, file)


def held(library, file):
    """The reference of a schema of one's own; None where it makes no sense."""
    try:
        return library.hold_file(file)
    except SchemaError:
        return None


def reason(name, schema, mine, other):
    found = (
        number
        for number, (file, against, we, they, _) in enumerate(DIFFERENCES)
        if fnmatch(name, file) and fnmatch(schema, against) and (we, they) == (mine, other)
    )
    return next(found, None)


@pytest.mark.slow
@pytest.mark.parametrize("family", SCHEMAS)
def test_same_verdict_as_validata(family, validata, explained, real_tables, tmp_path):
    folder = real_tables / family
    schemas = list(schemas_of(folder, family, tmp_path))
    judged, unexplained = 0, []
    for path in sorted(each for each in folder.rglob("*") if each.suffix in TABLES):
        if path.name == "PROVENANCE.csv":
            continue
        name = path.relative_to(real_tables).as_posix()
        for schema, file, library, ref in schemas[: 1 if path.stat().st_size > LARGE else None]:
            mine = ours(path, library, ref, tmp_path)
            found = validata.validate(path, file)
            judged += 1
            if agree(mine, found):
                continue
            number = reason(name, schema, mine, theirs(found))
            if number is None:
                unexplained.append((name, schema, mine, found))
            else:
                explained["met"].add(number)
    explained["families"].add(family)
    assert judged
    assert not unexplained


@pytest.mark.slow
def test_every_difference_listed_still_stands(explained, validata):
    if explained["families"] != set(SCHEMAS):
        pytest.skip("needs every family judged before it: run the whole file")
    assert explained["met"] == set(range(len(DIFFERENCES)))

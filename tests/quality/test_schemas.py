"""The library of schemas, and recognition by the header."""

import json

import pytest

from federation.errors import SchemaError
from federation.model import SchemaRef
from quality.schemas import shipped
from quality.schemas.recognition import recognise

SUBVENTIONS = SchemaRef("scdl/subventions", "2.1.1")


@pytest.mark.parametrize(
    "name",
    [
        "subventions",
        "scdl/subventions",
        "scdl/subventions@2.1.1",
        "https://schema.data.gouv.fr/scdl/subventions",
        "https://schema.data.gouv.fr/scdl/subventions/2.1.1.html",
        "https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1/schema.json",
        "https://schema.data.gouv.fr/schemas/scdl/subventions/latest/schema.json",
        "https://gitlab.com/opendatafrance/scdl/subventions/raw/v2.1.1/schema.json",
        "https://gitlab.com/opendatafrance/scdl/subventions/-/raw/v2.1.1/schema.json",
    ],
)
def test_a_schema_answers_to_all_its_names(name):
    assert shipped().get(name).ref == SUBVENTIONS


def test_other_owners_and_versions():
    get = shipped().get
    url = (
        "https://raw.githubusercontent.com/etalab/schema-irve/v2.3.0/statique/schema-statique.json"
    )
    assert get("etalab/schema-bal@1.3.0").ref.version == "1.3.0"
    assert get("schema-bal").ref.version == "1.5.0"
    assert get("dae").ref.id == "atlasante/schema-dae"
    assert shipped().find(url).id == "etalab/schema-irve"
    assert shipped().load(SchemaRef("etalab/schema-irve-statique", "v2.3.1")).ref.version == "2.3.1"


@pytest.mark.parametrize("entry", shipped().list(), ids=lambda entry: entry.id)
def test_every_shipped_schema_loads_or_says_why(entry):
    for version in entry.versions:
        ref = SchemaRef(entry.id, version)
        if shipped().kind(ref) != "tableschema":
            with pytest.raises(SchemaError, match="does not describe one table"):
                shipped().load(ref)
            continue
        schema = shipped().load(ref)
        assert schema.fields
        assert schema.titles["fr"]
        assert len(schema.frictionless().fields) == len(schema.fields)


def test_unknown_names_get_the_closest():
    with pytest.raises(SchemaError, match="scdl/subventions"):
        shipped().get("subvention")
    with pytest.raises(SchemaError, match=r"Available: 2\.0\.2, 2\.1\.0, 2\.1\.1"):
        shipped().get("scdl/subventions@1.0")


def test_a_schema_of_ones_own(tmp_path):
    path = tmp_path / "arbres.json"
    path.write_text(
        json.dumps({"fields": [{"name": "essence", "customCheck": "french-siren-value"}]})
    )
    schema = shipped().get(str(path))
    assert schema.ref.id == "arbres"
    assert [(each.name, each.params) for each in schema.checks] == [
        ("french-siren-value", {"column": "essence"})
    ]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"fields": [{"type": "string"}]}',
        '{"fields": [{"name": "a", "constraints": {"pattern": "("}}]}',
        '{"fields": [{"name": "a", "type": "nope"}]}',
        '{"fields": [{"name": "a"}, {"name": "a"}]}',
    ],
)
def test_unusable_schema_files(tmp_path, body):
    path = tmp_path / "own.json"
    path.write_text(body)
    with pytest.raises(SchemaError, match="not a usable Table Schema"):
        shipped().get(str(path))


def test_recognition_forgives_spelling_and_never_guesses():
    names = [field.name for field in shipped().get("subventions").fields]
    assert recognise(names) == (SUBVENTIONS, 1.0)
    spelled = [name.upper().replace("I", "Î") + " " for name in names]
    found = recognise(spelled)
    assert found is not None
    assert found[0] == SUBVENTIONS
    assert recognise(names[:5]) is None
    assert recognise(["nom", "adresse", "date"]) is None
    assert recognise([]) is None


def test_recognition_doubts_values_of_other_types():
    names = [field.name for field in shipped().get("subventions").fields]
    sure = recognise(names, [dict.fromkeys(names, "")])
    doubtful = recognise(names, [dict.fromkeys(names, "n'importe quoi")])
    assert sure is not None
    assert doubtful is not None
    assert doubtful[1] < sure[1] == 1.0


def test_recognition_finds_the_version():
    for version in ("1.3.0", "1.4.0", "1.5.0"):
        schema = shipped().load(SchemaRef("etalab/schema-bal", version))
        found = recognise([field.name for field in schema.fields])
        assert found == (SchemaRef("etalab/schema-bal", version), 1.0)


GRANTS = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,"
    "objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,"
    "pourcentageSubvention\n"
    "Ville,21590350100017,2021-05-04,,Club,,Fête,10,aide en nature,unique,2021-05-04,,non,1\n"
)


@pytest.mark.parametrize(
    ("declared", "used", "errors"),
    [
        ("2.0.2", "2.0.2", {"constraint-error": 1}),
        ("v2.0.2", "2.0.2", {"constraint-error": 1}),
        ("2.1.1", "2.1.1", {"one-of-required": 1}),
        (None, "2.1.1", {"one-of-required": 1}),
    ],
)
def test_a_file_is_judged_by_the_version_it_declares(read, tmp_path, declared, used, errors):
    from quality.conformity.examine import examine

    ref = SchemaRef("scdl/subventions", declared) if declared else None
    out = tmp_path / "examined.parquet"
    report = examine(read(GRANTS.encode()), declared=ref, library=shipped(), out=out).report
    assert str(report.schema) == f"scdl/subventions {used}"
    assert report.error_counts == errors
    assert "declared-schema" not in {each.type for each in report.warnings}


def test_an_earlier_package_leads_to_its_own_tables():
    members = shipped().members(SchemaRef("etalab/schema-irve", "2.2.1"))
    assert {(each.id, each.version) for each in members} == {
        ("etalab/schema-irve-statique", "2.2.1"),
        ("etalab/schema-irve-dynamique", "2.2.1"),
    }
    url = "https://raw.githubusercontent.com/etalab/schema-irve/v2.1.0/schema.json"
    assert shipped().get(url).ref == SchemaRef("etalab/schema-irve", "2.1.0")


def test_the_official_example_of_an_earlier_version_is_valid(real_tables, judge):
    example = real_tables / "irve" / "v2.1.0_exemple-valide.csv"
    report = judge(example, "etalab/schema-irve@2.1.0").report
    assert str(report.schema) == "etalab/schema-irve 2.1.0"
    assert report.error_counts == {}, [each.message for each in report.errors]

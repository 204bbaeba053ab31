"""The shipped policies are whole, and a bad file is refused with its place."""

import json
from pathlib import Path

import pytest

from anonymisation.detection.detector import PRIORITY
from anonymisation.policy.policy import Policy
from anonymisation.recognisers import recognisers
from federation.errors import PolicyError
from federation.model import SchemaRef

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "standards" / "schemas"


def test_every_field_of_the_official_schemas_has_a_decision(policy):
    if not SCHEMAS.exists():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "standards/schemas"
        )
    checked = 0
    for path in sorted(SCHEMAS.glob("*/*/*/*.json")):
        fields = json.loads(path.read_text(encoding="utf-8")).get("fields")
        if not fields:
            continue
        name = "/".join(path.relative_to(SCHEMAS).parts[:2])
        rules = policy.schema(SchemaRef(name), ())
        assert rules is not None, name
        missing = {field["name"] for field in fields} - {
            n for names in rules.fields.values() for n in names
        }
        assert not missing, (name, missing)
        checked += 1
    assert checked >= 10


def test_every_kind_of_finding_has_a_rule_with_a_legal_basis(policy):
    for recogniser in recognisers("FR"):
        for entity in recogniser.supported_entities:
            assert policy.entities[entity].basis in policy.bases
            assert entity in PRIORITY


def test_every_meaning_names_a_legal_basis(policy):
    assert {meaning.basis for meaning in policy.meanings} <= policy.bases.keys()


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Nom de famille", "surname"),
        ("prenom_demandeur", "first-name"),
        ("DateNaissance", "birth-date"),
        ("N° sécu", "social-number"),
        ("Courriel", "email"),
        ("Tél. portable", "telephone"),
        ("apellidos", "surname"),
        ("Adresse du demandeur", "home-address"),
        ("nom_station", "place"),
        ("Nombre de places", "count"),
        ("nomBeneficiaire", "beneficiary"),
        ("Immatriculation", "plate"),
        ("observations", "text"),
        ("Plaignant", "person"),
        ("Maire adjoint", "official"),
        ("type_handicap", "special"),
        ("nom_eleve", "minor"),
        ("cedula", "identifier"),
        ("IBAN", "bank"),
        ("colonne_12", None),
        ("num_permis", None),
        ("auteur", "author"),
    ],
)
def test_headers_are_understood(policy, header, meaning):
    found = policy.meaning(header)
    assert (found.id if found else None) == meaning


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("version: '1'\nentities: {PERSON: {action: burn, basis: x}}", "entities.PERSON.action"),
        ("version: '1'\ncolumns: [{column: a, action: keep}]", "columns.0.basis"),
        ("version: '1'\nsurprise: 1", "surprise"),
        ("version: '1'\nthresholds: {score: 7}", "thresholds.score"),
        ("version: [", "line"),
        ("columns: []", "version"),
    ],
)
def test_a_bad_policy_names_file_and_key(tmp_path, body, key):
    path = tmp_path / "own.yaml"
    path.write_text(body)
    with pytest.raises(PolicyError) as caught:
        Policy.load(path)
    assert str(path) in str(caught.value)
    assert key in str(caught.value)


def test_a_missing_policy_is_refused(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read"):
        Policy.load(tmp_path / "none.yaml")


def test_the_schema_is_recognised_from_its_columns(policy):
    columns = ("nomAttribuant", "idAttribuant", "nomBeneficiaire", "montant", "remarque")
    assert policy.schema(None, columns).schema_id == "scdl/subventions"
    assert policy.schema(None, ("a", "b")) is None

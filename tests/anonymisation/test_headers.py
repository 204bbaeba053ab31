import json
from pathlib import Path

import pytest

from anonymisation.policy.policy import Policy
from anonymisation.profiling.headers import unsafe_headers


@pytest.fixture(scope="module")
def policy():
    return Policy.load()


@pytest.mark.parametrize(
    "name",
    ["Mme Dupont", "DUPONT Jean", "María García", "06 12 34 56 78", "jean.dupont@orange.fr"],
)
def test_a_person_in_a_column_name_is_found(name, policy):
    assert unsafe_headers(["2025", name, "voirie"], "FR", policy) == 1


@pytest.mark.parametrize(
    "names",
    [
        ["Nom", "Prénom", "Nom Prénom", "nomBeneficiaire", "NOM Bénéficiaire"],
        ["Rose", "Paris", "Saint-Denis", "Janvier", "Total Général", "Maire"],
        ["apellidos", "nombre", "dirección", "contact@lille.fr"],
        ["ho_va_ten", "trang_thai", "noi_dung", "Họ và tên", "ngay_sinh"],
    ],
)
def test_ordinary_column_names_are_left_alone(names, policy):
    assert unsafe_headers(names, "FR", policy) == 0


def test_the_header_of_a_pay_file_is_no_person(policy):
    names = [
        "Matricule",
        "Nom",
        "Prénom",
        "Grade",
        "RIB CLAIRE",
        "IBAN ROSE",
        "Service",
        "Mel Martin",
    ]
    assert unsafe_headers(names, "FR", policy) == 0


@pytest.mark.parametrize("value", ["Mme Lopez", "FR7630006000011234567890189", "ana.ruiz@free.fr"])
def test_a_value_among_known_column_names_is_found(value, policy):
    names = ["Matricule", "Nom", "Prénom", "Grade", value]
    assert unsafe_headers(names, "FR", policy) == 1


def test_no_field_of_the_schemas_is_taken_for_a_person(policy):
    names = set()
    for path in (Path(__file__).parents[2] / "quality" / "schemas").rglob("*.json"):
        described = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(described, dict):
            names |= {field["name"] for field in described.get("fields", [])}
    assert len(names) > 200
    assert unsafe_headers(sorted(names), "FR", policy) == 0


@pytest.mark.parametrize(
    "name",
    ["Proxy given to", "maître retrouvé", "Island_to", "Exp. SIAF", "Guía de tránsito", "NIF/NIPC"],
)
def test_a_label_in_a_line_of_labels_is_no_person(name, policy):
    assert unsafe_headers(["zona", name, "importe", "turno"], "FR", policy) == 0


@pytest.mark.parametrize("names", [["Nina Vardon"], ["nina vardon", "paul lebrun"], ["Mme Lopez"]])
def test_whose_column_it_is_does_not_leave(names, policy):
    assert unsafe_headers(["semaine", "lundi", *names], "FR", policy) == len(names)

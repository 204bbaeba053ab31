"""Persons told by a post, a lease or a list; plates and accounts in notes; works and their players.

Every name is made up.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

_DETECTORS: dict[str, Detector] = {}


def _found(text: str, country: str = "FR", header: str = "observation") -> dict[str, str]:
    """What detection finds in a text: the pieces and their kinds."""
    detector = _DETECTORS.setdefault(country, Detector(country, 0.35))
    hits = detector.find(pl.Series([text]), header).get(text, ())
    return {text[hit.start : hit.end]: hit.entity for hit in hits}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fugue, remis à l'éducateur Trouvignec", "Trouvignec"),
        ("déposé au poste, adjt Trouvignec réceptionne", "Trouvignec"),
        ("fuite, proprio Trouvignec ok devis", "Trouvignec"),
        ("bail rural Trouvignec", "Trouvignec"),
        ("Fam. Trouvignec", "Trouvignec"),
        ("terrain occupé, référent du groupe Nina Trouvignec", "Nina Trouvignec"),
        ("recours pour sa cliente TROUVIGNEC Nina", "TROUVIGNEC Nina"),
        ("inondation cave de TROUVIGNEC Nina", "TROUVIGNEC Nina"),
        ("Abonné décédé, héritière Nina Trouvignec Étude Kervadec", "Nina Trouvignec"),
    ],
)
def test_a_post_or_a_paper_tells_a_surname(text: str, name: str) -> None:
    assert _found(text).get(name) == "PERSON"


@pytest.mark.parametrize(
    "text",
    [
        "rue du sergent Trouvignec",
        "film avec Nina Trouvignec à emprunter",
        "version audio lue par Nina Trouvignec",
        "Projection Nina Trouvignec",
        "élève avancée, joue La Valse à Nina",
        "moteur Nina neuf",
        "avis de la DDT. Bien situé près du bourg",
        "demande de jumelage avec San Sebastián",
        "auteur du Grand Voyage",
    ],
)
def test_a_work_a_make_and_a_town_are_nobody(text: str) -> None:
    assert "PERSON" not in _found(text).values()


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("hond van mijnheer Trouvignec los", "BE", "mijnheer Trouvignec"),
        ("giáo viên chủ nhiệm cô Trần Thị Hoa", "VN", "cô Trần Thị Hoa"),
    ],
)
def test_titles_of_other_tongues(text: str, country: str, name: str) -> None:
    assert _found(text, country).get(name) == "PERSON"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("schepen Nina Trouvignec gevraagd om nazicht", "BE"),
        ("regidora Nina Trouvignec solicita atención", "MX"),
        ("Président de la municipalité Nina Trouvignec informé", "FR"),
        ("recueilli par le commissaire enquêteur Nina Trouvignec", "FR"),
    ],
)
def test_offices_of_other_tongues(text: str, country: str) -> None:
    assert _found(text, country).get("Nina Trouvignec") == "OFFICIAL"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "TROUVIGNEC Nina, VARDON Loïc, KERVADEC Rachid, BRELIVEC Samira",
            ("TROUVIGNEC", "VARDON", "KERVADEC", "BRELIVEC"),
        ),
        ("F. Trouvignec - M. Vardon - R. Brelivec", ("Trouvignec", "Vardon", "Brelivec")),
        ("Nina (CE2), Loïc (CP) ; Rachid", ("Nina", "Loïc", "Rachid")),
    ],
)
def test_every_name_of_a_list(text: str, names: tuple[str, ...]) -> None:
    found = " ".join(_found(text, header="equipe"))
    assert all(name in found for name in names)


@pytest.mark.parametrize("text", ["Lyon - Lille - Paris", "Eau, Gaz, Voirie, Déchets"])
def test_a_list_of_things(text: str) -> None:
    assert "PERSON" not in _found(text, header="thèmes").values()


@pytest.mark.parametrize(
    ("text", "country", "plate"),
    [
        ("portail refermé sur TQ 512 TK", "FR", "TQ 512 TK"),
        ("portail refermé sur tq512tk", "FR", "tq512tk"),
        ("portail refermé sur 512 TQK 29", "FR", "512 TQK 29"),
        ("VU 512 TQK 29 floqué", "FR", "512 TQK 29"),
        ("multa recurrida, matrícula 5123 AEI, recurre", "ES", "5123 AEI"),
    ],
)
def test_plates_in_notes(text: str, country: str, plate: str) -> None:
    assert _found(text, country).get(plate) == "LICENSE_PLATE"


@pytest.mark.parametrize("text", ["dalle 600 LED 36", "projecteur 150 LED 20", "salle 120 MAX 20"])
def test_counts_are_no_plates(text: str) -> None:
    assert "LICENSE_PLATE" not in _found(text).values()


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("compte trouvignecn verrouillé après 5 essais", "trouvignecn"),
        ("mot de passe perdu, identifiant trouvignecn", "trouvignecn"),
        ("user:ntrouvignec#abo:jeune", "ntrouvignec"),
    ],
)
def test_accounts_in_notes(text: str, account: str) -> None:
    assert _found(text).get(account) == "HANDLE"


@pytest.mark.parametrize(
    "text", ["identifiant siret absent", "compte bancaire bloqué", "identifiant unique"]
)
def test_words_of_registers_are_no_accounts(text: str) -> None:
    assert "HANDLE" not in _found(text).values()


def test_a_tax_number_grouped_from_the_left() -> None:
    assert "FR_SPI" in _found("déclaration faite, n° fiscal 21 475 903 183 98").values()


def test_a_spanish_number_of_a_house() -> None:
    found = _found("El vecino, con domicilio en calle Olmo n.º 17, llama", "ES")
    assert "calle Olmo n.º 17" in found

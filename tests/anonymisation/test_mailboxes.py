"""Whose a mailbox, a line, a date or a plate of a text is."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.recognisers.contacts.mailboxes import functional

_DETECTOR = Detector("FR", 0.35)


def _found(text: str) -> dict[str, str]:
    found = _DETECTOR.find(pl.Series([text]), "observations").get(text, ())
    return {text[one.start : one.end]: one.entity for one in found}


@pytest.mark.parametrize(
    "address",
    [
        "amap-vardon@free.fr",
        "jumelage_trouvignec@gmail.com",
        "cyclo.club@orange.fr",
        "pointjeunes.vardon@free.fr",
        "urba@trouvignec.fr",
        "pm@trouvignec.fr",
        "avaluos@vardon.gob.ec",
        "juntadistrito@vardon.es",
        "victor.hugo@trouvignec.fr",
    ],
)
def test_services_and_activities_have_mailboxes(address: str):
    assert functional(address)


@pytest.mark.parametrize(
    "address",
    [
        "danse.marie@gmail.com",
        "peche.marie@gmail.com",
        "ec.vardon@trouvignec.fr",
        "nina.vardon@trouvignec.fr",
        "victor.hugo@free.fr",
        "camarav@orange.sn",
    ],
)
def test_persons_have_mailboxes_too(address: str):
    assert not functional(address)


@pytest.mark.parametrize(
    "text",
    [
        "Livre prêt à l'accueil. SMS envoyé au 0241330031. Merci",
        "dossier bloqué à la mairie, rappelez svp 0241330031",
        "le numéro de la mairie ne répond pas, call me back on 0241330031",
    ],
)
def test_who_waits_to_be_called_is_somebody(text: str):
    assert _found(text)["0241330031"] == "PHONE"


def test_a_number_left_by_somebody_abroad():
    assert _found("La señora dejó el número 222 309 5566. Folio 12")["222 309 5566"] == "PHONE"


def test_what_is_not_done_is_no_birth():
    found = _found("Astreinte du service. Ne pas diffuser le fax 02 41 05 33 12.")
    assert "BIRTH_DATE" not in found.values()
    assert _found("NE LE 12 03 1985 A TROUVIGNEC")["12 03 1985"] == "BIRTH_DATE"
    assert _found("né le 12 03 85, tel 02 41 05 33 12")["12 03 85"] == "BIRTH_DATE"


def test_who_enrols_to_vote_was_born():
    text = "inscription liste electorale vardon benoit / 16.06.72 / 4 rue des Lilas"
    assert _found(text)["16.06.72"] == "BIRTH_DATE"
    assert "BIRTH_DATE" not in _found("Révision de la liste électorale le 16.06.2019").values()


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Vitesse excessive, un témoin note 6120 CG 79", "6120 CG 79"),
        ("nid de poule, pneu eclate WN228LV", "WN228LV"),
    ],
)
def test_plates_beside_what_happens_on_roads(text: str, plate: str):
    assert _found(text)[plate] == "LICENSE_PLATE"
    assert "LICENSE_PLATE" not in _found("réf. catalogue 6120 CG 79").values()


@pytest.mark.parametrize(
    "text",
    ["Voirie prévenue au 02 41 33 00 31", "Dépôt rue Haute. Équipe prévenue au 02 41 33 00 31"],
)
def test_departments_that_were_told_have_lines(text: str):
    assert _found(text)["02 41 33 00 31"] == "PHONE_SERVICE"


def test_hygiene_is_no_birth():
    vietnam = Detector("VN", 0.35)
    for text, born in (
        ("Đội vệ sinh xử lý ngày 22/02/2023", False),
        ("sinh ngày 12/03/1985", True),
    ):
        found = vietnam.find(pl.Series([text]), "noi_dung").get(text, ())
        assert any(one.entity == "BIRTH_DATE" for one in found) is born


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Pris en charge par l'astreinte (06 12 34 56 78).", "PHONE_SERVICE"),
        ("Téléphone d'astreinte du service : 06 12 34 56 78", "PHONE_SERVICE"),
        ("Rappeler Mme Vardon au 06 12 34 56 78", "PHONE"),
        ("Astreinte M. Vardon 06 12 34 56 78", "PHONE"),
    ],
)
def test_whoever_is_on_duty_answers_for_the_service(text: str, entity: str):
    assert [one for one in _found(text).values() if one.startswith("PHONE")] == [entity]

"""Seats of public bodies, numbers behind names and verbs, logs, and bodies by their words."""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.detection.detector import Detector
from anonymisation.recognisers.contacts.mailboxes import functional

FOUND = [
    # Numbers of another country's people: behind a name, behind who does not answer.
    ("MA", "Personne à contacter Hédi Vardon, 50 123 456. RAS", "PHONE", "50 123 456"),
    ("EC", "No contesta 222 123 4567. Escribir", "PHONE", "222 123 4567"),
    ("EC", "Dejó el celular de una vecina, 222 123 4567. Fin", "PHONE", "222 123 4567"),
    # Cards between strokes behind a name, papers of other countries.
    ("TN", "Dossier : Hédi Vardon / 07512345 / en cours", "ID_DOCUMENT", "07512345"),
    ("MA", "Légalisation : Salma Vardon / AB512345 / suite", "ID_DOCUMENT", "AB512345"),
    ("EC", "vecino colombiano CC 27.512.345, sin visa", "ID_DOCUMENT", "27.512.345"),
    ("EC", "documento colombiano 1.085.512.345", "ID_DOCUMENT", "1.085.512.345"),
    # Where money goes.
    ("EC", "Transferir a 014650512345168179.", "IBAN", "014650512345168179"),
    ("FR", "Virer sur le compte 00512345678", "IBAN", "00512345678"),
    ("VN", "chuyển khoản vào 0071000512345", "IBAN", "0071000512345"),
    # Plates of Morocco, in both writings.
    ("MA", "Fourgon 96512 د 33 à déplacer", "LICENSE_PLATE", "96512 د 33"),
    ("MA", "Véhicule 86512 هـ 45 en panne", "LICENSE_PLATE", "86512 هـ 45"),
    ("MA", "Ambulance 87512-D-26 en panne", "LICENSE_PLATE", "87512-D-26"),
    # Births in brackets behind a name.
    ("FR", "VARDON Jeanne (22/02/73), KERLEC Paul (absent)", "BIRTH_DATE", "22/02/73"),
    ("FR", "VARDON Jeanne (13 09 2011), présente", "BIRTH_DATE", "13 09 2011"),
    ("FR", "VARDON Lise (12/02/17), KERLEC Paul (16-06-2016)", "BIRTH_DATE", "16-06-2016"),
    ("FR", "Né le 12/03/1985, mordu par un chien", "BIRTH_DATE", "12/03/1985"),
    # Landlines of who gives a mailbox of their own, of a child's mother.
    ("FR", "tel:02 98 12 34 56 mail:nina.vard@gmail.com", "PHONE", "02 98 12 34 56"),
    # Accounts in logs and on pages.
    ("FR", "14h45 – nvardonk connexion ok", "HANDLE", "nvardonk"),
    ("FR", "ticket assigné à nvardonk par lkerlecz", "HANDLE", "nvardonk"),
    ("FR", "ticket assigné à nvardonk par lkerlecz", "HANDLE", "lkerlecz"),
    ("FR", "WHO nvardonk vpn 18h45", "HANDLE", "nvardonk"),
    ("FR", "Idée reçue (martinevar70 sur le portail)", "HANDLE", "martinevar70"),
    ("FR", "MESSAGE FACEBOOK DE MARTINEVAR68 : TROTTOIR", "HANDLE", "MARTINEVAR68"),
    # Homes told by two streets, by a milestone, without a number, of who works on their own.
    ("EC", "notificado en Vardon 41-72 y Trouvignec", "ADDRESS", "Vardon 41-72 y Trouvignec"),
    ("FR", "PK 12,5 route de Vardon", "ADDRESS_PUBLIC", "PK 12,5 route de Vardon"),
    ("FR", "exploitant en nom propre, 108, chemin du Puits", "ADDRESS", "108, chemin du Puits"),
    ("EC", "visita domiciliaria en calle Vardona S/N", "ADDRESS", "calle Vardona S/N"),
    # Nobody's seat: somebody lives there, or behind it.
    ("FR", "Elle habite derrière la mairie, 12 rue des Lilas", "ADDRESS", "12 rue des Lilas"),
    # A switchboard of a country whose numbers do not tell.
    ("MX", "Conmutador +52 222 309 6599.", "PHONE_SERVICE", "+52 222 309 6599"),
]
NOTHING = [
    ("FR", "Voir plan. Accueil du public au 49 rue de la Gare. Fermé", "ADDRESS"),
    ("FR", "RAS. Accueil mairie, 27 avenue Vardon, fermé", "ADDRESS"),
    ("ES", "Sin más. Ayuntamiento, plaza Vardon, 1. Fin", "ADDRESS"),
    ("EC", "Palacio municipal, calle Vardon 14-20. Fin", "ADDRESS"),
    ("BE", "Fait. Maison communale, rue du Puits 62. Fin", "ADDRESS"),
    ("VN", "Trụ sở UBND, 24 Tố Vardon. Xong", "ADDRESS"),
    ("FR", "VARDON Jeanne (12/03/24), présente", "BIRTH_DATE"),
    ("ES", "Ayuntamiento, calle San Vardon, 12. Fin", "PERSON"),
    ("FR", "né vers 12/03/2019, croisé border", "BIRTH_DATE"),
    ("FR", "N° d'ordre 0612345678. RAS", "PHONE"),
    ("FR", "La CC 12.300.000 € de budget", "ID_DOCUMENT"),
    ("FR", "module connexion ok, internet connexion refusée", "HANDLE"),
    ("FR", "ticket assigné à voirie par mairie", "HANDLE"),
]


def kinds(country: str, text: str) -> list[tuple[str, str]]:
    found = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(("country", "text", "entity", "part"), FOUND)
def test_found(country: str, text: str, entity: str, part: str) -> None:
    assert (entity, part) in kinds(country, text)


@pytest.mark.parametrize(("country", "text", "entity"), NOTHING)
def test_nothing(country: str, text: str, entity: str) -> None:
    assert not [one for one, _ in kinds(country, text) if one.startswith(entity)]


@pytest.mark.parametrize(
    "name",
    [
        *("CEIP Gonzalo Vardon", "CEM Amadou Vardon", "Athénée royal Vardon", "Bizerte Plage"),
        *("Amistad Hispano-Francesa", "Cercle Franco-Tunisien", "ÉTAT – ONF", "USL Trévoa"),
    ],
)
def test_bodies(name: str) -> None:
    assert body(name)


@pytest.mark.parametrize("name", ["Marie Franco-Martin", "Paris Medina", "Jean Guyane"])
def test_people(name: str) -> None:
    assert not body(name)


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("becas@vardon-coop.gob.ec", True),
        ("o.vardon@elus.trouvignec.example.fr", True),
        ("lesamisdetrevoa@asso.example.org", True),
        ("unionsportivetrevoa@asso.example.org", True),
        ("nina.vardon@asso.example.org", False),
        ("nina417@mediaserv.net", False),
    ],
)
def test_mailboxes(address: str, service: bool) -> None:
    assert functional(address) is service

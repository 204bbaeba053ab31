"""Numbers of papers, services and public bodies; addresses, papers and accounts in their words."""

import polars as pl
import pytest

from anonymisation.bodies.register import natural_person
from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied
from anonymisation.recognisers.contacts.mailboxes import functional
from anonymisation.recognisers.identifiers.web import OF_LOGINS
from anonymisation.verification.residues import readable

ACCOUNT = "FR76 3000 6000 0112 3456 7890 189"

#: Country, text: nothing that is somebody's.
NOBODY = [
    ("FR", "Dossier BC 0612457803 classé"),
    ("FR", "rappel fait. Dossier BDC 0612457803, vu"),
    ("FR", "facture 0712.458.903/L4 réglée"),
    ("FR", "le service rappelle que la demande 0712.458.903/A2 existe"),
    ("FR", "permis PC 059 014 24 00217 affiché"),
    ("EC", "Oficio OF-0927451836 archivado"),
    ("VN", "Hồ sơ HS-0956120479 đã lưu"),
    ("BE", "redevance D-0456120872 contestée"),
    ("BE", "garde le n° B-0476 12 08 72."),
    ("MA", "pour contester la note BO-0661208734"),
    ("FR", "2024-10-06/2025-02-28"),
    ("FR", "le cadenas 06 47 12 08 72 est perdu"),
    ("FR", "lectrice (carte 2071 0034 1208) absente"),
    ("FR", "acte 059-21590001200017-20250719-2025_032-DE"),
    ("FR", f"Régie du théâtre, compte {ACCOUNT}"),
    ("ES", f"Tesorería municipal, cuenta {ACCOUNT}"),
    ("FR", "Avenant n°2 lot 4 notifié"),
    ("VN", "THỜI HẠN 20 NGÀY LÀM VIỆC."),
    ("FR", "plus d'éclairage du 12 au 48 rue des Vardons"),
    ("FR", "gardien de résidence Trouvignec, 09/07 15:30"),
]
#: Country, text, entity, what is found.
FOUND = [
    ("FR", "tél-0612457803, répondeur", "PHONE", "0612457803"),
    ("FR", "GSM/0612457803 ou 0712458903/0612457803", "PHONE", "0712458903"),
    ("FR", "Luc/0612457803 et mère-0712458903", "PHONE", "0612457803"),
    ("FR", "Luc/0612457803 et mère-0712458903", "PHONE", "0712458903"),
    ("FR", "interphone HS 0612457803", "PHONE", "0612457803"),
    ("FR", "clés, étiquette tel 01-78-12-08-02", "PHONE", "01-78-12-08-02"),
    ("FR", "vélo gravé, propriétaire joint au +33178120802", "PHONE", "+33178120802"),
    ("FR", 'appels manqués de "Maman" 02 67 12 08 41', "PHONE", "02 67 12 08 41"),
    ("FR", "SMS reçu 02 67 12 08 41 : arbre couché", "PHONE", "02 67 12 08 41"),
    ("FR", "Dossier BC-14 ; rappeler au 0612457803", "PHONE", "0612457803"),
    ("FR", "l'affiche (0033724120861)", "PHONE", "0033724120861"),
    ("FR", "contact nuit +33419120800 (Adélaïde)", "PHONE", "+33419120800"),
    ("FR", "Vu l'assurance. Joindre 0981120804", "PHONE_FIXED", "0981120804"),
    ("FR", "Éclairage signalé à 03 20 12 08 00.", "PHONE_SERVICE", "03 20 12 08 00"),
    ("BE", "Info bij 09 266 12 08.", "PHONE_SERVICE", "09 266 12 08"),
    ("VN", "Gọi tổng đài 0236 3812 041", "PHONE_SERVICE", "0236 3812 041"),
    ("FR", f"virement de la trésorerie à Mme Vardon, {ACCOUNT}", "IBAN", ACCOUNT),
    ("FR", "l'usager doit à la régie ; son compte " + ACCOUNT, "IBAN", ACCOUNT),
    ("MA", "سكن الموظف في زنقة الياسمين رقم 24 حسب", "ADDRESS", "زنقة الياسمين رقم 24"),
    ("TN", "من شارع الجمهورية ورقم بطاقتها 01284751.", "TN_CIN", "01284751"),
    (
        "BE",
        "Lange Voorzijde 17, 9000 Gent, gemeld",
        "ADDRESS_PUBLIC",
        "Lange Voorzijde 17, 9000 Gent",
    ),
    ("SN", "adresse 14 rue 22 x Vardon Diop", "ADDRESS", "14 rue 22 x Vardon Diop"),
    ("MX", "Domicilio Calle 12 Norte No. 305 cerrado", "ADDRESS", "Calle 12 Norte No. 305"),
    (
        "MX",
        "su domicilio: calle rosa de los vientos 48, hoy",
        "ADDRESS",
        "calle rosa de los vientos 48",
    ),
    ("FR", "cave 12 r.lle Paul Trouvignec", "ADDRESS_PUBLIC", "12 r.lle Paul Trouvignec"),
    ("FR", "Ravalement façade 12 impasse du Lavoir", "ADDRESS", "12 impasse du Lavoir"),
    ("FR", "Ravalement de la mairie, 3 place Haute", "ADDRESS_PUBLIC", "3 place Haute"),
    ("EC", "vehículo abx-12-48 abandonado", "LICENSE_PLATE", "abx-12-48"),
    ("SN", "camion dk-1248-hb en panne", "LICENSE_PLATE", "dk-1248-hb"),
    ("FR", "photo envoyée par solange48_tro", "HANDLE", "solange48_tro"),
    ("FR", "Accepted publickey for marieanne12_var from", "HANDLE", "marieanne12_var"),
    ("FR", "compte temporaire trouvignecj", "HANDLE", "trouvignecj"),
]


@pytest.fixture(scope="module")
def detectors():
    return {one: Detector(one, 0.35) for one in {case[0] for case in NOBODY + FOUND}}


def _found(detector, text):
    found = detector.find(pl.Series([text]), "observations").get(text, ())
    return {(one.entity, text[one.start : one.end].strip("().")) for one in found}


@pytest.mark.parametrize(("country", "text"), NOBODY)
def test_numbers_of_papers_and_public_bodies_stay(country, text, detectors):
    kept = {"ADDRESS_PUBLIC", "PERSON", "PHONE_SERVICE"}
    assert not {entity for entity, _ in _found(detectors[country], text)} - kept


@pytest.mark.parametrize(("country", "text", "entity", "piece"), FOUND)
def test_what_is_somebodys_is_found_in_the_same_words(country, text, entity, piece, detectors):
    assert (entity, piece) in _found(detectors[country], text)


def test_the_gate_lets_the_same_numbers_pass():
    assert not list(readable(f"Régie du théâtre, compte {ACCOUNT}"))
    assert list(readable(f"compte de Mme Vardon {ACCOUNT}")) == ["IBAN"]


def test_a_district_has_a_mailbox_and_so_has_its_official():
    assert functional("phuongtrouvignec2@danang.gov.vn")
    assert not functional("phuongnt2@danang.gov.vn")


@pytest.mark.parametrize(
    "name",
    [
        "TROUVIGNEC Ambre et Solange",
        "CHÂTAIGNE Prosper et Aimé",
        "PLAZA Luis Carlos",
        "Taxi Anne-Marie Boulanger",
        "vardon séverine EI",
        "TROUVIGNEC-BARS HERVE",
    ],
)
def test_families_and_traders_are_natural_persons(name):
    assert natural_person(name, [""])


@pytest.mark.parametrize(
    "name", ["VARDON et Fils", "Espace Julie et Marc", "GARAGE Jean Moulin", "TAXI DU CENTRE"]
)
def test_bodies_with_given_names_in_them_stay(name):
    assert not natural_person(name, [""])


def test_a_column_of_accounts_is_told_by_its_values():
    logins = ["rdupont", "martinez_j", "bernardl", "solange48_tro", "jean.lefebvre", "hmoreau"]
    logins += ["lroux", "garnierp", "tgirard", "anne.blanchard"]
    assert implied(pl.Series(logins), "demande par") == OF_LOGINS
    words = ["ouvert", "fermé", "urgent", "voirie", "eau", "arbres", "bruit", "divers", "nuit"]
    assert implied(pl.Series(words), "motif") == ""


@pytest.mark.parametrize(
    ("header", "value"), [("clave catastral", "44.38.128.30"), ("cb_doc", "4610604506886")]
)
def test_registers_number_things_like_machines_and_cards(header, value, detectors):
    assert not detectors["FR"].find(pl.Series([value]), header)

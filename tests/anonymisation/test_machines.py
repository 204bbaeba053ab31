"""Who signs in: persons, machines beside them, and firms by their legal form."""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.bodies.nobody import machine, nobody
from anonymisation.detection.detector import Detector
from anonymisation.detection.logins import of_logins

_STAFF = ["nmartin", "durandc", "bernards", "lpetit", "moreauj", "garciap", "mrichard", "rouxl"]
_READERS = ["nmartin11", "durand.cla", "papillon089", "bernard.sol", "lpetit42", "titou288"]
_READERS += ["moreau.jea", "garciap07", "mrichard85", "doudou018", "leroux.ann", "cgirard31"]


@pytest.mark.parametrize("others", [[], ["BATCH", "IMPORT_WS", "AG0269", "ADMIN"] * 3])
def test_staff_sign_in_beside_machines(others: list[str]):
    assert of_logins(pl.Series([*_STAFF, *others]))


def test_words_are_no_logins():
    words = ["voirie", "propre", "eclairage", "bruit", "animaux", "divers", "dechets", "arbres"]
    assert not of_logins(pl.Series([*words, "nmartin", "durandc"]))


def test_readers_call_themselves_by_words():
    column = pl.Series(_READERS)
    assert set(Detector("FR", 0.35).find(column, "identifiant_web")) == set(_READERS)


@pytest.mark.parametrize(
    "name", ["BATCH", "ADMIN", "IMPORT_WS", "SVC_PORTAIL", "interface_gf", "Système", "admin2"]
)
def test_machines_are_nobody(name: str):
    assert machine(name)


@pytest.mark.parametrize("name", ["Vardon", "Batiste", "Admine", "Import Nina", "Sy Batch-Vardon"])
def test_persons_are_no_machines(name: str):
    assert not machine(name)
    assert not nobody(name)


def test_machines_sign_in_and_families_are_called_so_too(run, frame):
    names = ["Vardon", "Root", "Kerlec", "Edi", "Morvant", "Batch", "Agirre", "Cron"]
    staff = ["nvardon", "BATCH", "lkerlec", "IMPORT_WS", "omorvant", "ADMIN", "iagirre", "SYSTEME"]
    given = ["Nina", "Luc", "Awa", "Odile", "Karim", "Itziar", "Yves", "Salma"]
    out = run(frame(nom=names, prenom=given, user_maj=staff))
    published = pl.read_parquet(out.table.path)
    assert not set(published["nom"]) & set(names)
    kept = [one for one in published["user_maj"] if one in staff]
    assert kept == ["BATCH", "IMPORT_WS", "ADMIN", "SYSTEME"]


@pytest.mark.parametrize(
    "name",
    ["Trouvignec SCS", "Vardon SCA", "TROUVIGNEC CVBA", "Vardon S.A.L", "Vardon y Hijos SCCL"],
)
def test_legal_forms_are_bodies(name: str):
    assert body(name)


@pytest.mark.parametrize("name", ["VARDON SAL", "Nina Vardon", "KG Vardon", "VARDON AG"])
def test_surnames_are_no_legal_forms(name: str):
    assert not body(name)


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("purge compte nvardon.pro (demande)", "nvardon.pro"),
        ("GET /salle?resa=23&benef=nvardon.ext 200", "nvardon.ext"),
        ("upload RIB_nvardon.pro.pdf", "nvardon.pro"),
    ],
)
def test_accounts_with_what_somebody_is(text: str, account: str):
    found = Detector("FR", 0.35).find(pl.Series([text]), "journal")[text]
    assert account in {text[one.start : one.end] for one in found if one.entity == "HANDLE"}


@pytest.mark.parametrize("text", ["voir le site vardon.pro", "compte mairie.pro"])
def test_hosts_and_services_are_no_accounts(text: str):
    assert text not in Detector("FR", 0.35).find(pl.Series([text]), "journal")


def test_files_and_plants_are_no_accounts():
    files = [f"plan_{name}.pdf" for name in ("martin", "durand", "bernard", "petit", "moreau")]
    assert not of_logins(pl.Series([*files, "garcia.pdf", "richard.pdf", "roux.pdf", "plan.pdf"]))
    assert "Pseudotsuga" not in Detector("FR", 0.35).find(pl.Series(["Pseudotsuga"]), "genre")

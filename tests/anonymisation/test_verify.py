"""The rescan of what was written: direct identifiers and what was masked elsewhere."""

import polars as pl
import pytest

from anonymisation.verification.mend import mend
from anonymisation.verification.rescan import Scope, rescan, residues


@pytest.mark.parametrize(
    ("entity", "cell"),
    [
        ("EMAIL", "écrire à jean.dupont@free.fr"),
        ("EMAIL", "jean.dupont (at) free.fr"),
        ("EMAIL", '<a href="mailto:jean.dupont@free.fr">écrire</a>'),
        ("EMAIL", "?mail=jean.dupont%40free.fr"),
        ("NIR", "1 85 05 78 006 084 91"),
        ("NIR", "285052A00608482"),
        ("NIR", "1 85 05 78 006 084"),
        ("IBAN", "FR76 3000 6000 0112 3456 7890 189"),
        ("IBAN", "2100 0418 45 0200051332"),
        ("CARD", "4539 1488 0343 6467"),
        ("PHONE", "06 12 34 56 78"),
        ("PHONE", "+221 77 345 67 89"),
        ("PHONE", "+593 99 123 4567"),
        ("BE_NRN", "93.05.18-223.61"),
        ("ES_NIF", "12345678-Z"),
        ("ES_NIF", "12.345.678Z"),
        ("ES_NIF", "X1234567L"),
        ("EC_CEDULA", "171003406-5"),
        ("MX_CURP", "BOXW310820HNERXN09"),
        ("MX_RFC", "GODE561231GR8"),
        ("LICENSE_PLATE", "AB-123-CD"),
        ("MAC_ADDRESS", "00:1A:2B:3C:4D:5E"),
        ("HANDLE", "wa.me/33612345678"),
    ],
)
def test_what_can_still_be_read_is_found(entity, cell, tmp_path):
    assert entity in set(residues(cell))
    path = tmp_path / "table.parquet"
    pl.DataFrame({"a": ["rien", cell]}).write_parquet(path)
    scope = Scope(("a",), frozenset(), frozenset(), frozenset())
    assert entity in rescan(path, scope, 100)


@pytest.mark.parametrize(
    "cell",
    [
        "contact@ville-lille.fr",
        "SIRET 732 829 320 00074",
        "185057800608400",
        "FR76 3000 6000 0112 3456 7890 188",
        "03 20 49 50 00",
        "12345678-A",
        "171003406-4",
        "10:20:30",
        "48.85661, 2.35222",
        "CIF B12345674",
        "[courriel]",
        "Lot AA-123-BB du marché",
        "+33 3 20 49 50 00",
    ],
)
def test_what_is_no_identifier_lets_the_table_pass(cell):
    assert list(residues(cell)) == []


def test_a_number_masked_in_one_column_is_found_in_another(tmp_path):
    path = tmp_path / "table.parquet"
    pl.DataFrame({"a": ["dossier 17.10-034", "1710 0340 65 encore"]}).write_parquet(path)
    scope = Scope(("a",), frozenset(), frozenset(), frozenset(), frozenset({"1710034065", "17"}))
    assert rescan(path, scope, 100) == {"NUMBER": 1}


def test_a_code_may_look_like_a_number_plate(tmp_path):
    path = tmp_path / "table.parquet"
    pl.DataFrame({"a": ["AB-123-CD"]}).write_parquet(path)
    scope = Scope(("a",), frozenset(), frozenset({"a"}), frozenset())
    assert rescan(path, scope, 100) == {}


def test_a_long_text_loses_only_what_can_be_read_in_it(tmp_path):
    cells = {
        "Repeint. Vu oxane kerlec ce matin. RAS.": "Repeint. Vu [personne] ce matin. RAS.",
        "Repeint. Courriel a.b@orange.fr reçu. RAS.": "Repeint. [courriel] RAS.",
        "oxane kerlec": "[personne]",
        "a.b@orange.fr reçu": "[courriel]",
    }
    path = tmp_path / "t.parquet"
    filler = [f"rien {number}" for number in range(40)]
    pl.DataFrame({"note": [*cells, *filler]}).write_parquet(path)
    scope = Scope(("note",), frozenset({"note"}), frozenset(), frozenset({"oxane kerlec"}))
    done = mend(path, scope, 100, "fr", {"note": 44})
    assert not done.withheld
    assert pl.read_parquet(path)["note"].to_list() == [*cells.values(), *filler]

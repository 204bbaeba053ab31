"""Columns whose header says nothing, registers of tributes, unusual writing."""

import random

import polars as pl
import pytest
from stdnum import luhn
from stdnum.es import dni

from anonymisation.detection.detector import Detector
from anonymisation.profiling.opaque import looked, opaque
from anonymisation.recognisers.contacts.mailboxes import functional

ROWS = 40
GIVEN = ["Lucie", "Wout", "Carmen", "Karim", "Anne", "Hugo", "Inès", "Paul"]
FAMILY = ["Vardon", "Goemans", "Losada", "Belkacem", "Delmas", "Thébault", "Quéré", "Roussel"]


@pytest.fixture
def chance():
    return random.Random(11)


def people(chance):
    return [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in range(ROWS)]


def sites():
    return [f"Gymnase n° {number}" for number in range(ROWS)]


def degrees(chance, low):
    return [f"{chance.uniform(low, low + 0.3):.5f}" for _ in range(ROWS)]


def metres(chance, low):
    return [str(chance.randint(low, low + 30_000)) for _ in range(ROWS)]


def papers(chance):
    """Numbers of the identity cards of two countries, without a key."""
    return [
        f"{chance.randint(1_000_000, 14_000_000):08d}"
        if chance.random() < 0.5
        else f"{chance.choice(['J', 'EE', 'BK'])}{chance.randint(10_000, 999_999)}"
        for _ in range(ROWS)
    ]


def lines(chance):
    """Telephones of Tunisia, written in several ways."""
    forms = ["{:02d} {:03d} {:03d}", "{:02d}{:03d}{:03d}", "{:02d}.{:03d}.{:03d}"]
    return [
        chance.choice(forms).format(
            chance.choice([22, 52, 98]), chance.randint(0, 999), chance.randint(0, 999)
        )
        for _ in range(ROWS)
    ]


def siret(number):
    """The number of a body's establishment, with both of its keys."""
    body = f"{number}{luhn.calc_check_digit(str(number))}0001"
    return body + luhn.calc_check_digit(body)


def column(out, name):
    return pl.read_parquet(out.table.path)[name].to_list()


@pytest.mark.parametrize("header", ["c5", "C08", "zt6", "champ_3", "col12", "Unnamed: 4", "x1"])
def test_headers_that_say_nothing(header):
    assert opaque(header)


@pytest.mark.parametrize("header", ["n_dossier", "ref_2", "lot3", "cp1", "no", "zenbakia", "age"])
def test_headers_that_say_something(header):
    assert not opaque(header)


@pytest.mark.parametrize(("east", "north"), [("degrees", "degrees"), ("metres", "metres")])
def test_homes_in_two_opaque_columns_are_brought_to_a_grid(run, frame, chance, east, north):
    make = {"degrees": degrees, "metres": metres}
    first = make[east](chance, 48 if east == "degrees" else 330_000)
    second = make[north](chance, -2 if north == "degrees" else 6_770_000)
    out = run(frame(c1=people(chance), c2=first, c3=second))
    assert not set(column(out, "c2")) & set(first)
    assert not set(column(out, "c3")) & set(second)


def test_opaque_places_of_things_stay(run, frame, chance):
    table = frame(c1=sites(), c2=degrees(chance, 48), c3=degrees(chance, -2), c4=papers(chance))
    out = run(table)
    for name in table.columns:
        assert column(out, name) == table[name].to_list()


@pytest.mark.parametrize("make", [papers, lines])
def test_long_codes_beside_persons_do_not_leave(run, frame, chance, make):
    codes = make(chance)
    out = run(frame(c1=people(chance), zt6=codes, n_dossier=codes))
    assert not set(column(out, "zt6")) & set(codes)


@pytest.mark.parametrize(
    "values",
    [
        [f"D{number:04d}" for number in range(ROWS)],
        [str(number) for number in range(100_000, 100_000 + ROWS)],
        [f"2024-{number:05d}" for number in range(ROWS)],
        [f"PC-{number * 977 % 10_007:06d}" for number in range(1, ROWS)],
        [f"{number % 28 + 1:02d}/03/2024" for number in range(ROWS)],
        [str(35_000 + number * 10) for number in range(ROWS)],
        [f"{number * 1_000_00}" for number in range(10, ROWS)],
        [str(7 ** (number % 5 + 4) + number * 13) for number in range(ROWS)],
        [siret(number) for number in range(40_000_000, 90_000_000, 1_234_567)],
    ],
)
def test_series_references_dates_counts_and_bodies_are_no_codes(values):
    assert looked(values, len(values)) != "code"


def tribute():
    return {
        "personnalite": [*[f"Jeanne {name}" for name in FAMILY]],
        "naissance": [f"12/04/19{year}" for year in range(10, 18)],
        "biographie": ["Résistante née le 12/04/1915, institutrice."] * 8,
    }


def test_those_whom_streets_are_named_after_stay(run, frame):
    told = tribute()
    named = [f"rue {name}" for name in told["personnalite"]]
    died = [f"03/02/{year}" for year in range(1960, 1968)]
    out = run(frame(denomination_voie=named, **told, deces=died, date_deliberation=died))
    for name, values in told.items():
        assert column(out, name) == values
    assert column(out, "deces") == died


def test_tributes_asked_for_by_somebody_are_no_register(run, frame):
    told = tribute()
    died = [str(year) for year in range(1960, 1968)]
    phones = [f"06 12 34 56 {number}" for number in range(10, 18)]
    out = run(frame(**told, deces=died, telephone=phones))
    assert not set(column(out, "naissance")) & set(told["naissance"])
    assert not set(column(out, "telephone")) & set(phones)


def test_the_dead_of_a_cemetery_are_masked(run, frame):
    names = [f"{name} {FAMILY[0]}" for name in GIVEN]
    born = [f"12/04/19{year}" for year in range(40, 48)]
    died = [f"03/02/{year}" for year in range(2010, 2018)]
    out = run(frame(nom=names, naissance=born, deces=died))
    assert not set(column(out, "nom")) & set(names)
    assert not set(column(out, "naissance")) & set(born)


def found(text, country, header):
    findings = Detector(country, 0.35).find(pl.Series([text]), header).get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in findings]


@pytest.mark.parametrize(
    "number",
    [
        "06,12,34,56,78",
        "06*12*34*56*78",
        "O6 I2 34 56 78",
        "06 12 34 56 7 8",
        "zéro six douze trente-quatre 56 78",
        "zéro six, 12, 34, 56, 78",
    ],
)
def test_telephones_in_unusual_writing(number):
    assert found(f"me joindre au {number} svp", "FR", "commentaire") == [("PHONE", number)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Remplacé joint. Client : Vernouzac, 3e étage", "Vernouzac"),
        ("Tech. Vernouzac sur place 14h, fuite réparée", "Vernouzac"),
        ("Fuite colmatée, fait par Vernouzac.", "Vernouzac"),
        ("Votre courrier à l'attention de Vernouzac a été reçu", "Vernouzac"),
        ("VERNOUZAC prévenu, passage lundi", "VERNOUZAC"),
        ("Appel de VERNOUZAC vers 14h, fuite", "VERNOUZAC"),
    ],
)
def test_persons_in_logs_and_answers(text, name):
    assert ("PERSON", name) in found(text, "FR", "commentaire")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Bassin inox de 25 m. Pentablis, plages refaites", "FR"),
        ("Sala con Butacas nuevas, aforo 300", "MX"),
        ("Mất nước tại khu dân cư Tân Hưng Đông", "VN"),
        ("Sửa hầm Thủ Thiêm, sông Tô Lịch", "VN"),
    ],
)
def test_things_and_places_in_comments(text, country):
    assert found(text, country, "observaciones") == []


def test_mailboxes_of_facilities_of_spanish_speaking_towns():
    assert functional("casaculturaelcarmen@gmail.com")
    assert functional("centrocivico.norte@villanueva.es")
    assert not functional("carmen.vidal@gmail.com")
    assert not functional("lopez@ayto-villanueva.es")


def test_papers_of_other_places_go_with_those_that_fill_a_column(run, frame, chance):
    known = [f"{n}{dni.calc_check_digit(f'{n:08d}')}" for n in range(10_000_000, 10_000_000 + ROWS)]
    strange = [
        f"{chance.choice(['BK', 'EE', 'J'])}{chance.randint(10_000, 999_999)}" for _ in known
    ]
    mixed = [strange[row] if row % 3 == 0 else known[row] for row in range(ROWS)]
    mixed[5] = "copie à fournir"
    left = column(run(frame(participant=people(chance), document=mixed)), "document")
    assert set(left) & set(mixed) == {"copie à fournir"}

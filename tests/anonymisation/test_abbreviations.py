"""Headers cut short, and what values say against a header."""

import polars as pl
import pytest

from anonymisation.policy.policy import Policy
from anonymisation.reading.abbreviations import in_spanish, written_out

NAMES = [f"{first} Vardon" for first in ("Nina", "Luc", "Awa", "Karim", "Odile", "Yves", "Hugo")]


@pytest.mark.parametrize(
    ("words", "full"),
    [
        ("elv dtn", "eleve date naissance"),
        ("numvoie", "num voie"),
        ("libvoie", "nom voie"),
        ("resp1 prn", "resp prenom"),
        ("lib service", "lib service"),
        ("banco cta", "banco compte bancaire"),
        ("stcd1", "siret"),
        ("portail", "portail"),
        ("comm", "comm"),
        ("port", "port"),
        ("commune", "commune"),
    ],
)
def test_headers_are_written_out(words, full):
    assert written_out(words) == full


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("ELV_DTN", "birth-date"),
        ("NUMVOIE", "house-number"),
        ("BANCO_CTA", "bank"),
        ("STRAS", "address"),
        ("note_agent", "note"),
        ("commentaire_instructeur", "note"),
        ("regidor", "official"),
        ("typist_login", "handle"),
        ("Lĩnh vực", "code"),
    ],
)
def test_meanings_of_headers_cut_short(header, meaning):
    found = Policy.load(None).meaning(header)
    assert found is not None
    assert found.id == meaning


def test_spanish_cuts_short_in_its_own_way():
    assert in_spanish("dir", ("denunciante", "celular", "detalle")) == "direccion"
    assert in_spanish("dir", ("service", "fonction", "detalle")) == "dir"


def values(out, column):
    return pl.read_parquet(out.table.path)[column].to_list()


def test_sentences_under_agent_are_read_as_a_text(run, frame):
    notes = [f"rappelé {name} hier, doit revenir avec sa carte" for name in NAMES]
    out = run(frame(agent=notes, lot=[str(number) for number in range(7)]))
    assert set(values(out, "agent")) == {"rappelé [personne] hier, doit revenir avec sa carte"}


def test_stories_under_the_name_of_a_place_are_read_as_a_text(run, frame):
    told = [f"Vol de vélo signalé par {name} devant la gare" for name in NAMES]
    out = run(frame(evenement=told, heure=["10:00"] * 7))
    assert not any("Vardon" in value for value in values(out, "evenement"))
    concerts = [f"Concert de la fanfare au kiosque, été {year}" for year in range(2018, 2025)]
    kept = run(frame(evenement=concerts, heure=["10:00"] * 7))
    assert values(kept, "evenement") == concerts


def test_the_same_cars_again_and_again_are_no_crew(run, frame):
    cars = ["ALPHA 1", "VTT", "PATROUILLE 2"] * 8
    out = run(frame(equipage=cars, secteur=["Nord"] * 24))
    assert values(out, "equipage") == cars


def test_numbers_of_files_are_no_houses(run, frame):
    files = [f"SIG-{number:04d}" for number in range(24)]
    out = run(
        frame(
            numero=files,
            voie=["rue des Lilas"] * 24,
            declarant=[f"{name} {number}" for number, name in enumerate(NAMES * 4)][:24],
        )
    )
    assert values(out, "numero") == files


def test_streets_of_something_else_than_a_home_stay(run, frame):
    streets = ["rue des Lilas", "avenue du Bac"] * 4
    people = [*NAMES, "Rosa Vardon"]
    out = run(frame(proprietaire=people, rue_enlevement=streets))
    assert values(out, "rue_enlevement") == streets
    home = run(frame(proprietaire=people, rue=streets))
    assert not set(values(home, "rue")) & set(streets)

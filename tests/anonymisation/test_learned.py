"""The model of columns: what it is shown, what it says, where it is believed and where not."""

import math
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from anonymisation.learned.features import features
from anonymisation.learned.model import PUBLIC, Model, load
from anonymisation.learned.roles import roles
from anonymisation.profiling.sample import profile

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

from learn_columns import MIXED, Example, kind_of, learn

GIVEN = ("Nina", "Luc", "Awa", "Odile", "Karim", "Itziar", "Yves", "Salma", "Hugo", "Rosa")
FAMILY = ("Vardon", "Kerlec", "Ndiaye", "Agirre", "Belkadi", "Morvant", "Morlec", "Zerrouk")
PEOPLE = [f"{GIVEN[row % 10]} {FAMILY[row % 8]}" for row in range(40)]


def read(out) -> pl.DataFrame:
    assert out.table is not None, out.report.reasons
    return pl.read_parquet(out.table.path)


@pytest.fixture
def profiled(tmp_path, detector, frame):
    def made(**columns):
        table = frame(**columns)
        table.write_parquet(tmp_path / "profiled.parquet")
        return profile(tmp_path / "profiled.parquet", tuple(columns), detector)

    return made


def test_chances_are_together_one_and_unknown_features_weigh_nothing():
    model = Model(("person", "public"), (0.0, 1.0), {"word nom": (2.0, -1.0)})
    chances = model.chances({"word nom": 1.0, "word zzz": 5.0})
    assert chances["person"] == pytest.approx(1 / (1 + math.exp(-2)))
    assert sum(chances.values()) == pytest.approx(1)
    assert model.chances({"word zzz": 5.0}) == model.chances({})


def test_the_model_that_ships_knows_everykind_of():
    model = load()
    assert set(model.kinds) == {"public", "mixed", "person", "address", "phone", "email"} | {
        "birth",
        "id",
    }
    assert all(len(weights) == len(model.kinds) for weights in model.weights.values())


def test_no_feature_holds_a_value(profiled, policy):
    shown = features(profiled(demandeur=PEOPLE[:10], objet=["Zanzibar"] * 10), policy)
    told = " ".join(feature for column in shown.values() for feature in column).casefold()
    assert "zanzibar" not in told
    assert not any(name.split()[-1].casefold() in told for name in PEOPLE[:10])
    assert {"word demandeur", "means person", "speaks of subject"} <= set(shown["demandeur"])
    assert "beside demandeur" in shown["objet"]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("magistrat", "justice"),
        ("archi nom", "builds"),
        ("met en scene realisation", "makes"),
        ("nguoi nop", "subject"),
        ("المشتكي", "subject"),
        ("carte n", "theirs"),
    ],
)
def test_words_of_headers_speak_of_roles(header, role):
    assert role in roles(header)


def test_a_word_in_the_middle_of_another_speaks_of_nothing():
    assert "justice" not in roles("prejuge")


def test_who_conducts_an_inquiry_or_signs_an_act_stays(run, frame):
    table = frame(
        date_acte=[f"{row % 28 + 1:02d}/03/2024" for row in range(24)],
        notaire=[f"Me {PEOPLE[row % 6].split()[-1]}" for row in range(24)],
        commissaire_enqueteur=[PEOPLE[row % 6] for row in range(24)],
        prix=[str(9000 + row) for row in range(24)],
    )
    out = read(run(table))
    assert out["commissaire_enqueteur"].to_list() == [PEOPLE[row % 6] for row in range(24)]


def test_the_number_of_a_household_goes_though_no_list_names_it(run, frame):
    numbers = [f"{row * 7919 % 900000 + 100000}" for row in range(24)]
    table = frame(nom_prenom=PEOPLE[:24], **{"n° carte jeune": numbers, "tarif": ["plein"] * 24})
    assert not set(read(run(table))["n° carte jeune"]) & set(numbers)


@pytest.mark.parametrize("header", ["colonne_7", "champ_3", "c1", "presents", "exploitant"])
def test_headers_that_say_nothing_or_are_read_otherwise_free_nobody(header, run, frame):
    names = [PEOPLE[row % 8] for row in range(24)]
    out = read(run(frame(**{header: names, "activite": ["judo", "chant"] * 12})))
    assert header not in out.columns or not set(out[header].to_list()) & set(names)


def test_who_comes_every_week_is_no_official_for_that(run, frame):
    names = [PEOPLE[row % 4] for row in range(40)]
    out = read(run(frame(beneficiaire=names, colis=["colis", "bon"] * 20)))
    assert not set(out["beneficiaire"]) & set(names)


@pytest.mark.parametrize(
    ("spans", "kind"),
    [
        ({}, PUBLIC),
        (dict.fromkeys(range(4), "PERSON"), "person"),
        (dict.fromkeys(range(4), "IBAN"), "id"),
        ({0: "PERSON"}, MIXED),
    ],
)
def test_the_kind_of_a_labelled_column(spans, kind):
    cells = ["Nina Vardon"] * 4
    told = {
        row: [{"must_mask": "true", "entity_type": entity, "text": "Nina Vardon"}]
        for row, entity in spans.items()
    }
    assert kind_of(cells, told) == kind


def test_debatable_cells_teach_nothing():
    told = {row: [{"must_mask": "either", "entity_type": "PERSON", "text": "N"}] for row in (0, 1)}
    assert kind_of(["Nina", "Nina", "a", "b"], told) == ""


def test_what_is_learnt_tells_the_examples_apart():
    told = [("demandeur", "person"), ("espece", PUBLIC), ("motif", MIXED)] * 4
    found = [
        Example(f"set/{row}", {f"word {word}": 1.0}, kind) for row, (word, kind) in enumerate(told)
    ]
    lines = learn(found)
    assert lines[0].split("\t") == ["feature", MIXED, "person", PUBLIC]
    weights = {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:]}
    assert float(weights["word demandeur"][1]) > 0 > float(weights["word demandeur"][2])
    # A feature of one table alone is left out.
    alone = Example("set/9", {"word unique": 1.0}, PUBLIC)
    assert not any(line.startswith("word unique") for line in learn([*found, alone]))


def test_repeated_rows_look_alike_but_for_how_often_they_come(profiled, policy):
    once = profiled(demandeur=PEOPLE[:10])
    again = {name: replace(one, again=one.again * 8) for name, one in once.items()}
    differ = set(features(once, policy)["demandeur"]) ^ set(features(again, policy)["demandeur"])
    assert {feature.split()[0] for feature in differ} == {"again"}

"""Where names stand in the sentences of one column: learnt from those found there."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector, Found
from anonymisation.profiling.slots import learnt

KNOWN = ("Nina Vardon", "Luc Moreau", "Awa Ndiaye", "Karim Belkadi", "Odile Tanguy")


def slots(texts):
    detector = Detector("FR", 0.35)
    found = detector.find(pl.Series(texts), "observations")
    return learnt(texts, found), found


def said(text, found):
    return [text[one.start : one.end] for one in found]


def test_what_stands_where_names_stand_is_a_name():
    texts = [f"clé remise à {name} pour la salle" for name in KNOWN]
    learnt_slots, _ = slots(texts)
    text = "clé remise à Oxkarbi Qzabrel pour la salle"
    assert said(text, learnt_slots.names(text, ())) == ["Oxkarbi Qzabrel"]
    lower = "clé remise à oxkarbi qzabrel pour la salle"
    assert said(lower, learnt_slots.names(lower, ())) == ["oxkarbi qzabrel"]


@pytest.mark.parametrize(
    "other",
    [
        "clé remise à la mairie pour la salle",
        "clé remise à Association Nina Vardon pour la salle",
        "clé remise à Victor Hugo pour la salle",
        "clé remise à Lille pour la salle",
        "clé remise à la Ronda Oxkarbi pour la salle",
        "clé remise à Calle Oxkarbi pour la salle",
        "clé remise à Pompes funèbres Oxkarbi pour la salle",
        "clé remise à l'Oxkarbi pour la salle",
        "clé rendue à Oxkarbi Qzabrel",
    ],
)
def test_bodies_places_worthies_and_plain_words_are_none(other):
    learnt_slots, _ = slots([f"clé remise à {name} pour la salle" for name in KNOWN])
    assert not learnt_slots.names(other, ())


def test_a_place_that_names_share_with_things_is_no_slot():
    things = [
        f"panne du modèle {word} au garage" for word in ("Zarvox", "Tralik", "Bodrun", "Melk")
    ]
    texts = [*(f"panne du modèle {name} au garage" for name in KNOWN[:3]), *things]
    found = {text: (Found("PERSON", 16, len(text) - 10, 0.6),) for text in texts[:3]}
    assert not learnt(texts, found).names(things[0], ())


def test_sentences_begin_with_anything():
    texts = [f"Vu sur place. {name}. Rien à dire." for name in KNOWN]
    learnt_slots, _ = slots(texts)
    text = "Vu sur place. Produits de Zarvox. Rien à dire."
    assert not learnt_slots.names(text, ())


def test_a_name_never_reaches_over_a_full_stop():
    learnt_slots, _ = slots([f"avis de la voisine {name} proche du site" for name in KNOWN])
    text = "avis de la voisine Qzabrel. Bien proche du site"
    assert all("." not in name for name in said(text, learnt_slots.names(text, ())))


def test_a_word_in_most_cells_is_a_label():
    codes = [f"DIA 0492{number} 24" for number in range(20)]
    found = {code: (Found("PERSON", 0, 3, 0.45),) for code in codes}
    labelled = learnt(codes, found)
    assert labelled.names(codes[0], found[codes[0]]) == ()
    titled = {code: (Found("PERSON", 0, 3, 0.85),) for code in codes}
    assert learnt(codes, titled).names(codes[0], titled[codes[0]])


def test_the_engine_masks_an_unlisted_name_in_a_known_sentence(run, frame):
    names = [*KNOWN, "Xabirne Qoldrau", "xabirne qoldrau"] * 3
    texts = [f"prêt du chapiteau demandé par {name} en mai" for name in names]
    out = run(frame(objet=texts, lot=[str(number) for number in range(len(texts))]))
    masked = pl.read_parquet(out.table.path)["objet"]
    assert set(masked) == {"prêt du chapiteau demandé par [personne] en mai"}

"""Persons by general evidence: words of no dictionary, glued names, whole names, bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymisation.lexicon.vocabulary import is_frequent, is_ordinary, is_place, is_stranger
from anonymisation.reading.text import normalise
from anonymisation.recognisers.persons.recogniser import PersonRecognizer
from anonymisation.recognisers.persons.small.recogniser import SmallNameRecognizer
from anonymisation.recognisers.persons.told.vietnamese import VietnameseNameRecognizer

PERSONS = PersonRecognizer()
SMALL = SmallNameRecognizer()


def left(text, recogniser=PERSONS):
    """The normal text with every finding that counts taken out."""
    normal = normalise(text).normal
    hidden = list(normal)
    for hit in recogniser.find(normal):
        if hit.score >= 0.35:
            hidden[hit.start : hit.end] = "\0" * (hit.end - hit.start)
    return "".join(hidden).replace("\0", "")


@pytest.mark.parametrize(
    "text",
    [
        "Le portail réclamé à Zélandre Trouvignec au guichet",
        "TROUVIGNEC Zélandre absent",
        "Hier soir, Zélandre TROUVIGNEC a boudé la réunion",
        "La clé rendue à Z. Trouvignec ce matin",
        "Badge Sandrine Trouvignec à refaire",
        "Une tondeuse prêtée à Sandrine De Trouvignec depuis mars",
        "L'école attend Sandrine Trouvignec",
        "Het formulier opgehaald door Machteld Trouvignec",
        "The fence was broken by Harriet Trouvignec yesterday",
        "Trouvignec : impayés 300 €",
        "nom: Trouvignec, demande un badge",
    ],
)
def test_a_word_of_no_dictionary_where_a_person_stands_is_a_name(text):
    assert "rouvignec" not in left(text).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Nid-de-poule rue Jean Jaurès Dr Trouvignec",
        "Nid-de-poule rue Jean Jaurès M. Trouvignec",
        "Bache calle Bolívar Dra. Trouvignec",
        "Fuite rue de la Paix Maître Trouvignec",
        "lot 3 Dr Trouvignec",
        "parc Barbieux Dr Trouvignec",
    ],
)
def test_a_title_behind_a_street_that_has_its_name_is_a_person_s(text):
    assert "rouvignec" not in left(text).lower()


@pytest.mark.parametrize(
    "text",
    ["Travaux rue du Dr Trouvignec", "Travaux avenue Professeur Dr Trouvignec"],
)
def test_a_title_is_part_of_a_street_that_has_no_name_yet(text):
    assert left(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "TROUVIGNEC-Sandrine",
        "TROUVIGNEC_Sandrine",
        "SandrineTrouvignec",
        "Trouvignec, Sandrine",
        "Trouvignec|Sandrine",
        "Trouvignec+Sandrine",
        "Trouvignec;Sandrine",
        "Sandrine/TROUVIGNEC",
        "Sandrine&nbsp;Trouvignec",
        "Sandrine\tTrouvignec",
        "Sandrine\nTrouvignec",
        "<td>Sandrine Trouvignec</td>",
        "T R O U V I G N E C Sandrine",
        "TROUVIGNEC (Sandrine)",
        "Sandrine del Carmen Del Río Trouvignec",
        "n. Trouvignec p. Sandrine",
    ],
)
def test_names_glued_together_go_whole(name):
    rest = left(f"Clé rendue à {name} hier").lower()
    assert "rouvignec" not in rest
    assert "sandrine" not in rest


def test_a_name_goes_wherever_its_cell_says_it_again():
    assert "rouvignec" not in left(
        "Mme Sandrine Trouvignec conteste. Trouvignec a écrit deux fois."
    )


@pytest.mark.parametrize(
    "text",
    [
        "sandrine trouvignec a perdu son badge",
        "badge rendu par zelandre trouvignec ce matin",
        "llamar a carmen trouvigna de la oruzca mañana",
        "clé de sandrine.trouvignec",
    ],
)
def test_small_letters_hide_no_name(text):
    rest = left(text, SMALL)
    assert "rouvig" not in rest
    assert "oruzca" not in rest


@pytest.mark.parametrize(
    "text",
    [
        "Le badge du gymnase Sandrine Trouvignec est perdu",
        "Travaux rue Zélandre Trouvignec lundi",
        "Un roman de Sandrine Trouvignec à rendre",
        "Un élagueur a taillé le rosier Sandrine Trouvignec",
        "RUE MAURICE DENIS",
        "Devant l'école Sandrine Trouvignec",
        "Zuhaitza eroria Doña Casilda parkean",
        "Le Plan Local d'Urbanisme de Villeneuve-d'Ascq",
        "Un Prunus Serrulata et deux Acer Davidii",
        "Le copieur Ricoh Aficio est en panne",
        "Madame la Rectrice ouvre la séance",
        "Enedis réparera le compteur Linky en mars",
        "Le RSA et le PLU au Conseil Municipal de Tourcoing",
        "hoàn thành",
    ],
)
def test_what_only_carries_a_name_stays(text):
    assert left(text) == normalise(text).normal
    assert left(text, SMALL) == normalise(text).normal


def test_words_are_told_from_names_and_places():
    assert is_ordinary("assainissement")
    assert is_ordinary("l'assainissement")
    assert is_frequent("maison")
    assert is_place("villeneuve-d'ascq")
    assert is_stranger("trouvignec")
    assert not is_stranger("tourcoing")
    assert not is_stranger("enedis")


# fmt: off
PIECES = st.sampled_from(
    [
        "Sandrine", "VARDON", "Vardon", "sandrine", "de", "la", "De", "Van", "d'", "A.", "A",
        "O", "M.", "Mme", "et", ",", ";", "|", "+", "/", "(", ")", "-", ":", ".", "_", "\n",
        "\t", "Jean-Loup", "SandrineVardon", "Nguyễn", "Thị", "par", "avec", "rue", "école",
        "N", "V", "R", "D", "X", "a", "le", "né", "06",
    ]
)
# fmt: on


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", "", "  "]))
def test_finding_ends_soon_and_stays_inside_its_text(pieces, gap):
    text = normalise(gap.join(pieces)).normal
    started = time.process_time()
    for recogniser in (PERSONS, SMALL, VietnameseNameRecognizer()):
        for hit in recogniser.find(text):
            assert 0 <= hit.start < hit.end <= len(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text",
    [
        "Sandrine Vardon, " * 300,
        "V A R D O N " * 500,
        "VARDON " * 1500,
        "sandrine vardon " * 500,
        "de la " * 2000,
        "n. Vardon p. " * 500,
        "A. " * 2000,
    ],
)
def test_time_grows_with_the_length_of_a_cell(text):
    started = time.process_time()
    list(PERSONS.find(text))
    list(SMALL.find(text))
    assert time.process_time() - started < 5

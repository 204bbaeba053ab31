"""Access rights as portals say them."""

import pytest

from connectors.words.access import EU, access_right


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("http://publications.europa.eu/resource/authority/access-right/PUBLIC", "PUBLIC"),
        ("http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC", "NON_PUBLIC"),
        ("public", "PUBLIC"),
        ("restricted", "RESTRICTED"),
        ("non-public", "NON_PUBLIC"),
        ("open", "PUBLIC"),
        ("Accès libre", "PUBLIC"),
        ("Acceso público", "PUBLIC"),
        (
            "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations",
            "PUBLIC",
        ),
        (
            "Pas de restriction d’accès public selon INSPIRE",
            "PUBLIC",
        ),
    ],
)
def test_plain_words_and_codes_become_the_codes_of_the_eu(told, code):
    assert access_right((told,)) == EU + code


def test_a_sentence_stays_as_it_was_written():
    told = "Public après une inscription sur le portail de la métropole"
    assert access_right((None, "", told)) == told
    assert access_right((told, "public")) == EU + "PUBLIC"


def test_nothing_said_is_nothing():
    assert access_right((None, "", {})) is None
    assert len(access_right(("x" * 1000,)) or "") == 300

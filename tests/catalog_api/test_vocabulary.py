"""Licences as portals and lists name them."""

import pytest

from catalog_api.words import vocabulary

EU = f"{vocabulary.AUTHORITY}licence/"


@pytest.mark.parametrize(
    ("uri", "short", "url"),
    [
        (f"{EU}CC_BY_4_0", "cc-by", "https://creativecommons.org/licenses/by/4.0/"),
        (f"{EU}CC_BY_3_0", "cc-by", "https://creativecommons.org/licenses/by/3.0/"),
        (f"{EU}CC_BYSA_2_5", "cc-by-sa", "https://creativecommons.org/licenses/by-sa/2.5/"),
        (f"{EU}CC_BYNCND_4_0", "cc-by-nc-nd", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        (f"{EU}CC0", "cc-zero", "https://creativecommons.org/publicdomain/zero/1.0/"),
        (f"{EU}ODC_BL", "odc-odbl", "https://opendatacommons.org/licenses/odbl/1-0/"),
        (f"{EU}OGL_NC", f"{EU}OGL_NC", f"{EU}OGL_NC"),
        (f"{EU}DLDE_BY_2_0", f"{EU}DLDE_BY_2_0", f"{EU}DLDE_BY_2_0"),
        ("https://policies.google.com/terms", "https://policies.google.com/terms", None),
        ("http://spdx.org/licenses/etalab-2.0", "lov2", None),
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence", "fr-lo", None),
    ],
)
def test_licences_keep_their_meaning(uri, short, url):
    assert vocabulary.licence_id(uri) == short
    if url:
        assert vocabulary.licence_url(uri) == url


def test_an_unknown_licence_is_shown_in_the_publishers_words():
    assert vocabulary.licence_id(None) == vocabulary.NOT_SPECIFIED
    assert vocabulary.licence_title(None, "Licence maison") == "Licence maison"
    assert vocabulary.licence_title(f"{EU}CC_BY_3_0") == (
        "Creative Commons Attribution (CC BY) 3.0"
    )

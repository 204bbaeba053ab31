"""Keys meet where two portals speak of one dataset, and nowhere else."""

import time
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from federation.clusters import Candidate, Strength, evidence_of, groups, original
from federation.identity import MOST_URLS, KeyKind, address, hop_keys, identity_keys, portal
from federation.model import Dataset, Distribution, Origin

ITEM = "0123456789abcdef0123456789abcdef"
UUID = "5F0C1E3A-8D2B-4C7E-9A11-0123456789AB"


def dataset(remote_id="x", identifier="42", *, hops=(), files=(), page=None, **more):
    parts = tuple(Distribution(str(n), download_url=url) for n, url in enumerate(files))
    return Dataset(
        remote_id,
        identifier,
        more.pop("title", {"fr": "Arbres"}),
        provenance=hops,
        distributions=parts,
        landing_page=page,
        **more,
    )


def common(one, other, kind):
    keys = [
        {key for key in identity_keys(each, url) if key.kind is kind} for each, url in (one, other)
    ]
    return keys[0] & keys[1]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.Nice.example:443/data/api/3/action/package_show?id=1", "nice.example/data"),
        ("http://nice.example/data/", "nice.example/data"),
        ("https://portail.example/fr/datasets/arbres/", "portail.example"),
        ("https://portail.example/api/1", "portail.example"),
        ("https://geo.example/geonetwork/srv/fre/csw", "geo.example/geonetwork"),
        ("https://data.example/data.json", "data.example"),
        ("https://data.example/catalog.xml", "data.example"),
        ("https://data.example/explore/dataset/arbres/information/", "data.example"),
        ("http://127.0.0.1:8000/dataset/abc", "127.0.0.1:8000"),
        # A list is told apart from the next list beside it.
        ("https://ville.example/datasets/a/liste.csv", "ville.example/datasets/a/liste.csv"),
        ("urn:partage:noeud:Fichiers", "urn:partage:noeud:fichiers"),
        ("fichiers", ""),
        ("http://[broken", ""),
    ],
)
def test_a_portal_is_the_same_however_its_address_is_written(url, expected):
    assert portal(url) == expected


ORIGINAL = dataset("arbres", hops=(Origin("https://data.lille.example", "arbres"),))
SOURCE = "https://data.lille.example"


@pytest.mark.parametrize(
    "hop",
    [
        Origin("http://www.data.lille.example/", "ARBRES"),
        Origin("https://data.lille.example/api/explore/v2.1", "arbres"),
        Origin("https://data.lille.example/explore/dataset/arbres/", "whatever-guid"),
        Origin(
            "https://data.lille.example:443", "https://data.lille.example/explore/dataset/arbres"
        ),
        Origin("https://data.lille.example", "arbres@lille-metropole"),
        Origin("https://data.lille.example", " {arbres} "),
    ],
)
def test_a_copy_names_its_origin_in_any_of_the_usual_ways(hop):
    copy = dataset("5f2a", hops=(hop, Origin("https://data.region.example", "5f2a")))
    assert common((ORIGINAL, SOURCE), (copy, "https://data.region.example"), KeyKind.ORIGIN)


@pytest.mark.parametrize(
    "hop",
    [
        Origin("https://data.lyon.example", "arbres"),
        Origin("https://data.lille.example:8443", "arbres"),
        Origin("https://data.lille.example", "arbustes"),
        Origin("https://data.lille.example", ""),
        Origin("", "arbres"),
        Origin("fichiers", "arbres"),
    ],
)
def test_another_origin_is_another_dataset(hop):
    copy = dataset("5f2a", hops=(hop, Origin("https://data.region.example", "5f2a")))
    assert not common((ORIGINAL, SOURCE), (copy, "https://data.region.example"), KeyKind.ORIGIN)


def test_the_page_of_origin_names_the_origin():
    copy = dataset("5f2a", page="https://data.lille.example/explore/dataset/arbres/table/?q=a")
    assert common((ORIGINAL, SOURCE), (copy, "https://data.region.example"), KeyKind.ORIGIN)


def test_nodes_are_recognised_by_dataset_address_and_by_portal():
    here = Origin(f"http://127.0.0.1:8000/dataset/{UUID.lower()}", UUID.lower(), node="n1")
    assert set(hop_keys(here)) == set(hop_keys(Origin("http://127.0.0.1:8000", UUID)))


def test_entries_of_local_folders_are_never_those_of_another_node():
    one = dataset("a.csv", hops=(Origin("urn:partage:n1:fichiers", "a.csv"),))
    other = dataset("a.csv", hops=(Origin("urn:partage:n2:fichiers", "a.csv"),))
    assert not common((one, "fichiers"), (other, "fichiers"), KeyKind.ORIGIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://data.lille.example/id/7", "http://www.data.lille.example/id/7/"),
        (f"urn:uuid:{UUID}", UUID.lower()),
        (UUID, f"{{{UUID}}}"),
        (
            f"https://hub.example/datasets/{ITEM}_0",
            f"https://www.arcgis.example/home/item.html?id={ITEM}",
        ),
        ("doi:10.1234/ABC", "doi:10.1234/abc"),
        ("arbres@data.lille.example", "Arbres@data.lille.example"),
    ],
)
def test_global_identifiers_meet(one, other):
    pair = (dataset("a", one), "https://a.example"), (dataset("b", other), "https://b.example")
    assert common(*pair, KeyKind.IDENTIFIER)


@pytest.mark.parametrize("local", ["42", "arbres", "", "https://data.example/", "dataset_1", "a@b"])
def test_local_identifiers_prove_nothing(local):
    pair = (dataset("a", local), "https://a.example"), (dataset("b", local), "https://b.example")
    assert not common(*pair, KeyKind.IDENTIFIER)


def test_layers_of_one_arcgis_item_are_told_apart():
    keys = [set(identity_keys(dataset(f"{ITEM}_{n}"), "https://hub.example")) for n in (0, 1)]
    again = set(identity_keys(dataset(f"{ITEM}_1"), "https://hub.example"))
    assert len(keys[1] & again) > len(keys[0] & again)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/f.csv", "http://www.a.example:80/f.csv#top"),
        ("https://a.example/f.csv?utm_source=x&b=2&a=1", "https://a.example/f.csv?a=1&b=2"),
        ("https://a.example/f%20g.csv", "https://a.example/f g.csv"),
        ("https://a.example/d?file=1&PHPSESSID=abc", "https://a.example/d?file=1"),
    ],
)
def test_addresses_of_files_meet(one, other):
    pair = (dataset("a", files=(one,)), ""), (dataset("b", files=(other,)), "")
    assert common(*pair, KeyKind.URL)


@pytest.mark.parametrize(
    "url",
    ["https://a.example", "https://a.example/", "https://a.example/page.html", "ftp://a/f.csv"],
)
def test_pages_and_portals_are_no_files(url):
    assert not [key for key in identity_keys(dataset(files=(url,)), "") if key.kind is KeyKind.URL]


def test_the_page_of_the_dataset_is_no_file_of_it():
    found = dataset(files=("https://a.example/arbres",), page="http://a.example/arbres/")
    assert not [key for key in identity_keys(found, "") if key.kind is KeyKind.URL]


def test_of_many_files_two_copies_keep_the_same():
    urls = [f"https://a.example/{n}.csv" for n in range(200)]
    pair = (dataset("a", files=urls), ""), (dataset("b", files=urls[::-1]), "")
    assert len(common(*pair, KeyKind.URL)) == MOST_URLS


def test_title_and_publisher_without_accents_or_case():
    one = dataset("a", title={"fr": "Arbres d’Écoles"}, publisher="Ville de Lille")
    other = dataset("b", title={"fr": "arbres d'ecoles"}, publisher="VILLE DE LILLE")
    assert common((one, ""), (other, ""), KeyKind.TITLE)
    assert not common((one, ""), (replace(other, publisher=None), ""), KeyKind.TITLE)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_no_text_is_too_strange(url, identifier, file):
    found = dataset(identifier, identifier, hops=(Origin(url, identifier),), files=(file, url))
    keys = identity_keys(replace(found, landing_page=url), url)
    assert all(len(key.value) == 64 for key in keys)
    assert len(set(keys)) == len(keys)
    assert address(url) == address(url.strip())


def test_keys_cost_next_to_nothing():
    files = tuple(f"https://data.lille.example/files/{n}.csv" for n in range(4))
    found = dataset(
        "5f2a", "https://data.lille.example/id/7", hops=ORIGINAL.provenance, files=files
    )
    times = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(200):
            identity_keys(found, SOURCE)
        times.append((time.process_time() - start) / 200)
    assert min(times) < 0.0003  # 0.06 ms on an idle machine


ORIGIN, IDENTIFIER = Strength(origin=1), Strength(identifier=1)
SOURCES = {name: name[0] for name in ("a1", "a2", "b1", "b2", "c1")}


def test_a_chain_of_copies_is_one_group():
    assert groups({("a1", "b1"): ORIGIN, ("b1", "c1"): Strength(url=0.7)}, SOURCES) == [
        ["a1", "b1", "c1"]
    ]


def test_two_equal_matches_are_none():
    assert groups({("a1", "b1"): ORIGIN, ("a2", "b1"): ORIGIN}, SOURCES) == []


def test_stronger_evidence_decides():
    edges = {("a1", "b1"): IDENTIFIER, ("a2", "b1"): ORIGIN}
    assert groups(edges, SOURCES) == [["a2", "b1"]]
    edges = {("a1", "b1"): Strength(url=0.6), ("a2", "b1"): Strength(url=1.0)}
    assert groups(edges, SOURCES) == [["a2", "b1"]]


def test_a_group_never_holds_two_of_one_source():
    edges = {("a1", "b1"): ORIGIN, ("b1", "c1"): IDENTIFIER, ("a2", "c1"): Strength(url=0.5)}
    assert groups(edges, SOURCES) == [["a1", "b1", "c1"]]


@given(
    st.dictionaries(
        st.sampled_from(
            [pair for pair in combinations(sorted(SOURCES), 2) if pair[0][0] != pair[1][0]]
        ),
        st.builds(
            Strength,
            st.integers(0, 2),
            st.integers(0, 2),
            st.sampled_from([0.0, 0.5, 1.0]),
            st.sampled_from([0.0, 0.5, 1.0]),
        ).filter(lambda one: one.evidence is not None),
    )
)
def test_groups_are_disjoint_and_hold_one_of_each_source(edges):
    found = groups(edges, SOURCES)
    every = [one for group in found for one in group]
    assert len(every) == len(set(every))
    for group in found:
        assert len({SOURCES[one] for one in group}) == len(group) > 1
    assert groups(dict(reversed(edges.items())), SOURCES) == found


def candidate(name, *portals, **more):
    hops = [f"{url}|{name}" if url == portals[-1] else f"{url}|origin" for url in portals]
    return Candidate(name, [frozenset({hop}) for hop in hops], portals, **more)


def test_the_origin_named_by_others_is_the_original():
    city = Candidate("z", [frozenset({"lille|1"})], ["lille"], order=9)
    region = Candidate("b", [frozenset({"lille|1"}), frozenset({"region|2"})], ["lille", "region"])
    nation = Candidate(
        "a", [frozenset({"region|2"}), frozenset({"nation|3"})], ["region", "nation"]
    )
    assert original([nation, region, city]) == "z"
    assert original([region, nation]) == "b"


def test_without_a_named_origin_the_shortest_chain_then_the_citys_own_portal_then_the_order():
    long = candidate("a", "x", "region", distance=0)
    shared, own = candidate("b", "nation", distance=2), candidate("c", "lille", distance=0)
    assert original([long, shared]) == "b"
    assert original([shared, own]) == "c"
    assert original([candidate("d", "p", order=2), candidate("e", "q", order=1)]) == "e"


def test_evidence_is_the_originals_own_or_the_strongest_link():
    edges = {("a1", "b1"): Strength(url=0.9), ("b1", "c1"): ORIGIN}
    group = ["a1", "b1", "c1"]
    assert evidence_of("b1", group, "a1", edges) == "url"
    assert evidence_of("c1", group, "a1", edges) == "origin"

"""Nodes that harvest one another in circles hold each dataset once, and never their own again."""

from contextlib import ExitStack

import pytest

from federation.errors import FailureCode

WAYS = ("ckan", "dcat")


def address(node, connector):
    return node.url if connector == "ckan" else f"{node.url}/catalog.ttl"


@pytest.fixture
def circle(make_node):
    """Serving nodes, each with a table of its own; links are (harvester, harvested, connector)."""
    with ExitStack() as stack:

        def build(names, links):
            nodes = {name: make_node(name) for name in names}
            for name, node in nodes.items():
                node.table(f"arbres-{name}", f"arbre {name}")
            for taker, giver, connector in links:
                nodes[taker].harvests(connector, address(nodes[giver], connector), f"de-{giver}")
            for node in nodes.values():
                stack.enter_context(node.serving())
            return nodes

        yield build


def rounds(nodes, count):
    """Harvest one after another, again and again; the tallies of the last round."""
    last = {}
    for _ in range(count):
        last = {name: node.run() for name, node in nodes.items()}
    for tallies in last.values():
        assert all(tally.error_code is None for tally in tallies.values()), tallies
    return last


def identifiers(node, **options):
    return sorted(document["identifier"] for document in node.documents(**options))


def originals(names):
    return sorted(f"urn:partage:{name}:fichiers:arbres-{name}.csv" for name in names)


@pytest.mark.parametrize("connector", WAYS)
def test_two_nodes_that_harvest_each_other(circle, connector):
    nodes = circle("ab", [("a", "b", connector), ("b", "a", connector)])
    last = rounds(nodes, 3)
    for node in nodes.values():
        assert identifiers(node, copies=True) == originals("ab")
    refused = last["a"]["de-b"].problems
    assert [problem.code for problem in refused] == [FailureCode.POLICY]
    assert "not harvested back" in refused[0].message.render("en")


@pytest.mark.parametrize("connector", WAYS)
def test_three_nodes_in_a_ring(circle, connector):
    nodes = circle("abc", [(*pair, connector) for pair in ("ac", "ba", "cb")])
    rounds(nodes, 3)
    assert [len(node.documents(copies=True)) for node in nodes.values()] == [3, 3, 3]
    rounds(nodes, 1)
    for node in nodes.values():
        assert identifiers(node, copies=True) == originals("abc")
    # What went from a over b to c names the first publisher and every hop.
    far = next(one for one in nodes["c"].documents() if "arbres-a" in one["identifier"])
    hops = [hop["node"] for hop in far["provenance"] if hop["node"]]
    assert hops == ["a", "b"]
    assert far["provenance"][0]["url"] == "urn:partage:a:fichiers"
    assert far["tables"][0]["state"] == "published"


def test_three_nodes_that_all_harvest_each_other_in_different_ways(circle):
    pairs = [taker + giver for taker in "abc" for giver in "abc" if taker != giver]
    nodes = circle("abc", [(*pair, WAYS[n % 2]) for n, pair in enumerate(pairs)])
    rounds(nodes, 3)
    held = [identifiers(node, copies=True) for node in nodes.values()]
    rounds(nodes, 1)
    assert [identifiers(node, copies=True) for node in nodes.values()] == held
    for node in nodes.values():
        assert identifiers(node) == originals("abc")
        for document in node.documents():
            # The one that stands for the others came the shortest way.
            assert len([hop for hop in document["provenance"] if hop["node"]]) <= 1


LISTED = (
    "url,title,description,licence,keywords,publisher,modified\n"
    "prenoms-2024.csv,Prénoms 2024,Prénoms de 2024.,lov2,état civil;l'enfance,Ville,2025-02-01\n"
    "prenoms-2025.csv,Prénoms 2025,Prénoms de 2025.,cc-by,état civil,Ville,2026-02-01\n"
    "arbres.csv,Arbres,Arbres d'alignement.,odc-odbl,arbres,Service des parcs,2026-01-15\n"
    "contacts.csv,Contacts,Contacts des associations.,lov2,associations,Ville,2026-01-15\n"
)
FIRST_NAMES = "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"


def first_names(*rows):
    return FIRST_NAMES + "".join(f"Lille,59350,{row},2025\n" for row in rows)


def reported(table):
    """What the reports of a table conclude, and what a reader gets of it."""
    quality, privacy = table.quality, table.anonymisation
    return {
        "state": table.state,
        "schema": table.schema,
        "valid": quality.valid,
        "errors": dict(quality.error_counts),
        "rows": (quality.rows, quality.conforming_rows),
        "completeness": dict(quality.completeness),
        "columns": [(column.name, column.type) for column in table.snapshot.columns],
        "verdict": privacy.verdict,
        "cells": (privacy.rows, privacy.cells_scanned),
    }


@pytest.mark.parametrize("connector", WAYS)
def test_a_node_that_harvests_another_ends_with_the_same(make_node, connector):
    """Datasets, identifiers, origins, tables, rows, conformity and reports."""
    giver, taker = make_node("a"), make_node("b")
    giver.file("prenoms-2024.csv", first_names("F,Louise,41", "M,Gabriel,38", "F,Jade,36"))
    giver.file("prenoms-2025.csv", first_names("F,Louise,41", "M,Gabriel,beaucoup", "X,Jade,36"))
    giver.table("arbres", "essence")
    giver.file("contacts.csv", contacts())
    giver.file("liste.csv", LISTED)
    giver.sources[0]["url"] = "fichiers/liste.csv"
    giver.run()
    taker.sources = []
    with giver.serving():
        taker.harvests(connector, address(giver, connector), "de-a")
        tallies = taker.run()
    assert tallies["de-a"].error_code is None
    there, here = (by_identifier(node) for node in (giver, taker))
    assert set(here) == set(there)
    for identifier, mine in here.items():
        theirs = there[identifier]
        for key in ("title", "description", "licence", "publisher", "modified"):
            assert mine.get(key) == theirs.get(key), key
        # RDF keeps no order.
        words, expected = mine["keywords"], theirs["keywords"]
        assert {code: set(each) for code, each in words.items()} == {
            code: set(each) for code, each in expected.items()
        }
        # The chain of the first publisher goes on: the giver, with its own id of the dataset.
        assert mine["provenance"][: len(theirs["provenance"])] == theirs["provenance"]
        assert mine["provenance"][len(theirs["provenance"])]["node"] == "a"
    same_tables(giver, taker)


def contacts():
    people = "".join(
        f"Jeanne Durand{n},jeanne.durand{n}@exemple.fr,06 12 34 56 {n:02d}\n" for n in range(20)
    )
    return f"nom,courriel,telephone\n{people}"


def by_identifier(node):
    return {document["identifier"]: document for document in node.documents()}


def same_tables(giver, taker):
    published = {key: one for key, one in giver.tables().items() if one.snapshot}
    received = {key: one for key, one in taker.tables().items() if one.snapshot}
    assert set(received) == set(published)
    assert len(published) >= 3
    verdicts = set()
    for key, mine in received.items():
        theirs = published[key]
        assert reported(mine) == reported(theirs), key
        assert taker.rows(mine).equals(giver.rows(theirs)), key
        verdicts.add(mine.quality.valid)
    assert verdicts >= {True, False, None}

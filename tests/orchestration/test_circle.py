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

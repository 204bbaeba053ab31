"""Reading RDF: serialisations told from the content, contexts from the disk, traps refused."""

import orjson
import pytest
from pyoxigraph import Literal, NamedNode

from connectors.dcat.mapping import datasets, identify, raw
from connectors.rdf.names import short
from connectors.rdf.reading import read_graph, serialisation
from federation.errors import FailureCode, HarvestError

BASE = "http://portail.example.org/catalogue"
PREFIXES = (
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
)
TURTLE = PREFIXES + '<http://a.org/1> a dcat:Dataset ; dct:title "Été"@fr .\n'
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">'
    '<dcat:Dataset rdf:about="http://a.org/1"><dct:title xml:lang="fr">Été</dct:title>%s'
    "</dcat:Dataset></rdf:RDF>"
)
TRIPLES = (
    "<http://a.org/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<http://www.w3.org/ns/dcat#Dataset> .\n"
    '<http://a.org/1> <http://purl.org/dc/terms/title> "Été"@fr .\n'
)
JSON_LD = orjson.dumps(
    {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@id": "http://a.org/1",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": "Été", "@language": "fr"},
    }
).decode()
SAME = {
    "Turtle": TURTLE,
    "RDF/XML": XML % "",
    "N-Triples": TRIPLES,
    "N-Quads": TRIPLES.replace(" .\n", " <http://a.org/g> .\n"),
    "TriG": TURTLE.replace("<http://a.org/1>", "<http://a.org/g> {\n<http://a.org/1>") + "}",
    "JSON-LD": JSON_LD,
}


def title(graph):
    (item,) = datasets(graph)
    assert identify(item) == "http://a.org/1"
    return item.node.first("dct:title")


@pytest.mark.parametrize("media_type", ["", "text/plain", "text/html", "text/turtle", "text/xml"])
@pytest.mark.parametrize("name", SAME)
def test_the_content_tells_the_serialisation(name, media_type):
    body = SAME[name].encode()
    assert serialisation(body, media_type, BASE) == name
    assert title(read_graph(body, media_type, BASE)) == Literal("Été", language="fr")


@pytest.mark.parametrize(
    "body",
    [
        "# un commentaire\n" + TURTLE,
        "\n\n  " + TURTLE,
        "PREFIX dct: <http://purl.org/dc/terms/>\n" + TURTLE,
        "<http://a.org/1>\n  a <http://www.w3.org/ns/dcat#Dataset> ;\n"
        '  <http://purl.org/dc/terms/title> "Été"@fr .',
        "\n<!-- fait main -->\n" + XML % "",
        '<?xml version="1.0"?>\n' + XML % "",
        '\n<?xml version="1.0" encoding="utf-8"?>' + XML % "",
        "[" + JSON_LD + "]",
    ],
)
def test_beginnings_that_mislead(body):
    assert title(read_graph(body.encode(), "", BASE)).value == "Été"


@pytest.mark.parametrize("name", ["Turtle", "RDF/XML", "N-Triples", "JSON-LD"])
def test_marks_and_encodings(name):
    words = SAME[name]
    for body in (words.encode("utf-8-sig"), words.encode("utf-16")):
        assert title(read_graph(body, "", BASE)).value == "Été"
    if name in {"Turtle", "N-Triples"}:
        assert title(read_graph(words.encode("latin-1"), "", BASE)).value == "Été"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "utf-16"])
def test_xml_says_its_own_encoding(encoding):
    body = f'<?xml version="1.0" encoding="{encoding}"?>{XML % ""}'.encode(encoding)
    assert title(read_graph(body, "", BASE)).value == "Été"


def test_a_few_bad_bytes_cost_only_themselves():
    body = TURTLE.encode() + b'<http://a.org/1> dct:description "na\xefve \xc3\xa9t\xc3\xa9" .'
    (item,) = datasets(read_graph(body, "text/turtle", BASE))
    assert item.node.word("dct:description") == "na\ufffdve été"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rdf:RDF [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE rdf:RDF [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE rdf:RDF [<!ENTITY xsd 'http://www.w3.org/2001/XMLSchema#'>]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(doctype, encoding):
    for before in ("", "<!-- un commentaire -->", "<?php x?>\n"):
        body = before + doctype + XML % ("&l9;" if "l9" in doctype else "")
        with pytest.raises(HarvestError) as refused:
            read_graph(body.encode(encoding), "application/rdf+xml", BASE)
        assert refused.value.code is FailureCode.POLICY


def test_a_document_type_after_the_root_is_damage():
    with pytest.raises(HarvestError) as refused:
        read_graph((XML % "<!DOCTYPE x [<!ENTITY a 'b'>]>").encode(), "", BASE)
    assert refused.value.code is FailureCode.MALFORMED


def test_names_of_html_characters_and_control_characters_are_repaired():
    body = (
        XML % "<dct:description>a&nbsp;b &eacute; &unknown; &amp; \x0b</dct:description>"
    ).encode()
    (item,) = datasets(read_graph(body, "", BASE))
    assert item.node.first("dct:description").value == "a\xa0b é &unknown; & "


def test_text_beside_a_resource_is_dropped():
    body = XML % '<dcat:theme rdf:resource="http://t.org/ef">Stations</dcat:theme>'
    (item,) = datasets(read_graph(body.encode(), "", BASE))
    assert item.node.first("dcat:theme") == NamedNode("http://t.org/ef")


def test_rdf_inside_the_answer_of_a_service_is_found():
    inside = XML % ""
    body = f'<r:Answer xmlns:r="http://r.org/" total="2"><r:All>{inside}</r:All></r:Answer>'
    assert title(read_graph(body.encode(), "text/xml", BASE)).value == "Été"


def test_addresses_with_spaces_and_brackets_are_kept():
    body = XML % '<dcat:landingPage rdf:resource="http://a.org/?LAYER[id]=1 2"/>'
    graph = read_graph(body.encode(), "", BASE)
    (item,) = datasets(graph)
    assert item.node.first("dcat:landingPage").value == "http://a.org/?LAYER[id]=1 2"
    again = read_graph(raw(item)[0], "application/n-triples", BASE)
    assert raw(datasets(again)[0]) == raw(item)


def test_a_forgotten_prefix_of_a_known_vocabulary_is_supplied():
    body = TURTLE + '<http://a.org/1> foaf:page <http://a.org/p> ; vcard:fn "x" .'
    (item,) = datasets(read_graph(body.encode(), "", BASE))
    assert item.node.word("foaf:page") == "http://a.org/p"
    with pytest.raises(HarvestError):
        read_graph((TURTLE + "<http://a.org/1> inconnu:p 1 .").encode(), "", BASE)


@pytest.mark.parametrize(
    "body",
    [
        '{"@id": "http://a.org/1", "http://p.org/p": ' * 5000 + "1" + "}" * 5000,
        '{"@context": '
        + '{"a": {"@id": "http://x/", "@context": ' * 5000
        + "{}"
        + "}}" * 5000
        + "}",
        '[{"@id": "x"}, ' + "[" * 900 + "]" * 901,
        XML % ("<dct:a><dcat:B>" * 5000 + "</dcat:B></dct:a>" * 5000),
    ],
)
def test_nesting_without_end_is_refused_before_it_hurts(body):
    with pytest.raises(HarvestError) as refused:
        read_graph(body.encode(), "", BASE)
    assert refused.value.code is FailureCode.MALFORMED


@pytest.mark.parametrize(
    "deep", ["[ dct:p " * 20_000 + "1" + "]" * 20_000, "(" * 9000 + ")" * 9000]
)
def test_deep_turtle_is_read(deep):
    graph = read_graph(f"{TURTLE} <http://a.org/1> dct:q {deep} .".encode(), "", BASE)
    assert raw(datasets(graph)[0])[0].count(b"\n") < 100


def catalogue(context, **names):
    return orjson.dumps({"@context": context, "@id": "http://a.org/c", "@type": "Catalog"} | names)


@pytest.mark.parametrize(
    "context",
    [
        "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld",
        "http://www.w3.org/ns/dcat.jsonld",
        "https://hub.arcgis.com/contexts/dcat-ap.jsonld",
        ["https://semiceu.github.io/DCAT-AP/context/dcat-ap.jsonld", {"@language": "fr"}],
    ],
)
def test_known_contexts_come_from_the_disk(context):
    one = {"@id": "http://a.org/1", "@type": "Dataset", "title": "Été", "keyword": ["a", "b"]}
    file = {"@type": "Distribution", "downloadURL": "http://a.org/a.csv", "format": "CSV"}
    body = catalogue(context, dataset=[one | {"distribution": [file]}])
    graph = read_graph(body, "application/ld+json", BASE)
    assert title(graph).value == "Été"
    (item,) = datasets(graph)
    assert item.node.words("dcat:keyword") == ["a", "b"]
    (part,) = item.node.nodes("dcat:distribution")
    assert part.word("dcat:downloadURL") == "http://a.org/a.csv"


def test_class_and_property_names_of_dcat_ap_are_known():
    context = "https://semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld"
    one = {"@id": "http://a.org/1", "@type": "Dataset", "Dataset.title": "Été"}
    body = orjson.dumps({"@context": context, "@type": "Catalogue", "Catalogue.dataset": one})
    assert title(read_graph(body, "", BASE)).value == "Été"


def test_schema_org_is_read_as_dcat():
    body = orjson.dumps(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": "http://a.org/1",
            "name": "Été",
            "distribution": {"@type": "DataDownload", "contentUrl": "http://a.org/a.csv"},
        }
    )
    graph = read_graph(body, "application/ld+json", BASE)
    assert title(graph).value == "Été"


@pytest.mark.parametrize("nested", [False, True])
def test_no_context_is_ever_fetched(serve, server, nested):
    trap = serve(lambda request: server.as_json({"@context": {}}))
    remote = f"{trap.url}/context.jsonld"
    if nested:
        body = catalogue({"a": {"@id": "http://a.org/a", "@context": remote}}, a={"b": 1})
    else:
        body = catalogue(["https://schema.org/", remote], dataset=[])
    with pytest.raises(HarvestError) as refused:
        read_graph(body, "application/ld+json", BASE)
    assert refused.value.code is FailureCode.WRONG_FORMAT
    assert "context" in refused.value.message.render("en")
    imported = catalogue({"@import": remote, "@version": 1.1}, dataset=[])
    with pytest.raises(HarvestError):
        read_graph(imported, "application/ld+json", BASE)
    xml = XML.replace("<dcat:Dataset", f'<dcat:Dataset xml:base="{trap.url}/"') % ""
    assert len(read_graph(xml.encode(), "", BASE)) == 1
    assert trap.requests == []


def test_named_graphs_are_one():
    body = PREFIXES + (
        "<http://g.org/1> { <http://a.org/1> a dcat:Dataset . }\n"
        '<http://g.org/2> { <http://a.org/1> dct:title "Été"@fr . }'
    )
    assert title(read_graph(body.encode(), "application/trig", BASE)).value == "Été"


def test_blank_nodes_are_named_by_what_they_say():
    one = PREFIXES + (
        "<http://a.org/1> a dcat:Dataset ; dcat:contactPoint _:x, _:y ; dct:spatial _:z .\n"
        '_:x dct:title "a" ; dct:relation _:y . _:y dct:title "b" ; dct:relation _:x .\n'
        '_:z dct:title "c" .\n'
    )
    lines = one.splitlines()
    other = "\n".join([lines[0], lines[3], lines[2], lines[1]])
    for old, new in (("_:x", "_:n1"), ("_:y", "_:n2"), ("_:z", "_:x")):
        other = other.replace(old, new)
    both = (read_graph(text.encode(), "", BASE) for text in (one, other))
    first, second = (raw(datasets(graph)[0]) for graph in both)
    assert first == second
    assert first[0].splitlines() == sorted(first[0].splitlines())
    changed = raw(datasets(read_graph(one.replace('"c"', '"d"').encode(), "", BASE))[0])
    assert changed != first


@pytest.mark.timeout(20)
def test_blank_nodes_that_share_a_large_one_take_no_time():
    spoke = "<http://a.org/1> dct:spatial [ dct:relation _:hub ; dct:title %d ] .\n"
    spokes = "".join(spoke % n for n in range(3000))
    hub = "".join(f"_:hub dct:title {n} .\n" for n in range(3000))
    (item,) = datasets(read_graph((TURTLE + spokes + hub).encode(), "", BASE))
    assert len(item.node.all("dct:spatial")) == 3000
    assert raw(item)[0].count(b"\n") > 3000


@pytest.mark.timeout(20)
def test_many_blank_nodes_that_look_alike_take_no_time():
    nodes = "".join(
        f"_:n{n} dct:relation _:n{(n * 7 + 1) % 400}, _:n{(n + 3) % 400} .\n" for n in range(400)
    )
    body = TURTLE + "<http://a.org/1> dct:spatial _:n0 .\n" + nodes
    assert raw(datasets(read_graph(body.encode(), "", BASE))[0])[0]


def test_the_own_triples_of_a_dataset_are_its_own():
    body = PREFIXES + (
        "<http://a.org/c> a dcat:Catalog ; dcat:dataset <http://a.org/1>, <http://a.org/2> .\n"
        "<http://a.org/1> a dcat:Dataset ; dct:publisher <http://a.org/o> ;\n"
        " dct:relation <http://a.org/2> ; dcat:distribution [ dcat:accessURL <http://a.org/f> ] .\n"
        '<http://a.org/2> a dcat:Dataset ; dct:title "autre" .\n'
        '<http://a.org/o> dct:title "Ville" .\n'
        "<http://a.org/s> a dcat:DataService ; dcat:servesDataset <http://a.org/1> .\n"
    )
    first = next(i for i in datasets(read_graph(body.encode(), "", BASE)) if "/1" in identify(i))
    found, media_type = raw(first)
    assert media_type == "application/n-triples"
    assert b"Ville" in found
    assert b"http://a.org/f" in found
    assert b"autre" not in found
    assert b"http://a.org/c" not in found
    again = datasets(read_graph(found, media_type, BASE))
    assert [identify(item) for item in again] == ["http://a.org/1"]
    assert raw(again[0])[0] == found


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://purl.org/dc/terms/title", "dct:title"),
        ("https://purl.org/dc/terms/title", "dct:title"),
        ("http://purl.org/dc/elements/1.1/title", "dct:title"),
        ("http://www.w3.org/ns/dcat#license", "dct:license"),
        ("http://purl.org/dc/terms/#license", "dct:license"),
        ("http://www.w3.org/ns/dcat#accessUrl", "dcat:accessURL"),
        ("http://www.w3.org/ns/dcat#Dataset", "dcat:Dataset"),
        ("http://www.w3.org/ns/dcat#dataset", "dcat:dataset"),
        ("https://schema.org/startDate", "dcat:startDate"),
        ("dcat:title", "dct:title"),
        ("http://www.w3.org/ns/adms#identifier", "adms:identifier"),
        ("http://example.org/p", "http://example.org/p"),
    ],
)
def test_one_name_for_each_property(iri, name):
    assert short(iri) == name

"""What is published conforms to the official shapes: the sample, high-value data, real captures."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH

from catalog_api.dcat.formats import FORMATS
from catalog_api.dcat.serialisations import convert
from catalog_api.render.documents import render
from catalog_api.render.turtle import HEAD
from connectors.ckan.mapping import CkanMapper
from connectors.context import Context
from connectors.dcat.mapping import DcatMapper, datasets
from connectors.opendatasoft.mapping import OpendatasoftMapper
from connectors.rdf.reading import read_graph
from connectors.udata.mapping import UdataMapper
from federation.errors import HarvestError
from federation.model import Contact, Distribution, Spatial, State
from federation.published import Column, PublishedDataset, Snapshot, Table
from federation.settings import FederationSettings

SHARED = Path(__file__).parents[2].parent / "shared"
#: Mandatory properties, ranges, recommended properties; then all of it as one file.
ALL = ("shapes.ttl", "range.ttl", "shapes_recommended.ttl", "dcat-ap-SHACL.ttl")
HVD = "../3.0.0-hvd/hvd-SHACL.ttl"
CATEGORY = "http://data.europa.eu/bna/c_ac64a52d"
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@cache
def shapes(name):
    path = SHARED / "standards" / "dcat-ap" / "3.0.1" / name
    if not path.exists():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            f"{path.name} of DCAT-AP"
        )
    found = Graph().parse(path)
    # As released, some properties have no path; pySHACL refuses the whole file for them.
    for triple in list(found.triples((None, SH.property, None))):
        if not list(found.objects(triple[2], SH.path)):
            found.remove(triple)
    return found


def results(data, name, severity, **options):
    from pyshacl import validate

    _, report, _ = validate(data, shacl_graph=shapes(name), advanced=False, **options)
    told = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    return sorted(
        " | ".join(str(report.value(one, each)) for each in told)
        for one in report.subjects(SH.resultSeverity, severity)
    )


def violations(data, name, **options):
    return results(data, name, SH.Violation, **options)


def graph(*turtle):
    return Graph().parse(data=HEAD + "".join(turtle), format="turtle")


@pytest.mark.parametrize("name", ALL)
def test_the_catalogue_has_no_violation(site, name):
    found = Graph().parse(data=site.get("/catalog.ttl").text, format="turtle")
    assert violations(found, name) == []


@pytest.mark.parametrize("name", ALL)
def test_what_is_told_of_withdrawn_datasets_is_no_violation(site, name):
    body = site.get("/catalog.ttl?modified_since=2000-01-01").text
    assert "a as:Delete" in body
    assert violations(Graph().parse(data=body, format="turtle"), name) == []


def test_the_shapes_do_find_what_is_wrong(site):
    found = Graph().parse(data=site.get("/catalog.ttl").text, format="turtle")
    one = next(found.subjects(RDF.type, DCAT.Dataset))
    found.remove((one, DCTERMS.title, None))
    found.remove((None, RDF.type, DCTERMS.LicenseDocument))
    assert violations(found, "shapes.ttl")
    assert violations(found, "dcat-ap-SHACL.ttl")


@pytest.fixture
def complete(state, make_dataset):
    """A dataset whose publisher told all that is recommended."""
    found = make_dataset(state)
    tables = tuple(
        replace(one, description={"fr": "Une table."}) for one in found.tables if one.snapshot
    )
    parts = tuple(Distribution(one.id, one.title, access_url=one.source_url) for one in tables)
    return replace(found, tables=tables, dataset=replace(found.dataset, distributions=parts))


def test_what_is_recommended_is_there_where_it_was_told(state, complete):
    found = graph(render(complete, state.federation).turtle.decode())
    left = results(found, "shapes_recommended.ttl", SH.Warning)
    reasons = {line.split(" | ")[1].rpartition("/")[2] for line in left}
    # Parquet is in no EU list of formats; of the node's publisher no kind is known; adms:status
    # is the editorial state of a record, which nobody tells.
    assert reasons == {"format", "type", "adms#status"}
    assert not [line for line in left if "type" in line and "#publisher" not in line]


@pytest.fixture
def high_value(complete):
    data = complete.dataset
    return replace(complete, dataset=replace(data, themes=(*data.themes, CATEGORY)))


@pytest.mark.parametrize("name", [*ALL, HVD])
def test_high_value_data_follows_its_annex(state, high_value, name):
    found = graph(render(high_value, state.federation).turtle.decode())
    # The annex asks that addresses be of class rdfs:Resource, which RDFS says of everything.
    options = {"inference": "rdfs"} if name == HVD else {}
    assert violations(found, name, **options) == []
    law = URIRef("http://data.europa.eu/r5r/applicableLegislation")
    for kind, count in ((DCAT.Dataset, 1), (DCAT.Distribution, 4), (DCAT.DataService, 2)):
        assert len(
            [one for one in found.subjects(RDF.type, kind) if (one, law, None) in found]
        ) == (count)


def test_the_annex_is_missed_by_a_dataset_without_category(state, complete):
    found = graph(render(complete, state.federation).turtle.decode())
    assert violations(found, HVD, inference="rdfs")


# Harvested captures

PER_FILE = 4
HOME = "https://portail.example.org"


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    source = {"id": "test", "url": "https://portail.example.org", "connector": "ckan"}
    city = {"id": "lille", "names": {"fr": "Lille"}, "country": "FR", "languages": ["fr"]}
    settings = FederationSettings.model_validate(
        {
            "federation": {
                "id": "noeud",
                "titles": {"fr": "Nœud"},
                "base_url": "https://noeud.example.org",
                "publisher": {"email": "opendata@example.org"},
            },
            "cities": [{**city, "sources": [source]}],
            "path": tmp_path_factory.mktemp("federation") / "federation.yaml",
        }
    )
    chosen = settings.cities[0]
    return Context(chosen, chosen.sources[0], settings)


def captured(folder):
    found = SHARED / "real" / "portals" / folder
    if not found.is_dir():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "real answers of portals"
        )
    return sorted(path for path in found.iterdir() if path.name != "PROVENANCE.csv")


def of_rdf(context, folder):
    address = "https://portail.example.org/catalog"
    mapper = DcatMapper(context, address)
    for path in captured(folder):
        try:
            items = datasets(read_graph(path.read_bytes(), "", address))
        except HarvestError:
            continue
        for item in islice(items, PER_FILE):
            try:
                yield mapper.read(item)
            except (HarvestError, ValueError):
                continue


def listed(content):
    for key in ("body", "result", "results", "data", "datasets", "dataset"):
        if isinstance(content, dict):
            content = content.get(key, content)
    return content if isinstance(content, list) else [content]


def of_json(mapper, folder):
    for path in captured(folder):
        if path.suffix != ".json":
            continue
        for item in islice(listed(json.loads(path.read_bytes())), PER_FILE):
            try:
                yield mapper.read(item)
            except (HarvestError, ValueError, TypeError, KeyError, AttributeError):
                continue


def published(number, found):
    """A harvested dataset as it is published: its tables with data, the rest as links."""
    key = hashlib.sha256(f"{number}{found.remote_id}".encode()).hexdigest()
    uid = f"{key[:8]}-{key[8:12]}-4{key[13:16]}-8{key[17:20]}-{key[20:32]}"
    snapshot = Snapshot(key, 1000, 3, (Column("nom", "string"),))
    tables = tuple(
        Table(
            f"{uid[:-2]}{position:02d}",
            part.title,
            State.PUBLISHED,
            part.format,
            source_url=part.download_url,
            licence=part.licence,
            description=part.description,
            snapshot=snapshot,
            schema=part.schema,
        )
        for position, part in enumerate(found.distributions)
        if part.format in {"CSV", "XLSX"} and part.download_url
    )
    order = sorted(found.distributions, key=lambda part: part.format not in {"CSV", "XLSX"})
    safe = replace(found, distributions=tuple(order))
    return PublishedDataset(uid, f"jeu-{number}", "lille", "lille-ods", safe, tables[:50], NOW, NOW)


def portals(context):
    return {
        "dcat": lambda: of_rdf(context, "dcat"),
        "arcgis-dcat": lambda: of_rdf(context, "arcgis-dcat"),
        "ckan": lambda: of_json(CkanMapper(context, HOME), "ckan"),
        "ckan_live": lambda: of_json(CkanMapper(context, HOME), "ckan_live"),
        "ods": lambda: of_json(OpendatasoftMapper(context, HOME), "ods"),
        "udata": lambda: of_json(UdataMapper(context, HOME), "udata"),
    }


LEAST = {"dcat": 50, "arcgis-dcat": 6, "ckan": 10, "ckan_live": 1, "ods": 2, "udata": 2}


@pytest.mark.parametrize("portal", LEAST)
def test_harvested_captures_have_no_violation(state, context, portal):
    found = list(portals(context)[portal]())
    assert len(found) >= LEAST[portal]
    shown = [published(number, one) for number, one in enumerate(found)]
    data = graph(*(render(one, state.federation).turtle.decode() for one in shown))
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == len(found)
    for name in ALL:
        assert violations(data, name) == [], name


def test_what_a_publisher_may_have_written_is_told_soundly(state, complete):
    odd = replace(
        complete,
        dataset=replace(
            complete.dataset,
            access_rights="Ouvert à tous, sur demande",
            licence="http://[licence",
            frequency="urn:x y",
            themes=("http://a b/{thème}", "pas une adresse"),
            temporal=("2022-13-45", "hier"),
            keywords={"a": ("clé",), "fr-FR": ("vélo",), "x-": ("z",)},
            spatial=Spatial(geometry={"type": "Point", "coordinates": [3.06, 50.63]}),
            contact=Contact("Accueil", "pas une adresse <", "javascript:alert(1)"),
            distributions=(
                *complete.dataset.distributions,
                Distribution(
                    "lien",
                    {"fr": "Lien"},
                    access_url="https://[hôte/50%",
                    rights="Voir la notice",
                    checksum="md5:d41d8cd98f00b204e9800998ecf8427e",
                    byte_size=12,
                    media_type="text/x-odd; charset=utf-8",
                ),
            ),
        ),
    )
    data = graph(render(odd, state.federation).turtle.decode())
    for name in ALL:
        assert violations(data, name) == [], name


@pytest.mark.parametrize("suffix", ["ttl", "rdf", "jsonld", "nt"])
def test_another_node_reads_the_same_dataset(state, high_value, context, suffix):
    plain = dict.fromkeys(high_value.dataset.description, "Sans balises.")
    high_value = replace(high_value, dataset=replace(high_value.dataset, description=plain))
    turtle = (HEAD + render(high_value, state.federation).turtle.decode()).encode()
    body = turtle if suffix == "ttl" else convert(turtle, suffix)
    kind = FORMATS[suffix].names[0]
    address = f"{state.federation.base_url}/catalog.{suffix}"
    (item,) = datasets(read_graph(body, kind, address))
    there, here = DcatMapper(context, address).read(item), high_value.dataset
    for name in (
        *("identifier", "title", "description", "licence", "publisher", "contact", "frequency"),
        *("spatial", "temporal", "issued", "modified"),
    ):
        assert getattr(there, name) == getattr(here, name), name
    assert set(there.themes) == set(here.themes)
    assert {code: set(words) for code, words in there.keywords.items()} == {
        code: set(words) for code, words in here.keywords.items()
    }
    assert {part.format for part in there.distributions} == {"CSV", "PARQUET"}
    assert {str(part.schema) for part in there.distributions} == {"scdl/subventions 2.1.1"}

"""How a dataset and its tables came to be here: activities and software agents (PROV-O)."""

from collections.abc import Iterator

from catalog_api.render import parts
from catalog_api.render.turtle import Property, iri, literal, moment, node, texts, web_iri
from catalog_api.web.links import Links
from federation.i18n import Message, msg
from federation.published import FederationDocument, PublishedDataset, Table
from federation.slugs import slug

#: The agent that a partage federation is, followed by its id.
NODE = "urn:partage:node:"
_ENGINE = "urn:partage:engine:"

_HARVEST = msg("Harvest from the portal")
_VALIDATION = msg("Check against the data schema")
_ANONYMISATION = msg("Removal of personal data")


def harvest(published: PublishedDataset, links: Links) -> str:
    """The node of the harvest that a dataset comes from."""
    return iri(f"{links.dataset(published.id)}#harvest")


def generated(published: PublishedDataset, table: Table, links: Links) -> Iterator[Property]:
    """The activities that made a table what it is here."""
    for kind in _kinds(table):
        yield "prov:wasGeneratedBy", _activity(published, table, kind, links)


def activity_nodes(
    published: PublishedDataset, federation: FederationDocument, links: Links
) -> Iterator[str]:
    """The triples of the activities of a dataset and of its published tables."""
    me = iri(NODE + federation.id)
    used = [web_iri(hop.url) for hop in published.dataset.provenance[-1:]]
    yield node(
        harvest(published, links),
        (
            *_described(_HARVEST, me),
            ("prov:endedAtTime", moment(published.last_changed)),
            *(("prov:used", found) for found in used if found),
        ),
    )
    yield _software(me, f"partage ({federation.id})")
    for table in published.tables:
        if parts.served(table):
            yield from _of_table(published, table, links)


def _of_table(published: PublishedDataset, table: Table, links: Links) -> Iterator[str]:
    for kind, (words, engine, used) in _kinds(table).items():
        agent = iri(_ENGINE + slug(engine, 80))
        ended = table.modified or published.last_changed
        yield node(
            _activity(published, table, kind, links),
            (
                *_described(words, agent),
                ("prov:endedAtTime", moment(ended)),
                ("prov:wasInformedBy", harvest(published, links)),
                ("dct:description", literal(used)) if used else None,
            ),
        )
        yield _software(agent, engine)


def _kinds(table: Table) -> dict[str, tuple[Message, str, str]]:
    """By kind of activity: its words, the engine that did it, what rules it followed."""
    found = {}
    if (report := table.quality) and report.engine:
        found["validation"] = (_VALIDATION, report.engine, str(report.schema or ""))
    if (done := table.anonymisation) and done.engine:
        found["anonymisation"] = (_ANONYMISATION, done.engine, done.policy_version)
    return found


def _activity(published: PublishedDataset, table: Table, kind: str, links: Links) -> str:
    return iri(f"{links.dataset(published.id)}#{table.id}-{kind}")


def _described(words: Message, agent: str) -> Iterator[Property]:
    yield "a", "prov:Activity"
    yield from texts("rdfs:label", parts.all_languages(words) or {})
    yield "prov:wasAssociatedWith", agent


def _software(agent: str, label: str) -> str:
    return node(agent, (("a", "prov:SoftwareAgent"), ("rdfs:label", literal(label))))

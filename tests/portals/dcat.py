"""A DCAT portal: a catalogue in RDF by Hydra pages, written with rdflib, and its misbehaviours."""

from datetime import datetime

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
FORMS = {
    "turtle": "text/turtle; charset=utf-8",
    "xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
    "nt": "application/n-triples",
    "trig": "application/trig",
}


def dataset(number, **more):
    return {
        "number": number,
        "title": {"fr": f"Jeu {number}", "en": f"Dataset {number}"},
        "modified": "2024-03-01T12:00:00",
        "uri": f"https://portail.example.org/dataset/{number}",
    } | more


class Dcat:
    """`datasets` may change between two requests; attributes switch misbehaviours on."""

    def __init__(self, server, datasets, form="turtle", per_page=100):
        self.server = server
        self.datasets = list(datasets)
        self.form = form
        self.per_page = per_page
        self.media_type = FORMS[form]
        self.old_hydra = False
        self.literal_links = False
        self.host = None  # what the portal takes for its own address
        self.announces = None  # a total of its own; False: none
        self.next_of = {}  # page → page that it says comes next
        self.mentions = ()  # datasets listed and not described
        self.services = 0

    def __call__(self, request):
        if request.path != "/catalog":
            return self.server.as_html(status=404)
        since = request.query.get("modified_since")
        found = [each for each in self.datasets if not since or each["modified"] >= since]
        page = int(request.query.get("page", "1"))
        body = self.document(found, page, request)
        return self.server.Reply(200, body, {"Content-Type": self.media_type})

    def document(self, found, page, request):
        graph = Graph()
        some = found[(page - 1) * self.per_page : page * self.per_page]
        catalogue = URIRef("https://portail.example.org/")
        graph.add((catalogue, RDF.type, DCAT.Catalog))
        graph.add((catalogue, DCTERMS.title, Literal("Portail", lang="fr")))
        for each in some:
            graph.add((catalogue, DCAT.dataset, describe(graph, each)))
        for uri in self.mentions:
            graph.add((catalogue, DCAT.dataset, URIRef(uri)))
        for number in range(self.services):
            service = URIRef(f"https://portail.example.org/service/{number}")
            graph.add((service, RDF.type, DCAT.DataService))
        last = page * self.per_page >= len(found)
        self.describe_page(graph, catalogue, found, page, last, request)
        if self.form == "trig":
            lines = graph.serialize(format="nt", encoding="utf-8")
            return b"<https://portail.example.org/graph> {\n" + lines + b"}\n"
        options = {"auto_compact": True} if self.form == "json-ld" else {}
        return graph.serialize(format=self.form, encoding="utf-8", **options)

    def describe_page(self, graph, catalogue, found, page, last, request):
        host = self.host or f"http://{request.headers['host']}"
        kept = {name: value for name, value in request.query.items() if name != "page"}
        query = "".join(f"{name}={value}&" for name, value in kept.items())
        view = URIRef(f"{host}/catalog?{query}page={page}")
        collection = view if self.old_hydra else catalogue
        kind = HYDRA.PagedCollection if self.old_hydra else HYDRA.PartialCollectionView
        graph.add((view, RDF.type, kind))
        if not self.old_hydra:
            graph.add((catalogue, RDF.type, HYDRA.Collection))
            graph.add((catalogue, HYDRA.view, view))
        if self.announces is not False:
            total = len(found) if self.announces is None else self.announces
            graph.add((collection, HYDRA.totalItems, Literal(total)))
        following = self.next_of.get(page, None if last else page + 1)
        if following is not None:
            link = f"{host}/catalog?{query}page={following}"
            target = Literal(link) if self.literal_links else URIRef(link)
            graph.add((view, HYDRA.nextPage if self.old_hydra else HYDRA.next, target))


def describe(graph, each):
    node = URIRef(each["uri"]) if each["uri"] else BNode()
    graph.add((node, RDF.type, DCAT.Dataset))
    if each.get("identifier"):
        graph.add((node, DCTERMS.identifier, Literal(each["identifier"])))
    for language, words in each["title"].items():
        graph.add((node, DCTERMS.title, Literal(words, lang=language)))
    moment = datetime.fromisoformat(each["modified"])
    graph.add((node, DCTERMS.modified, Literal(moment, datatype=XSD.dateTime)))
    graph.add((node, DCAT.keyword, Literal("vélo", lang="fr")))
    graph.add((node, DCAT.theme, URIRef(f"{AUTHORITY}data-theme/TRAN")))
    publisher = URIRef("https://portail.example.org/org/1")
    graph.add((node, DCTERMS.publisher, publisher))
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, Literal("Ville")))
    file = BNode()
    graph.add((node, DCAT.distribution, file))
    graph.add((file, RDF.type, DCAT.Distribution))
    graph.add((file, DCTERMS.format, URIRef(f"{AUTHORITY}file-type/CSV")))
    graph.add((file, DCTERMS.license, URIRef(f"{AUTHORITY}licence/CC_BY_4_0")))
    address = f"https://portail.example.org/d/{each['number']}.csv"
    graph.add((file, DCAT.downloadURL, URIRef(address)))
    graph.add((file, DCAT.accessURL, URIRef(address)))
    if each.get("access"):
        right = URIRef(f"{AUTHORITY}access-right/{each['access']}")
        graph.add((node, DCTERMS.accessRights, right))
    return node

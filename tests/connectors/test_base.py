import typing

import pytest

from connectors.base import CONNECTORS
from federation import codec
from federation.harvest import Capabilities, HarvestPage
from federation.settings import SourceSettings

#: Module of tests/portals, its portal with one dataset, and the path of the source's address.
STAND_INS = {
    "ckan": ("ckan", lambda module, server: module.Ckan(server, [module.dataset(1)]), ""),
    "opendatasoft": (
        "opendatasoft",
        lambda module, server: module.Opendatasoft(server, [module.dataset(1)]),
        "",
    ),
    "udata": ("udata", lambda module, server: module.Udata(server, [module.dataset(1)]), ""),
    "socrata": ("socrata", lambda module, server: module.Socrata(server, [module.record(1)]), ""),
    "arcgis": ("arcgis", lambda module, server: module.Arcgis(server, [module.item(1)]), ""),
    "ogc-records": (
        "ogc_records",
        lambda module, server: module.OgcRecords(server, [module.record(1)]),
        "",
    ),
    "csw": ("csw", lambda module, server: module.Csw(server, module.records(1)), ""),
    "dcat": ("dcat", lambda module, server: module.Dcat(server, [module.dataset(1)]), "/catalog"),
}


def start(name, federation, serve, server, stand_in):
    """A connector of a family on a real server of its kind, with one dataset behind it."""
    if name == "files":
        portal = serve(lambda request: server.Reply(200, b"url\nhttps://example.org/a.csv\n"))
        return federation.connector(connector=name, url=f"{portal.url}/list.csv")
    module, portal, path = STAND_INS[name]
    return federation.connector(
        connector=name, url=serve(portal(stand_in(module), server)).url + path
    )


@pytest.mark.parametrize("name", CONNECTORS)
def test_every_connector_starts(name, federation, serve, server, stand_in):
    connector = start(name, federation, serve, server, stand_in)
    probe = connector.probe()
    assert probe.total == 1
    assert probe.software
    assert codec.loads(Capabilities, codec.dumps(probe)) == probe
    (page,) = connector.pages()
    assert page.cursor is None
    dataset = page.records[0].dataset
    assert dataset.title["fr"]
    assert dataset.provenance[-1].identifier == dataset.remote_id
    assert dataset.distributions[0].format == "CSV"
    assert codec.loads(HarvestPage, codec.dumps(page)) == page
    assert next(iter(connector.pages("not a cursor"))).records


def test_every_connector_of_the_settings_exists():
    names = typing.get_args(SourceSettings.model_fields["connector"].annotation)
    assert set(names) == set(CONNECTORS)

import typing

import pytest

from connectors.base import CONNECTORS
from federation import codec
from federation.harvest import Capabilities, HarvestPage
from federation.settings import SourceSettings


def start(name, federation, serve, server, ckan, opendatasoft):
    """A connector of a family on a real server of its kind, with one dataset behind it."""
    if name == "ckan":
        return federation.connector(url=serve(ckan.Ckan(server, [ckan.dataset(1)])).url)
    if name == "opendatasoft":
        app = opendatasoft.Opendatasoft(server, [opendatasoft.dataset(1)])
        return federation.connector(connector=name, url=serve(app).url)
    portal = serve(lambda request: server.Reply(200, b"url\nhttps://example.org/a.csv\n"))
    return federation.connector(connector=name, url=f"{portal.url}/list.csv")


@pytest.mark.parametrize("name", CONNECTORS)
def test_every_connector_starts(name, federation, serve, server, ckan, opendatasoft):
    connector = start(name, federation, serve, server, ckan, opendatasoft)
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

"""How a table compares with its earlier releases, told in plain words."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from catalog_api.app import create_app
from catalog_api.series import newest_page

UNUSUAL = {
    "success": False,
    "results": [
        {"column": None, "observed": 12, "low": 90, "high": 360, "success": False},
        {"column": "essence", "observed": 0.25, "low": 0.9, "high": 1, "success": False},
        {"column": "hauteur", "observed": 1, "low": 0.9, "high": 1, "success": True},
    ],
}


@pytest.fixture
def ask(state, make_dataset):
    """Ask a catalogue whose only table has this verdict on its series."""

    def ask(path, series):
        found = make_dataset(state)
        first = replace(found.tables[0], series=series)
        state.publish(replace(found, tables=(first, *found.tables[1:])))
        docs = state.folder / "docs"
        for run in ("20261101T000000Z", "20261102T000000Z"):
            page = docs / "validations" / first.id / "__none__" / run / "release.html"
            page.parent.mkdir(parents=True)
            page.write_text(f"<p>{run}</p>")
        (docs / "index.html").write_text("")
        app = create_app(state.reader(), state.lake, state.folder / "index", data_docs=docs)

        async def get():
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
                return (await client.get(path.format(name=found.name), params={"lang": "en"})).text

        return asyncio.run(get()), docs, first

    return ask


def test_an_unusual_release_is_told_with_its_figures(ask):
    text, _, _ = ask("/datasets/{name}", UNUSUAL)
    assert "12 rows, between 90 and 360 expected" in text
    assert "Column essence: 25% of the cells are filled, at least 90% expected" in text
    assert "hauteur: " not in text


def test_an_ordinary_release_is_told_so(ask):
    text, _, _ = ask("/datasets/{name}", {"success": True, "results": []})
    assert "in line with the earlier releases" in text


def test_the_list_links_the_last_technical_page(ask):
    text, docs, table = ask("/series", UNUSUAL)
    assert "Unusual change" in text
    assert f"/rapports/validations/{table.id}/__none__/20261102T000000Z/release.html" in text
    assert newest_page(docs, "absent") is None

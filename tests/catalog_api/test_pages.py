"""Pages: they parse, every link leads somewhere, nothing comes from elsewhere, no script."""

import asyncio
import itertools
import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import html

from catalog_api.app import create_app
from federation.model import Distribution

_START = ("/", "/datasets", "/cities", "/docs", "/datasets/lille-subventions-versees")


def document(answer):
    return html.fromstring(answer.text)


def test_every_link_of_every_page_leads_somewhere(site):
    todo, seen = list(_START), set()
    while todo:
        path = todo.pop()
        if path in seen or len(seen) > 400:
            continue
        seen.add(path)
        answer = site.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html") or "/rapports" in path:
            continue
        page = document(answer)
        anchors = {one.get("id") for one in page.xpath("//*[@id]")}
        for link in page.xpath("//a/@href | //link/@href | //img/@src | //form/@action"):
            target = urlsplit(urljoin(site.base + path, link))
            if target.scheme in ("http", "https") and target.netloc == urlsplit(site.base).netloc:
                if link.startswith("#"):
                    assert target.fragment in anchors, (path, link)
                local = target.path + (f"?{target.query}" if target.query else "")
                # Chosen filters multiply without end: one of them is enough.
                if local.count("=") <= 2:
                    todo.append(local)
    assert len(seen) > 60


@pytest.mark.parametrize(
    "path", [*_START, "/datasets?q=ecole&city=lille", "/cities/lille", "/absent"]
)
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_pages_are_accessible_and_self_contained(site, path, language):
    answer = site.get(path, headers={"Accept-Language": f"{language}, *;q=0.1"})
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["content-language"] == language
    page = document(answer)
    assert page.get("lang") == language
    assert page.xpath("string(//title)").strip()
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main[@id='content']")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#content"]
    # Linked data is no script that would run.
    scripts = "//script[not(@type='application/ld+json')]"
    assert not page.xpath(f"{scripts} | //iframe | //*[@style] | //*[starts-with(name(@*), 'on')]")
    for source in page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src"):
        assert source.startswith("/static/")
    for field in page.xpath("//input[not(@type='hidden')]"):
        assert page.xpath(f"//label[@for='{field.get('id')}']")
    levels = [int(found.tag[1]) for found in page.xpath("//main//h1|//main//h2|//main//h3")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert "None" not in page.text_content()
    assert not re.search(r"%\(\w+\)s|\{\{|\}\}", answer.text)


def test_language_comes_from_the_address_then_the_browser_then_french(site):
    assert document(site.get("/")).get("lang") == "fr"
    assert document(site.get("/", headers={"Accept-Language": "de, es;q=0.8"})).get("lang") == "es"
    chosen = site.get("/?lang=en", headers={"Accept-Language": "es"})
    assert document(chosen).get("lang") == "en"
    # The choice is kept from page to page.
    assert all(
        "lang=en" in link
        for link in document(chosen).xpath("//main//a/@href")
        if not link.startswith(("/static", "/api", "#"))
    )


def test_home_searches_and_counts_by_city(site):
    page = document(site.get("/?lang=fr"))
    assert page.xpath("//form[@role='search']/@action") == ["/datasets"]
    cards = page.xpath("//li[contains(@class, 'city')]")
    texts = {one.xpath("string(.//h3)"): one.text_content() for one in cards}
    assert set(texts) == {"Lille", "Dakar", "Namur", "Bilbao", "Quito"}
    assert "2" in texts["Lille"]
    assert "Sénégal" in texts["Dakar"]


def test_dataset_page_shows_preview_reports_and_origin(site):
    wanted = site.datasets[0]
    page = document(site.get(f"/datasets/{wanted.name}?lang=fr"))
    assert page.xpath("string(//h1)") == "Subventions versées par la ville"
    rows = page.xpath("//section[@id='table']//tbody/tr")
    assert len(rows) == 20
    assert rows[0].xpath("string(td[3])") == "1200"
    header = [found.text for found in page.xpath("//section[@id='table']//thead//th")]
    assert header == [column.name for column in wanted.tables[0].snapshot.columns]
    assert page.xpath("//section[@id='quality']")
    assert page.xpath("//section[@id='anonymisation']")
    text = page.text_content()
    assert wanted.dataset.identifier in text
    assert wanted.tables[0].snapshot.sha256 in text
    # The publisher's markup is shown, never interpreted.
    assert "<b>non balisé</b>" in text


@pytest.mark.parametrize("number", [2, 3])
def test_unpublished_tables_show_their_reason_and_no_data(site, number):
    wanted = site.datasets[0]
    table = wanted.tables[number]
    page = document(site.get(f"/datasets/{wanted.name}?table={table.id}&lang=en"))
    section = page.xpath("//section[@id='table']")[0]
    assert table.reason.render("en") in section.text_content()
    assert not section.xpath(".//table | .//a[contains(@href, 'data.')]")


def test_scripts_in_addresses_are_never_links(state, sample):
    first = sample(state)[1]
    bad = Distribution("x", {"fr": "piège"}, access_url="javascript:alert(1)")
    distributions = (Distribution("t", {}), bad)
    dataset = replace(
        first.dataset,
        distributions=distributions,
        landing_page="javascript:alert(2)",
        licence="javascript:alert(3)",
    )
    state.publish(replace(first, dataset=dataset))
    app = create_app(state.reader(), state.lake, state.folder / "index")

    async def ask():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(f"/datasets/{first.name}")

    page = document(asyncio.run(ask()))
    assert "piège" in page.text_content()
    assert not [link for link in page.xpath("//@href") if link.startswith("javascript")]


def test_data_docs_are_served_in_a_sandbox_behind_our_own_index(site):
    for path in ("/rapports/", "/rapports/index.html"):
        answer = site.get(path)
        assert (answer.status_code, answer.headers["location"]) == (307, "/series")
    assert "sandbox" in site.get("/rapports/index.html").headers["content-security-policy"]


def test_data_docs_that_are_not_made_yet(state):
    app = create_app(
        state.reader(), state.lake, state.folder / "index", data_docs=state.folder / "absent"
    )

    async def ask(path):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path)

    assert asyncio.run(ask("/rapports/validations/x.html")).status_code == 404
    assert asyncio.run(ask("/series")).status_code == 200
    assert "/series" not in asyncio.run(ask("/")).text


def test_robots_and_static_files(site):
    assert "Disallow: /api/" in site.get("/robots.txt").text
    style = document(site.get("/")).xpath("//link[@rel='stylesheet']/@href")[0]
    answer = site.get(style)
    assert answer.headers["content-type"].startswith("text/css")
    assert "http" not in answer.text.replace("http-equiv", "")

"""What programs follow: Atom feeds, sitemap, robots, schema.org in pages."""

import json
import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
from lxml import html

from catalog_api.pages.sitemap import _bounds, parts

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def parsed(answer):
    assert answer.status_code == 200, answer.text
    assert b"<!DOCTYPE" not in answer.content
    return ElementTree.fromstring(answer.content)


def feed(answer):
    """A feed, once it is what RFC 4287 §4.1 asks of one."""
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = parsed(answer)
    assert found.tag == f"{ATOM}feed"
    for one in (found, *found.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
            assert one.findtext(f"{ATOM}{name}")
        assert re.match(r"https?://", one.findtext(f"{ATOM}id"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
        links = {link.get("rel"): link.get("href") for link in one.findall(f"{ATOM}link")}
        assert links["alternate"].startswith("http")
    assert found.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in found.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return found


def entries(found):
    return list(found.iter(f"{ATOM}entry"))


def test_a_feed_has_every_release_newest_first(site):
    found = feed(site.get("/feed.atom", headers={"Accept-Language": "en"}))
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert found.findtext(f"{ATOM}title") == "The open data of our cities"
    numbers = [int(one.findtext(f"{ATOM}id").rpartition("#")[2]) for one in entries(found)]
    assert numbers == [3, 2, 1]
    newest = entries(found)[0].findtext(f"{ATOM}summary")
    assert "Withdrawn: 1." in newest
    assert "retire (withdrawn)" in newest
    assert "Datasets published or changed: 7." in entries(found)[2].findtext(f"{ATOM}summary")
    related = [link.get("href") for link in entries(found)[0].findall(f"{ATOM}link")]
    for address in related:
        assert site.client.get(address).status_code == 200, address


def test_the_feed_s_own_address_is_where_it_is(site):
    for path in ("/feed.atom", "/feed.atom?lang=es", "/cities/lille/feed.atom"):
        found = feed(site.get(path))
        own = next(one for one in found.findall(f"{ATOM}link") if one.get("rel") == "self")
        assert own.get("href") == site.base + path


def test_each_city_and_each_dataset_has_a_feed(site):
    city = feed(site.get("/cities/lille/feed.atom?lang=fr"))
    assert city.findtext(f"{ATOM}title") == "Lille"
    assert all("Lille" in one.findtext(f"{ATOM}title") for one in entries(city))
    name = site.datasets[0].name
    one = feed(site.get(f"/datasets/{name}/feed.atom?lang=fr"))
    assert one.findtext(f"{ATOM}title") == "Subventions versées par la ville"
    assert [each.findtext(f"{ATOM}id").rpartition("#")[2] for each in entries(one)] == ["1"]
    assert feed(site.get("/cities/bilbao/feed.atom")) is not None
    assert not entries(feed(site.get("/cities/bilbao/feed.atom")))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cities/absent/feed.atom", 404),
        ("/datasets/absent/feed.atom", 404),
        ("/datasets/retire/feed.atom", 410),
        ("/sitemaps/zz.xml", 404),
    ],
)
def test_what_is_not_there_has_no_feed(site, path, status):
    assert site.get(path).status_code == status


def test_feeds_are_conditional(site):
    answer = site.get("/feed.atom")
    again = site.get("/feed.atom", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_characters_that_xml_forbids_are_left_out(state, make_dataset, served):
    one = make_dataset(state)
    odd = replace(one.dataset, title={"fr": 'Titre <b>&amp;\x0b " ]]> \ufffe'})
    state.publish(replace(one, dataset=odd))
    with served(state) as client:
        found = feed(client.get(f"/datasets/{one.name}/feed.atom"))
    assert found.findtext(f"{ATOM}title").split() == ["Titre", "<b>&amp;", '"', "]]>"]


# Sitemap and robots


def test_the_sitemap_names_every_page_once(site):
    robots = site.get("/robots.txt").text
    index = re.search(r"^Sitemap: (\S+)$", robots, re.M)[1]
    found = parsed(site.client.get(index))
    assert found.tag == f"{MAP}sitemapindex"
    pages, dated = [], 0
    for part in found.iter(f"{MAP}loc"):
        document = parsed(site.client.get(part.text))
        assert document.tag == f"{MAP}urlset"
        for url in document.iter(f"{MAP}url"):
            pages.append(url.findtext(f"{MAP}loc"))
            dated += bool(re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext(f"{MAP}lastmod") or ""))
    assert len(pages) == len(set(pages))
    assert dated == len(site.datasets)
    assert {f"{site.base}/datasets/{one.name}" for one in site.datasets} <= set(pages)
    for page in pages:
        assert site.client.get(page).status_code == 200, page


@pytest.mark.parametrize(("count", "names"), [(0, 1), (20_000, 1), (20_001, 16), (400_000, 256)])
def test_parts_hold_every_id_once(count, names):
    found = parts(count)
    assert len(found) == names
    ids = [f"{number:08x}-0000-5000-8000-000000000000" for number in range(0, 2**32, 2**22 + 7)]
    for one in ids:
        holding = [
            name
            for name, (first, last) in ((name, _bounds(name)) for name in found)
            if one > first and (last is None or one < last)
        ]
        assert len(holding) == 1, one


# schema.org


def markup(page):
    scripts = html.fromstring(page.text).xpath("//script")
    assert [one.get("type") for one in scripts] == ["application/ld+json"]
    return json.loads(scripts[0].text)


def test_a_page_holds_its_dataset_as_schema_org(site):
    one = site.datasets[0]
    found = markup(site.get(f"/datasets/{one.name}?lang=en"))
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert found["name"] == "Grants paid by the city"
    assert found["url"] == f"{site.base}/datasets/{one.name}"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["temporalCoverage"] == "2022-01-01/2025-12-31"
    assert found["spatialCoverage"]["geo"]["box"] == "50.6 2.96 50.66 3.13"
    downloads = [part["contentUrl"] for part in found["distribution"]]
    assert len(downloads) == 5
    for url in downloads:
        if url.startswith(site.base):
            assert site.client.head(url).status_code == 200
    assert "montant" in found["variableMeasured"]


def test_a_publisher_s_text_cannot_leave_the_script(state, make_dataset, served):
    one = make_dataset(state)
    text = "</script><script>alert(1)</script><!-- & \u2028"
    state.publish(replace(one, dataset=replace(one.dataset, title={"fr": text})))
    with served(state) as client:
        page = client.get(f"/datasets/{one.name}")
    assert "<script>alert" not in page.text
    assert markup(page)["name"] == text

"""Search: every filter and facet, orders that pages follow to the end, spelling, suggestions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from catalog_api.search import keys
from federation.grades import Grade, GradeName, Grades, Mqa
from federation.model import QualityReport, SchemaRef, SourceFormat, Spatial, State
from federation.published import Column, Snapshot

EU = "http://publications.europa.eu/resource/authority/"
NOW = datetime.now(UTC)
LILLE, DAKAR = (2.96, 50.6, 3.13, 50.66), (-17.54, 14.65, -17.42, 14.76)


def graded(reliability, value, services):
    each = zip(GradeName, (reliability, value, services), strict=True)
    return Grades(*(Grade(name, score, ()) for name, score in each), Mqa(()))


def variant(like, number, **values):
    """A dataset like another, with other metadata (`dataset`), tables or grades."""
    inner = replace(like.dataset, **values.pop("dataset", {}))
    found = replace(like, id=uid(number), name=f"jeu-{number}", dataset=inner, **values)
    tables = (replace(one, id=uid(number, at + 1)) for at, one in enumerate(found.tables))
    return replace(found, tables=tuple(tables))


def uid(number, part=0):
    return f"{number:08d}-0000-4000-8000-{part:012d}"


def table_of(dataset, columns, valid, schema="scdl/subventions"):
    names = tuple(columns)
    report = QualityReport(1, names, SourceFormat("csv"), SchemaRef(schema), valid=valid)
    snapshot = Snapshot("a" * 64, 10, 1, tuple(Column(name, "string") for name in names))
    table = dataset.tables[0]
    return replace(table, schema=SchemaRef(schema), quality=report, snapshot=snapshot)


def texts(title, description="", words=()):
    return {
        "title": {"fr": title},
        "description": {"fr": description},
        "keywords": {"fr": tuple(words)},
    }


@pytest.fixture(scope="module")
def datasets(site):
    """Nine datasets with known metadata, published beside those of the site."""
    plain = next(one for one in site.datasets if one.city_id == "dakar")
    lille = next(one for one in site.datasets if one.name == "lille-jeu-004")
    empty = {"themes": (), "languages": ("fr",)}
    first = texts("Éclairage public du Vieux-Port", "Luminaires.", ("éclairage public",))
    found = {
        "light": variant(
            lille,
            1,
            dataset={
                **empty,
                **first,
                "spatial": Spatial(LILLE),
                "temporal": ("2019-01-01", "2020-12-31"),
                "axes": ("environment", "quality-of-life"),
                "access_rights": f"{EU}access-right/PUBLIC",
                "frequency": f"{EU}frequency/DAILY",
                "modified": NOW - timedelta(days=3),
            },
            tables=(replace(table_of(lille, ("codeSiret", "nomVoie"), True)),),
            grades=graded(90, 70, 50),
        ),
        "late": variant(
            plain,
            2,
            dataset={
                **empty,
                **texts("Marchés couverts", "Voir aussi l'éclairage.", ("marchés",)),
                "spatial": Spatial(geometry={"type": "Point", "coordinates": [-17.45, 14.7]}),
                "temporal": ("2021", None),
                "access_rights": f"{EU}access-right/RESTRICTED",
                "frequency": f"{EU}frequency/DAILY",
                "modified": NOW - timedelta(days=60),
            },
            tables=(table_of(plain, ("siret_titulaire", "montant"), False),),
            grades=graded(30, 65, None),
        ),
        "held": variant(
            lille,
            3,
            dataset={**empty, **texts("Registre des agents"), "modified": NOW - timedelta(400)},
            tables=(
                replace(
                    table_of(lille, ("siret_secret", "nomAgent"), True), state=State.QUARANTINED
                ),
            ),
        ),
        "none": variant(
            lille, 4, dataset={**empty, **texts("Bancs publics"), "modified": None}, tables=()
        ),
    }
    numbered = (
        variant(lille, 10 + number, dataset={**empty, **texts("Compteur zwanze")}, tables=())
        for number in range(23)
    )
    site.state.publish(*found.values(), *numbered)
    site.app.state.catalogue.index.refresh()
    return {name: one.id for name, one in found.items()}


def search(site, query):
    answer = site.get(f"/api/v1/datasets?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(site, datasets, query):
    """Which of our own datasets are found."""
    found = {one["id"] for one in search(site, f"{query}&limit=100")["datasets"]}
    return {name for name, key in datasets.items() if key in found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("partnership=lille-dakar", {"light", "late", "held", "none"}),
        ("partnership=absent", set()),
        ("axis=environment", {"light"}),
        ("access=restricted", {"late"}),
        ("access=PUBLIC&access=RESTRICTED", {"light", "late"}),
        ("conformity=conforming", {"light"}),
        ("conformity=errors", {"late"}),
        ("conformity=errors&conformity=conforming&city=lille", {"light"}),
        ("reliability=80-100", {"light"}),
        ("reliability=0-39", {"late"}),
        ("value=60-79", {"light", "late"}),
        ("value_min=66", {"light"}),
        ("services_min=0", {"light"}),
        ("updated=week", {"light"}),
        ("updated=quarter", {"light", "late"}),
        ("updated=quarter&updated=absent", {"light", "late"}),
        ("updated=absent", set()),
        ("freshness=on-time", {"light"}),
        ("freshness=late", {"late"}),
        ("period=2020/2020", {"light"}),
        ("period=2020-12-31/2021", {"light", "late"}),
        ("period=2050", {"late"}),
        ("period=../2019-01-01", {"light"}),
        ("period=2021-01-01/..", {"late"}),
        ("bbox=2,50,4,51", {"light"}),
        ("bbox=3.13,50.66,4,51", {"light"}),
        ("bbox=3.14,50.66,4,51", set()),
        ("bbox=170,10,-10,20", {"late"}),
        ("near=3.0,50.63&distance=0.001", {"light"}),
        ("near=-17.40,14.7&distance=5.4", {"late"}),
        ("near=-17.40,14.7&distance=5.3", set()),
        ("keyword=march%C3%A9s", {"late"}),
        ("q=nomvoie", {"light"}),
        ("q=voie", {"light"}),
        ("q=nomagent", set()),
        ("q=%22vieux+port%22", {"light"}),
        ("q=%22port+vieux%22", set()),
        ("q=eclairages", {"light", "late"}),
        ("q=eclairage+-luminaires", {"late"}),
    ],
)
def test_filters(site, datasets, query, expected):
    assert names(site, datasets, query) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("period=yesterday", "invalid-period"),
        ("period=2021/2020", "invalid-period"),
        ("period=2021-02-30", "invalid-period"),
        ("bbox=1,2,3", "invalid-place"),
        ("bbox=2,51,4,50", "invalid-place"),
        ("near=200,10", "invalid-place"),
        ("near=nan,10", "invalid-place"),
        ("cursor=absent", "invalid-cursor"),
        ("cursor=WyJ0aXRsZSIsImEgT1IgYiJd", "invalid-cursor"),
        ("cursor=WyJ0aXRsZSIsImEiXQ&sort=quality", "invalid-cursor"),
        ("limit=0", None),
        ("reliability_min=101", None),
        ("sort=absent", None),
    ],
)
def test_parameters_that_cannot_be_used(site, datasets, query, code):
    answer = site.get(f"/api/v1/datasets?{query}")
    assert answer.status_code == 422
    assert code is None or answer.json()["code"] == code


def test_facets_count_and_are_named_in_the_readers_language(site, datasets):
    found = search(site, "q=eclairage&lang=en")["facets"]
    told = {
        facet: {one["value"]: (one["count"], one["label"]) for one in values}
        for facet, values in found.items()
    }
    assert told["city"] == {"dakar": (1, "Dakar"), "lille": (1, "Lille")}
    assert told["partnership"]["lille-dakar"][0] == 2
    assert told["conformity"]["errors"] == (1, "With errors")
    assert told["access"]["RESTRICTED"] == (1, "Restricted")
    assert told["reliability"] == {"80-100": (1, "80–100"), "0-39": (1, "0–39")}
    assert {value: count for value, (count, _) in told["updated"].items()} == {
        "week": 1,
        "month": 1,
        "quarter": 2,
        "year": 2,
    }
    assert {value: count for value, (count, _) in told["freshness"].items()} == {
        "on-time": 1,
        "late": 1,
    }
    for facet, values in told.items():
        for value, (count, _) in values.items():
            assert search(site, f"q=eclairage&{facet}={value}")["count"] == count, (facet, value)


def test_chosen_facets_only(site, datasets):
    assert set(search(site, "facets=theme,absent,axis")["facets"]) == {"theme", "axis"}
    assert search(site, "facets=")["facets"] == {}


def test_title_counts_more_than_keyword_description_and_column(site, datasets):
    found = [one["id"] for one in search(site, "q=eclairage")["datasets"]]
    assert found[0] == datasets["light"]


@pytest.mark.parametrize("sort", ["relevance", "modified", "quality", "title", "id"])
def test_pages_of_every_order_follow_to_the_end_without_repeating(site, datasets, sort):
    first = search(site, f"q=zwanze&sort={sort}&limit=100")
    whole = [one["id"] for one in first["datasets"]]
    assert len(whole) == len(set(whole)) == first["count"] == 23
    assert first["next"] is None
    found, address = [], f"/api/v1/datasets?q=zwanze&sort={sort}&limit=5"
    while address:
        page = site.get(address).json()
        assert page["count"] == 23
        assert page["facets"] == first["facets"]
        found += [one["id"] for one in page["datasets"]]
        address = page["next"]
    assert found == whole
    by_offset = [
        one["id"]
        for start in range(0, 23, 7)
        for one in search(site, f"q=zwanze&sort={sort}&limit=7&offset={start}")["datasets"]
    ]
    assert by_offset == whole


def test_orders(site, datasets):
    found = search(site, "sort=quality&limit=2")["datasets"]
    assert [one["id"] for one in found] == [datasets["light"], datasets["late"]]
    titles = [next(iter(one["title"].values())) for one in search(site, "sort=title")["datasets"]]
    folded = [" ".join(keys.words(title)) for title in titles]
    assert folded == sorted(folded)


def test_a_cursor_holds_while_others_are_published(site, datasets):
    page = search(site, "q=zwanze&sort=title&limit=5")
    seen = [one["id"] for one in page["datasets"]]
    lille = next(one for one in site.datasets if one.name == "lille-jeu-004")
    site.state.publish(variant(lille, 9, dataset=texts("Compteur zwanze"), tables=()))
    site.app.state.catalogue.index.refresh()
    rest, address = [], page["next"]
    while address:
        answer = site.get(address).json()
        rest += [one["id"] for one in answer["datasets"]]
        address = answer["next"]
    assert len(rest) == 18
    assert not set(seen) & set(rest)
    site.state.withdraw(variant(lille, 9, tables=()))
    site.app.state.catalogue.index.refresh()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("eclarage", {"light", "late"}),
        ("ecliarage public", {"light"}),
        ("luminiares", {"light"}),
        ("lminaires eclairage", {"light"}),
        ("couevrts", {"late"}),
    ],
)
def test_words_that_nothing_holds_are_taken_for_words_spelt_nearly_so(
    site, datasets, words, expected
):
    found = search(site, f"q={words}")
    assert found["near"] is True
    assert names(site, datasets, f"q={words}") == expected


@pytest.mark.parametrize("words", ["eclairage", "eclairage zwanze", "xqzptlkv", "abc", "!!"])
def test_known_and_hopeless_words_are_not_bent(site, datasets, words):
    found = search(site, f"q={words}")
    assert found["near"] is False or found["count"] == 0


def test_suggestions(site, datasets):
    def suggest(query):
        return site.get(f"/api/v1/suggest?{query}").json()

    found = suggest("q=ECLAI&lang=fr")
    assert found["keywords"] == [{"keyword": "éclairage public", "count": 1}]
    assert [one["title"] for one in found["titles"]] == ["Éclairage public du Vieux-Port"]
    assert suggest("q=public&lang=fr")["keywords"] == found["keywords"]
    assert suggest("q=eclai&lang=en")["keywords"] == []
    assert suggest("q=lil&lang=es")["cities"] == [{"id": "lille", "name": "Lila"}]
    assert {one["title"] for one in suggest("q=vieux po")["titles"]} == {
        "Éclairage public du Vieux-Port"
    }
    empty = {"cities": [], "keywords": [], "titles": []}
    assert suggest("q=") == suggest("q=%20!") == suggest("q=zzz") == empty
    assert len(suggest("q=zwan&limit=3")["titles"]) == 3


def test_a_withdrawn_title_is_not_suggested_even_before_the_index_knows(site, datasets):
    lille = next(one for one in site.datasets if one.name == "lille-jeu-004")
    gone = variant(lille, 8, dataset=texts("Xylophones municipaux"), tables=())
    site.state.publish(gone)
    index = site.app.state.catalogue.index
    index.refresh()
    assert site.get("/api/v1/suggest?q=xylo").json()["titles"]
    site.state.withdraw(gone)
    assert site.get("/api/v1/suggest?q=xylo").json()["titles"] == []
    assert search(site, "q=xylophones")["datasets"] == []
    index.refresh()


def test_columns(site, datasets):
    answer = site.get("/api/v1/columns?name=SIRET").json()
    assert answer["count"] == 2
    found = {one["dataset"]["id"]: one for one in answer["tables"]}
    assert set(found) == {datasets["light"], datasets["late"]}
    one = found[datasets["late"]]
    assert one["columns"] == [{"name": "siret_titulaire", "type": "string"}]
    assert one["city"]["id"] == "dakar"
    assert one["schema"]["id"] == "scdl/subventions"
    assert one["conformity"]["valid"] is False
    assert {one["value"] for one in answer["facets"]["city"]} == {"lille", "dakar"}
    assert site.get("/api/v1/columns?name=code+siret").json()["count"] == 1
    assert site.get("/api/v1/columns?name=sire").json()["count"] == 0
    assert site.get("/api/v1/columns?name=.*").json()["count"] == 0
    only = site.get("/api/v1/columns?name=siret&city=dakar&limit=1").json()
    assert only["count"] == 1
    assert only["next"] is None
    assert site.get("/api/v1/columns").status_code == 422


def test_pages_of_columns(site, datasets):
    page = site.get("/api/v1/columns?name=siret&limit=1").json()
    following = site.get(page["next"]).json()
    both = page["tables"] + following["tables"]
    assert {one["dataset"]["id"] for one in both} == {datasets["light"], datasets["late"]}
    assert following["next"] is None


def test_what_is_withheld_is_not_in_the_index(site, datasets):
    index = site.app.state.catalogue.index.opened()
    terms = dict(index.searcher().terms_with_prefix("column", ""))
    assert "code_siret" in terms
    assert not [term for term in terms if "secret" in term or "agent" in term]
    assert not index.searcher().terms_with_prefix("columns", "secret")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("dateConvention", "date_convention"),
        ("Date convention", "date_convention"),
        ("N° SIRET", "n_siret"),
        ("œuvre", "oeuvre"),
        ("", ""),
    ],
)
def test_column_keys(name, key):
    assert keys.column_key(name) == key


def test_the_page_of_results_sorts_and_tells_of_spelling(site, datasets):
    page = html.fromstring(site.get("/datasets?q=eclarage&lang=en").text)
    assert "spelt nearly so" in page.text_content()
    titles = page.xpath("//aside//h2/text()")
    for title in ("Partnership", "Conformity", "Last update", "Freshness", "Reliability"):
        assert title in titles
    links = {one.text: one.get("href") for one in page.xpath("//nav[@class='sorts']/a")}
    assert list(links) == ["Relevance", "Newest first", "Best graded first", "Title"]
    assert page.xpath("string(//nav[@class='sorts']/a[@aria-current])") == "Relevance"
    sorted_page = html.fromstring(site.get(links["Best graded first"]).text)
    shown = sorted_page.xpath("//ul[contains(@class, 'cards')]//h2")
    assert "Éclairage" in shown[0].text_content()
    assert "Marchés" in shown[1].text_content()
    assert sorted_page.xpath("//form//input[@name='sort']/@value") == ["quality"]
    plain = html.fromstring(site.get("/datasets?lang=en&sort=absent").text)
    assert plain.xpath("string(//nav[@class='sorts']/a[@aria-current])") == "Newest first"

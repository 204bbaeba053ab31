"""The 405 points of data.europa.eu, by hand; udata's nine criteria; the stars of open data."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from federation.grades import DIMENSIONS, LABELS, MQA_POINTS, Rating, rating
from federation.model import Contact, Dataset, Distribution, Spatial, State
from federation.published import Snapshot, Table
from quality.grades import File, Subject, formats
from quality.grades.mqa import assess
from quality.grades.stars import stars
from quality.grades.udata import CRITERIA, criteria, score

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EU = "http://publications.europa.eu/resource/authority/"
PAGE, FILE = "https://data.lille.example/jeu", "https://data.lille.example/jeu.csv"
PUBLIC = f"{EU}access-right/PUBLIC"

BEST = Distribution(
    "1",
    {"fr": "Fichier"},
    {"fr": "Le fichier entier."},
    access_url=PAGE,
    download_url=FILE,
    format="CSV",
    media_type="text/csv",
    byte_size=1200,
    modified=NOW,
    rights="Copyright Ville de Lille",
)
FULL = Dataset(
    "1",
    "urn:1",
    {"fr": "Arbres"},
    {"fr": "Les arbres de la ville, relevés chaque année par le service des espaces verts, " * 2},
    keywords={"fr": ("arbres",)},
    themes=(f"{EU}data-theme/ENVI",),
    licence=f"{EU}licence/CC_BY_4_0",
    access_rights=PUBLIC,
    publisher="Ville de Lille",
    contact=Contact(email="donnees@lille.example"),
    frequency=f"{EU}frequency/ANNUAL",
    spatial=Spatial(label="Lille"),
    temporal=("2025-01-01", None),
    issued=NOW - timedelta(days=900),
    modified=NOW - timedelta(days=3),
)
ANSWERS = {PAGE: True, FILE: True}


def subject(dataset=FULL, *offers, **more):
    files = tuple(File(offer) for offer in (offers or (BEST,)))
    found = {"answers": ANSWERS}
    return Subject(dataset, files, NOW, **(found | more))


def test_a_dataset_with_everything_has_405_points():
    mqa = assess(subject())
    assert mqa.points == MQA_POINTS == sum(DIMENSIONS.values()) == 405
    assert dict(mqa.dimensions) == dict(DIMENSIONS)
    assert mqa.rating is Rating.EXCELLENT
    assert mqa.unknown == 0


def test_a_dataset_with_nothing_has_none():
    bare = Dataset("1", "urn:1", {"fr": ""})
    mqa = assess(Subject(bare, (), NOW))
    assert (mqa.points, mqa.unknown, mqa.rating) == (0, 0, Rating.BAD)


def test_a_typical_dataset():
    """A city's spreadsheet: counted by hand from the methodology's table."""
    dataset = replace(
        FULL,
        temporal=None,
        contact=None,
        licence=None,
        licence_label="Gratuit",
        access_rights=None,
    )
    offer = Distribution("1", access_url=FILE, format="XLSX", media_type="application/x-unheard")
    mqa = assess(Subject(dataset, (File(offer),), NOW, answers={FILE: True}))
    assert dict(mqa.dimensions) == {
        "findability": 30 + 30 + 20,
        "accessibility": 50,
        "interoperability": 20 + 10 + 10 + 0 + 20 + 30,
        "reusability": 20 + 10,
        "contextuality": 5 + 5,
    }
    assert (mqa.points, mqa.unknown, mqa.rating) == (260, 0, Rating.GOOD)


#: Metric, its points, and what takes exactly these points away.
_LOSSES = [
    ("keywordAvailability", 30, {"keywords": {"fr": (" ",)}}, {}),
    ("categoryAvailability", 30, {"themes": ("http://data.europa.eu/bna/c_b79e35eb",)}, {}),
    ("spatialAvailability", 20, {"spatial": None}, {}),
    ("temporalAvailability", 20, {"temporal": (None, None)}, {}),
    ("licenceAvailability", 20 + 10, {"licence": None}, {}),
    ("knownLicence", 10, {"licence": "http://spdx.org/licenses/etalab-2.0"}, {}),
    ("knownLicence", 10, {"licence": f"{EU}licence/NO_SUCH"}, {}),
    ("contactPointAvailability", 20, {"contact": Contact()}, {}),
    ("publisherAvailability", 10, {"publisher": " "}, {}),
    ("dateIssuedAvailability", 5, {"issued": None}, {}),
    ("dcatApCompliance", 30, {"description": {"fr": " "}}, {}),
    ("formatAvailability", 20 + 20 + 20, {}, {"format": None}),
    ("mediaTypeAvailability", 10, {}, {"media_type": None}),
    ("formatMediaTypeNonProprietary", 20, {}, {"format": "XLS"}),
    ("formatMediaTypeMachineInterpretable", 20, {}, {"format": "HTML"}),
    ("formatMediaTypeVocabularyAlignment", 10, {}, {"format": "GPX", "media_type": "x/y"}),
    ("byteSizeAvailability", 5, {}, {"byte_size": None}),
    ("downloadUrlAvailability", 20 + 30, {}, {"download_url": None}),
]


@pytest.mark.parametrize(("metric", "lost", "dataset", "offer"), _LOSSES)
def test_each_metric_takes_its_points(metric, lost, dataset, offer):
    found = assess(subject(replace(FULL, **dataset), replace(BEST, **offer)))
    held = {one.name: one.holds for one in found.metrics}
    assert held[metric] is False
    assert found.points == 405 - lost


@pytest.mark.parametrize(
    ("answers", "lost", "unknown"),
    [
        ({PAGE: False, FILE: True}, 50, 0),
        ({PAGE: True, FILE: False}, 30, 0),
        ({FILE: True}, 50, 50),
        ({}, 80, 80),
    ],
)
def test_addresses_earn_points_only_once_they_answered(answers, lost, unknown):
    found = assess(subject(answers=answers))
    assert (found.points, found.unknown) == (405 - lost, unknown)


def test_access_and_rights_count_as_the_publisher_tells_them():
    found = assess(subject(replace(FULL, access_rights=None), replace(BEST, rights=None)))
    assert (found.points, found.unknown) == (405 - 15 - 5, 0)
    assert assess(subject(replace(FULL, access_rights="pour tous"))).points == 405 - 5


def test_words_that_were_not_understood_are_given_all_the_same():
    strange = replace(
        FULL, themes=(), spatial=None, temporal=None, unmapped={"theme": 1, "spatial": 2}
    )
    assert assess(subject(strange)).dimensions["findability"] == 80
    period = replace(strange, unmapped={**strange.unmapped, "temporal": 1})
    assert assess(subject(period)).dimensions["findability"] == 100


def test_of_several_distributions_the_best_counts():
    scan = Distribution("2", access_url="https://data.lille.example/dead", format="PDF")
    dead = {**ANSWERS, "https://data.lille.example/dead": False}
    assert assess(subject(FULL, scan, BEST, answers=dead)).points == 405
    alone = assess(subject(FULL, scan, answers=dead))
    assert alone.dimensions["accessibility"] == 0
    assert alone.dimensions["interoperability"] == 20 + 10 + 30


def test_one_distribution_without_address_breaks_dcat_ap():
    lost = Distribution("2", access_url="not an address")
    found = {one.name: one.holds for one in assess(subject(FULL, BEST, lost)).metrics}
    assert found["dcatApCompliance"] is False


def test_a_file_handed_over_is_offered_by_the_federation():
    snapshot = Snapshot("5" * 64, 1, 1, ())
    made = Table("t", {}, State.PUBLISHED, snapshot=snapshot)
    local = replace(BEST, access_url="", download_url=None)
    given = Subject(FULL, (File(local, made),), NOW)
    assert assess(given).dimensions["accessibility"] == 100
    kept = Subject(FULL, (File(local, replace(made, state=State.QUARANTINED)),), NOW)
    assert assess(kept).dimensions["accessibility"] == 0


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (405, Rating.EXCELLENT),
        (351, Rating.EXCELLENT),
        (350, Rating.GOOD),
        (350.4, Rating.GOOD),
        (221, Rating.GOOD),
        (220, Rating.SUFFICIENT),
        (121, Rating.SUFFICIENT),
        (120, Rating.BAD),
        (0, Rating.BAD),
    ],
)
def test_ratings(points, expected):
    assert rating(points) is expected


def test_every_metric_has_a_name_for_people():
    mqa = assess(subject())
    assert len(mqa.metrics) == len({one.name for one in mqa.metrics}) == 23
    assert all(one.name in LABELS and one.dimension in LABELS for one in mqa.metrics)


#: The two lists of data.europa.eu (gitlab.com/dataeuropa/vocabularies).
_EU_MACHINE = (
    "CSV GEOJSON ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG "
    "RDF_TURTLE RDF_XML RSS SHP XLS XLSX XML"
)
_EU_OPEN = (
    "BMP CSV DBF GEOJSON GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG RDF_N_QUADS "
    "RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC XML ZIP"
)


def test_lists_of_formats_hold_those_of_data_europa_and_are_not_vacuous():
    assert set(_EU_MACHINE.split()) <= formats.MACHINE_READABLE
    assert set(_EU_OPEN.split()) <= formats.NON_PROPRIETARY
    texts = "PDF PDFA1A DOC DOCX ODT HTML PNG JPEG TIFF ZIP TXT EPUB PPT"
    closed = "XLS XLSX XLSB DOC DOCX PPT MDB DWG SHP GDB RAR PSD MXD"
    listed = formats.MACHINE_READABLE & formats.FILE_TYPES
    assert len(listed) < len(formats.FILE_TYPES) / 2
    assert not listed & set(texts.split())
    assert not formats.NON_PROPRIETARY & set(closed.split())


def test_codes_and_licences_are_those_of_the_eu_lists():
    from pathlib import Path

    from quality.grades.licences import EU_LICENCES

    folder = Path(__file__).parents[2].parent / "shared" / "standards" / "vocab"
    if not folder.exists():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "the EU lists as CSV"
        )
    for name, ours in (("eu_file_type", formats.FILE_TYPES), ("eu_licence", EU_LICENCES)):
        lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()[1:]
        assert {line.split(",")[1] for line in lines} == ours


@pytest.mark.parametrize(
    ("name", "code"),
    [("ttl", "RDF_TURTLE"), ("JSON-LD", "JSON_LD"), ("wfs", "WFS_SRVC"), (" csv ", "CSV")],
)
def test_names_of_portals_become_codes(name, code):
    assert formats.file_type(Distribution("1", format=name)) == code


# udata


def test_all_nine_criteria_hold():
    found = criteria(subject())
    assert set(found) == {*CRITERIA, "has_resources"}
    assert all(found.values())
    assert score(found) == 1.0


@pytest.mark.parametrize(
    ("criterion", "dataset", "offer"),
    [
        ("license", {"licence": None}, {}),
        ("temporal_coverage", {"temporal": None}, {}),
        ("spatial", {"spatial": None}, {}),
        ("dataset_description_quality", {"description": {"fr": "a" * 100}}, {}),
        ("update_fulfilled_in_time", {"frequency": f"{EU}frequency/WEEKLY"}, {"modified": None}),
        ("has_open_format", {}, {"format": "xlsx"}),
        ("has_open_format", {}, {"format": None}),
        ("resources_documentation", {}, {"description": {}}),
    ],
)
def test_each_criterion_can_fail_alone(criterion, dataset, offer):
    old = {"modified": NOW - timedelta(days=30)} if "frequency" in dataset else {}
    found = criteria(subject(replace(FULL, **dataset, **old), replace(BEST, **offer)))
    assert {name for name, held in found.items() if not held} == {criterion}
    assert score(found) == pytest.approx(8 / 9)


def test_no_frequency_fails_twice_and_an_open_one_never_comes_late():
    none = criteria(subject(replace(FULL, frequency=None)))
    assert not none["update_frequency"]
    assert not none["update_fulfilled_in_time"]
    old = replace(FULL, frequency=f"{EU}frequency/IRREG", modified=NOW - timedelta(days=9000))
    assert criteria(subject(old, replace(BEST, modified=None)))["update_fulfilled_in_time"]


def test_a_day_late_is_in_time():
    weekly = replace(FULL, frequency=f"{EU}frequency/WEEKLY")

    def in_time(days):
        dataset = replace(weekly, modified=NOW - timedelta(days=days))
        offer = replace(BEST, modified=None)
        return criteria(subject(dataset, offer))["update_fulfilled_in_time"]

    assert [in_time(days) for days in (7, 8, 9)] == [True, True, False]


def test_only_a_broken_address_is_unavailable():
    assert criteria(subject(answers={}))["all_resources_available"]
    assert not criteria(subject(answers={FILE: False}))["all_resources_available"]
    empty = criteria(Subject(FULL, (), NOW))
    assert not any(
        empty[name] for name in ("has_resources", "has_open_format", "all_resources_available")
    )


# Stars


@pytest.mark.parametrize(
    ("licence", "format_", "expected"),
    [
        (None, "CSV", 0),
        (f"{EU}licence/CC_BYNC_4_0", "CSV", 0),
        (f"{EU}licence/CC0", "PDF", 1),
        (f"{EU}licence/CC0", "XLSX", 2),
        (f"{EU}licence/CC0", "CSV", 3),
        ("http://spdx.org/licenses/etalab-2.0", "CSV", 3),
        (f"{EU}licence/CC0", "ttl", 4),
    ],
)
def test_stars(licence, format_, expected):
    offer = replace(BEST, format=format_)
    assert stars(subject(replace(FULL, licence=licence), offer)) == expected


def test_the_best_file_gives_the_stars():
    scan = replace(BEST, format="PDF")
    assert stars(subject(FULL, scan, BEST)) == 3
    assert stars(Subject(FULL, (), NOW)) == 0

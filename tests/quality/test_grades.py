"""The three grades: every component moves for its reason, and actions tell what they bring."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from federation.demand import Use
from federation.grades import Component, GradeName
from federation.i18n import LOCALES, msg
from federation.model import (
    Dataset,
    Distribution,
    QualityReport,
    Reuses,
    SchemaRef,
    SourceFormat,
    State,
)
from federation.published import Column, Snapshot, Table
from quality.grades import File, Subject, grade
from quality.grades.grading import actions, graded
from quality.grades.keys import keys

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
EU = "http://publications.europa.eu/resource/authority/"
OPEN = "http://spdx.org/licenses/etalab-2.0"
ADDRESS = "https://data.lille.example/subventions.csv"


def report(rows=10, good=10, **more):
    found = {
        "schema": SchemaRef("scdl/subventions", "2.1.1"),
        "valid": good == rows,
        "conforming_rows": good,
        "completeness": {"montant": 1.0, "objet": 0.5},
    }
    return QualityReport(rows, ("montant", "objet"), SourceFormat("csv"), **(found | more))


def table(name="t", columns=("montant", "objet"), **more):
    snapshot = Snapshot("5" * 64, 10, 3, tuple(Column(one, "string") for one in columns))
    found = {"snapshot": snapshot, "quality": report(), "schema": SchemaRef("scdl/subventions")}
    state = more.pop("state", State.PUBLISHED)
    return Table(name, {"fr": name}, state, **(found | more))


def file(made=None, **more):
    found = {"access_url": ADDRESS, "download_url": ADDRESS, "format": "CSV"}
    return File(Distribution("1", **(found | more)), made)


def subject(*files, dataset=None, **more):
    found = dataset or Dataset("1", "urn:1", {"fr": "Subventions"}, licence=OPEN)
    return Subject(found, files, NOW, **more)


def component(grades, name):
    return next(one for each in grades.three for one in each.components if one.name == name)


def value(found, name):
    return component(grade(found), name).value


def described(**more):
    return replace(Dataset("1", "urn:1", {"fr": "Subventions"}), **more)


@pytest.mark.parametrize(
    ("quality", "expected"),
    [
        (report(10, 10), 1.0),
        (report(10, 8), 0.8),
        (report(10, 0), 0.0),
        (report(0, 0), 1.0),
        (report(10, 10, error_counts={"missing-label": 1}), 0.0),
        (report(valid=None, schema=None), None),
    ],
)
def test_conformity_is_the_share_of_conforming_rows(quality, expected):
    assert value(subject(file(table(quality=quality))), "conformity") == expected


def test_conformity_is_the_mean_of_the_tables_judged():
    files = (file(table(quality=report(10, 10))), file(table(quality=report(1000, 500))))
    assert value(subject(*files), "conformity") == 0.75
    unjudged = file(table(quality=report(valid=None, schema=None)))
    assert value(subject(*files, unjudged), "conformity") == 0.75


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((State.PUBLISHED, State.PUBLISHED), 1.0),
        ((State.PUBLISHED, State.REJECTED), 0.5),
        ((State.FAILED,), 0.0),
        ((State.PUBLISHED, State.QUARANTINED), 1.0),
        ((State.QUARANTINED,), None),
        ((State.DISCOVERED,), None),
        ((), None),
    ],
)
def test_files_that_cannot_be_read_cost(states, expected):
    files = [file(table(state=state)) for state in states]
    assert value(subject(*files), "reading") == expected


def held(**more):
    """A table that the gate holds back, well made as it may be."""
    return table(state=State.QUARANTINED, snapshot=None, series=series(True), **more)


def test_what_nobody_can_have_is_neither_reliable_nor_of_use_nor_a_service():
    theme = "http://data.europa.eu/bna/c_dd313021"
    daily = described(
        licence=OPEN,
        themes=(theme,),
        description={"fr": "a" * 300},
        frequency=f"{EU}frequency/DAILY",
        modified=NOW - timedelta(days=2),
        reuses=Reuses(5),
    )
    found = subject(file(held()), dataset=daily, answers={ADDRESS: True})
    grades = grade(found)
    assert [each.score for each in grades.three] == [0, 0, 0]
    for each in grades.three:
        measured = [one.name for one in each.components if one.value is not None]
        assert measured == ["availability"]
    assert (grades.stars, grades.review) == (0, None)
    (only,) = grades.actions
    assert (only.component, only.points) == ("availability", 100.0)
    assert "partage quarantine" in only.text.render("en")
    free = subject(file(table()), dataset=daily, answers={ADDRESS: True})
    assert all(each.score > 60 for each in grade(free).three)
    assert grade(found) == grades


def test_the_same_table_in_another_format_is_out_of_reach_with_it():
    other = File(Distribution("2", access_url=f"{ADDRESS}.json", format="JSON"), hidden=True)
    assert grade(subject(file(held()), other)).services.score == 0
    guide = File(Distribution("3", access_url=f"{ADDRESS}.pdf", format="PDF"))
    beside = grade(subject(file(held()), other, guide))
    assert component(beside, "formats").value == 0.0, "only the PDF can be had"
    assert component(beside, "licence").value == 1.0
    assert beside.services.score > 0
    given = File(Distribution("4", format="CSV"), table(state=State.REJECTED, snapshot=None))
    assert grade(subject(file(held()), given)).services.score == 0, "of that one nothing is had"


def test_a_table_held_back_among_others_costs_its_share():
    poor = report(10, 1, completeness={"a": 0.1})
    both = grade(subject(file(table()), file(held(quality=poor))))
    alone = grade(subject(file(table())))
    assert component(both, "availability").value == 0.5
    for name in ("conformity", "completeness", "formats", "licence"):
        assert component(both, name) == component(alone, name)
    assert 0 < both.reliability.score < alone.reliability.score
    assert 0 < both.services.score < alone.services.score
    assert [one.component for one in both.actions].count("availability") == 1
    names = [one.name for each in alone.three for one in each.components]
    assert "availability" not in names, "where nothing is held back there is nothing to tell"


def test_completeness_is_the_mean_of_all_columns():
    assert value(subject(file(table())), "completeness") == 0.75
    assert value(subject(file()), "completeness") is None


def series(*verdicts, releases=2):
    results = [{"expectation": "expect_rows", "success": one} for one in verdicts]
    return {"success": all(verdicts), "releases": releases, "results": results}


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        (series(True, True), 1.0),
        (series(True, False), 0.5),
        (series(True, None), 1.0),
        (series(False, releases=0), None),
        (None, None),
        ({"success": None}, None),
    ],
)
def test_stability_is_the_share_of_comparisons_that_held(checked, expected):
    assert value(subject(file(table(series=checked))), "stability") == expected


def test_age_is_not_counted_twice():
    late = series(True)
    late["results"].append({"expectation": "expect_table_to_be_fresh", "success": False})
    assert value(subject(file(table(series=late))), "stability") == 1.0


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 1.0), (730, 1.0), (1095, 0.5), (1460, 0.0), (5000, 0.0)]
)
def test_freshness_falls_once_two_periods_have_passed(days, expected):
    dataset = described(frequency=f"{EU}frequency/ANNUAL", modified=NOW - timedelta(days=days))
    assert value(subject(dataset=dataset), "freshness") == expected


def test_freshness_needs_a_frequency_and_a_date():
    dated = described(modified=NOW)
    assert value(subject(dataset=dated), "freshness") is None
    promised = described(frequency=f"{EU}frequency/MONTHLY")
    assert value(subject(dataset=promised), "freshness") is None
    seen = table(modified=NOW - timedelta(days=1))
    first = subject(file(seen), dataset=promised, first_published=NOW)
    assert value(first, "freshness") is None, "first seen is no sign of an update"
    later = subject(file(seen), dataset=promised, first_published=NOW - timedelta(days=400))
    assert value(later, "freshness") == 1.0


def test_the_day_when_age_lowers_the_grade_is_known():
    dataset = described(frequency=f"{EU}frequency/ANNUAL", modified=NOW - timedelta(days=700))
    found = subject(dataset=dataset)
    review = grade(found).review
    assert review == date(2026, 11, 22) + timedelta(days=31)
    before = replace(found, now=NOW + timedelta(days=30))
    after = replace(found, now=NOW + timedelta(days=31))
    assert value(before, "freshness") == 1.0
    assert value(after, "freshness") < 1.0
    assert grade(after).review > review
    assert grade(replace(found, now=NOW + timedelta(days=4000))).review is None
    assert grade(subject()).review is None


def test_a_copy_adds_nothing():
    assert value(subject(), "uniqueness") == 1.0
    assert value(subject(copy_of="other"), "uniqueness") == 0.0


@pytest.mark.parametrize(
    ("columns", "schema", "peers", "expected"),
    [
        (("a",), None, {}, 0.0),
        (("a",), "x/y", {}, 0.3),
        (("numeroSIRET",), None, {}, 0.5),
        (("a",), "x/y", {"x/y": 1}, 0.6),
        (("a",), "x/y", {"x/y": 2}, 0.8),
        (("a",), "x/y", {"x/y": 7}, 1.0),
        (("siret",), "x/y", {"x/y": 7, "z": 9}, 1.0),
    ],
)
def test_joinability(columns, schema, peers, expected):
    ref = SchemaRef(schema) if schema else None
    made = table(columns=columns, schema=ref)
    assert value(subject(file(made), peers=peers), "joinability") == expected


def test_only_published_tables_can_be_joined():
    assert value(subject(file(table(state=State.QUARANTINED))), "joinability") is None


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("SIRET", ("SIRET",)),
        ("idBeneficiaire_siret", ("SIRET",)),
        ("COLL_INSEE", ("INSEE",)),
        ("code_commune", ("INSEE",)),
        ("codeCommune", ("INSEE",)),
        ("cle_interop", ("BAN",)),
        ("Code INE", ("INE",)),
        ("désiret", ()),
        ("marine", ()),
        ("Öl", ()),
    ],
)
def test_identifiers_are_recognised_by_name(column, expected):
    assert keys([column]) == expected


@pytest.mark.parametrize(
    ("themes", "schema", "format_", "expected"),
    [
        (("http://data.europa.eu/bna/c_b79e35eb",), None, "PDF", 1.0),
        (("http://data.europa.eu/bna/c_unheard",), None, "PDF", 1.0),
        ((), "etalab/schema-bal", "CSV", 1.0),
        ((f"{EU}data-theme/TRAN",), None, "CSV", 0.5),
        ((), None, "GEOJSON", 0.5),
        ((f"{EU}data-theme/GOVE",), "scdl/subventions", "CSV", 0.0),
    ],
)
def test_high_value_data(themes, schema, format_, expected):
    made = table(schema=SchemaRef(schema) if schema else None)
    found = subject(file(made, format=format_), dataset=described(themes=themes))
    assert value(found, "high-value") == expected


@pytest.mark.parametrize(
    ("formats", "expected"),
    [((), 0.0), (("PDF",), 0.0), (("XLSX",), 0.5), (("XLSX", "CSV"), 1.0), (("geojson",), 1.0)],
)
def test_formats(formats, expected):
    assert value(subject(*(file(format=one) for one in formats)), "formats") == expected


def test_addresses_that_answer():
    other = "https://data.lille.example/guide.pdf"
    files = (file(), file(access_url=other, download_url=None, format="PDF"))
    assert value(subject(*files), "addresses") is None
    assert value(subject(*files, answers={ADDRESS: True}), "addresses") == 1.0
    assert value(subject(*files, answers={ADDRESS: True, other: False}), "addresses") == 0.5
    nowhere = file(access_url="", download_url=None)
    assert value(subject(nowhere), "addresses") == 0.0
    given = file(table(), access_url="", download_url="file:/srv/a.csv")
    assert value(subject(given), "addresses") == 1.0, "handed over to the federation"


def test_an_interface_of_the_portal():
    assert value(subject(file()), "api") == 0.0
    assert value(subject(file(), file(format="WFS")), "api") == 1.0


@pytest.mark.parametrize(("length", "expected"), [(0, 0.0), (100, 0.5), (200, 1.0), (900, 1.0)])
def test_description(length, expected):
    dataset = described(description={"fr": "a" * length, "en": "b"})
    assert value(subject(dataset=dataset), "description") == pytest.approx(
        max(expected, 1 / 200), abs=1e-9
    )


def test_columns_explained_by_a_schema():
    assert value(subject(file()), "columns") is None
    assert value(subject(file(table()), file(table(schema=None))), "columns") == 0.5


@pytest.mark.parametrize(
    ("licence", "label", "expected"),
    [
        (OPEN, None, 1.0),
        (f"{EU}licence/CC_BY_4_0", None, 1.0),
        (f"{EU}licence/ODC_BL", None, 1.0),
        (f"{EU}licence/CC_BYNC_4_0", None, 0.5),
        (f"{EU}licence/CC_BYND", None, 0.5),
        (None, "libre de droits", 0.25),
        (None, None, 0.0),
    ],
)
def test_licence(licence, label, expected):
    found = subject(file(), dataset=described(licence=licence, licence_label=label))
    assert value(found, "licence") == expected


def test_one_file_under_a_closed_licence_is_told():
    files = (file(), file(licence=f"{EU}licence/CC_BYNC_4_0"))
    assert value(subject(*files), "licence") == 0.5


def test_what_nobody_measures_is_said_and_never_counts():
    grades = grade(subject())
    for name in ("demand", "reuses"):
        found = component(grades, name)
        assert found.value is None
        assert found.why.render("en")


def test_demand_is_what_was_counted():
    few = Use(20, {"page": 500})
    assert value(subject(use=few), "demand") is None
    enough = Use(60, {"page": 10, "download": 6, "query": 4})
    found = component(grade(subject(use=enough)), "demand")
    assert (found.value, found.action) == (0.5, None)
    assert all(word in found.why.render("en") for word in ("60 days", "10 page", "6 download"))


@pytest.mark.parametrize(("count", "expected"), [(0, 0.0), (1, 0.6), (2, 0.8), (3, 1.0), (87, 1.0)])
def test_reuses_declared_at_the_portal(count, expected):
    found = component(grade(subject(dataset=described(reuses=Reuses(count)))), "reuses")
    assert found.value == expected
    assert found.action is not None


RDF = {"format": "RDF_TURTLE"}
SIRET = ("idAttribuant_SIRET", "objet")


def linked(share):
    return table(columns=SIRET, quality=report(completeness={SIRET[0]: share, SIRET[1]: 1.0}))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((file(linked(1.0)), file(**RDF)), 5),
        ((file(linked(0.4)), file(**RDF)), 4),
        ((file(table(quality=report(completeness={"montant": 1.0}))), file(**RDF)), 4),
        ((file(linked(1.0)),), 3),
        ((file(linked(1.0)), file(format="XLSX")), 3),
    ],
)
def test_the_fifth_star_needs_rdf_and_identifiers_of_public_registers(files, expected):
    found = subject(*files, dataset=described(licence=OPEN))
    assert grade(found).stars == expected


def test_a_grade_is_the_weighted_mean_of_what_was_measured():
    found = [
        Component("a", 30, 1.0, msg("a")),
        Component("b", 10, 0.5, msg("b"), msg("do b")),
        Component("c", 60, None, msg("c"), msg("do c")),
    ]
    each = graded(GradeName.VALUE, found)
    assert each.score == 88  # 35 of 40
    (action,) = actions([each])
    assert (action.component, action.points) == ("b", 12.5)
    assert graded(GradeName.VALUE, found[2:]).score is None


def test_a_dataset_without_tables_gets_only_what_applies():
    grades = grade(subject(file(format="PDF"), answers={ADDRESS: True}))
    assert grades.reliability.score is None
    assert grades.value.score == 50  # unique, in no category of high-value data
    assert 0 < grades.services.score < 100


def test_actions_are_those_that_bring_most_and_bring_what_they_say():
    found = subject(file(format="PDF"), dataset=described(licence=None))
    grades = grade(found)
    assert [one.points for one in grades.actions] == sorted(
        (one.points for one in grades.actions), reverse=True
    )
    first = grades.actions[0]
    better = grade(replace(found, dataset=described(licence=OPEN)))
    told = next(one for one in grades.actions if one.component == "licence")
    assert better.services.score - grades.services.score == pytest.approx(told.points, abs=1)
    assert first.points >= told.points


def test_reasons_can_be_said_in_every_language():
    grades = grade(subject(file(table()), answers={ADDRESS: False}, copy_of="x"))
    for language in LOCALES:
        for each in grades.three:
            for one in each.components:
                assert one.why.render(language)
                assert one.action is None or one.action.render(language)


shares = st.floats(0, 1)
reports = st.builds(
    lambda rows, good, filled, valid: report(
        rows, min(rows, good), completeness=filled, valid=valid
    ),
    st.integers(0, 500),
    st.integers(0, 500),
    st.dictionaries(st.sampled_from("abc"), shares, max_size=3),
    st.sampled_from([True, False, None]),
)
tables = st.none() | st.builds(
    table,
    state=st.sampled_from(State),
    quality=st.none() | reports,
    schema=st.none() | st.just(SchemaRef("x/y")),
    series=st.none() | st.just(series(True, False)),
    snapshot=st.none() | st.just(Snapshot("5" * 64, 1, 1, (Column("siret", "string"),))),
)
addresses = st.sampled_from(
    ["", ADDRESS, "ftp://x.example/a", "javascript:x", "no address", "http:"]
)
files = st.builds(
    file,
    tables,
    access_url=addresses,
    download_url=st.none() | addresses,
    format=st.none() | st.sampled_from(["CSV", "pdf", "XLSX", "ttl", "", "é"]),
    licence=st.none() | st.sampled_from([OPEN, f"{EU}licence/CC_BYNC", "x"]),
    byte_size=st.none() | st.integers(0, 9),
)
datasets = st.builds(
    described,
    description=st.dictionaries(st.sampled_from(["fr", "en"]), st.text(max_size=300), max_size=2),
    licence=st.none() | st.just(OPEN),
    frequency=st.none() | st.sampled_from([f"{EU}frequency/DAILY", f"{EU}frequency/IRREG", "x"]),
    modified=st.none() | st.datetimes(timezones=st.just(UTC)),
    themes=st.lists(st.sampled_from([f"{EU}data-theme/ENVI", "http://data.europa.eu/bna/c_"])).map(
        tuple
    ),
)
subjects = st.builds(
    lambda dataset, many, answers, peers, copy: subject(
        *many,
        dataset=dataset,
        answers={ADDRESS: answers} if answers is not None else {},
        peers={"x/y": peers},
        copy_of=copy,
    ),
    datasets,
    st.lists(files, max_size=4),
    st.sampled_from([True, False, None]),
    st.integers(0, 9),
    st.sampled_from([None, "x"]),
)


@settings(max_examples=80, deadline=None)
@given(subjects)
def test_grades_stay_within_their_bounds(found):
    grades = grade(found)
    for each in grades.three:
        assert each.score is None or 0 <= each.score <= 100
        assert all(one.value is None or 0 <= one.value <= 1 for one in each.components)
    assert 0 <= grades.mqa.points <= 405
    assert grades.mqa.points + grades.mqa.unknown <= 405
    assert 0 <= grades.stars <= 5
    assert len(grades.actions) <= 3
    assert all(0 < action.points <= 100 for action in grades.actions)


@settings(max_examples=40, deadline=None)
@given(subjects)
def test_what_is_better_never_grades_worse(found):
    before = grade(found)
    open_ = replace(found, dataset=replace(found.dataset, licence=OPEN))
    checked = replace(found, answers={ADDRESS: True})
    longer = replace(found.dataset, description={"fr": "a" * 400})
    assert grade(open_).services.score >= before.services.score
    assert grade(replace(found, dataset=longer)).services.score >= before.services.score
    assert grade(replace(found, copy_of=None)).value.score >= before.value.score
    assert grade(replace(found, peers={"x/y": 9})).value.score >= before.value.score
    if found.answers:
        assert grade(checked).services.score >= before.services.score
    assert grade(checked).mqa.points >= before.mqa.points


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
def test_more_conforming_rows_never_grade_worse(rows, one, other):
    few, many = sorted((min(rows, one), min(rows, other)))

    def scored(good):
        return grade(subject(file(table(quality=report(rows, good))))).reliability.score

    assert scored(few) <= scored(many)

"""Grades in the store: their history, means over the releases, and when to grade again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from federation import clock, codec
from federation.errors import FailureCode
from federation.grades import Component, Grade, GradeName, Grades, Metric, Mqa
from federation.i18n import msg
from federation.model import AnonymisationReport, SchemaRef, State, Verdict
from federation.published import Rendered, SearchDocument, Snapshot, Table
from federation.store import Documents, Publisher
from federation.store.links import LinkCheck, Links, link_id, replace_uses
from federation.store.resources import Change
from federation.store.schema import dataset as dataset_rows
from federation.store.schema import published_dataset, published_table, score
from federation.store.score_history import ScoreHistory
from federation.store.scores import StagedScore, digest
from federation.store.standing import Standings, others

SOURCE = "lille-ckan"


def grade(name, value):
    component = Component("conformity", 40, value, msg("%(share)s %%", share=1))
    return Grade(name, None if value is None else round(100 * value), (component,))


def grades(reliability=0.5, worth=1.0, services=0.0, points=100, review=None):
    return Grades(
        grade(GradeName.RELIABILITY, reliability),
        grade(GradeName.VALUE, worth),
        grade(GradeName.SERVICES, services),
        Mqa((Metric("keywordAvailability", "findability", points, True),)),
        udata={"license": True},
        stars=3,
        review=review,
    )


def staged(found, **more):
    return StagedScore(found, **({"schema_id": None, "copy_of": None, "peers": 0} | more))


class Graded:
    """Publishes the datasets of a source with the grades given."""

    def __init__(self, state):
        self.state, self.database = state, state.database
        self.publisher = Publisher(self.database)
        self.documents = Documents(self.database)
        self.history = ScoreHistory(self.database)
        self.standings = Standings(self.database)

    def publish(self, given, city="lille", schema=None):
        """`given`: grades or a StagedScore by dataset id."""
        lease = self.state.leases.acquire(SOURCE)
        ready = []
        for item in self.documents.load(SOURCE, list(given), "v"):
            found = given[item.id]
            found = found if isinstance(found, StagedScore) else staged(found, broken=False)
            search = SearchDocument(item.id, item.id, city, "FR", "Lille", {}, {})
            rendered = Rendered(b'{"changed":"2026-01-01T00:00:00Z"}', b"{}", b"", search)
            ready.append(
                self.publisher_item(item, city, rendered, found, schema),
            )
        self.publisher.stage(lease, ready)
        released = self.publisher.publish(lease, "run")
        self.state.leases.release(lease)
        return released

    def publisher_item(self, item, city, rendered, found, schema):
        from federation.store.release import StagedDataset, StagedTable

        tables = ()
        if schema:
            snapshot = Snapshot("5" * 64, 1, 1, ())
            made = Table(
                item.resources[0].id,
                {},
                State.PUBLISHED,
                snapshot=snapshot,
                schema=SchemaRef(schema),
            )
            tables = (StagedTable(made, "c", None, None),)
        return StagedDataset(
            item.id, item.id, city, SOURCE, item.render_key, rendered, tables, found
        )

    def rows(self):
        with self.database.engine.connect() as connection:
            return connection.execute(select(score).order_by(score.c.dataset_id, score.c.seq)).all()


@pytest.fixture
def graded(state):
    return Graded(state)


@pytest.fixture
def ids(state, make_dataset):
    lease = state.leases.acquire(SOURCE)
    state.harvest(lease, make_dataset("1"), make_dataset("2", "Bancs", files=("b.csv",)))
    state.leases.release(lease)
    with state.database.engine.connect() as connection:
        return list(
            connection.execute(
                select(dataset_rows.c.id).order_by(dataset_rows.c.remote_id)
            ).scalars()
        )


def test_history_has_one_row_for_each_release_that_changed_grades(graded, ids):
    one = ids[0]
    graded.publish({one: grades(0.5)})
    graded.publish({one: grades(0.5)})
    graded.publish({one: grades(0.7)})
    found = graded.history.of(one)
    assert [(each.seq, each.grades.reliability.score) for each in found] == [(3, 70), (1, 50)]
    assert [row.current for row in graded.rows()] == [False, True]
    assert all(row.seq > 0 for row in graded.rows())
    assert found[0].grades == grades(0.7)


def test_words_alone_are_no_change(graded, ids):
    told = grades(0.5)
    other = replace(
        told,
        reliability=replace(
            told.reliability,
            components=(replace(told.reliability.components[0], why=msg("Other words")),),
        ),
    )
    assert digest(told) == digest(other)
    assert digest(told) != digest(grades(0.51))
    assert digest(told) != digest(replace(told, stars=2))
    assert digest(told) != digest(replace(told, udata={"license": False}))
    unknown = Mqa((Metric("keywordAvailability", "findability", 100, None),))
    assert digest(told) != digest(replace(told, mqa=unknown))


def test_grades_of_an_interrupted_run_are_forgotten(graded, ids):
    lease = graded.state.leases.acquire(SOURCE)
    (item,) = graded.documents.load(SOURCE, ids[:1], "v")
    search = SearchDocument(item.id, item.id, "lille", "FR", "Lille", {}, {})
    ready = graded.publisher_item(
        item, "lille", Rendered(b"{}", b"{}", b"", search), staged(grades(), broken=False), None
    )
    graded.publisher.stage(lease, [ready])
    assert graded.history.of(item.id) == []
    graded.publisher.clear_stage(SOURCE)
    assert graded.rows() == []


def test_means_follow_the_releases(graded, ids):
    one, two = ids
    graded.publish({one: grades(0.5, points=100)})
    graded.publish({two: grades(1.0, points=300)})
    graded.publish({one: grades(None, points=200)})
    points = graded.history.evolution("city")["lille"]
    assert [(point.seq, point.datasets, point.reliability, point.mqa) for point in points] == [
        (1, 1, 50.0, 100.0),
        (2, 2, 75.0, 200.0),
        (3, 2, 100.0, 250.0),
    ]
    assert graded.history.evolution("federation") == {"": points}
    assert graded.history.evolution("schema") == {}
    assert graded.history.spread("city")["lille"].ratings == {"sufficient": 1, "good": 1}


def test_means_by_schema_follow_a_dataset_from_one_to_the_other(graded, ids):
    one = ids[0]
    graded.publish({one: staged(grades(0.5), schema_id="a", broken=False)})
    graded.publish({one: staged(grades(0.9), schema_id="b", broken=False)})
    found = graded.history.evolution("schema")
    assert [(point.datasets, point.reliability) for point in found["a"]] == [(1, 50.0), (0, None)]
    assert [(point.datasets, point.reliability) for point in found["b"]] == [(1, 90.0)]


def test_copies_and_withdrawn_datasets_do_not_count(graded, ids):
    one, two = ids
    graded.publish({one: grades(0.5), two: staged(grades(0.1), copy_of=one, broken=False)})
    with graded.database.writing() as connection:
        connection.execute(
            update(published_dataset)
            .where(published_dataset.c.id == two)
            .values(copy_of=one, copy_evidence="url")
        )
    (point,) = graded.history.evolution("city")["lille"]
    assert (point.datasets, point.reliability) == (1, 50.0)
    assert graded.history.spread("federation")[""].ratings == {"bad": 1}
    with graded.database.writing() as connection:
        connection.execute(
            update(dataset_rows).where(dataset_rows.c.id == one).values(withdrawn=True)
        )
    graded.publish({})
    assert graded.history.evolution("city")["lille"][-1].datasets == 0
    assert graded.history.of(one)[0].grades is None
    assert one not in graded.standings.due(SOURCE), "withdrawn datasets are not graded"


def test_a_dataset_that_comes_back_counts_again(graded, ids):
    one = ids[0]
    graded.publish({one: grades(0.5)})
    for withdrawn in (True, False):
        with graded.database.writing() as connection:
            connection.execute(
                update(dataset_rows).where(dataset_rows.c.id == one).values(withdrawn=withdrawn)
            )
        graded.publish({} if withdrawn else {one: grades(0.5)})
    points = graded.history.evolution("city")["lille"]
    assert [point.datasets for point in points] == [1, 0, 1]


def test_nothing_is_due_when_nothing_happened(graded, ids):
    graded.publish({ids[0]: grades(), ids[1]: grades()})
    assert graded.standings.due(SOURCE) == []


def test_age_makes_a_dataset_due_until_it_was_graded_again(graded, ids):
    day = clock.now().date()
    graded.publish({ids[0]: grades(review=day + timedelta(days=5)), ids[1]: grades()})
    later = clock.now() + timedelta(days=5)
    assert graded.standings.due(SOURCE, clock.now() + timedelta(days=4)) == []
    assert graded.standings.due(SOURCE, later) == [ids[0]]
    graded.publish({ids[0]: grades(review=day + timedelta(days=50))})
    assert graded.standings.due(SOURCE, later) == []
    assert len(graded.history.of(ids[0])) == 1, "the grades are the same"


def test_an_address_that_turns_makes_its_dataset_due(graded, ids):
    urls = [f"http://p/{name}" for name in ("a.csv", "b.csv")]
    with graded.database.writing() as connection:
        replace_uses(connection, SOURCE, {ids[0]: [urls[0]], ids[1]: [urls[1]]})
    graded.publish({ids[0]: grades(), ids[1]: grades()})
    links = Links(graded.database)
    links.record([LinkCheck(link_id(urls[0]), 404, FailureCode.GONE)])
    assert graded.standings.due(SOURCE) == [ids[0]]
    assert graded.standings.of(ids)[ids[0]].answers == {urls[0]: False}
    assert graded.standings.of(ids)[ids[1]].answers == {}
    graded.publish({ids[0]: staged(grades(), broken=True)})
    assert graded.standings.due(SOURCE) == []
    links.record([LinkCheck(link_id(urls[0]), 200, None)])
    assert graded.standings.due(SOURCE) == [ids[0]]


def test_the_first_answer_of_a_file_already_had_is_no_news(graded, ids):
    lease = graded.state.leases.acquire(SOURCE)
    (row,) = graded.documents.load(SOURCE, ids[:1], "v")
    report = AnonymisationReport(Verdict.PASS, input_hash="h")
    had = {"content_sha256": "c", "anonymisation": codec.dumps(report)}
    change = Change(row.resources[0].id, State.FETCHED, had)
    graded.state.resources.advance(lease, "run", [change])
    graded.state.leases.release(lease)
    url = "http://p/a.csv"
    with graded.database.writing() as connection:
        replace_uses(connection, SOURCE, {ids[0]: [url]})
    assert graded.standings.of(ids)[ids[0]].answers == {url: True}
    graded.publish({ids[0]: grades()})
    Links(graded.database).record([LinkCheck(link_id(url), 200, None)])
    assert graded.standings.due(SOURCE) == []


def test_a_dataset_found_to_be_a_copy_is_due(graded, ids):
    graded.publish({ids[0]: grades(), ids[1]: grades()})
    with graded.database.writing() as connection:
        connection.execute(
            update(published_dataset)
            .where(published_dataset.c.id == ids[1])
            .values(copy_of=ids[0], copy_evidence="url")
        )
    assert graded.standings.due(SOURCE) == [ids[1]]
    around = graded.standings.of(ids)
    assert around[ids[1]].copy_of == ids[0]
    assert around[ids[0]].changed == "2026-01-01T00:00:00Z"


def test_another_city_with_the_same_schema_makes_a_dataset_due(graded, ids):
    one, two = ids
    graded.publish({one: staged(grades(), schema_id="x/y", broken=False)}, schema="x/y")
    assert others(graded.standings.schemas(), "lille") == {"x/y": 0}
    assert graded.standings.due(SOURCE) == []
    with graded.database.writing() as connection:
        row = connection.execute(select(published_dataset)).mappings().one()
        there = {**row, "id": two, "name": "other", "city_id": "dakar", "source_id": "s"}
        connection.execute(published_dataset.insert().values(**there))
        table = connection.execute(select(published_table)).mappings().one()
        connection.execute(
            published_table.insert().values(**{**table, "id": "t2", "dataset_id": two})
        )
    assert others(graded.standings.schemas(), "lille") == {"x/y": 1}
    assert graded.standings.due(SOURCE) == [one]

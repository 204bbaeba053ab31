"""Demand: from counts by day to a share of the most."""

import threading
from datetime import timedelta

import pytest

from federation import clock
from federation.demand import DAILY, LEAST_DAYS, MOST, Use, tenths
from federation.store.readings import Readings, today, uses
from federation.store.schema import published_dataset, reading

LONG_AGO = "2020-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("days", "count", "expected"),
    [
        (LEAST_DAYS - 1, 1000, None),
        (LEAST_DAYS, 0, 0),
        (LEAST_DAYS, 1, 1),
        (LEAST_DAYS, 10, 5),
        (LEAST_DAYS, 50, 7),
        (LEAST_DAYS, MOST, 10),
        (LEAST_DAYS, 10_000, 10),
        (90, 30, 5),
    ],
)
def test_demand_grows_with_uses_in_thirty_days(days, count, expected):
    assert tenths(Use(days, {"page": count})) == expected


def test_kinds_add_up():
    assert Use(60, {"page": 10, "download": 20, "query": 30}).monthly == 30


def day(ago):
    return (clock.now() - timedelta(days=ago)).date().isoformat()


@pytest.fixture
def readings(database):
    row = {"json": b"", "ckan": b"", "turtle": b"", "search": b"", "seq": 1, "withdrawn": False}
    names = {"city_id": "lille", "source_id": "s"}
    with database.writing() as connection:
        for one in ("a", "b"):
            connection.execute(
                published_dataset.insert().values(id=one, name=f"jeu-{one}", **names, **row)
            )
    return Readings(database)


def asked(database, **published):
    with database.engine.connect() as connection:
        return uses(connection, published)


def test_days_are_those_counted_since_publication(database, readings):
    for ago in range(100):
        readings.add({(day(ago), "page", "jeu-a"): 1}, {day(ago)})
    found = asked(database, a=LONG_AGO, b=f"{day(31)}T12:00:00.000000Z", c=None)
    assert (found["a"].days, found["a"].counts) == (90, {"page": 90}), "today is not over"
    assert (found["b"].days, found["b"].counts) == (30, {})
    assert found["c"].days == 0


def test_a_program_that_never_rests_does_not_pass_for_a_crowd(database, readings):
    readings.add({(day(3), "query", "a"): 100_000, (day(3), "download", "a"): 2}, {day(3)})
    readings.add({(day(2), "query", "a"): 3}, {day(2)})
    assert asked(database, a=LONG_AGO)["a"].counts == {"query": DAILY + 3, "download": 2}


def test_a_day_that_nobody_counted_is_no_day_without_readers(database, readings):
    readings.add({}, {day(5), day(9)})
    assert asked(database, a=LONG_AGO)["a"].days == 2
    with database.writing() as connection:
        connection.execute(reading.delete())
    assert asked(database, a=LONG_AGO) == {}


def test_what_was_read_on_the_day_of_publication_is_told_of_no_day(database, readings):
    """It would be shared among days that it does not belong to."""
    for ago in range(40):
        readings.add({(day(ago), kind, one): 10 for kind in ("page", "query") for one in "ab"}, {})
        readings.add({}, {day(ago)})
    found = asked(database, a=f"{day(35)}T12:00:00.000000Z", b=f"{day(2)}T12:00:00.000000Z")
    assert (found["a"].days, found["a"].counts) == (34, {"page": 340, "query": 340})
    assert (found["b"].days, found["b"].counts) == (1, {"page": 10, "query": 10})


def test_counts_do_not_wait_for_a_run_that_writes_for_long(database, readings):
    """A catalogue that is to end would not end before the run does."""
    taken = []
    count = threading.Thread(
        target=lambda: taken.append(readings.add({(today(), "page", "a"): 1}, {today()}))
    )
    with database.writing():
        count.start()
        count.join(30)
        assert taken == [False]
    assert readings.add({(today(), "page", "a"): 1}, {today()})
    with database.writing() as connection:
        assert connection.execute(reading.select()).all()

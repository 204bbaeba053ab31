"""Addresses in the store: who uses them, when they are due, what is kept of a check."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from federation import clock
from federation.errors import FailureCode
from federation.store import Database
from federation.store.links import INTERVALS, LinkCheck, Links, link_id, replace_uses
from federation.store.schema import dataset, link, link_use, source

A, B, FTP = "https://a.org/1.csv", "https://b.org/1.csv", "ftp://a.org/1.csv"
HOUR = timedelta(hours=1)


@pytest.fixture
def database(database_url):
    opened = Database(database_url)
    opened.migrate()
    with opened.writing() as connection:
        connection.execute(insert(source), [{"id": "s"}, {"id": "t"}])
        connection.execute(
            insert(dataset),
            [
                {
                    "id": name,
                    "source_id": "t" if name == "other" else "s",
                    "city_id": "c",
                    "remote_id": name,
                    "document": b"{}",
                    "document_hash": "",
                    "first_seen": "",
                    "last_seen": "",
                }
                for name in ("one", "two", "other")
            ],
        )
    yield opened
    opened.close()


@pytest.fixture
def links(database):
    return Links(database)


def use(database, uses, source_id="s"):
    with database.writing() as connection:
        replace_uses(connection, source_id, uses)


def urls(found):
    return sorted(each.url for each in found)


def check(links, url, status=200, code=None, now=None):
    links.record([LinkCheck(link_id(url), status, code)], now)


def test_an_address_is_due_at_once_and_counted_once(database, links):
    use(database, {"one": [A, A, B], "two": [A]})
    assert urls(links.due(10)) == [A, B]
    assert links.summary("s").unchecked == 2
    assert links.summary("t").total == 0


def test_what_is_no_web_address_is_not_checked(database, links):
    use(database, {"one": ["", "file:x.csv", "mailto:a@b.org", "x.csv", "http://[", FTP]})
    assert links.due(10) == []
    assert urls(links.of_dataset("one")) == [FTP]
    assert links.summary("s").unchecked == 1


def test_addresses_follow_their_datasets(database, links):
    use(database, {"one": [A, B], "two": [A]})
    check(links, A)
    use(database, {"one": [B]})
    assert urls(links.of_dataset("one")) == [B]
    assert links.of_dataset("two")[0].checked is not None
    use(database, {"two": []})
    with database.engine.connect() as connection:
        assert connection.execute(select(link.c.url)).scalars().all() == [B]
        assert connection.execute(select(func.count()).select_from(link_use)).scalar() == 1


def test_an_unchanged_page_writes_nothing(database, links):
    use(database, {"one": [A], "two": [B]})
    check(links, A)
    before = links.of_dataset("one")
    use(database, {"one": [A], "two": [B]})
    assert links.of_dataset("one") == before


def test_many_addresses_go_through(database, links):
    many = [f"https://a.org/{number}" for number in range(1200)]
    use(database, {"one": many})
    use(database, {"one": many[:3]})
    assert links.summary("s").total == 3


def test_two_sources_share_an_address(database, links):
    use(database, {"one": [A]})
    use(database, {"other": [A]}, "t")
    check(links, A, 404, FailureCode.GONE)
    assert links.summary("s").broken == links.summary("t").broken == 1
    use(database, {"one": []})
    assert links.summary("s").total == 0
    assert urls(links.broken("t")) == [A]


def test_intervals_grow_while_nothing_changes_and_start_again_when_it_does(database, links):
    use(database, {"one": [A]})
    now, waits = clock.now(), []
    for status in (200, 200, 200, 200, 200, 404, 404):
        check(links, A, status, None if status == 200 else FailureCode.GONE, now)
        (state,) = links.of_dataset("one")
        due = clock.parse(state.next_check)
        waits.append(round((due - now) / HOUR))
        assert links.due(1, due - HOUR) == []
        assert urls(links.due(1, due)) == [A]
        now = due
    assert INTERVALS == (12, 24, 168, 720)
    assert waits == [12, 24, 168, 720, 720, 12, 24]


def test_since_tells_when_it_ceased_to_answer(database, links):
    use(database, {"one": [A]})
    start = clock.now()
    seen = (None, FailureCode.SERVER, FailureCode.SERVER, FailureCode.GONE, None)
    since = []
    for number, code in enumerate(seen):
        check(links, A, 500, code, start + number * HOUR)
        (state,) = links.of_dataset("one")
        since.append(round((clock.parse(state.since) - start) / HOUR))
        assert state.code is code
    assert since == [0, 1, 1, 1, 4]


def test_hosts_take_turns(database, links):
    use(database, {"one": [f"https://big.org/{n}" for n in range(50)], "two": [A, B]})
    first = links.due(3)
    assert sorted(each.host for each in first) == ["a.org", "b.org", "big.org"]


def test_a_host_that_must_rest_is_left_alone_for_a_day(database, links):
    use(database, {"one": [A, "https://a.org/2.csv", B]})
    now = clock.now()
    check(links, B, now=now - timedelta(days=2))
    links.cool_off("a.org", now)
    assert urls(links.due(10, now)) == [B]
    assert urls(links.due(10, now + 23 * HOUR)) == [B]
    assert len(links.due(10, now + 24 * HOUR)) == 3


def test_a_long_wait_is_not_shortened_by_a_rest(database, links):
    use(database, {"one": [A]})
    now = clock.now()
    for _ in range(4):
        check(links, A, now=now)
    links.cool_off("a.org", now)
    assert links.due(10, now + timedelta(days=29)) == []


def test_withdrawn_datasets_are_neither_checked_nor_counted(database, links):
    use(database, {"one": [A], "two": [B]})
    check(links, A, 404, FailureCode.GONE)
    with database.writing() as connection:
        connection.execute(update(dataset).where(dataset.c.id == "one").values(withdrawn=True))
    assert urls(links.due(10, clock.now() + timedelta(days=60))) == [B]
    assert links.summary("s").total == 1
    assert links.broken("s") == []


def test_a_check_of_an_address_dropped_meanwhile_is_forgotten(database, links):
    use(database, {"one": [A]})
    use(database, {"one": []})
    check(links, A)
    assert links.of_dataset("one") == []


def test_the_longest_broken_stand_first(database, links):
    use(database, {"one": [A, B]})
    now = clock.now()
    check(links, A, None, FailureCode.UNREACHABLE, now)
    check(links, B, 404, FailureCode.GONE, now - HOUR)
    assert [each.url for each in links.broken("s")] == [B, A]
    assert [each.url for each in links.broken("s", 1)] == [B]

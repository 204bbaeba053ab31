"""Runs that ask a portal only what changed, and what they must not lose."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from federation.errors import FailureCode
from federation.store.schema import dataset as datasets
from federation.store.schema import source as sources
from orchestration.pipeline import fetching, harvesting

TABLE = b"id,essence\n1,tilleul\n2,platane\n"
OLD = "2026-01-02T03:04:05"


def stamp(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


class City:
    """A CKAN portal with its files, and the federation that harvests it."""

    def __init__(self, portals, site, federate, stack_enter, count=5, retries=3, **more):
        server, ckan = portals("server"), portals("ckan")
        self._make = ckan.dataset
        self.site = site
        self.app = ckan.Ckan(server, [])
        self.portal = stack_enter(server.Portal(self.app))
        for number in range(count):
            self.put(number)
        source = {
            "id": "lille-ckan",
            "connector": "ckan",
            "url": self.portal.url,
            "politeness": {"requests_per_second": 1000, "retries": retries},
            "options": {"page_size": 2},
        }
        self.source = source
        self.federate = federate
        self.federation = federate(source, **{"incremental": {"full_every": 100}, **more})

    def put(self, number, modified=OLD, body=TABLE, **fields):
        self.site.paths[f"/{number}.csv"] = body
        item = self._make(number, metadata_modified=modified, **fields)
        item["resources"][0]["url"] = f"{self.site.url}/{number}.csv"
        item["resources"][0].pop("last_modified")
        self.app.datasets[item["id"]] = item

    def edit(self, number, **fields):
        """Edited now, as the portal's clock says."""
        self.put(number, stamp(datetime.now(UTC)), **fields)

    def remove(self, number):
        return self.app.datasets.pop(f"{number:04d}-aaaa")

    def run(self):
        del self.portal.requests[:]
        del self.site.asked[:]
        (tally,) = self.federation.run()
        return tally

    @property
    def searches(self):
        return [r.query for r in self.portal.requests if r.path.endswith("package_search")]

    @property
    def files(self):
        return sorted({path for _, path in self.site.asked})

    def column(self, table, *names):
        with self.federation.open() as workspace, workspace.database.engine.connect() as found:
            return found.execute(select(*(table.c[name] for name in names))).all()


@pytest.fixture
def city(portals, site, federate):
    opened = []

    def make(count=5, **more):
        return City(
            portals, site, federate, lambda p: opened.append(p.__enter__()) or p, count, **more
        )

    yield make
    for portal in opened:
        portal.__exit__(None, None, None)


def test_a_second_run_asks_one_question_and_no_file(city):
    lille = city()
    first = lille.run()
    assert (first.datasets, first.published, first.since) == (5, 5, None)
    second = lille.run()
    assert second.since is not None
    assert (second.datasets, second.seen, second.release) == (0, 0, None)
    assert len(lille.searches) == 1
    assert lille.files == []


def test_only_what_was_edited_is_walked_and_asked_for(city):
    lille = city()
    lille.run()
    lille.edit(3, body=TABLE + b"3,charme\n", title="Arbres remarquables")
    tally = lille.run()
    assert (tally.datasets, tally.changed, tally.published) == (1, 1, 1)
    assert lille.files == ["/3.csv"]
    titles = [json.loads(name)["title"] for (name,) in lille.column(datasets, "document") if name]
    assert {"fr": "Arbres remarquables"} in titles


def test_a_run_killed_between_walk_and_downloads_loses_no_file(city, monkeypatch):
    lille = city()
    lille.run()
    lille.edit(3, body=TABLE + b"3,charme\n")

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(harvesting, "fetch_resources", killed)
        with pytest.raises(KeyboardInterrupt):
            lille.federation.run()
    # Even where the portal forgets that anything was edited.
    lille.app.datasets["0003-aaaa"]["metadata_modified"] = OLD
    tally = lille.run()
    assert lille.files == ["/3.csv"]
    assert tally.published == 1


def test_a_file_that_was_out_of_reach_is_asked_for_again(city):
    lille = city()
    content = lille.site.paths.pop("/2.csv")
    assert lille.run().failed == 1
    assert lille.run().seen == 0  # 404: the publisher must act; the next full walk asks again
    lille.site.paths["/2.csv"] = content
    with lille.federation.open() as workspace:
        workspace.sources.ask_full_walk("lille-ckan")
    tally = lille.run()
    assert (tally.since, tally.published) == (None, 1)
    assert lille.files == [f"/{number}.csv" for number in range(5)]


def test_other_settings_of_the_source_ask_for_a_full_walk(city):
    lille = city()
    lille.run()
    changed = {**lille.source, "licence": "odbl"}
    lille.federation = lille.federate(changed, incremental={"full_every": 100})
    assert lille.run().since is None
    assert lille.run().since is not None


def test_manners_do_not(city):
    lille = city()
    lille.run()
    changed = {**lille.source, "politeness": {"requests_per_second": 50}}
    lille.federation = lille.federate(changed, incremental={"full_every": 100})
    assert lille.run().since is not None


def test_a_private_dataset_is_withdrawn_with_its_reason(city):
    lille = city(disappearance={"grace_days": 0}, incremental={"full_every": 1})
    lille.run()
    lille.app.private.add("0003-aaaa")
    lille.remove(4)
    tally = lille.run()
    assert (tally.withdrawn, tally.error_code) == (0, FailureCode.MASS_DELETION)
    with lille.federation.open() as workspace:
        workspace.sources.confirm_withdrawal("lille-ckan")
    tally = lille.run()
    assert (tally.withdrawn, tally.error) == (2, None)
    found = dict(lille.column(datasets, "remote_id", "missing_code"))
    assert found["0003-aaaa"] == "withdrawn"
    assert found["0004-aaaa"] == "gone"
    lille.app.private.clear()
    assert lille.run().withdrawn == 0
    assert dict(lille.column(datasets, "remote_id", "withdrawn"))["0003-aaaa"] is False


def test_a_dataset_whose_page_fails_is_not_withdrawn_however_long(city):
    lille = city(disappearance={"grace_days": 0}, incremental={"full_every": 1}, retries=0)
    lille.run()
    lille.app.search_is_down = True  # then datasets are listed by name, and shown one by one
    lille.app.broken.add("0003-aaaa")
    assert [lille.run().withdrawn for _ in range(3)] == [0, 0, 0]
    (found,) = [row for row in lille.column(datasets, "remote_id", "missing_code") if "3" in row[0]]
    assert found.missing_code is None
    lille.app.broken.clear()
    lille.remove(3)
    assert lille.run().withdrawn == 1


def test_the_brake_asks_and_nothing_is_lost(city):
    lille = city(disappearance={"grace_days": 0}, incremental={"full_every": 1})
    lille.run()
    kept = [lille.remove(number) for number in (1, 2)]
    tally = lille.run()
    assert (tally.withdrawn, tally.error_code) == (0, FailureCode.MASS_DELETION)
    assert lille.run().error_code is FailureCode.MASS_DELETION
    for item in kept:
        lille.app.datasets[item["id"]] = item
    assert lille.run().error_code is None


def test_a_dataset_that_cannot_be_mapped_today_stays(city):
    lille = city(disappearance={"grace_days": 0}, incremental={"full_every": 1})
    lille.run()
    lille.app.datasets["0003-aaaa"] = {"id": "0003-aaaa", "name": "x", "resources": 7, "title": []}
    lille.run()
    assert dict(lille.column(datasets, "remote_id", "missing_since"))["0003-aaaa"] is None


def test_the_raw_records_of_a_page_are_kept_together(city):
    lille = city()
    lille.run()
    found = {name for (name,) in lille.column(datasets, "raw_sha256")}
    assert len(found) == 3  # five datasets, two by page
    with lille.federation.open() as workspace:
        lines = [
            json.loads(line)
            for name in found
            for line in workspace.lake.local("raw", name).read_bytes().splitlines()
        ]
    assert {line["id"] for line in lines} == {f"{number:04d}-aaaa" for number in range(5)}
    assert json.loads(lines[0]["body"])["id"] == lines[0]["id"]


def test_the_watermark_is_the_portals_own_clock(city, portals, monkeypatch):
    lille = city()
    ahead = datetime.now(UTC) + timedelta(days=2)
    said = ahead.strftime("%a, %d %b %Y %H:%M:%S GMT")
    handler = portals("server")._Handler
    monkeypatch.setattr(handler, "date_time_string", lambda self, timestamp=None: said)
    lille.run()
    ((watermark,),) = lille.column(sources, "watermark")
    assert watermark.startswith(ahead.strftime("%Y-%m-%dT%H:%M:%S"))


def test_a_slow_file_keeps_the_source_until_it_has_come(city, monkeypatch):
    lille = city(1)
    monkeypatch.setattr(fetching, "_PATIENCE", 0.05)
    ends, asked = [], lille.site.answer

    def slow(handler):
        for _ in range(2):
            time.sleep(0.2)
            ends.extend(end for (end,) in lille.column(sources, "lease_expires"))
        asked(handler)

    lille.site.answer = slow
    assert lille.run().published == 1
    assert ends[1] > ends[0]

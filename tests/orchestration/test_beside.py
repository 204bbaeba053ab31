"""Tables judged with another table of their dataset: examined again when only that one changes."""

import json

import pytest

from federation.store import CatalogReader

HASTE = {"requests_per_second": 1000, "retries": 0, "timeout_seconds": 2}
STATE = "en_service,libre,2022-10-18T12:35:49+00:00"
HERE, THERE = "FRXYZE0000000001", "FRXYZE0000000009"
LIVE = f"id_pdc_itinerance,etat_pdc,occupation_pdc,horodatage\n{HERE},{STATE}\n{THERE},{STATE}\n"


def stations(*points):
    """The static table, recognised by its columns."""
    from quality.schemas import shipped

    example = {
        field.name: field.example or ""
        for field in shipped().get("etalab/schema-irve-statique").fields
    }
    rows = [example | {"id_pdc_itinerance": point} for point in points]
    lines = [",".join(f'"{cell}"' for cell in row.values()) for row in rows]
    return "\n".join([",".join(example), *lines, ""])


@pytest.fixture
def bornes(federate, folder):
    """A dataset of two tables, the second of which looks at the first."""
    (folder / "stations.csv").write_text(stations(HERE), "utf-8")
    (folder / "live.csv").write_text(LIVE, "utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("stations", "live")]
    (folder / "datapackage.json").write_text(
        json.dumps({"name": "bornes", "title": "Bornes", "resources": resources}), "utf-8"
    )
    return federate({"id": "bornes", "connector": "files", "url": "fichiers/datapackage.json"})


def remarks(federation):
    """What the report of the dynamic table says of its links."""
    report = next(
        table.quality
        for table in federation.tables().values()
        if table.quality and "etat_pdc" in table.quality.columns
    )
    kinds = ("check-error", "reference-warning")
    return [(one.type, one.row) for one in report.warnings if one.type in kinds]


def examined(federation):
    """How many times tables were examined so far."""
    return sum(step.state == "examined" for step in federation.transitions())


def test_a_change_of_the_other_table_alone_is_seen(bornes, folder):
    bornes.run()
    assert remarks(bornes) == [("reference-warning", 3)]
    assert examined(bornes) == 2
    (folder / "stations.csv").write_text(stations(HERE, THERE), "utf-8")
    (tally,) = bornes.run()
    assert tally.error is None
    assert remarks(bornes) == []
    assert examined(bornes) == 4
    with bornes.open() as workspace:
        released = CatalogReader(workspace.database).sequence()
    (tally,) = bornes.run()
    assert (examined(bornes), tally.release) == (4, None), "nothing changed since"
    (folder / "stations.csv").write_text(stations(THERE), "utf-8")
    bornes.run()
    assert remarks(bornes) == [("reference-warning", 2)]
    assert released == 2


def test_a_change_of_the_table_that_looks_leaves_the_other_alone(bornes, folder):
    bornes.run()
    (folder / "live.csv").write_text(LIVE.replace("libre", "occupe"), "utf-8")
    bornes.run()
    assert (examined(bornes), remarks(bornes)) == (3, [("reference-warning", 3)])


def test_a_table_that_is_gone_is_noticed(bornes, folder):
    bornes.run()
    package = folder / "datapackage.json"
    body = json.loads(package.read_text("utf-8"))
    body["resources"] = body["resources"][1:]
    package.write_text(json.dumps(body), "utf-8")
    bornes.run()
    assert remarks(bornes) == [("check-error", None)]


@pytest.fixture
def remote(federate, site, tmp_path):
    """The same two tables on a portal, which is asked for files."""
    site.paths["/stations.csv"] = stations(HERE).encode()
    site.paths["/live.csv"] = LIVE.encode()
    resources = [
        {"name": name, "path": f"{site.url}/{name}.csv", "format": "csv"}
        for name in ("stations", "live")
    ]
    package = {"name": "bornes", "title": "Bornes", "resources": resources}
    site.paths["/datapackage.json"] = json.dumps(package).encode()
    source = {
        "id": "bornes",
        "connector": "files",
        "url": f"{site.url}/datapackage.json",
        "politeness": HASTE,
    }
    return federate(source)


def erase_raw(federation):
    """As when their days are over."""
    with federation.open() as workspace:
        for name, _ in list(workspace.lake.objects("raw")):
            workspace.lake.delete("raw", name)


def test_bytes_that_were_erased_are_fetched_again(remote, site):
    remote.run()
    assert remarks(remote) == [("reference-warning", 3)]
    erase_raw(remote)
    site.paths["/stations.csv"] = stations(HERE, THERE).encode()
    remote.run()
    assert remarks(remote) == [], "the table that looks had to be had again"
    erase_raw(remote)
    site.paths["/live.csv"] = LIVE.replace(THERE, "FRXYZE0000000007").encode()
    remote.run()
    assert remarks(remote) == [("reference-warning", 3)], "and the one that is looked at"
    before = examined(remote)
    remote.run()
    assert examined(remote) == before


def times_asked(site, path):
    return sum(asked == path for _, asked in site.asked)


def test_a_file_that_is_no_table_any_more_is_asked_for_once_in_a_run(remote, site):
    remote.run()
    erase_raw(remote)
    site.paths["/live.csv"] = LIVE.replace(THERE, "FRXYZE0000000007").encode()
    site.paths["/stations.csv"] = b""
    remote.run()
    for _ in range(2):
        before = (times_asked(site, "/stations.csv"), examined(remote))
        remote.run()
        after = (times_asked(site, "/stations.csv"), examined(remote))
        assert (after[0] - before[0], after[1]) == (1, before[1])
    site.paths["/stations.csv"] = stations(HERE, THERE).encode()
    site.paths["/live.csv"] = LIVE.encode()
    remote.run()
    assert remarks(remote) == []


def test_a_table_whose_bytes_could_not_be_had_again_is_judged_once_they_can(remote, site):
    remote.run()
    erase_raw(remote)
    site.paths["/stations.csv"] = stations(HERE, THERE).encode()
    live = site.paths.pop("/live.csv")
    remote.run()
    assert remarks(remote) == [("reference-warning", 3)], "what it was last judged with"
    before = examined(remote)
    remote.run()
    assert examined(remote) == before
    site.paths["/live.csv"] = live
    remote.run()
    assert remarks(remote) == []


def test_a_run_killed_between_asking_and_fetching_is_made_good(remote, site):
    remote.run()
    erase_raw(remote)
    site.paths["/stations.csv"] = stations(HERE, THERE).encode()
    with remote.open() as workspace:
        (looking,) = workspace.resources.looking("bornes")
        lease = workspace.leases.acquire("bornes")
        workspace.resources.ask_again(lease, [looking.id], "to fetch")
        workspace.leases.release(lease)
    remote.run()
    assert remarks(remote) == []

"""The whole way of the data, stage by stage, on both storages."""

import json

import pytest

from federation.model import State
from federation.store import CatalogReader

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
TREES = "essence;hauteur;quartier\nÉrable;12,5;Wazemmes\nTilleul;9;Fives\nPlatane;15;Moulins\n"
PRENOMS = (
    "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"
    "Lille,59350,F,Louise,41,2025\nLille,59350,M,Gabriel,38,2025\n"
)
NIR, MAIL, NAME = "1 85 05 59 350 123 44", "zenobie.vanhoutte@orange.fr", "Zénobie Vanhoutte"


def nir():
    base = 185055935012
    body = f"{base}3"
    return f"{body}{97 - int(body) % 97:02d}"


def write(folder, **files):
    for name, body in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(body.encode("utf-8") if isinstance(body, str) else body)


@pytest.fixture(params=["embedded", "servers"])
def storage(request):
    """SQLite and a folder, or PostgreSQL and S3: two settings, the same behaviour."""
    if request.param == "embedded":
        return {}
    root, s3 = request.getfixturevalue("s3_bucket")
    return {
        "storage": {
            "database": request.getfixturevalue("postgres_url"),
            "lake": root,
            "s3": {"endpoint": s3.endpoint, "key": s3.key, "secret": s3.secret},
        }
    }


def test_files_of_a_commune_reach_the_catalogue(federate, folder, storage):
    write(folder, arbres_csv=TREES.encode("cp1252"), prenoms_csv=PRENOMS)
    federation = federate(FOLDER, **storage)
    (tally,) = federation.run()
    assert tally.error is None
    assert (tally.seen, tally.new, tally.published) == (2, 2, 2)

    tables = federation.tables()
    trees, names = tables["arbres.csv"], tables["prenoms.csv"]
    assert trees.state is names.state is State.PUBLISHED
    assert trees.quality.source.encoding == "cp1252"
    assert trees.quality.valid is None
    assert str(names.quality.schema) == "scdl/prenoms 1.1.6"
    assert federation.rows(trees)[0] == {
        "essence": "Érable",
        "hauteur": "12,5",
        "quartier": "Wazemmes",
        "__conforms": True,
    }
    assert federation.rows(names)[1]["NOMBRE_OCCURRENCES"] == 38


def test_a_second_run_does_nothing_again(federate, folder, storage):
    write(folder, arbres_csv=TREES, prenoms_csv=PRENOMS)
    federation = federate(FOLDER, **storage)
    (first,) = federation.run()
    steps = len(federation.transitions())
    (second,) = federation.run()
    assert first.release == 1
    assert (second.seen, second.unchanged, second.release) == (2, 2, None)
    assert len(federation.transitions()) == steps


def test_only_what_changed_is_published_again(federate, folder, storage):
    write(folder, arbres_csv=TREES, prenoms_csv=PRENOMS)
    federation = federate(FOLDER, **storage)
    federation.run()
    write(folder, arbres_csv=TREES + "Chêne;20;Lomme\n")
    (tally,) = federation.run()
    assert (tally.changed, tally.unchanged, tally.published, tally.release) == (1, 1, 1, 2)
    assert federation.tables()["arbres.csv"].snapshot.rows == 4


def test_personal_data_is_written_nowhere_but_in_the_private_raw_zone(federate, folder, caplog):
    lines = [f"2025-0{n};Réclamation de Mme {NAME}, NIR {nir()}, mail {MAIL}" for n in (1, 2, 3)]
    headless = "Mme Vanhoutte Zoé;rue Haute;12\nMme Vanhoutte Zoé;rue Basse;13\n"
    write(folder, courrier_csv="mois;objet\n" + "\n".join(lines), sans_csv=headless)
    federation = federate(FOLDER)
    federation.run()
    assert set(federation.tables()) == {"courrier.csv", "sans.csv"}
    canaries = [NAME.encode(), b"Vanhoutte", nir().encode(), MAIL.encode()]
    canaries += [json.dumps(NAME).strip('"').encode()]
    raw = federation.home / "lake" / "raw"
    for path in federation.home.rglob("*"):
        if path.is_file() and not path.is_relative_to(raw):
            body = path.read_bytes()
            assert not [canary for canary in canaries if canary in body], path
    assert not any(canary.decode() in caplog.text for canary in canaries)
    assert any(canaries[0] in path.read_bytes() for path in raw.rglob("*") if path.is_file())
    assert (federation.home / "work").stat().st_mode & 0o077 == 0


def test_a_broken_new_version_keeps_the_last_good_one_with_a_notice(federate, folder):
    write(folder, arbres_csv=TREES)
    federation = federate(FOLDER)
    federation.run()
    good = federation.tables()["arbres.csv"].snapshot
    write(folder, arbres_csv=b"%PDF-1.7 \x00\x01 not a table")
    (tally,) = federation.run()
    assert (tally.changed, tally.rejected) == (1, 1)
    table = federation.tables()["arbres.csv"]
    assert table.state is State.PUBLISHED
    assert table.snapshot == good
    assert table.reason_code is not None
    (again,) = federation.run()
    assert (again.unchanged, again.release) == (1, None)
    write(folder, arbres_csv=TREES)
    federation.run()
    assert federation.tables()["arbres.csv"].reason_code is None


def test_a_removed_file_is_withdrawn_and_returns_under_the_same_id(federate, folder):
    write(folder, arbres_csv=TREES, prenoms_csv=PRENOMS, a_csv=TREES, b_csv=TREES, c_csv=TREES)
    federation = federate(FOLDER, disappearance={"grace_days": 0})
    federation.run()
    before = federation.tables()
    (folder / "arbres.csv").unlink()
    (tally,) = federation.run()
    assert (tally.withdrawn, tally.error) == (1, None)
    assert set(before) - set(federation.tables()) == {"arbres.csv"}
    write(folder, arbres_csv=TREES)
    federation.run()
    assert federation.tables()["arbres.csv"].id == before["arbres.csv"].id


def test_a_source_suddenly_empty_withdraws_nothing(federate, folder):
    write(folder, arbres_csv=TREES, prenoms_csv=PRENOMS)
    federation = federate(FOLDER, disappearance={"grace_days": 0})
    federation.run()
    for path in folder.iterdir():
        path.unlink()
    (tally,) = federation.run()
    assert tally.withdrawn == 0
    assert tally.error_code is not None
    assert len(federation.tables()) == 2


def test_a_policy_change_examines_again_without_a_new_download(federate, folder, site, tmp_path):
    site.paths["/arbres.csv"] = TREES.encode()
    (tmp_path / "liste.csv").write_text(f"url,title\n{site.url}/arbres.csv,arbres.csv\n")
    source = {"id": "liste", "connector": "files", "url": "liste.csv"}
    federation = federate(source)
    federation.run()
    (tmp_path / "regles.yaml").write_text(
        "version: '2026-01'\ncolumns:\n- {column: quartier, action: drop, basis: essai}\n"
    )
    del site.asked[:]
    federation = federate(source, policy="regles.yaml")
    (tally,) = federation.run()
    assert tally.changed == 1
    assert all(path == "/arbres.csv" for _, path in site.asked)
    assert "quartier" not in federation.rows(federation.tables()["arbres.csv"])[0]


def test_a_federation_may_publish_conforming_tables_only(federate, folder):
    write(folder, prenoms_csv=PRENOMS.replace(",41,", ",beaucoup,"), arbres_csv=TREES)
    federation = federate(FOLDER, publish="conforming")
    (tally,) = federation.run()
    assert (tally.rejected, tally.published) == (1, 1)
    table = federation.tables()["prenoms.csv"]
    assert table.state is State.REJECTED
    assert table.reason_code == "not-conforming"
    assert table.quality.error_total == 1


def test_rows_that_do_not_conform_are_marked(federate, folder):
    write(folder, prenoms_csv=PRENOMS.replace(",41,", ",beaucoup,"))
    federation = federate(FOLDER)
    federation.run()
    rows = federation.rows(federation.tables()["prenoms.csv"])
    assert [row["__conforms"] for row in rows] == [False, True]


def test_reports_are_published_without_cells(federate, folder):
    write(folder, prenoms_csv=PRENOMS.replace(",41,", ",Zénobie Vanhoutte,"))
    federation = federate(FOLDER)
    federation.run()
    report = federation.tables()["prenoms.csv"].quality
    assert report.errors
    assert all(found.cell is None for found in report.errors)
    assert "Vanhoutte" not in repr(report)


def test_an_interrupted_run_goes_on_where_it_stopped(federate, folder, monkeypatch):
    """Stages run one by one by hand, as if each process had died after it."""
    from orchestration.pipeline.anonymising import anonymise_source
    from orchestration.pipeline.examining import examine_source
    from orchestration.pipeline.harvesting import harvest_source
    from orchestration.pipeline.progress import Silent
    from orchestration.pipeline.publishing import publish_source
    from orchestration.pipeline.tally import Tally

    write(folder, arbres_csv=TREES, prenoms_csv=PRENOMS)
    federation = federate(FOLDER)
    stages = (
        lambda ws: harvest_source(ws, "fichiers", "r1", Silent()),
        lambda ws: examine_source(ws, Tally("fichiers", "r1"), Silent()),
        lambda ws: anonymise_source(ws, Tally("fichiers", "r1"), Silent()),
        lambda ws: publish_source(ws, Tally("fichiers", "r1"), Silent()),
    )
    for stage in stages:
        with federation.open() as workspace:
            stage(workspace)
    assert len(federation.tables()) == 2
    (tally,) = federation.run()
    assert (tally.unchanged, tally.release) == (2, None)


def test_work_left_half_done_is_done_again(federate, folder):
    from orchestration.pipeline.examining import examine_source
    from orchestration.pipeline.harvesting import harvest_source
    from orchestration.pipeline.progress import Silent
    from orchestration.pipeline.tally import Tally

    write(folder, arbres_csv=TREES)
    federation = federate(FOLDER)
    with federation.open() as workspace:
        harvest_source(workspace, "fichiers", "r1", Silent())
        examine_source(workspace, Tally("fichiers", "r1"), Silent())
    for left in (federation.home / "work").rglob("examined.parquet"):
        left.unlink()
    (tally,) = federation.run()
    assert tally.published == 1


def test_the_federation_itself_is_published(federate, folder):
    write(folder, arbres_csv=TREES)
    federation = federate(FOLDER)
    federation.run()
    with federation.open() as workspace:
        document = CatalogReader(workspace.database).federation()
    assert document.titles == {"fr": "Essai"}
    assert document.city("lille").country == "FR"
    assert document.sources[0].url == ""


def test_records_that_an_opendatasoft_portal_did_not_process_again_are_not_asked_for(
    federate, site
):
    """Exports carry no ETag: the portal's own stamp saves the download."""
    stamp = "2026-01-05T04:00:00+00:00"

    def catalogue(handler):
        described = {
            "dataset_id": "arbres",
            "has_records": True,
            "metas": {"default": {"title": "Arbres", "data_processed": stamp}},
        }
        body = json.dumps({"total_count": 1, "results": [described]}).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def answer(handler):
        if "/exports/csv" in handler.path:
            site._bytes(handler, TREES.encode())
        else:
            catalogue(handler)

    site.answer = lambda handler: (site.asked.append(handler.path), answer(handler))
    portal = {"id": "ods", "connector": "opendatasoft", "url": site.url}
    federation = federate(portal, incremental={"full_every": 1})
    (first,) = federation.run()
    assert (first.published, first.error) == (1, None)
    del site.asked[:]
    (second,) = federation.run()
    assert (second.unchanged, second.release) == (1, None)
    assert not [path for path in site.asked if "/exports/" in path]
    stamp = "2026-01-06T04:00:00+00:00"
    federation.run()
    assert [path for path in site.asked if "/exports/csv" in path]

"""The command's names, exit codes and outputs: a contract."""

import csv
import json
import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from federation.store import CatalogReader, Database
from orchestration.cli.app import app

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
PRENOMS = (
    "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"
    "Lille,59350,F,Louise,41,2025\nLille,59350,M,Gabriel,38,2025\n"
)


def write(folder, **files):
    for name, body in files.items():
        (folder / name.replace("_", ".")).write_text(body, encoding="utf-8")


def test_every_command_is_there(command):
    shown = command("--help").stdout
    for name in (
        *("init", "check", "run", "status", "links", "confirm"),
        *("serve", "dagster", "validate", "anonymise", "demo"),
    ):
        assert f" {name} " in shown


@pytest.mark.parametrize("locale", ["fr", "en", "es"])
def test_init_writes_a_file_that_check_accepts(here, tmp_path, locale):
    here("init", str(tmp_path), env={"PARTAGE_LANG": locale})
    file = tmp_path / "federation.yaml"
    assert file.read_text(encoding="utf-8").startswith("# federation.yaml")
    (tmp_path / "arbres.csv").write_text("essence;hauteur\nTilleul;9\n")
    here("--federation", str(file), "check")


def test_init_never_overwrites(here, tmp_path):
    here("init", str(tmp_path))
    (tmp_path / "federation.yaml").write_text("mine")
    assert here("init", str(tmp_path), check=False).returncode == 1
    assert (tmp_path / "federation.yaml").read_text() == "mine"


def test_check_tells_faults_in_the_language_of_the_reader(here, tmp_path):
    file = tmp_path / "federation.yaml"
    file.write_text("federation:\n  id: x\n  titles: {fr: X}\n  colour: red\n")
    words = {"fr": "clé inconnue", "en": "unknown key", "es": "clave desconocida"}
    for locale, expected in words.items():
        result = here("--federation", str(file), "check", check=False, env={"PARTAGE_LANG": locale})
        assert result.returncode == 1
        assert expected in result.stderr
        assert "4" in result.stderr
        assert "Traceback" not in result.stderr


def test_check_fails_when_a_source_does_not_answer(federate, folder):
    down = {
        "id": "panne",
        "connector": "ckan",
        "url": "http://127.0.0.1:9",
        "politeness": {"retries": 0, "timeout_seconds": 1},
    }
    write(folder, prenoms_csv=PRENOMS)
    result = federate(FOLDER, down).here("check", check=False)
    assert result.returncode == 1
    assert "panne" in result.stderr
    assert "unreachable" in result.stderr


def test_run_prints_one_json_object_and_exits_0(federate, folder):
    write(folder, prenoms_csv=PRENOMS)
    result = federate(FOLDER).here("run", "--json")
    found = json.loads(result.stdout)
    assert found["ok"] is True
    (source,) = found["sources"]
    assert source["source_id"] == "fichiers"
    names = [
        "seen",
        "new",
        "changed",
        "unchanged",
        "published",
        "quarantined",
        "rejected",
        "failed",
        "seconds",
    ]
    assert {name: source[name] for name in names[:5]} == {
        "seen": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "published": 1,
    }
    assert all(name in source for name in names)


def test_run_exits_1_when_a_source_failed_and_publishes_the_others(federate, folder):
    down = {
        "id": "panne",
        "connector": "ckan",
        "url": "http://127.0.0.1:9",
        "politeness": {"retries": 0, "timeout_seconds": 1},
    }
    write(folder, prenoms_csv=PRENOMS)
    federation = federate(down, FOLDER)
    result = federation.command("run", "--json", check=False)
    assert result.returncode == 1
    first, second = json.loads(result.stdout)["sources"]
    assert first["error_code"] == "unreachable"
    assert second["published"] == 1
    table = federation.here("run", check=False).stdout
    assert "panne" in table
    assert "unreachable" in table


def test_run_of_one_source_leaves_the_others(federate, folder):
    write(folder, prenoms_csv=PRENOMS)
    other = {"id": "autre", "connector": "files", "url": "fichiers"}
    federation = federate(FOLDER, other)
    found = json.loads(federation.here("run", "--source", "autre", "--json").stdout)
    assert [source["source_id"] for source in found["sources"]] == ["autre"]
    assert federation.here("run", "--source", "absente", check=False).returncode == 1


def test_validate_exit_codes_and_json(command, here, tmp_path):
    valid, wrong, page = (tmp_path / name for name in ("v.csv", "w.csv", "p.csv"))
    valid.write_text(PRENOMS)
    wrong.write_text(PRENOMS.replace(",41,", ",beaucoup,"))
    page.write_text("<!doctype html><html><body>404</body></html>")
    assert here("validate", str(valid), "--schema", "prenoms").returncode == 0
    result = command("validate", str(wrong), "--schema", "prenoms", "--json", check=False)
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert report["valid"] is False
    (error,) = report["errors"]
    assert (error["rowNumber"], error["fieldName"], error["type"]) == (
        2,
        "NOMBRE_OCCURRENCES",
        "type-error",
    )
    assert here("validate", str(page), "--schema", "prenoms", check=False).returncode == 2
    unknown = here("validate", str(valid), "--schema", "prenom", check=False)
    assert unknown.returncode == 2
    assert "prenoms" in unknown.stderr
    assert here("validate", str(tmp_path / "absent.csv"), check=False).returncode == 2


def test_anonymise_writes_what_the_gate_passed(command, tmp_path):
    file, out, report = (tmp_path / name for name in ("in.csv", "out.csv", "report.json"))
    file.write_text(
        "date;objet\n"
        "2025-01-02;Réclamation de Mme Zénobie Vanhoutte (zenobie.vanhoutte@orange.fr)\n"
        "2025-01-03;Lampadaire éteint rue de Wazemmes\n"
    )
    result = command("anonymise", str(file), "--out", str(out), "--report", str(report))
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert rows[0] == ["date", "objet"]
    assert rows[2] == ["2025-01-03", "Lampadaire éteint rue de Wazemmes"]
    everything = out.read_text() + report.read_text() + result.stdout + result.stderr
    assert "Vanhoutte" not in everything
    assert "zenobie" not in everything
    assert json.loads(report.read_text())["verdict"] == "pass"


def test_anonymise_writes_nothing_when_quarantined_or_unreadable(here, tmp_path):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(
        "nom;diagnostic;compte rendu\n"
        + "".join(
            f"Vanhoutte{n};dépression;Mme Vanhoutte{n} vit seule, suivie par "
            f"le Dr Delattre, RSA suspendu, enfant placé.\n"
            for n in range(1, 9)
        )
    )
    assert here("anonymise", str(file), "--out", str(out), check=False).returncode == 3
    assert not out.exists()
    file.write_bytes(b"%PDF-1.7 \x00")
    assert here("anonymise", str(file), "--out", str(out), check=False).returncode == 2
    assert not out.exists()


def test_serve_answers_from_what_was_published(federate, folder):
    write(folder, prenoms_csv=PRENOMS)
    federation = federate(FOLDER)
    federation.run()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "orchestration", "--federation", str(federation.file)),
            *("--home", str(federation.home), "serve", "--port", str(port)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        assert url in process.stderr.readline()
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"{url}/api/v1/status", timeout=5) as answer:
                    status = json.load(answer)
                break
            except OSError:
                time.sleep(0.1)
        assert status["datasets"] == 1
        with urllib.request.urlopen(f"{url}/api/3/action/package_list") as answer:
            assert json.load(answer)["result"] == ["lille-prenoms"]
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory):
    """The demonstration built in a home folder: what the command said, the home and the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    home = tmp_path_factory.mktemp("demo") / "a home"
    asked = ["--home", str(home), "demo", "--no-serve", "--port", port]
    # In this process, where the suite lets nobody reach another host.
    result = CliRunner().invoke(app, asked, env={"PARTAGE_LANG": "fr"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout, home, port


@pytest.mark.slow
def test_the_demonstration_runs_without_network(demonstrated):
    shown, home, _ = demonstrated
    for source in ("lille", "namur", "dakar", "bilbao", "quito"):
        assert source in shown
    assert violations(home) == []


@pytest.mark.slow
def test_what_the_demonstration_built_is_served_by_the_command_it_tells(
    demonstrated, here, tmp_path
):
    shown, _, port = demonstrated
    (line,) = (one for one in shown.splitlines() if one.lstrip().startswith("partage "))
    name, *arguments = shlex.split(line)
    assert name == "partage"
    asked = [sys.executable, "-m", "orchestration", *arguments]
    # As somebody's terminal has it: nothing of the portals is left in the environment.
    known = {key: value for key, value in os.environ.items() if "PARTAGE" not in key}
    with subprocess.Popen(asked, env=known, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            listed = answer(f"http://127.0.0.1:{port}/api/3/action/package_list", process)
        finally:
            process.terminate()
    assert any(one.startswith("lille-") for one in listed["result"])
    assert any(one.startswith("quito-") for one in listed["result"])
    # And the other commands work on it: the files that a folder holds are still found.
    again = here(*arguments[:4], "run", "--source", "namur-services", "--json").stdout
    assert json.loads(again)["sources"][0]["error_code"] is None
    assert json.loads(again)["sources"][0]["changed"] == 0


def answer(url, process):
    """What a server that is starting answers, as JSON."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url) as found:
                return json.load(found)
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    raise AssertionError(url)


def violations(home):
    """What the official shapes of DCAT-AP find in the catalogue of a home."""
    from pyshacl import validate
    from rdflib import Graph
    from rdflib.namespace import SH

    from catalog_api.render.turtle import HEAD

    reader = CatalogReader(Database(f"sqlite:///{home / 'partage.db'}"))
    turtle = HEAD.encode() + b"".join(one.turtle for one in reader.page(limit=1000, copies=True))
    reader.database.close()
    data, found = Graph().parse(data=turtle, format="turtle"), []
    folder = Path(__file__).parents[2].parent / "shared" / "standards" / "dcat-ap" / "3.0.1"
    for name in ("shapes.ttl", "range.ttl", "shapes_recommended.ttl", "dcat-ap-SHACL.ttl"):
        if not (folder / name).exists():
            continue  # tests/catalog_api/test_dcat_shapes.py says that it is absent
        rules = Graph().parse(folder / name)
        for triple in list(rules.triples((None, SH.property, None))):
            if not list(rules.objects(triple[2], SH.path)):
                rules.remove(triple)
        _, report, _ = validate(data, shacl_graph=rules)
        for one in report.subjects(SH.resultSeverity, SH.Violation):
            told = (SH.focusNode, SH.resultPath, SH.resultMessage)
            found.append(tuple(str(report.value(one, each)) for each in told))
    return found


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_in_use_is_told_at_once(federate, folder, name):
    write(folder, prenoms_csv=PRENOMS)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = federate(FOLDER).command(name, "--port", port, check=False)
    assert result.returncode == 1
    assert port in result.stderr
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr

"""Canaries: invented people are planted everywhere, then looked for in every byte written.

`SUNG` is the surname of those in cells, headers, sheets and answers of portals: it stays in the
private zone. `TOLD` is that of those in what publishers write around their files (titles, contacts,
names of files): the store keeps it as harvested, in the columns of `AS_HARVESTED`, and nobody else.
"""

import asyncio
import io
import json
import logging
import re
import sqlite3
import zipfile
import zlib
from contextlib import ExitStack, closing
from itertools import count

import httpx
import openpyxl
import polars as pl
import pytest
from stdnum import iban
from typer.testing import CliRunner

from catalog_api.app import create_app
from federation.store import CatalogReader
from orchestration.cli.app import app
from quality.series.expectations import docs_folder

SUNG, TOLD = "zirkavel", "quorvane"
FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
QUICK = {"retries": 0, "timeout_seconds": 2, "requests_per_second": 1000}
#: What publishers wrote around their files, kept to compare the next walk with.
AS_HARVESTED = {
    "dataset.document",
    "dataset.remote_id",
    "link.url",
    "resource.remote_id",
    "resource.url",
    "resource.file_name",
}
_NUMBERS = count(1)
#: Numbers that name somebody as well as a surname does.
_IDENTIFIERS = []


class Person:
    """Somebody who does not exist, with papers that pass their checks."""

    def __init__(self, surname=SUNG):
        number = next(_NUMBERS)
        self.name = surname.capitalize()
        self.email = f"sophie.{surname}{number}@exemple.fr"
        base = f"2{number % 90 + 10:02d}0359350{number % 1000:03d}"
        self.nir = f"{base}{97 - int(base) % 97:02d}"
        account = f"{number:011d}"
        body = f"3000202200{account}"
        key = 97 - (89 * 30002 + 15 * 2200 + 3 * int(account)) % 97
        bban = f"{body}{key:02d}"
        self.iban = f"FR{iban.calc_check_digits(f'FR00{bban}')}{bban}"
        self.phone = f"06{number + 41000000:08d}"
        self.address = f"{number} rue des Lilas, 59000 Lille"
        if surname == SUNG:
            _IDENTIFIERS.extend((self.nir, self.iban, self.phone))

    @property
    def row(self):
        said = f"Appel de Mme Sophie {self.name} au {self.phone}, IBAN {self.iban}"
        return [
            self.name,
            "Sophie",
            self.email,
            self.nir,
            self.iban,
            self.phone,
            self.address,
            said,
        ]

    def __str__(self):
        return f"Mme Sophie {self.name} {self.email} {self.nir} {self.iban} {self.phone}"


HEAD = ["nom", "prenom", "courriel", "nir", "iban", "telephone", "adresse", "commentaire"]
SUBVENTIONS = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,"
    "objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,"
    "pourcentageSubvention"
)


def table(*rows, separator=";"):
    return "\n".join(separator.join(map(str, row)) for row in rows) + "\n"


def workbook(*rows, sheet="Feuille"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def broken_workbook():
    """A workbook whose sheet ends in the middle of a cell."""
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEAD, Person().row))) as good,
        zipfile.ZipFile(sink, "w") as bad,
    ):
        for name in good.namelist():
            body = good.read(name)
            if name.endswith("sheet1.xml"):
                text = f"<c t='inlineStr'><is><t>{Person()}".encode()
                body = body.replace(b"</sheetData>", text)
            bad.writestr(name, body)
    return sink.getvalue()


def subventions():
    """Every column of a known schema holds what is not of its type."""
    rows = [[f"{Person()}".replace(",", " ")] * 14 for _ in range(5)]
    return f"{SUBVENTIONS}\n" + table(*rows, separator=",")


def geojson(geometry):
    people = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": dict(zip(HEAD, Person().row, strict=True)),
        }
        for _ in range(3)
    ]
    return json.dumps({"type": "FeatureCollection", "features": people})


FILES = {
    "agenda.csv": table(HEAD, *(Person().row for _ in range(15))),
    "agenda.xlsx": workbook(HEAD, *(Person().row for _ in range(9)), sheet=f"Mme {SUNG}"),
    "sans-entete.csv": table(*(Person().row for _ in range(9))),
    "entete.csv": table([Person().email, f"nom de {Person()}"], ["a", "b"], ["c", "d"]),
    "encodage.csv": table(HEAD, Person().row).encode() + b"\xff\xfe\x81" + f"{Person()}".encode(),
    "nuls.csv": b"\x00".join(f"{Person()}".encode() for _ in range(30)),
    "irregulier.csv": table(HEAD, *([str(Person())] * n for n in range(1, 30))),
    "guillemets.csv": 'nom;note\n"' + f"{Person()};".join("\n" * 20),
    "long.csv": table(["id", "note"], [1, f"{Person()} " * 5_000]),
    "ligne.csv": table(["id", "note"], [1, f"{Person()} " * 20_000]),
    "casse.xlsx": broken_workbook(),
    "faux.xlsx": f"PK\x03\x04{Person()}".encode(),
    "coupe.json": '[{"nom": "' + f"{Person()}" + '", "x": ',
    "imbrique.json": json.dumps([{"a": {"b": [{"nom": str(Person())}]}}, str(Person())]),
    "texte.json": json.dumps(str(Person())),
    "point.geojson": geojson({"type": "Point", "coordinates": [3.05, 50.63]}),
    "forme.geojson": geojson({"type": "Point", "coordinates": [str(Person()), None]}),
    "genre.geojson": geojson({"type": str(Person()), "coordinates": []}),
    "faux.parquet": b"PAR1" + f"{Person()}".encode() + b"PAR1",
    "subventions.csv": subventions(),
    "dates.csv": table(["date", "valeur"], *([str(Person()), n] for n in range(12))),
    f"Dossier de Mme Sandrine {TOLD.capitalize()}.csv": table(
        ["id", "etat"], [1, "bon"], [2, "usé"]
    ),
    f"sandrine.{TOLD}@exemple.fr.csv": b"\x00\x01\x02" * 300,
}


def answers(site):
    """Files behind addresses: error pages, refusals, odd headers."""
    page = f"<!doctype html><html><body>Erreur pour {Person()}</body></html>".encode()

    def reply(status, kind, body, **headers):
        def respond(handler):
            handler.send_response(status, f"Erreur {SUNG}")
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(body)

        return respond

    named = f'attachment; filename="Mme {TOLD.capitalize()}.csv"'
    site.paths |= {
        "/page.csv": reply(200, "text/csv", page),
        "/panne.csv": reply(500, "text/html", page),
        "/refus.csv": reply(403, f"text/{SUNG}", page),
        "/perdu.csv": reply(302, "text/plain", page, Location=f"http://127.0.0.1:9/?{SUNG}"),
        "/nomme.csv": reply(
            200, "text/csv", b"id;etat\n1;bon\n2;neuf\n", Content_Disposition=named
        ),
    }
    return [path for path in site.paths if path.endswith(".csv")]


class Logs(logging.Handler):
    """Everything that any library says, at its lowest level."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def logs():
    root, handler = logging.getLogger(), Logs()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


def found_in(body, words):
    """Which of these words are in a text or in bytes, whatever their case or coding."""
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    flat = body.lower().replace(b"\x00", b"")
    bare = re.sub(rb"[\s.\-]", b"", flat)
    numbers = [each for each in _IDENTIFIERS if each.lower().encode() in bare]
    return [word for word in words if word.encode() in flat] + (numbers if SUNG in words else [])


def inside(path):
    """What a file holds: its bytes, and what is packed in them."""
    yield path.read_bytes()
    if path.read_bytes()[:4] == b"PAR1":
        yield str(pl.read_parquet(path).to_dicts())


def columns(database):
    """Every value of every table of a SQLite store, unpacked, with its place."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        for (name,) in names:
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            places = [f"{name}.{column[0]}" for column in cursor.description]
            for row in cursor:
                yield from zip(places, map(plain, row), strict=True)


def plain(value):
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value)
        except zlib.error:
            return value
    return str(value)


PRIVATE = ("lake/raw/", "work/")


def leaks_on_disk(home):
    """Files outside the private zone that name one of the people, and who."""
    for path in sorted(home.rglob("*")):
        name = str(path.relative_to(home))
        if not path.is_file() or name.startswith(PRIVATE):
            continue
        # Of what is told around files, the columns of the store are looked at one by one.
        words = (SUNG,) if name.startswith("partage.db") else (SUNG, TOLD)
        for body in inside(path):
            yield from ((name, word) for word in found_in(body, words))
        yield from ((name, word) for word in found_in(name, words))


def leaks_in_store(home):
    for place, value in columns(home / "partage.db"):
        words = (SUNG,) if place in AS_HARVESTED else (SUNG, TOLD)
        yield from ((place, word) for word in found_in(value, words))


def addresses(federation):
    """Every address of the catalogue that answers GET, for everything it holds."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        names = reader.names(copies=True)
        stored = [reader.dataset(name) for name in names]
    tables = [one["id"] for each in stored for one in json.loads(each.json)["tables"]]
    yield from (
        *("/openapi.json", "/api/v1/datasets?limit=100", "/api/v1/quality", "/api/v1/cities"),
        *("/api/v1/cities/lille", "/api/v1/status", "/catalog.ttl", "/", "/datasets", "/cities"),
        *("/cities/lille", "/qualite", "/quality", "/series", "/docs", "/robots.txt"),
        *("/datasets?q=banc", "/api/3/action/package_search?rows=100"),
        *("/api/3/action/package_list", "/api/3/action/current_package_list_with_resources"),
        *("/api/3/action/organization_list?all_fields=true", "/api/3/action/tag_list"),
    )
    for one in stored:
        yield from (
            *(f"/api/v1/datasets/{one.id}", f"/api/v1/datasets/{one.id}/links"),
            *(f"/api/v1/datasets/{one.id}/quality", f"/dataset/{one.id}.ttl"),
            *(f"/dataset/{one.id}", f"/datasets/{one.name}"),
            f"/api/3/action/package_show?id={one.id}",
        )
    for one in tables:
        kinds = ("", "/quality", "/anonymisation", "/data.csv", "/data.parquet", "/rows")
        yield from (f"/api/v1/tables/{one}{kind}" for kind in kinds)
        yield f"/api/3/action/resource_show?id={one}"


async def answered(federation, paths):
    """Address, status, headers and body of each answer."""
    with federation.open() as workspace:
        home = federation.home
        docs = docs_folder(home / "expectations")
        site = create_app(
            CatalogReader(workspace.database), workspace.lake, home / "index", data_docs=docs
        )
        site.state.catalogue.index.refresh()
        transport = httpx.ASGITransport(site)
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            for path in paths:
                got = await client.get(path)
                yield path, got.status_code, str(got.headers).encode() + got.content
        site.state.catalogue.index.close()


async def leaks_in_answers(federation, paths):
    found = []
    async for path, status, body in answered(federation, paths):
        assert status < 500, path
        parts = (
            [body, pl.read_parquet(io.BytesIO(body[body.index(b"PAR1") :])).write_csv()]
            if (path.endswith(".parquet") and status == 200)
            else [body]
        )
        found += [(path, word) for part in parts for word in found_in(part, (SUNG, TOLD))]
    return found


@pytest.fixture
def planted(federate, folder, site, portals, tmp_path):
    """A federation where every file, portal and page names somebody."""
    for name, body in FILES.items():
        (folder / name).write_bytes(body if isinstance(body, bytes) else body.encode())
    paths = answers(site)
    lines = "".join(f"{site.url}{path},{path.strip('/')}\n" for path in paths)
    (tmp_path / "liste.csv").write_text("url,title\n" + lines)
    server, ckan = portals("server"), portals("ckan")
    told = Person(TOLD)
    site.paths["/essences.csv"] = b"essence;hauteur\nTilleul;9\nPlatane;15\n"
    dataset = ckan.dataset(
        1,
        title=f"Carnet de Mme Sophie {told.name}",
        notes=f"Contacter Mme Sophie {told.name}, {told.email}, {told.phone}.",
        author=f"Sophie {told.name}",
        author_email=told.email,
        maintainer=f"Mme Sophie {told.name}",
        maintainer_email=told.email,
        tags=[{"name": told.email}],
    )
    dataset["resources"][0] |= {
        "url": f"{site.url}/essences.csv",
        "name": f"Fichier de Mme Sophie {told.name}",
        "description": f"Écrire à {told.email}",
    }
    with ExitStack() as stack:
        good = stack.enter_context(server.Portal(ckan.Ckan(server, [dataset])))
        bad = stack.enter_context(
            server.Portal(lambda _: server.as_html(f"<html>Erreur de {Person()}</html>", 500))
        )
        refusing = stack.enter_context(
            server.Portal(
                lambda _: server.as_json(
                    {"success": False, "error": {"message": str(Person())}, str(Person()): 1}, 403
                )
            )
        )
        yield federate(
            FOLDER,
            {"id": "liste", "connector": "files", "url": "liste.csv", "politeness": QUICK},
            {"id": "carnet", "connector": "ckan", "url": good.url, "politeness": QUICK},
            {"id": "panne", "connector": "ckan", "url": bad.url, "politeness": QUICK},
            {"id": "refus", "connector": "ckan", "url": refusing.url, "politeness": QUICK},
            series_checks=True,
            notify={"webhook": f"{site.url}/hook"},
        )


@pytest.mark.timeout(900)
def test_nobody_planted_is_found_outside_the_private_zone(planted, logs, capfd):
    """The real command, Dagster's assets, Great Expectations; then every byte."""
    places = ["--federation", str(planted.file), "--home", str(planted.home)]
    said = []
    for arguments in (["run"], ["status"], ["quarantine", "list"]):
        done = CliRunner().invoke(app, [*places, *arguments], env={"PARTAGE_LANG": "fr"})
        said.append((arguments, done.output))
    with planted.open() as workspace:
        seen = {row.outcome for row in workspace.resources.of("fichiers")}
        kept = sum(found_in(body, (SUNG,)) != [] for body in raw(planted.home))
    assert {"published", "quarantined", "rejected"} <= {str(state) for state in seen}
    assert kept > 5, "the canaries are not where they were planted"
    leaks = [*leaks_on_disk(planted.home), *leaks_in_store(planted.home)]
    leaks += asyncio.run(leaks_in_answers(planted, list(addresses(planted))))
    leaks += [(line, word) for line in logs.lines for word in found_in(line, (SUNG, TOLD))]
    for arguments, output in said:
        # Names of files are told to whom they are on the machine of; never what is in them.
        leaks += [(arguments, word) for word in found_in(output, (SUNG,))]
    out, errors = capfd.readouterr()
    leaks += [("stdout", word) for word in found_in(out, (SUNG, TOLD))]
    leaks += [("stderr", word) for word in found_in(errors, (SUNG, TOLD))]
    assert sorted(map(str, set(map(str, leaks)))) == []


def raw(home):
    return [path.read_bytes() for path in (home / "lake" / "raw").rglob("*") if path.is_file()]

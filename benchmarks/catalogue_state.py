"""A published state of many generated datasets, and a server over it, for the catalogue's figures.

`State(folder).fill(100_000)` writes a release of French datasets of five cities, rendered as
publication renders them; `serving(folder)` runs the catalogue in a process of its own.
"""

import itertools
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psutil
from sqlalchemy import insert

from federation import codec
from federation.lake import LocalLake
from federation.model import Contact, Dataset, Distribution, SchemaRef, Spatial, State
from federation.published import (
    CityDocument,
    FederationDocument,
    PublishedDataset,
    Snapshot,
    SourceDocument,
    Table,
)
from federation.store import CatalogReader, Database
from federation.store import schema as store

EU = "http://publications.europa.eu/resource/authority/"
CITIES = {
    "lille": ("Lille", "FR"),
    "rennes": ("Rennes", "FR"),
    "namur": ("Namur", "BE"),
    "dakar": ("Dakar", "SN"),
    "quito": ("Quito", "EC"),
}
SUBJECTS = (
    "Subventions versées aux associations",
    "Délibérations du conseil municipal",
    "Arbres d'alignement",
    "Équipements publics",
    "Menus de la restauration scolaire",
    "Bornes de recharge pour véhicules électriques",
    "Aménagements cyclables",
    "Stationnement des vélos",
    "Horaires des bibliothèques",
    "Qualité de l'air",
    "Comptages routiers",
    "Budget primitif",
    "Marchés publics",
    "Prénoms des nouveau-nés",
    "Points d'apport volontaire",
    "Défibrillateurs automatisés externes",
    "Bureaux de vote",
    "Travaux de voirie",
    "Consommation d'eau des bâtiments",
    "Parcs et jardins",
)
PLACES = ("centre", "nord", "sud", "quartier de la gare", "faubourg", "rive gauche", "métropole")
THEMES = ("ENVI", "GOVE", "TRAN", "ECON", "EDUC", "HEAL", "SOCI")
LICENCES = (f"{EU}licence/CC_BY_4_0", f"{EU}licence/ODC_BL", "http://spdx.org/licenses/etalab-2.0")
SCHEMAS = ("scdl/subventions", "scdl/deliberations", "scdl/equipements", None, None, None)
START = datetime(2020, 1, 1, tzinfo=UTC)
_BATCH = 2000


def federation(base_url: str) -> FederationDocument:
    """The federation that the generated datasets belong to."""
    return FederationDocument(
        "mesure",
        {"fr": "Mesure"},
        {"fr": "Un catalogue de mesure."},
        base_url,
        Contact("Mesure", "mesure@example.org"),
        tuple(
            CityDocument(key, {"fr": name}, country, languages=("fr",))
            for key, (name, country) in CITIES.items()
        ),
        (),
        tuple(
            SourceDocument(f"{key}-portail", key, "ckan", f"https://data.{key}.example")
            for key in CITIES
        ),
    )


def dataset(number: int, draw: random.Random, snapshot: Snapshot | None = None) -> PublishedDataset:
    """One generated dataset; equal for equal numbers and draws."""
    city = draw.choice(tuple(CITIES))
    subject, place = draw.choice(SUBJECTS), draw.choice(PLACES)
    year = draw.randint(2010, 2025)
    title = f"{subject} – {place} {year} n° {number}"
    theme, schema = draw.choice(THEMES), draw.choice(SCHEMAS)
    modified = START + timedelta(minutes=draw.randint(0, 3_000_000))
    url = f"https://data.{city}.example/{number}.csv"
    found = Dataset(
        remote_id=str(number),
        identifier=f"https://data.{city}.example/d/{number}",
        title={"fr": title},
        description={
            "fr": f"{subject} de {CITIES[city][0]} ({place}), année {year}. "
            f"Mis à jour chaque {draw.choice(('mois', 'semaine', 'année', 'trimestre'))} par le "
            f"service {draw.choice(('voirie', 'culture', 'finances', 'éducation'))}."
        },
        keywords={"fr": tuple(subject.lower().split()[:3])},
        themes=(f"{EU}data-theme/{theme}",),
        languages=("fr",),
        licence=draw.choice(LICENCES),
        publisher=f"Ville de {CITIES[city][0]}",
        spatial=Spatial(label=place),
        issued=START,
        modified=modified,
        distributions=(Distribution("1", {"fr": title}, access_url=url, download_url=url),),
    )
    key = str(UUID(int=draw.getrandbits(128), version=4))
    table = Table(
        str(UUID(int=draw.getrandbits(128), version=4)),
        {"fr": title},
        State.PUBLISHED if snapshot else State.FAILED,
        format="CSV",
        source_url=url,
        snapshot=snapshot,
        schema=SchemaRef(schema, "1.0.0") if schema else None,
        created=START,
        modified=modified,
    )
    return PublishedDataset(
        id=key,
        name=f"jeu-{number}",
        city_id=city,
        source_id=f"{city}-portail",
        dataset=found,
        tables=(table,),
        first_published=START,
        last_changed=modified,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a state is kept."""

    folder: Path

    @property
    def url(self) -> str:
        """Its SQLite database."""
        return f"sqlite:///{self.folder / 'partage.db'}"

    def lake(self) -> LocalLake:
        """Its files."""
        return LocalLake(self.folder / "lake")

    def publish(self, datasets: Iterator[PublishedDataset], base_url: str) -> int:
        """Write one release; the number of datasets."""
        from catalog_api.render.documents import render

        database = Database(self.url)
        database.migrate()
        owner, count = federation(base_url), 0
        seq = CatalogReader(database).sequence() + 1
        with database.writing() as connection:
            if seq == 1:
                values = {"id": 1, "document": codec.dumps(owner)}
                connection.execute(insert(store.federation_document).values(values))
                for source in owner.sources:
                    connection.execute(insert(store.source).values(id=source.id))
            release = {
                "seq": seq,
                "source_id": owner.sources[0].id,
                "run_id": "bench",
                "published_at": START.isoformat(),
                "datasets": 0,
                "tables": 0,
                "withdrawn": 0,
            }
            connection.execute(insert(store.release).values(release))
            while some := list(itertools.islice(datasets, _BATCH)):
                shown = [(found, render(found, owner)) for found in some]
                connection.execute(
                    insert(store.published_dataset),
                    [
                        {
                            "id": found.id,
                            "name": found.name,
                            "city_id": found.city_id,
                            "source_id": found.source_id,
                            "seq": seq,
                            "withdrawn": False,
                            "json": made.json,
                            "ckan": made.ckan,
                            "turtle": made.turtle,
                            "search": codec.dumps(made.search),
                        }
                        for found, made in shown
                    ],
                )
                connection.execute(
                    insert(store.published_table),
                    [row for found, _ in shown for row in _tables(found)],
                )
                count += len(some)
        database.close()
        return count

    def fill(self, count: int, base_url: str = "http://127.0.0.1:8000", seed: int = 1) -> int:
        """Publish `count` generated datasets without data."""
        draw = random.Random(seed)
        return self.publish((dataset(number, draw) for number in range(count)), base_url)


def _tables(found: PublishedDataset) -> Sequence[dict[str, object]]:
    return [
        {
            "id": table.id,
            "dataset_id": found.id,
            "state": table.state,
            "schema_id": table.schema.id if table.schema else None,
            "snapshot_sha256": table.snapshot.sha256 if table.snapshot else None,
            "rows": table.snapshot.rows if table.snapshot else 0,
            "document": codec.dumps(table),
        }
        for table in found.tables
    ]


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[psutil.Process]:
    """The catalogue over a state, in a process of its own; ready when given."""
    command = [sys.executable, "-m", "benchmarks.catalogue_state", str(folder), str(port)]
    process = subprocess.Popen(command)
    try:
        deadline = time.monotonic() + 600
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise SystemExit("the catalogue does not start") from None
                time.sleep(0.05)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """`python -m benchmarks.catalogue_state FOLDER PORT`: serve a state."""
    import uvicorn

    from catalog_api.app import create_app

    place = Place(Path(sys.argv[1]))
    database = Database(place.url)
    app = create_app(CatalogReader(database), place.lake(), place.folder / "index")
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()

"""A published state written through the store's own tables, and the catalogue over it."""

import hashlib
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import uvicorn
from sqlalchemy import delete, insert

from catalog_api.app import create_app
from catalog_api.render.documents import render
from federation import codec
from federation.errors import FailureCode
from federation.i18n import msg
from federation.lake import LocalLake
from federation.model import (
    AnonymisationReport,
    ColumnDecision,
    Contact,
    Dataset,
    Distribution,
    Finding,
    Origin,
    QualityReport,
    SchemaRef,
    SourceFormat,
    Spatial,
    State,
    Verdict,
)
from federation.published import (
    CityDocument,
    Column,
    FederationDocument,
    PartnershipDocument,
    PublishedDataset,
    Snapshot,
    SourceDocument,
    Table,
)
from federation.store.database import Database
from federation.store.reader import CatalogReader
from federation.store.schema import (
    federation_document,
    metadata,
    published_dataset,
    published_table,
    release,
    source,
)

SHARED = Path(__file__).parents[2].parent / "shared"
EU = "http://publications.europa.eu/resource/authority/"
BASE = "http://127.0.0.1:8000"
START = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def uid(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def federation(base_url: str = BASE) -> FederationDocument:
    return FederationDocument(
        id="villes-partage",
        titles={
            "fr": "Les données ouvertes de nos villes",
            "en": "The open data of our cities",
            "es": "Los datos abiertos de nuestras ciudades",
        },
        descriptions={
            "fr": "Cinq villes partenaires mettent en commun leurs données publiques locales, "
            "vérifiées et anonymisées, pour leurs habitants et pour ceux qui créent des services.",
            "en": "Five partner cities pool their local public data, checked and anonymised.",
        },
        base_url=base_url,
        publisher=Contact("Association des villes partenaires", "donnees@villes.example"),
        cities=(
            CityDocument(
                "lille",
                {"fr": "Lille", "es": "Lila"},
                "FR",
                "215903501",
                "siren",
                ("fr",),
                "https://www.lille.example/",
                Contact("Données ouvertes", "opendata@lille.example"),
            ),
            CityDocument("dakar", {"fr": "Dakar"}, "SN", languages=("fr", "wo")),
            CityDocument("namur", {"fr": "Namur", "nl": "Namen"}, "BE", languages=("fr",)),
            CityDocument("bilbao", {"es": "Bilbao", "fr": "Bilbao"}, "ES", languages=("es", "eu")),
            CityDocument("quito", {"es": "Quito", "fr": "Quito"}, "EC", languages=("es",)),
        ),
        partnerships=(
            PartnershipDocument(
                "lille-dakar",
                {"fr": "Lille et Dakar, budgets participatifs"},
                ("lille", "dakar"),
                "Convention 2024-17",
            ),
        ),
        sources=(
            SourceDocument("lille-ods", "lille", "opendatasoft", "https://data.lille.example"),
            SourceDocument("dakar-files", "dakar", "files", "https://dakar.example/data"),
        ),
    )


@dataclass
class PublishedState:
    """Writes releases as publication does, and keeps what the tests compare with."""

    database: Database
    lake: LocalLake
    folder: Path
    federation: FederationDocument
    seq: int = 0

    def reader(self) -> CatalogReader:
        return CatalogReader(self.database)

    def publish(self, *datasets: PublishedDataset) -> int:
        self.seq += 1
        with self.database.writing() as connection:
            for source_id in {found.source_id for found in datasets}:
                if not connection.execute(source.select().where(source.c.id == source_id)).all():
                    connection.execute(insert(source).values(id=source_id))
            connection.execute(
                insert(release).values(
                    seq=self.seq,
                    source_id=datasets[0].source_id,
                    run_id="run",
                    published_at=START.isoformat(),
                    datasets=len(datasets),
                    tables=0,
                    withdrawn=0,
                )
            )
            for found in datasets:
                self._write(connection, found)
        return self.seq

    def _write(self, connection, found: PublishedDataset) -> None:
        rendered = render(found, self.federation)
        connection.execute(delete(published_dataset).where(published_dataset.c.id == found.id))
        connection.execute(delete(published_table).where(published_table.c.dataset_id == found.id))
        connection.execute(
            insert(published_dataset).values(
                id=found.id,
                name=found.name,
                city_id=found.city_id,
                source_id=found.source_id,
                seq=self.seq,
                withdrawn=False,
                json=rendered.json,
                ckan=rendered.ckan,
                turtle=rendered.turtle,
                search=codec.dumps(rendered.search),
            )
        )
        for table in found.tables:
            values = {
                "id": table.id,
                "dataset_id": found.id,
                "source_id": found.source_id,
                "state": table.state,
                "schema_id": table.schema.id if table.schema else None,
                "snapshot_sha256": table.snapshot.sha256 if table.snapshot else None,
                "rows": table.snapshot.rows if table.snapshot else 0,
                "document": codec.dumps(table),
            }
            known = {key: value for key, value in values.items() if key in published_table.c}
            connection.execute(insert(published_table).values(**known))

    def withdraw(self, found: PublishedDataset) -> int:
        self.seq += 1
        reason = codec.dumps(msg("The city's portal no longer has this dataset."))
        with self.database.writing() as connection:
            connection.execute(
                insert(release).values(
                    seq=self.seq,
                    source_id=found.source_id,
                    run_id="run",
                    published_at=START.isoformat(),
                    datasets=0,
                    tables=0,
                    withdrawn=1,
                )
            )
            connection.execute(
                published_dataset.update()
                .where(published_dataset.c.id == found.id)
                .values(
                    withdrawn=True,
                    reason=reason,
                    seq=self.seq,
                    json=b"",
                    ckan=b"",
                    turtle=b"",
                    search=b"",
                )
            )
            connection.execute(
                delete(published_table).where(published_table.c.dataset_id == found.id)
            )
        return self.seq

    def snapshot(self, columns: dict[str, list], types: dict[str, str] | None = None) -> Snapshot:
        """Stores a Parquet file with partage's hidden column, as publication does.

        Columns have the type that is declared for them, text where none is.
        """
        rows = len(next(iter(columns.values())))
        stored = {name: typed(values, (types or {}).get(name)) for name, values in columns.items()}
        table = pa.table({**stored, "__conforms": pa.array([True] * rows)})
        path = self.folder / "work.parquet"
        pq.write_table(table, path, row_group_size=1000)
        shown = tuple(Column(name, (types or {}).get(name, "string")) for name in columns)
        size = path.stat().st_size
        return Snapshot(self.lake.put("public", path), size, rows, shown)


_ARROW = {
    "integer": (pa.int64(), int),
    "year": (pa.int64(), int),
    "number": (pa.float64(), float),
    "date": (pa.date32(), lambda value: date.fromisoformat(str(value))),
    "boolean": (pa.bool_(), bool),
}


def typed(values: list | pa.Array, kind: str | None) -> pa.Array:
    """A column as publication types it, text where no type is declared."""
    arrow, read = _ARROW.get(kind or "", (pa.string(), str))
    if isinstance(values, pa.Array):
        assert values.type == arrow
        return values
    return pa.array([None if value is None else read(value) for value in values], arrow)


def subsidies(state: PublishedState) -> PublishedDataset:
    """A valid table, a table with errors, a quarantined and an unreadable one, and a link."""
    columns = {
        "nomAttribuant": ["Ville de Lille"] * 25,
        "nomBeneficiaire": [f"Association « Théâtre n° {n} », Lille" for n in range(25)],
        "montant": [1200.0 + 37 * n for n in range(25)],
        "objet": ['Aide dite "culture", 2025', "ligne\nnouvelle", *[""] * 23],
        "dateConvention": ["2025-04-01"] * 25,
    }
    types = {"montant": "number", "dateConvention": "date"}
    ref = SchemaRef("scdl/subventions", "2.1.1")
    names = {"fr": "Subventions attribuées", "en": "Grants awarded"}
    source_format = SourceFormat("csv", "cp1252", ";")
    good = QualityReport(
        25,
        tuple(columns),
        source_format,
        ref,
        names,
        True,
        1.0,
        True,
        conforming_rows=25,
        completeness={"montant": 1.0, "objet": 0.08},
        column_types=types,
        engine="frictionless 5.21",
    )
    bad = replace(
        good,
        declared=False,
        confidence=0.93,
        valid=False,
        error_total=2,
        conforming_rows=23,
        error_counts={"type-error": 2},
        errors=(
            Finding(
                "type-error",
                msg("Wrong type"),
                msg("Column %(name)s must hold a number: write 1234.5.", name="montant"),
                4,
                "montant",
                3,
            ),
        ),
    )
    passed = AnonymisationReport(
        Verdict.PASS,
        columns=(
            ColumnDecision("nomBeneficiaire", "keep", msg("Legal persons only."), "L312-1-1"),
            ColumnDecision("objet", "mask", msg("Free text."), "RGPD", {"EMAIL": 2}, 2),
        ),
        entities={"EMAIL": 2, "PERSON": 1},
        cells_scanned=125,
        cells_changed=2,
        rows=25,
        policy_version="1",
        engine="presidio",
    )
    held = AnonymisationReport(
        Verdict.QUARANTINE, (msg("Names of persons remain in column %(name)s.", name="objet"),)
    )

    def table(key: str, title: str, **values) -> Table:
        state_ = values.pop("state", State.PUBLISHED)
        return Table(
            uid(key),
            {"fr": title},
            state_,
            format="CSV",
            media_type="text/csv",
            source_url=f"https://data.lille.example/{key}.csv",
            created=START,
            modified=START + timedelta(days=2),
            **values,
        )

    snapshot = state.snapshot(columns, types)
    tables = (
        table(
            "s2025",
            "Subventions 2025",
            snapshot=snapshot,
            schema=ref,
            quality=good,
            anonymisation=passed,
        ),
        table(
            "s2024",
            "Subventions 2024",
            snapshot=snapshot,
            schema=ref,
            quality=bad,
            anonymisation=passed,
        ),
        table(
            "s2023",
            "Subventions 2023",
            state=State.QUARANTINED,
            reason_code=FailureCode.POLICY,
            reason=msg("Personal data remains in this table. Remove it and publish again."),
            schema=ref,
            quality=good,
            anonymisation=held,
        ),
        table(
            "s2022",
            "Subventions 2022",
            state=State.REJECTED,
            reason_code=FailureCode.WRONG_FORMAT,
            reason=msg("The file is a web page, not a table. Check the address at the portal."),
        ),
    )
    distributions = (
        *(
            Distribution(found.id, found.title, access_url=found.source_url or "")
            for found in tables
        ),
        Distribution(
            "guide",
            {"fr": 'Guide de lecture "complet"\nà lire'},
            access_url="https://data.lille.example/guide é.pdf",
            format="PDF",
            byte_size=120_000,
        ),
    )
    dataset = Dataset(
        remote_id="subventions",
        identifier="https://data.lille.example/datasets/subventions",
        title={"fr": "Subventions versées par la ville", "en": "Grants paid by the city"},
        description={
            "fr": "Les subventions attribuées aux associations, de l'école au théâtre.\n"
            "Montants en euros, tels que votés : \\o/ <b>non balisé</b>.",
            "en": "Grants awarded to associations.",
        },
        keywords={"fr": ("subventions", "associations", "finances"), "en": ("grants",)},
        themes=(f"{EU}data-theme/ECON", f"{EU}data-theme/GOVE"),
        languages=("fr",),
        licence=f"{EU}licence/CC_BY_4_0",
        publisher="Ville de Lille",
        contact=Contact("Service des finances", "finances@lille.example"),
        landing_page="https://data.lille.example/explore/subventions",
        frequency=f"{EU}frequency/ANNUAL",
        spatial=Spatial((2.96, 50.6, 3.13, 50.66), codes=("59350",), label="Lille"),
        temporal=("2022-01-01", "2025-12-31"),
        issued=START - timedelta(days=900),
        modified=START - timedelta(days=1),
        provenance=(Origin("https://data.lille.example", "subventions", "Portail de Lille"),),
        distributions=distributions,
    )
    return PublishedDataset(
        uid("subventions"),
        "lille-subventions-versees",
        "lille",
        "lille-ods",
        dataset,
        tables,
        START,
        START + timedelta(days=2),
    )


_TITLES = (
    ("dakar", "fr", "Écoles publiques et effectifs", "EDUC", ("écoles", "éducation")),
    ("namur", "fr", "Électricité des bâtiments communaux", "ENER", ("électricité",)),
    ("bilbao", "es", "Carriles para bicicletas", "TRAN", ("bicicletas", "movilidad")),
    ("quito", "es", "Presupuesto participativo", "GOVE", ("presupuesto",)),
    ("lille", "fr", "Menus des cantines scolaires", "EDUC", ("cantines", "écoles")),
    ("namur", "en", "Public libraries and their loans", "EDUC", ("libraries",)),
)


def simple(
    state: PublishedState, number: int, city: str, language: str, title: str, theme: str, words
) -> PublishedDataset:
    columns = {"nom": [f"{title} {n}" for n in range(3)], "valeur": [1, 2, 3]}
    snapshot = state.snapshot(columns, {"valeur": "integer"})
    name = f"{city}-jeu-{number:03d}"
    table = Table(
        uid(f"{name}-table"),
        {language: title},
        State.PUBLISHED,
        "CSV",
        snapshot=snapshot,
        anonymisation=AnonymisationReport(Verdict.PASS, cells_scanned=6, rows=3),
    )
    dataset = Dataset(
        name,
        f"urn:{name}",
        {language: title},
        {language: f"{title}. Description."},
        {language: words},
        (f"{EU}data-theme/{theme}",),
        languages=(language,),
        licence=f"{EU}licence/CC0",
    )
    moment = START + timedelta(hours=number)
    source_id = {"lille": "lille-ods"}.get(city, f"{city}-files")
    return PublishedDataset(uid(name), name, city, source_id, dataset, (table,), moment, moment)


def make_sample(state: PublishedState) -> list[PublishedDataset]:
    several = [simple(state, number, *entry) for number, entry in enumerate(_TITLES)]
    return [subsidies(state), *several]


def new_state(folder: Path, base_url: str = BASE) -> PublishedState:
    database = Database(f"sqlite:///{folder / 'partage.db'}")
    metadata.create_all(database.engine)
    found = federation(base_url)
    with database.writing() as connection:
        connection.execute(insert(federation_document).values(id=1, document=codec.dumps(found)))
    return PublishedState(database, LocalLake(folder / "lake"), folder, found)


@pytest.fixture
def state(tmp_path):
    found = new_state(tmp_path)
    yield found
    found.database.close()


@pytest.fixture
def make_dataset():
    return subsidies


@pytest.fixture
def sample():
    """Makes the sample datasets in a state, without publishing them."""
    return make_sample


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(app, port: int):
    """A real uvicorn server on loopback."""
    config = uvicorn.Config(app, port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        threading.Event().wait(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


@dataclass
class Site:
    """A served catalogue with its state."""

    base: str
    state: PublishedState
    app: object
    datasets: list[PublishedDataset]
    client: httpx.Client

    def get(self, path: str, **options) -> httpx.Response:
        return self.client.get(path, **options)


@contextmanager
def _served(state: PublishedState):
    app = create_app(state.reader(), state.lake, state.folder / "index")
    port = free_port()
    with (
        serving(app, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        yield client


@pytest.fixture
def served():
    """A client of a state's catalogue on a real server: `with served(state) as client`."""
    return _served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    found = new_state(folder, base)
    datasets = make_sample(found)
    found.publish(*datasets)
    docs = folder / "docs"
    docs.mkdir()
    (docs / "index.html").write_text("<p>Data Docs</p>")
    gone = replace(datasets[-1], id=uid("gone"), name="retire", tables=())
    found.publish(gone)
    found.withdraw(gone)
    app = create_app(found.reader(), found.lake, folder / "index", data_docs=docs)
    with serving(app, port), httpx.Client(base_url=base, timeout=60) as client:
        yield Site(base, found, app, datasets, client)
    found.database.close()

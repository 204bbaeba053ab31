"""Everything the stages work with: settings, store, lake, policy, schemas, folders.

The home folder holds all that is written: `partage.db`, `lake/`, `work/` (private, emptied as
resources leave it), `index/` (search), `hosts/` (paces shared between processes),
`expectations/` (Great Expectations), `dagster/`.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import anonymisation
import quality
from catalog_api.render.documents import RENDERER
from connectors.web.hosts import Hosts
from connectors.web.http import PoliteSession
from federation import codec
from federation.i18n import translations_digest
from federation.lake import Lake
from federation.published import FederationDocument
from federation.settings import FederationSettings, SourceSettings
from federation.store import Database, Documents, Leases, Publisher, Resources, Sources, Walks
from federation.store.quarantine import Quarantine
from federation.store.retractions import Retractions
from federation.store.rule_marks import RuleMarks
from orchestration.pipeline.describing import federation_document
from orchestration.pipeline.rulings import Rulings, TablePolicies
from orchestration.places import database_url, expectations_folder, open_federation_lake
from quality.schemas import SchemaLibrary
from quality.schemas.cache import SchemaCache

if TYPE_CHECKING:
    from quality.series.expectations import ExpectationsWorker

#: Raised when published snapshots or documents change shape without any other version changing.
PIPELINE = "pipeline 1"


class Workspace:
    """An open federation; close it to end its worker process and connections."""

    def __init__(self, settings: FederationSettings, home: Path) -> None:
        self.settings = settings
        self.home = home
        extra = settings.policy
        #: Shipped policy and the federation's own additions; read first, as all depends on it.
        self.policies = TablePolicies.load(settings.local_path(extra) if extra else None)
        self.policy = self.policies.whole
        # Private: the store holds contacts as harvested, before they are anonymised.
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._stack = ExitStack()
        self.database = Database(database_url(settings, home))
        self._stack.callback(self.database.close)
        self.database.migrate()
        self.sources = Sources(self.database)
        self.leases = Leases(self.database)
        self.walks = Walks(self.database, settings.federation.id)
        self.resources = Resources(self.database)
        self.documents = Documents(self.database)
        self.publisher = Publisher(self.database)
        self.quarantine = Quarantine(self.database)
        self.retractions = Retractions(self.database)
        self.rule_marks = RuleMarks(self.database)
        self.federation: FederationDocument = federation_document(settings)
        self.sources.describe(self.federation)
        self._hosts = Hosts(folder=home / "hosts", redis=settings.network.redis)
        self._stack.callback(self._hosts.close)
        self._worker: ExpectationsWorker | None = None

    @cached_property
    def lake(self) -> Lake:
        """Raw and published objects."""
        return open_federation_lake(self.settings, self.home)

    @cached_property
    def schemas(self) -> SchemaLibrary:
        """The data schemas tables are judged by."""
        return SchemaLibrary(cache=SchemaCache(self.home / "schemas"))

    @cached_property
    def content_versions(self) -> str:
        """Versions that decide what becomes of a content: part of every skip key.

        Rules and releases of single tables come on top: see `rulings`.
        """
        return "|".join(
            (
                PIPELINE,
                quality.ENGINE,
                anonymisation.ENGINE,
                self.policy.version,
                self.policies.base,
                self.settings.publish,
            )
        )

    @cached_property
    def document_versions(self) -> str:
        """Versions that decide how a dataset is shown."""
        return "|".join(
            (
                self.content_versions,
                RENDERER,
                translations_digest(),
                codec.digest(codec.dumps(self.federation)),
            )
        )

    def rulings(self, source_id: str) -> Rulings:
        """What officers decided about the tables of a source, as it stands now."""
        found = self.settings.source(source_id)
        country = found[0].country if found else "FR"
        releases = self.quarantine.releases(source_id)
        return Rulings(self.policies, country, releases, self.content_versions)

    @property
    def worker(self) -> "ExpectationsWorker":
        """The Great Expectations process, started at its first use, one for the whole run."""
        if self._worker is None:
            from quality.series.expectations import ExpectationsWorker

            self._worker = self._stack.enter_context(
                ExpectationsWorker(expectations_folder(self.home))
            )
        return self._worker

    @contextmanager
    def session(self, source: SourceSettings) -> Iterator[PoliteSession]:
        """An HTTP session that treats a source as its politeness settings ask."""
        session = PoliteSession(self.settings, source.politeness, self._hosts)
        try:
            yield session
        finally:
            session.close()

    @property
    def work_root(self) -> Path:
        """The private folder of all work."""
        root = self.home / "work"
        root.mkdir(mode=0o700, exist_ok=True)
        return root

    def work(self, resource_id: str) -> Path:
        """The private folder where a resource is worked on."""
        folder = self.work_root / resource_id
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def downloads(self, source_id: str) -> Path:
        """The private folder where the files of a source come in."""
        return self.work(f"downloads-{source_id}")

    def leave(self, resource_id: str) -> None:
        """Erase a resource's private folder."""
        shutil.rmtree(self.home / "work" / resource_id, ignore_errors=True)

    def close(self) -> None:
        """Build the Data Docs of what was checked, end the worker process and the connections."""
        if self._worker is not None:
            self._worker.build_docs()
        self._stack.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

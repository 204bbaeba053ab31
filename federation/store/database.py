"""One SQL database, SQLite (WAL) or PostgreSQL, brought to the current schema by Alembic."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Any constant works: it only has to be the same in every process that publishes.
_WRITER_LOCK = 7_305_021
_BUSY = 60_000  # milliseconds that SQLite waits for another one who writes


class Database:
    """An engine and its dialect's ways to write alone."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.url = url
        self.sqlite = parsed.get_backend_name() == "sqlite"
        if self.sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(
            parsed,
            pool_pre_ping=not self.sqlite,
            hide_parameters=True,  # an error would quote what was to be stored
            connect_args={"timeout": 60} if self.sqlite else {},
        )
        if self.sqlite:
            event.listen(self.engine, "connect", _configure_sqlite)

    def migrate(self) -> None:
        """Create or upgrade the tables; safe to call at every start."""
        if self._revision() == _newest():
            return
        # Only now: Alembic takes longer to load than the catalogue to answer.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _revision(self) -> str | None:
        """The revision that the tables are at; None before the first."""
        with self.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found = connection.execute(text("SELECT version_num FROM alembic_version"))
            return found.scalar()

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[Connection]:
        """One transaction that writes alone, committed at the end.

        SQLite takes its write lock at once (no upgrade dead-lock); PostgreSQL takes an advisory
        lock, so that release numbers are committed in their order. DBAPIError where another one
        writes for more than `patience` seconds (without it: a minute, and as long as it takes).
        """
        with self.engine.connect() as connection:
            if self.sqlite:
                _begin_sqlite(connection, patience)
            else:
                _begin_postgresql(connection, patience)
            yield connection
            connection.commit()

    def close(self) -> None:
        """Release every connection."""
        self.engine.dispose()


def _configure_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY}")
    cursor.close()


def _begin_sqlite(connection: Connection, patience: float | None) -> None:
    if patience is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={round(patience * 1000)}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:  # the connection goes back to the pool
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY}")


def _begin_postgresql(connection: Connection, patience: float | None) -> None:
    if patience is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(patience * 1000)}")
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})


def _newest() -> str:
    """The last revision: files of migrations begin with their numbers."""
    return max(path.name[:4] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
